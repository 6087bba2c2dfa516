"""What is compared once a claim is a candidate: its words by field, names, numbers, day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.ragged import Ints, Ragged
from nlp.values import ClaimText
from nlp.words import names, numbers, stems

# A bag holds each word once, as word * 16 + how often (at most 15).
OFTEN: Final = 16
FIELDS: Final = ("statement", "title", "body", "speaker", "names", "numbers", "pairs")
WEIGHED: Final = ("statement", "title", "body")
# A word of the fourth page of a check says little about its claim.
BODY_STEMS: Final = 400
NO_DAY: Final = 0
_PAIRS: Final = 1 << 28


class Columns:
    """The words of claims by row; rows are only added, and a replaced claim gets a new one."""

    def __init__(self) -> None:
        """No rows yet."""
        self.words: dict[str, int] = {}
        self.fields: dict[str, Ragged] = {name: Ragged.of(()) for name in FIELDS}
        self.seen: dict[str, Ints] = {name: np.zeros(0, dtype=np.int64) for name in WEIGHED}
        self.days: Ints = np.zeros(0, dtype=np.int64)
        self._said: dict[int, list[int]] = {}

    def __len__(self) -> int:
        """How many rows."""
        return len(self.days)

    def add(self, claims: Sequence[ClaimText]) -> None:
        """One row per claim, in order."""
        taken = [self._taken(claim) for claim in claims]
        for name in FIELDS:
            self.fields[name] = self.fields[name].and_then(Ragged.of(one[name] for one in taken))
        for name in WEIGHED:
            words = np.array([word // OFTEN for one in taken for word in one[name]], dtype=np.int64)
            counts = np.bincount(words, minlength=len(self.words))
            counts[: len(self.seen[name])] += self.seen[name]
            self.seen[name] = counts
        for row, one in enumerate(taken, len(self)):
            for word in one["speaker"]:
                self._said.setdefault(word, []).append(row)
        days = np.array([_day(claim.said_on) for claim in claims], dtype=np.int64)
        self.days = np.concatenate([self.days, days])

    def known(self, texts: Iterable[str]) -> list[int]:
        """The numbers of stems; one that no claim has is -1."""
        return [self.words.get(text, -1) for text in texts]

    def said_by(self, speaker: Iterable[int]) -> Ints:
        """The rows of claims by somebody with that name: those with its most telling word."""
        known = [self._said[word] for word in speaker if word in self._said]
        return np.array(min(known, key=len, default=[]), dtype=np.int64)

    def idf(self, words: Ints, field: str) -> NDArray[np.float64]:
        """How telling words are in a field (Robertson and Zaragoza, 2009); never below 0."""
        seen = self.seen[field]
        inside = (words >= 0) & (words < len(seen))
        counts = np.zeros(len(words))
        counts[inside] = seen[words[inside]]
        return np.log1p((len(self) - counts + 0.5) / (counts + 0.5))

    def mean_length(self, field: str) -> float:
        """Different words of a field, on average over the rows that have any; at least 1."""
        offsets = self.fields[field].offsets
        filled = np.count_nonzero(np.diff(offsets))
        return max(1.0, float(offsets[-1]) / filled) if filled else 1.0

    def _taken(self, claim: ClaimText) -> dict[str, list[int]]:
        statement, title = stems(claim.statement), stems(claim.title)
        both = f"{claim.statement} . {claim.title}"
        return {
            "statement": self._bag(statement),
            "title": self._bag(title),
            "body": self._bag(stems(claim.body)[:BODY_STEMS]) if claim.body else [],
            "speaker": self._numbered(dict.fromkeys(stems(claim.speaker))),
            "names": self._numbered(sorted(names(both))),
            "numbers": self._numbered(f"#{one}" for one in sorted(numbers(both))),
            "pairs": sorted({*pairs(self._numbered(statement)), *pairs(self._numbered(title))}),
        }

    def _bag(self, found: Sequence[str]) -> list[int]:
        counted = Counter(self._numbered(found))
        return [word * OFTEN + min(often, OFTEN - 1) for word, often in counted.items()]

    def _numbered(self, found: Iterable[str]) -> list[int]:
        return [self.words.setdefault(word, len(self.words)) for word in found]


def pairs(words: Sequence[int]) -> list[int]:
    """Neighbouring words as one number each, for what runs alike."""
    return [(one * 1_000_003 + two) % _PAIRS for one, two in pairwise(words)]


def _day(day: date | None) -> int:
    return day.toordinal() if day else NO_DAY
