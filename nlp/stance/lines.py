"""The sentences of an article, taken apart once for all claims that it is asked about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.background import rarity, shares
from nlp.encoder import Vectors
from nlp.stance.lexicon import GROUPS, cues_in
from nlp.words import names, numbers, stems

# What follows in a news text says little of what its first sentences do (after FNC-1's recipes).
MOST: Final = 40

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence's words; `cues` are those of the lexicon, `groups` how many of each group."""

    stems: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    numbers: frozenset[str]
    cues: tuple[int, ...]
    groups: Floats
    asks: bool
    quotes: bool

    @classmethod
    def of(cls, text: str) -> "Line":
        """Take an English sentence apart."""
        found, cues = stems(text), cues_in(text)
        groups = np.bincount([group for group, _ in cues], minlength=len(GROUPS))
        return cls(
            stems=found,
            words=frozenset(found),
            pairs=frozenset(pairwise(found)),
            names=names(text),
            numbers=numbers(text),
            cues=tuple(cue for _, cue in cues),
            groups=groups.astype(np.float32),
            asks="?" in text,
            quotes=any(mark in text for mark in "\"'‘“"),
        )


@dataclass(frozen=True, slots=True)
class Article:
    """Up to MOST sentences with their vectors; `near` is how near each is to each touchstone."""

    lines: tuple[Line, ...]
    vectors: Vectors  # [sentences, size]
    near: Floats  # [sentences, touchstones]
    groups: Floats  # [sentences, groups of cues]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    numbers: frozenset[str]
    weights: Mapping[str, float]  # tf-idf of its stems, of length 1

    @classmethod
    def of(cls, sentences: Sequence[str], vectors: Vectors, touchstones: Vectors) -> "Article":
        """From at least one sentence, each with its vector."""
        lines = tuple(Line.of(text) for text in sentences[:MOST])
        kept = vectors[:MOST]
        return cls(
            lines=lines,
            vectors=kept,
            near=(kept @ touchstones.T).astype(np.float32),
            groups=np.stack([line.groups for line in lines]),
            words=frozenset().union(*(line.words for line in lines)),
            pairs=frozenset().union(*(line.pairs for line in lines)),
            names=frozenset().union(*(line.names for line in lines)),
            numbers=frozenset().union(*(line.numbers for line in lines)),
            weights=_weights(lines),
        )


@lru_cache(maxsize=50_000)
def telling(stem: str) -> float:
    """How rare a stem is in claims at large."""
    return float(rarity(np.zeros(1), shares([stem]), 0)[0])


def length(weights: Mapping[str, float]) -> float:
    """Of a vector of words; never 0, as it is divided by."""
    return float(np.sqrt(sum(weight * weight for weight in weights.values()))) or 1.0


def _weights(lines: Sequence[Line]) -> dict[str, float]:
    counted = Counter(stem for line in lines for stem in line.stems)
    found = {stem: (1 + np.log(many)) * telling(stem) for stem, many in counted.items()}
    whole = length(found)
    return {stem: float(weight / whole) for stem, weight in found.items()}
