"""Passages taken apart once, for all the claims that each of them is held against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.background import Floats, shares
from nlp.columns import NO_DAY, Columns, pairs
from nlp.passages import Passage
from nlp.ragged import Ids, Ints
from nlp.words import Words

# Longer texts than this ask nothing that their first words did not.
MOST_TERMS: Final = 96
_LOW: Final = 0xFFFF
_WIDTH: Final = 32

Bools = NDArray[np.bool_]
# Every different text, with its language, taken apart once.
Read = Mapping[tuple[str, str], Words]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What each of several passages looks for, found among the claims' in one step."""

    values: Ints  # of the first passage, then of the next; -1 is no claim's
    passage: Ints
    many: Ints  # by passage
    _keys: Ints
    _order: Ints
    _maybe: Bools

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Wanted":
        """One list of numbers below 2**32 per passage."""
        many = np.array([len(one) for one in lists], dtype=np.int64)
        values = np.array([value for one in lists for value in one], dtype=np.int64)
        passage = np.repeat(np.arange(len(lists)), many)
        keys = np.where(values < 0, -1, (passage << _WIDTH) | values)
        order = np.argsort(keys, kind="stable")
        maybe = np.zeros(_LOW + 1, dtype=bool)
        maybe[values[values >= 0] & _LOW] = True
        return cls(values, passage, many, keys[order], order, maybe)

    @property
    def place(self) -> Ints:
        """Of each value the place among its own passage's."""
        return np.arange(len(self.values)) - (np.cumsum(self.many) - self.many)[self.passage]

    def among(self, passage: Ints, owner: Ints, values: Ids) -> tuple[Ints, Ints]:
        """(which `values` their passage wants, which of its own it is there).

        `passage` is that of each candidate, `owner` the candidate of each value.
        """
        # Most of what claims hold nobody asks for: one look at the low bits tells.
        at = np.flatnonzero(self._maybe[values & _LOW])
        keys = (passage[owner[at]] << _WIDTH) | values[at].astype(np.int64)
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        same = self._keys[found] == keys
        return at[same], self._order[found[same]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Several passages: the words of each and of the sentences near it, names, numbers, day."""

    terms: Wanted
    shares: Floats  # of claims at large, by term
    near: Bools  # of the terms: a word of the sentences before, and not of the passage
    named: Bools
    numbers: Wanted
    numbers_near: Wanted
    pairs: Wanted
    speaker: Wanted
    days: Ints

    @classmethod
    def of(cls, passages: Sequence[Passage], columns: Columns, read: Read | None = None) -> "Asked":
        """Words as the columns number them; unknown ones count as rare and match nothing."""
        words = read_of(passages) if read is None else read
        own = [words[one.text, one.language] for one in passages]
        around = [[words[text, one.language] for text in one.before] for one in passages]
        terms = [_terms(one, near) for one, near in zip(own, around, strict=True)]
        return cls(
            terms=Wanted.of([columns.known(one) for one in terms]),
            shares=shares(term for one in terms for term in one),
            near=_flags(terms, [set(one.stems) for one in own], inside=False),
            named=_flags(terms, [_names(one, near) for one, near in zip(own, around, strict=True)]),
            numbers=_numbers(columns, ([one] for one in own)),
            numbers_near=_numbers(columns, around),
            pairs=Wanted.of([sorted(set(pairs(columns.known(one.stems)))) for one in own]),
            speaker=Wanted.of([_speaker(one, words, columns) for one in passages]),
            days=np.array([one.on.toordinal() if one.on else NO_DAY for one in passages]),
        )

    def __len__(self) -> int:
        """How many passages."""
        return len(self.days)


def read_of(passages: Iterable[Passage]) -> Read:
    """The texts of the passages, of those before them, of their speakers' names."""
    texts = {
        (text, one.language) for one in passages for text in (one.text, *one.before, one.speaker)
    }
    return {(text, language): Words.of(text, language) for text, language in texts}


def _terms(own: Words, around: Sequence[Words]) -> list[str]:
    near = (stem for one in around for stem in one.stems)
    return list(dict.fromkeys((*own.stems, *near)))[:MOST_TERMS]


def _names(own: Words, around: Sequence[Words]) -> frozenset[str]:
    return own.names.union(*(one.names for one in around))


def _flags(
    terms: Sequence[Sequence[str]],
    known: Sequence[frozenset[str] | set[str]],
    *,
    inside: bool = True,
) -> Bools:
    flags = [
        (term in those) is inside for one, those in zip(terms, known, strict=True) for term in one
    ]
    return np.array(flags, dtype=bool)


def _numbers(columns: Columns, texts: Iterable[Sequence[Words]]) -> Wanted:
    found = [sorted({f"#{number}" for text in one for number in text.numbers}) for one in texts]
    return Wanted.of([columns.known(one) for one in found])


def _speaker(passage: Passage, words: Read, columns: Columns) -> list[int]:
    return columns.known(dict.fromkeys(words[passage.speaker, passage.language].stems))
