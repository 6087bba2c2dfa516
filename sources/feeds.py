"""From the bytes of a feed to its entries. Fetches nothing; how long to wait: `sources.waits`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sources import sandbox
from sources.nesting import Markup
from sources.sandbox import Json, Limits, Unparseable

LIMITS: Final = Limits(cpu_s=10)


class NotAFeed(ValueError):
    """No feed stands there; the text says what does, `offered` lists the feeds it announces."""

    def __init__(self, text: str, offered: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.offered = offered


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed announces it.

    `key` identifies it inside its feed. `url` is absolute, or "" where the feed gave none that is
    a web address. Texts are plain, cut at 500 (title) and 2,000 (summary) characters. Times are UTC
    as stated, None where unreadable; they may lie in the future.
    """

    key: str
    url: str
    title: str
    author: str
    published: datetime | None
    updated: datetime | None
    summary: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed at one moment: at most its newest 500 entries, and what was wrong with it."""

    title: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]


def parse(body: bytes, *, url: str, content_type: str, limits: Limits = LIMITS) -> FeedPage:
    """Read RSS, Atom or JSON Feed; links are resolved against `url`. Raises `NotAFeed`."""
    if not body.strip():
        raise NotAFeed("The feed is empty: nothing was sent.")
    try:
        found = sandbox.run(
            "sources.parse_feed",
            body,
            markup=_markup(body),
            options={"url": url, "content_type": content_type},
            limits=limits,
        )
    except Unparseable as error:
        raise NotAFeed(f"The feed cannot be read. {error}") from error
    if refused := found.get("refused"):
        raise _no_feed(str(refused), found.get("offered"))
    return FeedPage(
        title=str(found["title"]),
        entries=tuple(map(_entry, _list(found["entries"]))),
        warnings=tuple(map(str, _list(found["warnings"]))),
    )


def _markup(body: bytes) -> Markup | None:
    start = body[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return None
    return "html" if re.match(rb"<(!doctype\s+)?html\b", start, re.IGNORECASE) else "xml"


def _no_feed(text: str, offered: Json) -> NotAFeed:
    feeds = tuple(map(str, _list(offered)))
    hint = f" It offers: {', '.join(feeds)}" if feeds else ""
    return NotAFeed(text + hint, feeds)


def _entry(found: Json) -> Entry:
    fields = {name: str(value) for name, value in _mapping(found).items()}
    return Entry(
        key=fields["key"],
        url=fields["url"],
        title=fields["title"],
        author=fields["author"],
        published=_instant(fields["published"]),
        updated=_instant(fields["updated"]),
        summary=fields["summary"],
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
