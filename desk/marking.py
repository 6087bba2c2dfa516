"""Text cut where something must be shown: words that differ, statements in an article. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# What separates paragraphs in a pasted text: one or more line ends, with whatever blank between.
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence; `differs` where it departs from the claim."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Characters `start` to `end` of an article are proposed statement `number`."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a paragraph; `number` of the statement it belongs to, `ends` at its last run."""

    text: str
    number: int | None
    ends: bool = False


def pieces(text: str, differing: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a sentence at the (start, end) offsets that differ; overlaps join, bounds are clipped.

    >>> [(p.text, p.differs) for p in pieces("is not ready", [(3, 6)])]
    [('is ', False), ('not', True), (' ready', False)]
    """
    cut: list[Piece] = []
    at = 0
    for start, end in sorted(differing):
        begin, stop = max(start, at), min(end, len(text))
        if begin >= stop:
            continue
        if begin > at:
            cut.append(Piece(text[at:begin], differs=False))
        cut.append(Piece(text[begin:stop], differs=True))
        at = stop
    if at < len(text):
        cut.append(Piece(text[at:], differs=False))
    return tuple(cut)


def paragraphs(text: str, said: Sequence[Said]) -> tuple[tuple[Segment, ...], ...]:
    """An article as paragraphs of segments, the statements numbered where they stand.

    A statement that runs over a paragraph's end is shown in both; of two that overlap, the later
    begins where the earlier ends. Offsets count characters of `text`.

    >>> paragraphs("One. Two.\\n\\nThree.", [Said(5, 9, 1)])[0][1]
    Segment(text='Two.', number=1, ends=True)
    """
    ordered = sorted(said, key=lambda each: (each.start, each.end))
    found = (_segments(text, start, end, ordered) for start, end in _bounds(text))
    return tuple(row for row in found if row)


def _bounds(text: str) -> Iterable[tuple[int, int]]:
    at = len(text) - len(text.lstrip())
    for gap in _BREAK.finditer(text, at):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text.rstrip()) if at < len(text) else len(text)


def _segments(text: str, start: int, end: int, said: Sequence[Said]) -> tuple[Segment, ...]:
    cut: list[Segment] = []
    at = start
    for each in said:
        begin, stop = max(each.start, at), min(each.end, end)
        if begin >= stop:
            continue
        if begin > at:
            cut.append(Segment(text[at:begin], None))
        cut.append(Segment(text[begin:stop], each.number, ends=each.end <= end))
        at = stop
    if at < end:
        cut.append(Segment(text[at:end], None))
    return tuple(cut)
