"""Connections that go only where they were checked to go, and end when their time is up.

A name is looked up once; the connection is made to the addresses that were looked at, so a second
answer of the name server (DNS rebinding) is never asked for. The time limit is by the wall:
urllib3's time-outs are per read, and a server that sends one byte a second would outlast them.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from urllib3.connection import HTTPConnection, HTTPSConnection

from sources.addresses import Target, forbidden
from sources.refusals import NotPublic, Unreachable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SocketAddress: TypeAlias = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
AddressInfo: TypeAlias = tuple[socket.AddressFamily, socket.SocketKind, int, str, SocketAddress]
Resolve: TypeAlias = Callable[[str, int], Sequence[AddressInfo]]


def resolve_by_system(host: str, port: int) -> Sequence[AddressInfo]:
    """All addresses of a host, from the system's resolver. Raises `OSError`."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, on the monotonic clock, by which everything must be done."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left, above zero. Raises `TimeoutError` when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _TimedSocket(socket.socket):
    """A plain socket whose every read may last only until the deadline."""

    deadline: Deadline | None = None

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        if self.deadline:
            self.settimeout(self.deadline.left())
        return super().recv_into(buffer, nbytes, flags)


class _TimedTlsSocket(ssl.SSLSocket):
    """The same under TLS."""

    deadline: Deadline | None = None

    def recv_into(
        self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0
    ) -> int:
        if self.deadline:
            self.settimeout(self.deadline.left())
        return super().recv_into(buffer, nbytes, flags)


def checked_addresses(
    target: Target, *, allow: frozenset[str], resolve: Resolve, deadline: Deadline
) -> tuple[AddressInfo, ...]:
    """Where the target's host leads, looked up once.

    Raises `NotPublic` if any one answer is forbidden (unless the exact host:port is in `allow`),
    `Unreachable` if there is none, `TimeoutError` past the deadline.
    """
    found = tuple(_look_up(target, resolve, deadline))
    if not found:
        raise Unreachable(f"The host {target.host} has no address. Check the spelling.")
    if target.pair not in allow:
        for info in found:
            if why := forbidden(str(info[4][0])):
                raise NotPublic(
                    f"{target.host} does not lead to the public internet ({why}). "
                    "Check the address."
                )
    return found


def open_connection(
    target: Target,
    addresses: Sequence[AddressInfo],
    *,
    deadline: Deadline,
    trust: ssl.SSLContext | None = None,
) -> HTTPConnection:
    """A connection to one of the checked addresses, TLS verified for the host's own name.

    Raises `OSError` (of which `ssl.SSLError` and `TimeoutError` are kinds) or urllib3's errors.
    """
    if target.scheme == "https":
        context = trust or ssl.create_default_context()
        context.sslsocket_class = _TimedTlsSocket
        connection: _Pinned = _PinnedTls(
            target.host, target.port, timeout=deadline.left(), ssl_context=context
        )
    else:
        connection = _Pinned(target.host, target.port, timeout=deadline.left())
    connection.addresses, connection.deadline = tuple(addresses), deadline
    connection.connect()
    return connection


class _Pinned(HTTPConnection):
    """An HTTP connection that asks no name server: it goes where it is told."""

    addresses: tuple[AddressInfo, ...] = ()
    deadline: Deadline = Deadline(0.0)

    def _new_conn(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for place, info in enumerate(self.addresses):
            try:
                return _connected(info, self.deadline, shares=len(self.addresses) - place)
            except OSError as error:
                failure = error
        raise failure

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _TimedSocket | _TimedTlsSocket):
            self.sock.deadline = self.deadline


class _PinnedTls(_Pinned, HTTPSConnection):
    """The same under TLS; the name that the certificate must carry is still the host's."""


def _connected(info: AddressInfo, deadline: Deadline, *, shares: int) -> socket.socket:
    family, kind, protocol, _, address = info
    sock = _TimedSocket(family, kind, protocol)
    try:
        # A dead first address (IPv6 without a route) must not eat the time of the next.
        sock.settimeout(deadline.left() / shares)
        sock.connect(address)
        sock.settimeout(deadline.left())
    except BaseException:
        sock.close()
        raise
    return sock


def _look_up(target: Target, resolve: Resolve, deadline: Deadline) -> Sequence[AddressInfo]:
    answers: queue.SimpleQueue[Sequence[AddressInfo] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system's resolver knows no deadline; left behind, its thread ends by itself.
    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise Unreachable(
            f"The host {target.host} could not be found. Check the spelling, or try again later."
        ) from answer
    return answer
