"""What a page says about itself: JSON-LD first, then OpenGraph and other <meta>, then <time>.

Nothing is guessed: each date of a claim hangs on the article's own, and none is better than a
wrong one (a date finder made 1 January 2025 of "2025-13-45").

Runs in the sandbox's child. Vocabulary: schema.org NewsArticle, ogp.me, and the common meta names.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_EARLIEST_YEAR: Final = 1990
_DAY_IN_PATH: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?![\w])")
_ARTICLE_TYPE: Final = re.compile(r"(.*/)?(\w*NewsArticle|Article|(Live)?BlogPosting|Report)")
_TITLE: Final = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHOR: Final = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator")
_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "date",
)
_MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dc.date.modified",
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each "" or None where the page does not say."""

    title: str = ""
    byline: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""


def facts_of(tree: HtmlElement, url: str) -> PageFacts:
    """What the page itself states; the first source that says something is believed."""
    meta = _meta(tree)
    stated = next(_json_ld_articles(tree), {})
    return PageFacts(
        title=_text(stated.get("headline")) or _first(meta, _TITLE),
        byline=_names(stated.get("author")) or _byline(meta),
        published=as_instant(stated.get("datePublished"))
        or _instant_in(meta, _PUBLISHED)
        or _instant_in_time_element(tree, "datePublished")
        or _only_time_element(tree)
        or _day_in_address(url),
        modified=as_instant(stated.get("dateModified"))
        or _instant_in(meta, _MODIFIED)
        or _instant_in_time_element(tree, "dateModified"),
        language=_text(stated.get("inLanguage")) or _page_language(tree),
    )


def as_instant(value: object) -> datetime | None:
    """ISO 8601 or RFC 5322 as a UTC time; None where it is no date. No zone is read as UTC.

    >>> as_instant("2025-08-12T18:00:00+02:00")
    datetime.datetime(2025, 8, 12, 16, 0, tzinfo=datetime.timezone.utc)
    """
    if not isinstance(value, str) or len(value) > 64:
        return None
    text = value.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            aware = found if found.tzinfo else found.replace(tzinfo=UTC)
            return aware.astimezone(UTC) if found.year >= _EARLIEST_YEAR else None
        except (ValueError, OverflowError):
            continue
    return None


def _json_ld_articles(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from filter(_is_article, _nodes(found))


def _nodes(found: object) -> Iterator[Mapping[str, object]]:
    if isinstance(found, list):
        for member in found:
            yield from _nodes(member)
    elif isinstance(found, dict):
        yield found
        yield from _nodes(found.get("@graph"))


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPE.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(author: object) -> str:
    people = author if isinstance(author, list) else [author]
    names = [_text(who.get("name") if isinstance(who, dict) else who) for who in people]
    return ", ".join(name for name in names if name and not _is_address(name))


def _byline(meta: Mapping[str, str]) -> str:
    return next((meta[n] for n in _AUTHOR if n in meta and not _is_address(meta[n])), "")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Name to content; of two with one name the first counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _instant_in(meta: Mapping[str, str], names: tuple[str, ...]) -> datetime | None:
    instants = (as_instant(meta[name]) for name in names if name in meta)
    return next((instant for instant in instants if instant), None)


def _instant_in_time_element(tree: HtmlElement, which: str) -> datetime | None:
    for element in tree.iter("time"):
        named = element.get("itemprop") == which
        if named or (which == "datePublished" and element.get("pubdate") is not None):
            return as_instant(element.get("datetime"))
    return None


def _only_time_element(tree: HtmlElement) -> datetime | None:
    """Where all <time> elements agree, they speak of this article and not of others."""
    stated = {element.get("datetime") for element in tree.iter("time")}
    return as_instant(stated.pop()) if len(stated) == 1 else None


def _day_in_address(url: str) -> datetime | None:
    found = _DAY_IN_PATH.search(urlsplit(url).path)
    return as_instant("-".join(found.groups())) if found else None


def _page_language(tree: HtmlElement) -> str:
    root = next(tree.iter("html"), tree)
    return (root.get("lang") or "").strip()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://", "//"))
