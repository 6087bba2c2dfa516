"""A partner's end of the wire: a real server on 127.0.0.1 that answers as told."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Heard:
    """One request as it came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer; `after` is asked first and may wait."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[], Iterator[bytes]] = lambda: iter(())
    after: Callable[[], object] = lambda: None


class Receiver:
    """Answers with each reply in turn, the last one for ever; keeps what it heard."""

    def __init__(self, *replies: Reply) -> None:
        self.heard: list[Heard] = []
        self._replies = list(replies) or [Reply()]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def pair(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.pair}/hook"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self) -> Reply:
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                heard = Heard({k.lower(): v for k, v in self.headers.items()}, b"")
                receiver.heard.append(Heard(heard.headers, self.rfile.read(length)))
                reply = receiver._next()
                reply.after()
                try:
                    self._send(reply)
                except (BrokenPipeError, ConnectionResetError):
                    return  # the caller has read enough

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in reply.body():
                    self.wfile.write(piece)

            def log_message(self, *_: object) -> None:
                return

        return Handler
