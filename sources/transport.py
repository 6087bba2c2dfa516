"""The only door to the open web: every byte from outside comes through `fetch` or `post`.

Checked on every hop: the form of the address, where its name leads, the certificate. Bounded: time
by the wall, bytes after decompression, redirects. No cookies, no proxies from the environment.
"""

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import SSLError as UrllibSslError
from urllib3.exceptions import TimeoutError as UrllibTimeout

from sources import refusals
from sources.addresses import BadAddress, Target, target_of
from sources.sockets import (
    Deadline,
    Resolve,
    checked_addresses,
    open_connection,
    resolve_by_system,
)
from sources.waits import retry_after

MAX_REDIRECTS: Final = 5
MAX_ANSWER_BYTES: Final = 64 * 1024
_CHUNK: Final = 64 * 1024
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.8"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms we go out.

    `deadline_s`: seconds for the whole exchange, redirects and name look-up included.
    `max_bytes`: of the decompressed body. `allow`: exact "host:port" pairs that may be private
    (demo, tests). `trust`: whom to believe under TLS; None is the system's list.
    """

    user_agent: str
    allow: frozenset[str] = frozenset()
    deadline_s: float = 20.0
    max_bytes: int = 10_000_000
    resolve: Resolve = resolve_by_system
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its final address, headers by lower-case name, the body decompressed.

    With `not_modified` the body is empty. `etag` and `last_modified` are fit to be kept and sent.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header as sent, or ""."""
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One request on its way: what to say, and until when."""

    method: str
    terms: Terms
    deadline: Deadline
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


def fetch(url: str, *, terms: Terms, etag: str = "", last_modified: str = "") -> Fetched:
    """What stands at an http(s) address, after at most five redirects.

    Sent validators turn "nothing new" into `not_modified`. Raises a `refusals.FetchError`.
    """
    exchange = _Exchange(
        "GET",
        terms,
        Deadline.after(terms.deadline_s),
        {"Accept": _ACCEPT, **_validators(etag, last_modified)},
    )
    at = _target(url, terms)
    for _ in range(MAX_REDIRECTS + 1):
        with _answer_to(exchange, at) as response:
            if response.status not in _MOVED:
                return _fetched(response, at, exchange)
            at = _next_hop(response, at, terms)
    raise refusals.TooManyRedirects(
        f"{at.host} redirects more than {MAX_REDIRECTS} times. Give the final address."
    )


def post(url: str, *, body: bytes, headers: Mapping[str, str], terms: Terms) -> Fetched:
    """Send a body to an address and report what was answered, whatever the status.

    Redirects are not followed; at most 64 kB of the answer are read. Raises a `refusals.FetchError`
    where no answer came.
    """
    exchange = _Exchange("POST", terms, Deadline.after(terms.deadline_s), headers, body)
    at = _target(url, terms)
    with _answer_to(exchange, at) as response:
        start = b"".join(_chunks(response, exchange.deadline, at_most=MAX_ANSWER_BYTES))
        return Fetched(at.url, response.status, _plain_headers(response), start[:MAX_ANSWER_BYTES])


def _target(url: str, terms: Terms) -> Target:
    try:
        return target_of(url, allow=terms.allow)
    except BadAddress as error:
        kind = refusals.NotPublic if error.code == "not_public" else refusals.AddressRefused
        raise kind(str(error)) from error


@contextmanager
def _answer_to(exchange: _Exchange, at: Target) -> Iterator[BaseHTTPResponse]:
    """Connect, ask, hand over the answer with its body unread, close."""
    terms = exchange.terms
    with _in_plain_words(at, terms):
        addresses = checked_addresses(
            at, allow=terms.allow, resolve=terms.resolve, deadline=exchange.deadline
        )
        connection = open_connection(at, addresses, deadline=exchange.deadline, trust=terms.trust)
        try:
            connection.request(
                exchange.method,
                at.path,
                body=exchange.body,
                headers={
                    "User-Agent": terms.user_agent,
                    "Accept-Encoding": "gzip, deflate",
                    "Connection": "close",
                    **exchange.headers,
                },
                preload_content=False,
            )
            response = connection.getresponse()
            try:
                yield response
            finally:
                response.close()
        finally:
            connection.close()


@contextmanager
def _in_plain_words(at: Target, terms: Terms) -> Iterator[None]:
    """Turn what the libraries raise into our refusals."""
    try:
        yield
    except (TimeoutError, UrllibTimeout) as error:
        raise refusals.TimedOut(
            f"{at.host} did not finish its answer within {terms.deadline_s:g} s. Try again later."
        ) from error
    except (ssl.SSLError, UrllibSslError) as error:
        raise refusals.TlsFailed(
            f"{at.host} could not prove who it is (TLS). Its owner must renew the certificate."
        ) from error
    except DecodeError as error:
        raise refusals.Undecodable(
            f"{at.host} sent a body whose compression is broken. Try again later."
        ) from error
    except (HTTPError, HTTPException, OSError) as error:
        raise refusals.Unreachable(
            f"The connection to {at.host} failed or broke off. Try again later."
        ) from error


def _next_hop(response: BaseHTTPResponse, at: Target, terms: Terms) -> Target:
    where = response.headers.get("location", "").strip()
    if not where:
        raise refusals.bad_status(at.host, response.status, retry_after_s=0)
    there = _target(urljoin(at.url, where), terms)
    if at.scheme == "https" and there.scheme == "http":
        raise refusals.Downgraded(
            f"{at.host} redirects from https to plain http. Give an https address."
        )
    return there


def _fetched(response: BaseHTTPResponse, at: Target, exchange: _Exchange) -> Fetched:
    headers = _plain_headers(response)
    not_modified = response.status == 304
    if not_modified and not _asked_conditionally(exchange):
        raise refusals.UnaskedNotModified(
            f"{at.host} said 'not modified' though we hold no earlier version. Try again later.",
            status=304,
        )
    body = b"" if not_modified else _body(response, at, exchange)
    return Fetched(
        at.url,
        response.status,
        headers,
        body,
        etag=_storable(headers.get("etag", ""), 512),
        last_modified=_storable(headers.get("last-modified", ""), 128),
        not_modified=not_modified,
    )


def _body(response: BaseHTTPResponse, at: Target, exchange: _Exchange) -> bytes:
    if response.status not in {200, 203, 204, 205}:
        wait = int(retry_after(_plain_headers(response)).total_seconds())
        raise refusals.bad_status(at.host, response.status, retry_after_s=wait)
    cap = exchange.terms.max_bytes
    if _declared_length(response) > cap:
        raise _too_large(at, cap)
    body = b"".join(_chunks(response, exchange.deadline, at_most=cap))
    if len(body) > cap:
        raise _too_large(at, cap)
    if not body.strip():
        raise refusals.Empty(f"{at.host} sent an empty answer. Try again later.", status=200)
    return body


def _too_large(at: Target, cap: int) -> refusals.TooLarge:
    return refusals.TooLarge(
        f"{at.host} sent more than {cap:,} bytes, the most we read. Give the page of one article."
    )


def _chunks(response: BaseHTTPResponse, deadline: Deadline, *, at_most: int) -> Iterator[bytes]:
    """The decompressed body piece by piece, until the first piece past `at_most` bytes."""
    if response.headers.get("content-encoding", "").lower() not in _READABLE:
        raise DecodeError("a content coding we did not ask for")
    seen = 0
    for chunk in response.stream(_CHUNK, decode_content=True):
        yield chunk
        seen += len(chunk)
        deadline.left()
        if seen > at_most:
            return


_READABLE: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


def _declared_length(response: BaseHTTPResponse) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if re.fullmatch(r"\d{1,18}", length) else 0


def _plain_headers(response: BaseHTTPResponse) -> dict[str, str]:
    return {
        name.lower(): ", ".join(response.headers.getlist(name))
        for name in response.headers
        if name.lower() != "set-cookie"
    }


def _validators(etag: str, last_modified: str) -> dict[str, str]:
    sent = {
        "If-None-Match": _storable(etag, 512),
        "If-Modified-Since": _storable(last_modified, 128),
    }
    return {name: value for name, value in sent.items() if value}


def _asked_conditionally(exchange: _Exchange) -> bool:
    return not {"If-None-Match", "If-Modified-Since"}.isdisjoint(exchange.headers)


def _storable(value: str, longest: int) -> str:
    """The header value if it is safe to keep and to send back, else ""."""
    return value if len(value) <= longest and re.fullmatch(r"[\x20-\x7e]*", value) else ""
