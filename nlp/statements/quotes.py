"""Quotations in a text: straight, curly and other marks, over paragraphs, closed or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from nlp.values import Span

# "”" opens too, as the Nordic countries write and as hurried typing has it.
CLOSERS: Final = {"”": "”", "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", '"': '"', "‘": "’"}
_MARKS: Final = frozenset('“”„«»」"')
_MARK = re.compile('[“”„«»「」"‘’]')
# A quotation within one of the same marks, and one closed by a mark of the other make.
_PAIRS: Final = {"“": "“”", '"': '"'}
_STRAYS: Final = {"“": '"', '"': "“”"}
_CURLY: Final = frozenset("“”")
_STARTS: Final = frozenset("‘'[($#@…")
# No newspaper nests deeper; a page of marks must not take the square of its time.
_MOST_NESTED: Final = 8
# Filler of the same length: keeps offsets, starts no sentence, is no letter.
MASK: Final = "\u00b7"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between marks; `inner` is without them, `outer` with them."""

    inner: Span
    outer: Span
    closed: bool


def find(text: str, paragraph: Span) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph; one left open ends with the paragraph."""
    return tuple(_quotations(text, paragraph))


def masked(text: str, paragraph: Span, quotations: tuple[Quotation, ...]) -> str:
    """The paragraph with the quoted words blotted out, so that only the reporter's are read."""
    words = list(paragraph.of(text))
    for quotation in quotations:
        inner = quotation.inner.moved(-paragraph.start)
        words[inner.start : inner.end] = MASK * (inner.end - inner.start)
    return "".join(words)


def _quotations(text: str, paragraph: Span) -> Iterator[Quotation]:
    at = paragraph.start
    while opening := _opening(text, at, paragraph.end):
        close = _closing(text, opening, paragraph.end)
        inner_end = _unclosed_end(text, opening, paragraph.end) if close is None else close
        at = paragraph.end if close is None else close + 1
        if inner_end > opening.end():
            yield Quotation(
                inner=Span(opening.end(), inner_end),
                outer=Span(opening.start(), at),
                closed=close is not None or inner_end < paragraph.end,
            )


def _unclosed_end(text: str, opening: re.Match[str], end: int) -> int:
    """A mark of another kind at the very end closes a quotation too (“… and so on.")."""
    last = text[end - 1]
    return end - 1 if last in _MARKS and end - 1 > opening.end() else end


def _opening(text: str, start: int, end: int) -> re.Match[str] | None:
    for mark in _MARK.finditer(text, start, end):
        if mark.group() in CLOSERS and _may_open(text, mark, end):
            return mark
    return None


def _may_open(text: str, mark: re.Match[str], end: int) -> bool:
    """An apostrophe, an inch mark and a stray closing mark open nothing."""
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : min(mark.end() + 1, end)]
    if mark.group() in "「„":
        return bool(after)
    if not after or after.isspace():
        return False
    if mark.group() == "”":
        return before in {"", ":", " ", "\n", "("}
    if mark.group() == "»":
        return not before.isalnum() and before not in {".", ",", "!", "?"}
    return not before.isalnum()


def _closing(text: str, opening: re.Match[str], end: int) -> int | None:
    nested = _balanced(text, opening, end)
    if nested is not None:
        return nested
    closers, strays = CLOSERS[opening.group()], _STRAYS.get(opening.group(), "")
    inside, stray = 0, None
    for mark in _MARK.finditer(text, opening.end(), end):
        opens = _looks_open(text, mark)
        if stray is not None and opens:
            return stray
        if mark.group() in closers and not _is_apostrophe(text, mark, opening.group()):
            return mark.start()
        if mark.group() in strays:
            stray = mark.start() if not opens and not inside and stray is None else stray
            inside = max(0, inside + (1 if opens else -1))
    return stray


def _balanced(text: str, opening: re.Match[str], end: int) -> int | None:
    """Where as many marks have closed as opened, for quotations in marks of their own kind."""
    pair, strays = _PAIRS.get(opening.group(), ""), _STRAYS.get(opening.group(), "")
    depth = 1
    for mark in islice(_MARK.finditer(text, opening.end(), end), _MOST_NESTED):
        opens = _looks_open(text, mark)
        if mark.group() in strays and not opens:
            return None
        if mark.group() in pair:
            depth += 1 if opens else -1
        if not depth:
            return mark.start()
    return None


def _looks_open(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark opens, by what stands beside it; “ is a hurried closing mark after a word."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if mark.group() in _CURLY:
        return mark.group() == "“" and not (before and before in ".,!?" and after in {" ", ""})
    return (not before or before in " (\n—–[") and (after.isalnum() or after in _STARTS)


def _is_apostrophe(text: str, mark: re.Match[str], opened: str) -> bool:
    return opened == "‘" and text[mark.end() : mark.end() + 1].isalnum()
