"""Compares attributions found with those that people marked, one to one, by shared words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.statements.annotated import Attribution
from nlp.values import Span

# A content counts as found from here on: the measure of the published figures on PolNeAR.
SAME_ENOUGH: Final = 0.5
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Marked:
    """What a person marked: contents may be in pieces; `source` is empty where none is told."""

    content: tuple[Span, ...]
    source: Span | None
    form: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were marked, found and right; sums of tallies are tallies of more texts."""

    marked: Counter[str]
    found: Counter[str]
    sourced: Counter[str]
    source_right: Counter[str]
    predicted: int

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.marked + other.marked,
            self.found + other.found,
            self.sourced + other.sourced,
            self.source_right + other.source_right,
            self.predicted + other.predicted,
        )

    def recall(self, form: str) -> float:
        """Share of the marked ones of a form that were found."""
        return self.found[form] / self.marked[form] if self.marked[form] else 0.0

    def sources(self, form: str) -> float:
        """Share of those found, where a source is marked, that name it."""
        return self.source_right[form] / self.sourced[form] if self.sourced[form] else 0.0

    def overall(self) -> tuple[float, float, float]:
        """Precision, recall and F1 over all forms."""
        hits, marked = self.found.total(), self.marked.total()
        precision = hits / self.predicted if self.predicted else 0.0
        recall = hits / marked if marked else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


NOTHING: Final = Tally(Counter(), Counter(), Counter(), Counter(), 0)


def compared(text: str, marked: Sequence[Marked], found: Sequence[Attribution]) -> Tally:
    """One text's tally; every prediction serves one marked content at most."""
    pairs = _pairs(text, marked, found)
    hits = {right: mine for _, right, mine in pairs}
    sourced = [right for right in hits if marked[right].source]
    return Tally(
        marked=Counter(one.form for one in marked),
        found=Counter(marked[right].form for right in hits),
        sourced=Counter(marked[right].form for right in sourced),
        source_right=Counter(
            marked[right].form
            for right in sourced
            if _same_source(text, marked[right].source, found[hits[right]].source)
        ),
        predicted=len(found),
    )


def _pairs(
    text: str, marked: Sequence[Marked], found: Sequence[Attribution]
) -> list[tuple[float, int, int]]:
    alike = sorted(
        (
            (likeness(_words(text, *gold.content), _words(text, one.content)), right, mine)
            for right, gold in enumerate(marked)
            for mine, one in enumerate(found)
            if any(piece.meets(one.content) for piece in gold.content)
        ),
        key=lambda pair: -pair[0],
    )
    taken: list[tuple[float, int, int]] = []
    for score, right, mine in alike:
        free = not any(right == other[1] or mine == other[2] for other in taken)
        if score >= SAME_ENOUGH and free:
            taken.append((score, right, mine))
    return taken


def likeness(left: Counter[tuple[int, str]], right: Counter[tuple[int, str]]) -> float:
    """F1 of the words at the same places."""
    shared, both = (left & right).total(), left.total() + right.total()
    return 2 * shared / both if both else 0.0


def _words(text: str, *spans: Span) -> Counter[tuple[int, str]]:
    return Counter(
        (found.start(), found.group())
        for span in spans
        for found in _WORD.finditer(text, span.start, span.end)
    )


def _same_source(text: str, marked: Span | None, found: Span | None) -> bool:
    if marked is None or found is None:
        return False
    return likeness(_words(text, marked), _words(text, found)) >= SAME_ENOUGH
