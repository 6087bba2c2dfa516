"""The outside world of the seed story, on this machine: outlets with feeds, and a partner's door.

Real HTTP on 127.0.0.1, so that feeds, articles and webhooks go the way they go in a newsroom.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

from seeds.library import SeedArticle

Answer = tuple[int, str, bytes]


@dataclass(frozen=True, slots=True)
class Webhook:
    """One POST that the partner received: its headers in lower case, and the exact body."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Press:
    """What stands at each address; publishing the same path again is a silent edit."""

    port: int = 0
    articles: dict[str, SeedArticle] = field(default_factory=dict)
    webhooks: list[Webhook] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    @property
    def address(self) -> str:
        """Where this world answers."""
        return f"http://127.0.0.1:{self.port}"

    def publish(self, article: SeedArticle) -> None:
        """Put an article on its outlet's site and into its feed."""
        self.articles[article.path] = article

    def feed_url(self, outlet: str) -> str:
        """Where an outlet's feed stands."""
        return f"{self.address}/feeds/{_slug(outlet)}.xml"

    def answer(self, path: str) -> Answer:
        """What stands at a path: a feed, an article, or nothing."""
        name = path.strip("/")
        if name.startswith("feeds/"):
            slug = name.removeprefix("feeds/").removesuffix(".xml")
            return 200, "application/rss+xml; charset=utf-8", self._feed(slug).encode()
        if name in self.articles:
            return 200, "text/html; charset=utf-8", self.articles[name].html().encode()
        return 404, "text/plain; charset=utf-8", b"There is nothing here."

    def _feed(self, slug: str) -> str:
        entries = "".join(
            f"<item><title>{escape(one.title)}</title>"
            f"<link>{self.address}/{one.path}</link>"
            f'<guid isPermaLink="false">{one.path}</guid>'
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
            for one in self.articles.values()
            if _slug(one.outlet) == slug
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{escape(slug)}</title><link>{self.address}</link>"
            f"<description>Invented for this demo.</description>{entries}</channel></rss>"
        )


def _slug(outlet: str) -> str:
    return outlet.lower().replace(" ", "-")


def _handler(press: Press) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*press.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            press.webhooks.append(Webhook(headers=headers, body=body))
            self._send(204, "text/plain", b"")

        def _send(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing: the demo prints its own story."""

    return Handler
