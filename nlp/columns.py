"""What is compared once a claim is a candidate: its words by field, names, numbers, day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.background import Floats, rarity, shares
from nlp.quoting import quoted
from nlp.ragged import Ints, Ragged
from nlp.values import ClaimText
from nlp.words import names, numbers, stems

# A bag holds each word once, as word * 16 + how often (at most 15).
OFTEN: Final = 16
FIELDS: Final = ("statement", "title", "body", "speaker", "names", "numbers", "pairs", "quoted")
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
        self.shares: Floats = np.zeros(0)  # of claims at large, by word
        self.fields: dict[str, Ragged] = {name: Ragged.of(()) for name in FIELDS}
        self.seen: dict[str, Ints] = {name: np.zeros(0, dtype=np.int64) for name in WEIGHED}
        self.days: Ints = np.zeros(0, dtype=np.int64)
        self._speakers: tuple[Ints, Ints] | None = None

    def __len__(self) -> int:
        """How many rows."""
        return len(self.days)

    def add(self, claims: Sequence[ClaimText]) -> None:
        """One row per claim, in order."""
        taken = [self._taken(claim) for claim in claims]
        self._look_up()
        for name in FIELDS:
            self.fields[name] = self.fields[name].and_then(Ragged.of(one[name] for one in taken))
        for name in WEIGHED:
            words = np.array([word // OFTEN for one in taken for word in one[name]], dtype=np.int64)
            counts = np.bincount(words, minlength=len(self.words))
            counts[: len(self.seen[name])] += self.seen[name]
            self.seen[name] = counts
        self._speakers = None
        days = np.array([_day(claim.said_on) for claim in claims], dtype=np.int64)
        self.days = np.concatenate([self.days, days])

    def known(self, texts: Iterable[str]) -> list[int]:
        """The numbers of stems; one that no claim has is -1."""
        return [self.words.get(text, -1) for text in texts]

    def common(self, words: Iterable[str], fields: Iterable[str]) -> dict[str, int]:
        """In how many claims' fields each stem stands, for those that stand in any."""
        numbered = {word: self.words[word] for word in words if word in self.words}
        rows = np.array(list(numbered.values()), dtype=np.int64)
        many = np.zeros(len(rows), dtype=np.int64)
        for field in fields:
            many += self.seen[field][rows]
        return {word: often for word, often in zip(numbered, many.tolist(), strict=True) if often}

    def said_by(self, speaker: Iterable[int]) -> Ints:
        """The rows of claims by somebody with that name: those with its most telling word."""
        words, rows = self._by_speaker()
        found = [
            rows[np.searchsorted(words, word) : np.searchsorted(words, word, side="right")]
            for word in speaker
        ]
        return min((one for one in found if len(one)), key=len, default=rows[:0])

    def idf(self, words: Ints, field: str, share: Floats | None = None) -> Floats:
        """How telling words are in a field, of this index and of claims at large; above 0.

        `share` is the background's where the words may be unknown here.
        """
        seen = self.seen[field]
        inside = (words >= 0) & (words < len(seen))
        counts = np.zeros(len(words))
        counts[inside] = seen[words[inside]]
        return rarity(counts, self.shares[words] if share is None else share, len(self))

    def mean_length(self, field: str) -> float:
        """Different words of a field, on average over the rows that have any; at least 1."""
        offsets = self.fields[field].offsets
        filled = np.count_nonzero(np.diff(offsets))
        return max(1.0, float(offsets[-1]) / filled) if filled else 1.0

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything but the words' own letters, by name."""
        kept: dict[str, NDArray[Any]] = {"days": self.days}
        for name in FIELDS:
            kept[f"{name}.offsets"] = self.fields[name].offsets
            kept[f"{name}.values"] = self.fields[name].values
        return kept | {f"{name}.seen": self.seen[name] for name in WEIGHED}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], words: Sequence[str]) -> "Columns":
        """From what `arrays` gave, and the words in their order."""
        found = cls()
        found.words = {word: number for number, word in enumerate(words)}
        found._look_up()
        found.days = arrays["days"]
        for name in FIELDS:
            found.fields[name] = Ragged(arrays[f"{name}.offsets"], arrays[f"{name}.values"])
        for name in WEIGHED:
            found.seen[name] = arrays[f"{name}.seen"]
        return found

    def _look_up(self) -> None:
        fresh = shares(islice(self.words, len(self.shares), None))
        self.shares = np.concatenate([self.shares, fresh])

    def _by_speaker(self) -> tuple[Ints, Ints]:
        """Words of speakers' names in order, and the row that each is from."""
        if self._speakers is None:
            spoken = self.fields["speaker"]
            order = np.argsort(spoken.values, kind="stable")
            owner = np.repeat(np.arange(len(spoken)), np.diff(spoken.offsets))
            self._speakers = (spoken.values[order].astype(np.int64), owner[order])
        return self._speakers

    def _taken(self, claim: ClaimText) -> dict[str, list[int]]:
        own = claim.language
        statement, title = stems(claim.statement, own), stems(claim.title, own)
        both = f"{claim.statement} . {claim.title}"
        return {
            "statement": self._bag(statement),
            "title": self._bag(title),
            "body": self._bag(stems(claim.body, own)[:BODY_STEMS]) if claim.body else [],
            "speaker": self._numbered(dict.fromkeys(stems(claim.speaker, own))),
            "names": self._numbered(sorted(names(both, own))),
            "quoted": self._numbered(dict.fromkeys(stems(quoted(both), own))),
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
