"""The door to the web against servers that misbehave (`reliability.md` P5-P8, F14-F18)."""

import socket
import threading
import tracemalloc
import zlib

import pytest

from sources.refusals import (
    BadStatus,
    Empty,
    FetchError,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    UnaskedNotModified,
)
from sources.transport import Terms, fetch, post
from tests.sources.crooked import Answer, Crooked, dripping, head, saying, serving

AGENT = "Recheck test"


def terms(*servers: Crooked, deadline_s: float = 30.0, max_bytes: int = 1_000_000) -> Terms:
    allow = frozenset(server.pair for server in servers)
    return Terms(AGENT, allow=allow, deadline_s=deadline_s, max_bytes=max_bytes)


# --- what is sent and what comes back --------------------------------------------------------


def test_a_page_comes_back_whole_with_its_validators() -> None:
    answer = saying(
        "200 OK", 'ETag: "v1"', "Last-Modified: Tue, 12 Aug 2025 10:00:00 GMT", body=b"<p>Hi"
    )
    with serving(answer) as server:
        found = fetch(server.url("/a?b=1#part"), terms=terms(server))

    assert (found.status, found.body, found.not_modified) == (200, b"<p>Hi", False)
    assert (found.etag, found.last_modified) == ('"v1"', "Tue, 12 Aug 2025 10:00:00 GMT")
    assert found.url == server.url("/a?b=1")
    assert b"GET /a?b=1 HTTP/1.1" in server.requests[0]
    assert f"User-Agent: {AGENT}".encode() in server.requests[0]


def test_nothing_new_costs_no_body() -> None:
    with serving(saying("304 Not Modified")) as server:
        found = fetch(server.url(), terms=terms(server), etag='"v1"', last_modified="then")

    assert (found.not_modified, found.body) == (True, b"")
    assert b'If-None-Match: "v1"' in server.requests[0]
    assert b"If-Modified-Since: then" in server.requests[0]


def test_304_without_a_validator_is_an_error() -> None:
    with serving(saying("304 Not Modified")) as server, pytest.raises(UnaskedNotModified):
        fetch(server.url(), terms=terms(server), etag="")


@pytest.mark.parametrize("etag", ['"' + "x" * 10_000 + '"', '"\x01"', '"caf\xe9"'])
def test_a_validator_that_is_unsafe_to_keep_is_not_kept(etag: str) -> None:
    with serving(saying("200 OK", f"ETag: {etag}", body=b"x")) as server:
        assert fetch(server.url(), terms=terms(server)).etag == ""


def test_a_stored_validator_cannot_add_a_header() -> None:
    with serving(saying("200 OK", body=b"x")) as server:
        fetch(server.url(), terms=terms(server), etag='"v1"\r\nX-Evil: 1')

    assert b"X-Evil" not in server.requests[0]


def test_a_compressed_page_is_unpacked() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = packed.compress(b"word " * 1000) + packed.flush()
    with serving(saying("200 OK", "Content-Encoding: gzip", body=body)) as server:
        assert fetch(server.url(), terms=terms(server)).body == b"word " * 1000


def test_no_cookie_is_kept_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(wire: socket.socket) -> None:
        hop = saying("302 Found", "Set-Cookie: a=b", "Location: /next")
        (hop if len(server.requests) == 1 else saying("200 OK", body=b"x"))(wire)

    with serving(saying("200 OK", body=b"proxied")) as proxy, serving(answer) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        found = fetch(server.url(), terms=terms(server))

    assert found.url == server.url("/next")
    assert proxy.connections == 0
    assert b"cookie" not in server.requests[1].lower()
    assert "set-cookie" not in found.headers


# --- statuses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (401, "log-in"),
        (403, "log-in"),
        (404, "Check the address"),
        (410, "gone for good"),
        (429, "slow down"),
        (451, "legal reasons"),
        (500, "trouble of its own"),
        (503, "trouble of its own"),
        (999, "no success"),
        (206, "no success"),
        (302, "no success"),
    ],
)
def test_each_class_of_status_has_its_own_text(status: int, text: str) -> None:
    with serving(saying(f"{status} X", body=b"x")) as server, pytest.raises(BadStatus) as refusal:
        fetch(server.url(), terms=terms(server))

    assert refusal.value.status == status
    assert text in str(refusal.value)


@pytest.mark.parametrize(
    ("asked", "granted"), [("120", 120), ("-5", 0), ("1000000000000", 86_400), ("soon", 0)]
)
def test_the_wait_a_server_asks_for_is_told_up_to_a_day(asked: str, granted: int) -> None:
    answer = saying("429 Too Many Requests", f"Retry-After: {asked}")
    with serving(answer) as server, pytest.raises(BadStatus) as refusal:
        fetch(server.url(), terms=terms(server))

    assert refusal.value.retry_after_s == granted


@pytest.mark.parametrize(
    "answer",
    [saying("200 OK"), saying("200 OK", body=b" \n"), saying("204 -")],
    ids=["nothing", "blank", "no content"],
)
def test_an_empty_success_is_an_error(answer: Answer) -> None:
    with serving(answer) as server, pytest.raises(Empty):
        fetch(server.url(), terms=terms(server))


# --- bodies and times without end ------------------------------------------------------------


