"""No connection is ever made to a private address; the listener's own count is the proof."""

import socket
import threading
from collections.abc import Sequence

import pytest

from sources.refusals import FetchError, NotPublic, TimedOut
from sources.sockets import AddressInfo
from sources.transport import Terms, fetch, post
from tests.sources.crooked import Names, info, saying, serving

AGENT = "Recheck test"


def test_a_name_that_leads_inside_gets_no_connection() -> None:
    with serving(saying("200 OK", body=b"secret")) as inside:
        names = Names([info("127.0.0.1", inside.port)])
        with pytest.raises(NotPublic, match="loopback"):
            fetch("http://news.example/", terms=Terms(AGENT, resolve=names))

    assert inside.connections == 0


def test_the_listener_does_count_a_connection_that_is_allowed() -> None:
    with serving(saying("200 OK", body=b"secret")) as inside:
        names = Names([info("127.0.0.1", inside.port)])
        allow = frozenset({"news.example:80"})
        fetch("http://news.example/", terms=Terms(AGENT, allow=allow, resolve=names))

    assert inside.connections == 1


def test_one_bad_answer_among_good_ones_refuses_all() -> None:
    with serving(saying("200 OK", body=b"secret")) as inside:
        names = Names([info("93.184.215.14", 80), info("127.0.0.1", inside.port)])
        with pytest.raises(NotPublic):
            fetch("http://news.example/", terms=Terms(AGENT, resolve=names))

    assert inside.connections == 0


def test_a_redirect_to_a_name_that_leads_inside_gets_no_connection() -> None:
    hop = saying("302 Found", "Location: http://news.example/secret")
    with serving(saying("200 OK", body=b"secret")) as inside, serving(hop) as outside:
        names = Names([info("127.0.0.1", outside.port)], [info("127.0.0.1", inside.port)])
        allowed = Terms(AGENT, allow=frozenset({outside.pair}), resolve=names)
        with pytest.raises(NotPublic):
            fetch(outside.url(), terms=allowed)

    assert (outside.connections, inside.connections) == (1, 0)


def test_a_name_is_asked_for_once_so_its_second_answer_cannot_matter() -> None:
    with serving(saying("200 OK", body=b"a")) as first, serving(saying("200 OK")) as second:
        names = Names([info("127.0.0.1", first.port)], [info("127.0.0.1", second.port)])
        allow = frozenset({"news.example:80"})
        found = fetch("http://news.example/", terms=Terms(AGENT, allow=allow, resolve=names))

    assert found.body == b"a"
    assert names.asked == ["news.example:80"]
    assert second.connections == 0


def test_an_unknown_name_is_a_plain_refusal() -> None:
    def unknown(host: str, port: int) -> Sequence[AddressInfo]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match="could not be found") as refusal:
        fetch("http://news.example/", terms=Terms(AGENT, resolve=unknown))

    assert refusal.value.code == "connection"


def test_a_name_server_that_hangs_is_left_at_the_deadline() -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> Sequence[AddressInfo]:
        release.wait(20)
        return []

    with pytest.raises(TimedOut):
        fetch("http://news.example/", terms=Terms(AGENT, deadline_s=0.2, resolve=hang))
    release.set()


def test_a_post_to_a_private_address_gets_no_connection() -> None:
    with serving(saying("200 OK")) as inside:
        names = Names([info("127.0.0.1", inside.port)])
        with pytest.raises(NotPublic):
            post("http://hook.example/", body=b"", headers={}, terms=Terms(AGENT, resolve=names))

    assert inside.connections == 0
