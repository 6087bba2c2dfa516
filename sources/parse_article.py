"""A web page, as the sandbox's child reads it: text by trafilatura, facts as the page has them."""

import html
import re
from collections.abc import Mapping
from typing import Final

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from sources.charsets import UnknownEncoding, clean, decode
from sources.page_facts import facts_of

_TITLE_LENGTH: Final = 500
_BYLINE_LENGTH: Final = 300
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def parse(body: bytes, options: Mapping[str, str]) -> dict[str, object]:
    """{"text", "title", "byline", "published", "modified", "language"} or {"refused"}."""
    try:
        page = decode(body, content_type=options["content_type"], markup=True)
    except UnknownEncoding as error:
        return {"refused": str(error)}
    tree = load_html(page)
    if tree is None:
        return {"text": ""}
    return _read(tree, options["url"])


def _read(tree: HtmlElement, url: str) -> dict[str, object]:
    facts, headings = facts_of(tree, url), _headings(tree)
    found = bare_extraction(tree, url=url or None, with_metadata=True, include_comments=False)
    title = _line(facts.title or getattr(found, "title", None), _TITLE_LENGTH)
    text = clean(getattr(found, "text", None) or "").strip()
    return {
        "text": _without_heading(text, headings | {title}),
        "title": title,
        "byline": _line(facts.byline or _joined(getattr(found, "author", None)), _BYLINE_LENGTH),
        "published": facts.published.isoformat() if facts.published else "",
        "modified": facts.modified.isoformat() if facts.modified else "",
        "language": _tag(facts.language),
    }


def _headings(tree: HtmlElement) -> set[str]:
    return {_line(h1.text_content(), _TITLE_LENGTH) for h1 in tree.iter("h1")}


def _without_heading(text: str, headings: set[str]) -> str:
    """A headline is the title, not a sentence that somebody said."""
    first, _, rest = text.partition("\n")
    return rest if first in headings else text


def _line(text: str | None, longest: int) -> str:
    """One line, entities read, cut with a mark."""
    line = " ".join(clean(html.unescape((text or "")[: 20 * longest])).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _joined(authors: str | None) -> str:
    return (authors or "").replace("; ", ", ")


def _tag(language: str) -> str:
    """A BCP 47 tag as we store it, or ""."""
    return language.replace("_", "-") if _LANGUAGE.fullmatch(language[:35]) else ""
