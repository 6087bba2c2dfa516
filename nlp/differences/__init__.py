"""What a passage says otherwise than a claim, typed, with offsets on both sides.

Kinds: number, unit (same number, other measure), quantity (same number, other bound; all or some),
date, negation, modality, name, place. No part is learned; each rule can be read in its module.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from nlp.differences.amounts import amounts
from nlp.differences.days import dates, days
from nlp.differences.figures import numbers
from nlp.differences.modality import modalities
from nlp.differences.names import names
from nlp.differences.negation import NEGATION, negations
from nlp.differences.places import places, places_of
from nlp.differences.quantities import quantities
from nlp.differences.reading import Reading, read
from nlp.differences.scope import borne, cues
from nlp.values import Difference, Span

__all__ = ["NEGATION", "bearing", "between", "material"]


def between(
    claim: str, passage: str, *, said_on: date | None = None, published: date | None = None
) -> tuple[Difference, ...]:
    """The differences that would make a match a false one, in the order of the claim.

    `said_on` is when the claim was made and `published` when the passage was; with both, "Friday"
    is compared as a day. A side has no span only where nothing there answers to the other's words.

    >>> [one.kind for one in between("Russia is ready for talks", "Russia is not ready for talks")]
    ['negation']
    """
    ours, theirs = read(claim), read(passage)
    apart = said_on is not None and published is not None
    measured = list(_measured(ours, theirs, (said_on, published) if apart else (None, None)))
    found = [
        *measured,
        *quantities(ours, theirs),
        *negations(ours, theirs),
        *modalities(ours, theirs),
        *(one for one in _named(ours, theirs) if not any(_meet(one, other) for other in measured)),
    ]
    return tuple(dict.fromkeys(sorted(found, key=_place)))


def material(differences: Sequence[Difference]) -> bool:
    """Whether a person must look before the match may count; each of the kinds is enough."""
    return bool(differences)


def bearing(pattern: re.Pattern[str], text: str, other: str) -> list[Span]:
    """Where the pattern stands before words that the other text shares; spans in `text`."""
    reading, beside = read(text), read(other)
    found = cues(reading, pattern)
    return [cue.span for cue in found if borne(reading, cue, beside)]


def _measured(
    ours: Reading, theirs: Reading, published: tuple[date | None, date | None]
) -> Iterator[Difference]:
    """Days and amounts; what is a day is no amount."""
    left, right = days(ours, published[0]), days(theirs, published[1])
    yield from dates((ours, left), (theirs, right))
    here = amounts(ours, tuple(day.span for day in left))
    there = amounts(theirs, tuple(day.span for day in right)) if here else ()
    yield from numbers((ours, here), (theirs, there))


def _named(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    left, right = places_of(ours), places_of(theirs)
    yield from names((ours, left), (theirs, right))
    yield from places((ours, left), (theirs, right))


def _meet(one: Difference, other: Difference) -> bool:
    """Whether both are about the same words, as "Celsius" is part of the degrees."""
    sides = ((one.claim, other.claim), (one.passage, other.passage))
    return any(a is not None and b is not None and a.meets(b) for a, b in sides)


def _place(one: Difference) -> tuple[int, int, str]:
    here = one.claim or one.passage
    return (here.start if here else 0), (one.passage.start if one.passage else 0), one.kind
