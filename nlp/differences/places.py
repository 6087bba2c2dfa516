"""Places of a text, and whether two can be one: a city lies in its country and speaks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.differences.gazetteer import LONGEST, PLACES, Path
from nlp.differences.reading import KEPT, Reading, differs
from nlp.values import Difference, Span
from nlp.words import listed

_WHERE: Final = listed(
    "in at to from near into inside outside around across over of toward towards against"
)
# "The Washington Post" and "Paris Hilton" are no places.
_OF_A_NAME: Final = listed(
    "post times globe airlines hilton city journal tribune news university herald breed stanley"
    " bank"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Word numbers, half-open, and where that can be."""

    first: int
    end: int
    paths: frozenset[Path]

    def span(self, reading: Reading) -> Span:
        """Where the name stands."""
        return Span(reading.words[self.first].start, reading.words[self.end - 1].end)


@lru_cache(maxsize=KEPT)
def places_of(reading: Reading) -> tuple[Place, ...]:
    """The places that a text names, the longest name first at each word."""
    found: list[Place] = []
    at = 0
    while at < len(reading.words):
        place = _at(reading, at) if reading.words[at].capital else None
        if place:
            found.append(place)
        at = place.end if place else at + 1
    return tuple(found)


def compatible(one: Place, other: Place) -> bool:
    """Whether one is the other, lies in it, or stands for it."""
    return any(
        a[: min(len(a), len(b))] == b[: min(len(a), len(b))] for a in one.paths for b in other.paths
    )


def places(
    claim: tuple[Reading, Sequence[Place]], passage: tuple[Reading, Sequence[Place]]
) -> Iterator[Difference]:
    """A place where the other text has another one, behind the same preposition."""
    (ours, left), (theirs, right) = claim, passage
    lone_left = [one for one in left if not any(compatible(one, other) for other in right)]
    lone_right = [one for one in right if not any(compatible(one, other) for other in left)]
    for one, other in zip(lone_left, lone_right, strict=False):
        lead = _lead(ours, one)
        if lead in _WHERE and lead == _lead(theirs, other):
            yield differs("place", (ours, one.span(ours)), (theirs, other.span(theirs)))


def _at(reading: Reading, at: int) -> Place | None:
    words = reading.words
    for many in range(min(LONGEST, len(words) - at), 0, -1):
        paths = PLACES.get(" ".join(word.lower for word in words[at : at + many]))
        if paths and _is_place(reading, at, at + many):
            return Place(at, at + many, paths)
    return None


def _is_place(reading: Reading, at: int, end: int) -> bool:
    words = reading.words
    if words[at].lower == "us" and words[at].span.of(reading.text) != "US":
        return False
    return not (end < len(words) and words[end].capital and words[end].lower in _OF_A_NAME)


def _lead(reading: Reading, place: Place) -> str:
    before = [word.lower for word in reading.words[max(0, place.first - 2) : place.first]]
    return next((word for word in reversed(before) if word != "the"), "")
