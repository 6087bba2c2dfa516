"""An RSS, Atom or JSON feed, as the sandbox's child reads it.

feedparser gets a stream, never a string: a string could be a path or an address to it. Its HTML
clean-up is off (quadratic on nested markup); summaries become plain text here instead.
"""

import calendar
import hashlib
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, cast
from urllib.parse import urljoin, urlsplit

import feedparser

from sources.charsets import UnknownEncoding, clean, decode
from sources.page_facts import as_instant

NEWEST_KEPT: Final = 500
_MOST_PARSED: Final = 2_000
_TITLE_LENGTH: Final = 500
_SUMMARY_LENGTH: Final = 2_000
_KEY_LENGTH: Final = 500
_EARLIEST_YEAR: Final = 1990

_ENTRY_START: Final = re.compile(r"<(item|entry)[\s>]")
_ROOT: Final = re.compile(r"<(rss|feed|rdf:rdf)\b", re.IGNORECASE)
_ENDS: Final = {"rss": "</channel></rss>", "rdf:rdf": "</rdf:RDF>", "feed": "</feed>"}
_PROLOG_PART: Final = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_HTML_DOCTYPE: Final = re.compile(rb"<!doctype\s+html|<html\b", re.IGNORECASE)
_ANY_DOCTYPE: Final = re.compile(rb"<!(doctype|entity)", re.IGNORECASE)
_LINK_TAG: Final = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_FEED_TYPE: Final = re.compile(r"application/(rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF: Final = re.compile(r"href\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[^<>]*>")


class _NoFeed(ValueError):
    """What came is no feed; the text says what it is."""


def parse(body: bytes, options: Mapping[str, str]) -> dict[str, object]:
    """{"title", "entries", "warnings"}, or {"refused", "offered"} where it is no feed."""
    try:
        return _read(body, options)
    except UnknownEncoding as error:
        return {"refused": str(error)}
    except _NoFeed as error:
        page = decode(body[:200_000], content_type=options["content_type"], markup=True)
        return {"refused": str(error), "offered": _offered(page, options["url"])}


def _read(body: bytes, options: Mapping[str, str]) -> dict[str, object]:
    _refuse_doctype(body)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        title, raw, warnings = _json_feed(body)
    else:
        title, raw, warnings = _xml_feed(body, options)
    entries = [_entry(each, options["url"], warnings) for each in raw]
    return {
        "title": _plain(title, _TITLE_LENGTH),
        "entries": _newest(_once(entries, warnings), warnings),
        "warnings": sorted(warnings),
    }


def _refuse_doctype(body: bytes) -> None:
    """Before any parser: a document type can declare entities that grow or that read files."""
    start = body[:100_000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    start = start.lstrip(b"\xff\xfe")
    at = 0
    while part := _PROLOG_PART.match(start, at):
        at = part.end()
    if _HTML_DOCTYPE.match(start, at):
        raise _NoFeed("This is a web page, not a feed.")
    if _ANY_DOCTYPE.match(start, at):
        raise _NoFeed("Document type declarations are not accepted in a feed.")


def _xml_feed(
    body: bytes, options: Mapping[str, str]
) -> tuple[str, list[Mapping[str, object]], set[str]]:
    warnings = _about_type(options["content_type"])
    # feedparser would read a whole feed as windows-1252 for one bad byte, and makes ids depend on
    # where the feed lay: it gets clean UTF-8 and no address.
    text = clean(decode(body, content_type=options["content_type"], markup=True))
    found = feedparser.parse(
        io.BytesIO(_at_most(text, warnings).encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        raise _NoFeed("No feed was found at this address.")
    if found.bozo:
        warnings.add("The feed has errors; what could be read was kept.")
    raw = [
        {
            "id": each.get("id"),
            "url": each.get("link"),
            "title": each.get("title"),
            "author": each.get("author"),
            "published": _from_struct(dict.get(each, "published_parsed")),
            "updated": _from_struct(dict.get(each, "updated_parsed")),
            "summary": each.get("summary"),
        }
        for each in found.entries
    ]
    return str(found.feed.get("title") or ""), cast("list[Mapping[str, object]]", raw), warnings


def _about_type(content_type: str) -> set[str]:
    if not content_type or re.search(r"xml|json|rss|atom", content_type, re.IGNORECASE):
        return set()
    return {f"The server calls the feed {content_type[:60]!r}; it was read as a feed all the same."}


def _at_most(text: str, warnings: set[str]) -> str:
    """The feed up to its 2,000th entry: parsing 50,000 costs more than a child may spend."""
    for count, start in enumerate(_ENTRY_START.finditer(text)):
        if count == _MOST_PARSED:
            warnings.add(f"Only the first {_MOST_PARSED} entries were read.")
            root = _ROOT.search(text)
            return text[: start.start()] + _ENDS[root[1].lower() if root else "feed"]
    return text


def _json_feed(body: bytes) -> tuple[str, list[Mapping[str, object]], set[str]]:
    """JSON Feed 1.1 (jsonfeed.org)."""
    try:
        found = json.loads(decode(body))
    except (ValueError, RecursionError) as error:
        raise _NoFeed("This is neither XML nor readable JSON.") from error
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise _NoFeed("This is JSON, but not a JSON Feed.")
    listed = found.get("items")
    if not isinstance(listed, list):
        raise _NoFeed("The items of this JSON Feed are not a list.")
    raw = [_from_json(each) for each in listed[:_MOST_PARSED] if isinstance(each, dict)]
    return str(found.get("title") or ""), raw, set()


def _from_json(each: Mapping[str, object]) -> Mapping[str, object]:
    authors = each.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else {}
    return {
        "id": each.get("id"),
        "url": each.get("url"),
        "title": each.get("title"),
        "author": first.get("name") if isinstance(first, dict) else None,
        "published": as_instant(each.get("date_published")),
        "updated": as_instant(each.get("date_modified")),
        "summary": each.get("summary") or each.get("content_text") or each.get("content_html"),
    }


def _entry(raw: Mapping[str, object], base: str, warnings: set[str]) -> dict[str, str]:
    published, updated = raw["published"], raw["updated"]
    if published is None and updated is None:
        warnings.add("Some entries have no date that can be read.")
    entry = {
        "url": _link(raw["url"], base, warnings),
        "title": _plain(raw["title"], _TITLE_LENGTH),
        "author": _plain(raw["author"], 300),
        "published": published.isoformat() if isinstance(published, datetime) else "",
        "updated": updated.isoformat() if isinstance(updated, datetime) else "",
        "summary": _plain(raw["summary"], _SUMMARY_LENGTH),
    }
    return {"key": _key(raw["id"], entry, warnings), **entry}


def _key(stated: object, entry: Mapping[str, str], warnings: set[str]) -> str:
    """The feed's own id, else the link, else a digest of what there is."""
    key = str(stated).strip() if stated not in {None, ""} else entry["url"]
    if key and len(key) <= _KEY_LENGTH:
        return clean(key)
    if not key:
        warnings.add("Some entries have neither an id nor a link.")
        key = "\n".join((entry["title"], entry["published"], entry["summary"]))
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def _link(stated: object, base: str, warnings: set[str]) -> str:
    try:
        url = urljoin(base, str(stated or "").strip()) if stated else ""
        fit = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        url, fit = "", False
    if stated and not fit:
        warnings.add("Some entries had a link that is no web address; it was left out.")
    return url if fit else ""


def _once(entries: Iterable[dict[str, str]], warnings: set[str]) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for entry in entries:
        if entry["key"] in seen:
            warnings.add("Some entries carry the same id; the first of each was kept.")
            continue
        seen.add(entry["key"])
        yield entry


def _newest(entries: Iterable[dict[str, str]], warnings: set[str]) -> list[dict[str, str]]:
    kept = list(entries)
    if len(kept) <= NEWEST_KEPT:
        return kept
    warnings.add(f"Only the newest {NEWEST_KEPT} of {len(kept)} entries were kept.")
    return sorted(kept, key=_date_of, reverse=True)[:NEWEST_KEPT]


def _date_of(entry: Mapping[str, str]) -> str:
    return entry["published"] or entry["updated"]


def _from_struct(parsed: object) -> datetime | None:
    """feedparser's UTC struct_time as a time; None where it is no date, or an absurd one."""
    if not isinstance(parsed, tuple):
        return None
    try:
        found = datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= _EARLIEST_YEAR else None


def _plain(value: object, longest: int) -> str:
    """Text without markup, on one line, cut with a mark; escaped markup inside it goes too."""
    text = html.unescape(_MARKUP.sub(" ", str(value or "")[: 20 * longest]))
    line = " ".join(clean(html.unescape(_MARKUP.sub(" ", text))).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _offered(page: str, base: str) -> list[str]:
    """The feeds that a web page announces, as absolute addresses."""
    tags = (tag[0] for tag in _LINK_TAG.finditer(page) if _FEED_TYPE.search(tag[0]))
    found = (urljoin(base, html.unescape(href[1])) for tag in tags if (href := _HREF.search(tag)))
    return list(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))[:20]
