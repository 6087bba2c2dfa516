"""Newsrooms of every age: small indexes drawn from a large one, with what is said around them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nlp.claim_index import ClaimIndex
from nlp.encoder import SentenceEncoder
from nlp.evaluate.lines import Asked
from nlp.evaluate.scoring import Qrels
from nlp.train.sets import Measured, Store, measured
from nlp.values import ClaimText

# (claims in the index, how many such indexes): the smaller, the more chance is in one.
SIZES: Final = ((8, 30), (25, 20), (80, 12), (300, 6), (1_500, 3), (6_000, 2))
# Lines that match nothing, for each index; and beside each that matches, from the same text.
_QUIET: Final = 60
_BESIDE: Final = 2
_MOST_LOUD: Final = 40
# Lines that share words with claims: how many for each of how many claims, out of how many lines.
_EACH: Final = 4
_TEMPTED: Final = 20
_TEMPTING_AMONG: Final = 15_000


@dataclass(frozen=True, slots=True)
class Heard:
    """Passages with a right claim somewhere, those without, in the order they were said."""

    loud: Sequence[Asked]
    quiet: Sequence[Asked]
    qrels: Qrels


@dataclass(frozen=True, slots=True)
class World:
    """One small index, and what was measured in it."""

    size: int
    loud: Measured
    quiet: Measured


def worlds(
    store: Store, heard: Heard, *, encoder: SentenceEncoder, chance: random.Random
) -> Iterator[World]:
    """Small indexes by size; half of them about one matter, as a young newsroom's are."""
    place = {own: row for row, own in enumerate(store.ids)}
    tempting = _Tempting(_sample(heard.quiet, _TEMPTING_AMONG, chance))
    known = [one for one in heard.loud if heard.qrels[one.query_id] <= place.keys()]
    for size, times in SIZES:
        for time in range(times if size < len(store.ids) else 0):
            loud = chance.sample(known, min(len(known), _MOST_LOUD, max(1, size // 4)))
            gold = {place[own] for one in loud for own in heard.qrels[one.query_id]}
            rows = _filled(store, sorted(gold), size, chance, alike=bool(time % 2))
            # Claims of one's own have no headline of a published check, those of others have.
            small = store.of(rows, encoder=encoder, titled=time % 3 > 0)
            quiet = [*_beside(loud, heard.quiet), *_sample(heard.quiet, _QUIET, chance)]
            quiet += tempting.lines(chance.sample(small.claims, min(size, _TEMPTED)))
            # A line whose claim is not tracked here is the hardest to keep silent about.
            quiet += [one for one in _sample(known, _QUIET, chance) if one not in loud]
            yield World(
                size, measured(loud, small, heard.qrels), measured(quiet, small, heard.qrels)
            )


class _Tempting:
    """Lines that share words with a claim and are about something else."""

    def __init__(self, quiet: Sequence[Asked]) -> None:
        self._quiet = quiet
        self._index = ClaimIndex.build(
            ClaimText(at, one.passage.text) for at, one in enumerate(quiet)
        )

    def lines(self, claims: Sequence[ClaimText]) -> list[Asked]:
        """A few for each of the claims, none twice."""
        found = (
            hit.claim_id for one in claims for hit in self._index.search(one.statement, top=_EACH)
        )
        return [self._quiet[at] for at in dict.fromkeys(found)]


def spoken(heard: Heard, lines: Sequence[Asked], *, chance: random.Random) -> Heard:
    """Posts put in the place of lines of another text, among those lines.

    Claims of another kind than the text's match none of its lines, so that the labels are whole:
    what a debate's own claims match was annotated in part.
    """
    places = chance.sample(lines, len(heard.loud))
    loud = [
        Asked(one.query_id, replace(place.passage, text=one.passage.text))
        for one, place in zip(heard.loud, places, strict=True)
    ]
    return Heard(loud, lines, heard.qrels)


def _filled(
    store: Store, gold: Sequence[int], size: int, chance: random.Random, *, alike: bool
) -> list[int]:
    """The claims wanted and others, `alike` or any; in no order that says which is which."""
    others = _nearest(store, gold, size) if alike else range(len(store.ids))
    wanted = set(gold)
    rest = [row for row in others if row not in wanted]
    rows = [*gold, *chance.sample(rest, max(0, min(len(rest), size - len(gold))))]
    chance.shuffle(rows)
    return rows


def _nearest(store: Store, gold: Sequence[int], size: int) -> Sequence[int]:
    """Claims of the same matters: for each one wanted those nearest to it."""
    vectors = store.index.vectors
    if vectors is None:
        return range(len(store.ids))
    asked = vectors.encoder.encode([_text(store, row) for row in gold])
    each = max(2, 2 * size // len(gold))
    found = np.unique(np.concatenate(store.index.nearest(asked, top=each)))
    return [int(row) for row in found]


def _text(store: Store, row: int) -> str:
    claim = store.claims[row]
    return ". ".join(one for one in (claim.title, claim.statement) if one)


def _beside(loud: Sequence[Asked], quiet: Sequence[Asked]) -> list[Asked]:
    """Lines that stand near those that match, and match nothing."""
    by_id = {one.query_id: at for at, one in enumerate(quiet)}
    found: dict[str, Asked] = {}
    for one in loud:
        document, _, number = one.query_id.rpartition("_")
        if number.isdigit() and document:
            near = (f"{document}_{int(number) + step:0{len(number)}}" for step in _steps())
            found.update({own: quiet[by_id[own]] for own in near if own in by_id})
    return list(found.values())


def _steps() -> Iterator[int]:
    for step in range(1, _BESIDE + 1):
        yield from (step, -step)


def _sample(among: Sequence[Asked], many: int, chance: random.Random) -> list[Asked]:
    return chance.sample(among, min(many, len(among)))
