"""Who may speak for a name under TLS (`reliability.md` F18)."""

import shutil
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import pytest

from sources.refusals import Downgraded, TimedOut, TlsFailed
from sources.sockets import AddressInfo
from sources.transport import Terms, fetch
from tests.sources.crooked import Crooked, certificate, dripping, saying, serving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

PAGE = saying("200 OK", body=b"x")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"), "news.example")


def server_side(paper: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper)
    return context


def terms(server: Crooked, host: str, trust: Path | None, deadline_s: float = 30.0) -> Terms:
    def resolve(name: str, port: int) -> Sequence[AddressInfo]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]

    return Terms(
        "Recheck test",
        allow=frozenset({f"{host}:443", f"{host}:80"}),
        deadline_s=deadline_s,
        resolve=resolve,
        trust=ssl.create_default_context(cafile=str(trust)) if trust else None,
    )


def test_a_server_with_the_right_paper_is_read(paper: Path) -> None:
    with serving(PAGE, server_side(paper)) as server:
        found = fetch("https://news.example/a", terms=terms(server, "news.example", paper))

    assert (found.url, found.body) == ("https://news.example/a", b"x")
    assert b"Host: news.example\r\n" in server.requests[0]


def test_a_paper_that_nobody_vouches_for_is_refused(paper: Path) -> None:
    with (
        serving(saying("200 OK", body=b"x"), server_side(paper)) as server,
        pytest.raises(TlsFailed),
    ):
        fetch("https://news.example/", terms=terms(server, "news.example", None))

    assert server.requests == []


def test_a_paper_for_another_name_is_refused(paper: Path) -> None:
    with (
        serving(saying("200 OK", body=b"x"), server_side(paper)) as server,
        pytest.raises(TlsFailed),
    ):
        fetch("https://other.example/", terms=terms(server, "other.example", paper))

    assert server.requests == []


def test_a_server_that_speaks_no_tls_is_refused(paper: Path) -> None:
    with (
        serving(lambda wire: wire.sendall(b"hello hello hello")) as server,
        pytest.raises((TlsFailed, TimedOut)),
    ):
        fetch("https://news.example/", terms=terms(server, "news.example", paper, 1.0))


def test_https_never_falls_back_to_http(paper: Path) -> None:
    hop = saying("301 Moved", "Location: http://news.example/plain")
    with serving(hop, server_side(paper)) as server, pytest.raises(Downgraded):
        fetch("https://news.example/", terms=terms(server, "news.example", paper))

    assert server.connections == 1


def test_a_dripping_server_is_left_at_the_deadline_under_tls_too(paper: Path) -> None:
    drip = dripping(b"HTTP/1.1 200 OK\r\n", b"X")
    with serving(drip, server_side(paper)) as server, pytest.raises(TimedOut):
        fetch("https://news.example/", terms=terms(server, "news.example", paper, 0.5))
