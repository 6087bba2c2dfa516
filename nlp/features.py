"""What was measured of candidates: named columns of numbers that a re-ranker weighs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.ragged import Ints

Floats = NDArray[np.float64]
Counts = NDArray[np.number[Any]]

ELIGIBLE: Final = ("whole.bm25", "body.bm25", "whole.cosine", "statement.cosine", "around.cosine")
# The same sum taken in another order differs in its last digits, and is the same all the same.
_DIGITS: Final = 1_000_000
# Fewer candidates than this has every passage, so that a place fits beside a score in 64 bits.
_PLACES: Final = 4096
_NONE: Final = -1e8


class Named(Mapping[str, Floats]):
    """Columns by name that lie in one array, so that many are taken in one step."""

    __slots__ = ("_lines", "_place")

    def __init__(self, place: Mapping[str, int], lines: Floats) -> None:
        """Say which line each name is."""
        self._place, self._lines = place, lines

    def __getitem__(self, name: str) -> Floats:
        """One column."""
        column: Floats = self._lines[self._place[name]]
        return column

    def __contains__(self, name: object) -> bool:
        """Whether it was measured."""
        return name in self._place

    def __iter__(self) -> Iterator[str]:
        """The names, as they were measured."""
        return iter(self._place)

    def __len__(self) -> int:
        """How many columns."""
        return len(self._place)

    def matrix(self, names: Sequence[str]) -> Floats:
        """The columns named, side by side; one that was not measured is all 0."""
        at = np.array([self._place.get(name, -1) for name in names], dtype=np.int64)
        found: Floats = self._lines[at]
        found[at < 0] = 0.0
        return found.T


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of numbers, one row per candidate of one passage."""

    rows: int
    columns: Named

    def matrix(self, names: Sequence[str]) -> Floats:
        """[rows, names]; one that was not measured is all 0."""
        return self.columns.matrix(names)


@dataclass(frozen=True, slots=True)
class Block:
    """The same columns for the candidates of several passages, one passage after the other."""

    rows: Ints  # of the claim index
    many: Ints  # candidates by passage
    passage: Ints  # of each row
    columns: dict[str, Floats] = field(default_factory=dict)
    ranked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[Ints]) -> "Block":
        """One list of rows per passage."""
        many = np.array([len(one) for one in rows], dtype=np.int64)
        flat = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
        return cls(flat, many, np.repeat(np.arange(len(rows)), many))

    def __len__(self) -> int:
        """How many candidates."""
        return len(self.rows)

    def put(self, name: str, values: Counts | NDArray[np.bool_]) -> None:
        """One column."""
        self.columns[name] = np.asarray(values, dtype=np.float64)

    def put_ranked(self, name: str, values: Floats) -> None:
        """A score as it is, beside the best of its passage ("/best"), and by its "/place" there.

        Equals share a place. Told apart by their row they would say in which order claims were
        filed, which in a published set gives the right ones away.
        """
        self.columns[name] = values
        self.ranked.append(name)

    def tables(self) -> list[Table]:
        """One per passage, in order."""
        lines = np.stack([*self.columns.values(), *self._best(), *self._placed()])
        names = [
            *self.columns,
            *(f"{name}/best" for name in self.ranked),
            *(f"{name}/place" for name in self.ranked),
        ]
        place = {name: at for at, name in enumerate(names)}
        ends = np.cumsum(self.many).tolist()
        return [
            Table(end - start, Named(place, lines[:, start:end]))
            for start, end in zip([0, *ends], ends, strict=False)
        ]

    def _best(self) -> Floats:
        scores, side = self._scores(), self._side()
        best = side.max(axis=2)[:, self.passage]
        found: Floats = np.divide(scores, best, out=np.zeros(scores.shape), where=best > 0)
        return found

    def _placed(self) -> Floats:
        """By how many of its passage each is outdone, as 1 / (1 + that)."""
        side = self._side()
        keys = np.rint(side * -_DIGITS).astype(np.int64) * _PLACES + np.arange(side.shape[2])
        keys.sort(axis=2)
        ranked, order = keys // _PLACES, keys % _PLACES
        fresh = np.ones(side.shape, dtype=bool)
        fresh[:, :, 1:] = ranked[:, :, 1:] != ranked[:, :, :-1]
        first = np.maximum.accumulate(np.where(fresh, np.arange(side.shape[2]), 0), axis=2)
        places = np.empty(side.shape)
        np.put_along_axis(places, order, 1.0 / (1.0 + first), 2)
        found: Floats = places[:, self._there()]
        return found

    def _scores(self) -> Floats:
        return np.stack([self.columns[name] for name in self.ranked])

    def _side(self) -> Floats:
        """Scores by passage, side by side: [ranked, passages, most candidates of one]."""
        there = self._there()
        side = np.full((len(self.ranked), *there.shape), _NONE)
        side[:, there] = self._scores()
        return side

    def _there(self) -> NDArray[np.bool_]:
        return np.arange(int(self.many.max(initial=1))) < self.many[:, None]


def put_eligible(block: Block) -> None:
    """The chief scores again, among those alone that this speaker said and said before."""
    later = block.columns["days.later"]
    same = block.columns["speaker.same"] + (1 - block.columns["speaker.known"])
    fit = np.where(later > 0, 0.0, np.minimum(1.0, same))
    for name in ELIGIBLE:
        if name in block.columns:
            block.put_ranked(f"{name}/fit", np.maximum(0.0, block.columns[name]) * fit)


def share(part: Counts, whole: Counts) -> Floats:
    """A part of a whole, 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=np.asarray(whole) > 0)
