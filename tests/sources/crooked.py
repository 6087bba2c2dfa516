"""Real servers on 127.0.0.1 that answer as told, however badly, and count who came."""

import contextlib
import itertools
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from sources.sockets import AddressInfo

Answer = Callable[[socket.socket], None]


class Crooked:
    """A listener; `answer` is called with each connection once its request has been read."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.tls = tls
        self.connections = 0
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def pair(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.pair}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone does not wake a thread that waits in accept().
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        # A caller who hangs up is what half of these tests are about.
        with contextlib.suppress(OSError), contextlib.closing(self._wrapped(connection)) as wire:
            request = b""
            while b"\r\n\r\n" not in request and (more := wire.recv(65536)):
                request += more
            self.requests.append(request)
            self.answer(wire)

    def _wrapped(self, connection: socket.socket) -> socket.socket:
        if self.tls is None:
            return connection
        try:
            return self.tls.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            raise


def saying(status: str, *headers: str, body: bytes = b"") -> Answer:
    """A whole answer, with its true length unless a header says otherwise."""

    said = any(header.startswith("Content-Length") for header in headers)
    length = () if said else (f"Content-Length: {len(body)}",)

    def answer(wire: socket.socket) -> None:
        wire.sendall(head(status, *length, *headers) + body)

    return answer


def head(status: str, *headers: str) -> bytes:
    """Status line and headers, ready to send."""
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode("latin-1")


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate for a host name, with its key in the same file."""
    key, made = folder / f"{name}.key", folder / f"{name}.pem"
    how = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
    files = ["-keyout", str(key), "-out", str(made)]
    subprocess.run(
        ["openssl", *how.split(), *files, "-addext", f"subjectAltName=DNS:{name}"],
        check=True,
        capture_output=True,
    )
    made.write_text(made.read_text() + key.read_text())
    return made


@contextlib.contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Crooked]:
    """A server for the length of a test."""
    with Crooked(answer, tls) as server:
        yield server


def dripping(start: bytes, drop: bytes) -> Answer:
    """A server that is never silent for long and never done (slow-loris)."""

    def answer(wire: socket.socket) -> None:
        wire.sendall(start)
        while True:
            wire.sendall(drop)
            threading.Event().wait(0.05)

    return answer


def info(ip: str, port: int) -> AddressInfo:
    """One answer of a resolver."""
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))


class Names:
    """A name server that gives the prepared answers in turn, and counts the questions."""

    def __init__(self, *answers: Sequence[AddressInfo]) -> None:
        self.answers = itertools.chain(answers, itertools.repeat(answers[-1]))
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[AddressInfo]:
        self.asked.append(f"{host}:{port}")
        return next(self.answers)