def bomb(wire: socket.socket) -> None:
    """1 GB of zeros, packed into 1 MB."""
    wire.sendall(head("200 OK", "Content-Encoding: gzip"))
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(1024):
        wire.sendall(packed.compress(bytes(1024 * 1024)))


def endless_chunks(wire: socket.socket) -> None:
    wire.sendall(head("200 OK", "Transfer-Encoding: chunked"))
    while True:
        wire.sendall(b"4000\r\n" + bytes(0x4000) + b"\r\n")


@pytest.mark.parametrize(
    "answer",
    [bomb, endless_chunks, saying("200 OK", "Content-Length: 99999999999", body=b"x")],
    ids=["bomb", "endless chunks", "said so"],
)
def test_a_body_is_stopped_at_the_cap_and_never_held(answer: Answer) -> None:
    tracemalloc.start()
    with serving(answer) as server, pytest.raises(TooLarge, match="1,000,000"):
        fetch(server.url(), terms=terms(server))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8_000_000


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"HTTP/1.1 200 OK\r\n", b"X"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        dripping(head("200 OK", "Content-Length: 100000"), b"x"),
        dripping(head("200 OK", "Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
        lambda _: threading.Event().wait(5) and None,
    ],
    ids=["header line", "header lines", "body", "chunks", "silence"],
)
def test_a_server_that_drips_for_ever_is_left_at_the_deadline(answer: Answer) -> None:
    with serving(answer) as server, pytest.raises(TimedOut, match=r"within 0\.4 s"):
        fetch(server.url(), terms=terms(server, deadline_s=0.4))


def test_the_deadline_covers_all_redirects_together() -> None:
    def answer(wire: socket.socket) -> None:
        threading.Event().wait(0.2)
        saying("302 Found", "Location: /next")(wire)

    with serving(answer) as server, pytest.raises(TimedOut):
        fetch(server.url(), terms=terms(server, deadline_s=0.5))

    assert len(server.requests) <= 3


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda wire: wire.sendall(b"\x00\x01 nonsense\r\n\r\n"), "connection"),
        (lambda _: None, "connection"),
        (lambda wire: wire.sendall(head("200 OK", "Content-Length: 9") + b"abc"), "connection"),
        (saying("200 OK", "Content-Encoding: gzip", body=b"not gzip"), "undecodable"),
        (saying("200 OK", "Content-Encoding: br", body=b"abc"), "undecodable"),
        (saying("200 OK", "Content-Encoding: gzip, gzip", body=b"abc"), "undecodable"),
        (lambda wire: wire.sendall(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 999), "connection"),
    ],
    ids=["noise", "nothing", "cut off", "not gzip", "brotli", "gzip twice", "999 headers"],
)
def test_a_broken_answer_is_a_plain_refusal(answer: Answer, code: str) -> None:
    with serving(answer) as server, pytest.raises(FetchError) as refusal:
        fetch(server.url(), terms=terms(server))

    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


def test_a_closed_port_is_a_plain_refusal() -> None:
    with serving(saying("200 OK")) as server:
        pass

    with pytest.raises(FetchError, match="Try again later") as refusal:
        fetch(server.url(), terms=terms(server))

    assert refusal.value.code == "connection"


# --- redirects -------------------------------------------------------------------------------


def test_five_redirects_are_followed_and_no_more() -> None:
    def answer(wire: socket.socket) -> None:
        hop = int(server.requests[-1].split()[1].strip(b"/"))
        done = hop == 0
        (saying("200 OK", body=b"x") if done else saying("301 -", f"Location: /{hop - 1}"))(wire)

    with serving(answer) as server:
        assert fetch(server.url("/5"), terms=terms(server)).url == server.url("/0")
        with pytest.raises(TooManyRedirects):
            fetch(server.url("/6"), terms=terms(server))


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("file:///etc/passwd", "bad_address"),
        ("gopher://example.org/", "bad_address"),
        ("data:text/html,x", "bad_address"),
        ("http://user:pw@example.org/", "bad_address"),
        ("http://example.org:25/", "bad_address"),
        ("http://169.254.169.254/latest/meta-data/", "not_public"),
        ("http://[::ffff:127.0.0.1]/", "not_public"),
        ("http://2130706433/", "not_public"),
    ],
)
def test_a_redirect_is_checked_like_a_first_address(where: str, code: str) -> None:
    with (
        serving(saying("302 Found", f"Location: {where}")) as server,
        pytest.raises(FetchError) as refusal,
    ):
        fetch(server.url(), terms=terms(server))

    assert refusal.value.code == code


# --- sending ---------------------------------------------------------------------------------


def test_a_post_reports_what_was_answered_and_follows_nothing() -> None:
    with serving(saying("307 -", "Location: http://10.0.0.1/", body=b"go away")) as server:
        sent = post(server.url("/hook"), body=b"{}", headers={"X-Id": "1"}, terms=terms(server))

    assert (sent.status, sent.body) == (307, b"go away")
    assert b"POST /hook" in server.requests[0]
    assert b"X-Id: 1" in server.requests[0]


def test_a_post_reads_little_of_a_long_answer() -> None:
    with serving(endless_chunks) as server:
        sent = post(server.url(), body=b"{}", headers={}, terms=terms(server))

    assert len(sent.body) == 64 * 1024
