"""A text taken apart once for all comparisons: words with offsets, stems, clauses, slots."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from nlp.values import Difference, DifferenceKind, Span
from nlp.words import STOPWORDS, listed, stems

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+(?:[’'][^\W_]+)*")
_ENDING: Final = re.compile(r"(?:'(?:s|re|ve|ll|d|m)|n't|')$")
_STOP: Final = re.compile(
    r"[.;:?!“”\"()—–…\n]|,(?=\s+(?:[A-Z]|(?:he|she|it|they|we|you|but|and|so|which|who)\b))"
)
# Words that bind and say nothing: never what a "not" or a "may" is about.
LIGHT: Final = STOPWORDS | listed(
    "do does did done doing can could may might must should shall ought not no never nor neither"
    " none nobody nothing cannot get got gets being having very really just also only even still"
    " yet already more most much many some any all about what when where why how because if"
    " ll re ve don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn"
    " going know think believe one ones during before after since until between against without"
    " within among through over under into about above below"
    " percent percentage hundred thousand million billion trillion dollar dollars"
)
# Behind these a full stop ends no sentence.
_SHORTENED: Final = listed("mr mrs ms dr sen rep gov gen col capt sgt prof st jr no u.s. u.k. u.n.")
# A slot longer than this is another sentence, not another word in the same place.
LONGEST_SLOT: Final = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `lower` without case, accents and 's; `stem` is empty where it says nothing."""

    start: int
    end: int
    lower: str
    stem: str
    capital: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text with its words; `stems` are those that carry meaning.

    Told apart by identity, so that what is worked out of one can be kept beside it for nothing.
    """

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]

    def opens(self, at: int) -> bool:
        """Whether the word at this place is the first of a sentence or of a quotation."""
        if at and self.words[at - 1].lower in _SHORTENED:
            return False
        before = self.text[: self.words[at].start].rstrip(" \"“”‘'([")
        return not before or before[-1] in ".!?:;\n—-"

    def parted(self, at: int) -> bool:
        """Whether a clause ends between this word and the one before."""
        gap = self.text[self.words[at - 1].end : self.words[at].start] if at else ""
        return bool(_STOP.search(gap))

    def has(self, beginnings: tuple[str, ...]) -> bool:
        """Whether a word begins so: asked first, it spares most texts a long pattern."""
        return any(word.lower.startswith(beginnings) for word in self.words)

    def first_at(self, offset: int) -> int:
        """The number of the first word that starts at or after an offset."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.words[middle].start < offset else (low, middle)
        return low


@dataclass(frozen=True, slots=True)
class Slot:
    """Other words in the same place: word numbers of both texts, half-open."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


KEPT: Final = 1024  # texts; a claim meets many passages in a row


@lru_cache(maxsize=KEPT)
def read(text: str) -> Reading:
    """The text taken apart."""
    plain = text.replace("’", "'")
    words = tuple(_word(plain, found) for found in _WORD.finditer(plain))
    return Reading(text, words, frozenset(word.stem for word in words if word.stem))


def _word(plain: str, found: re.Match[str]) -> Word:
    lower, stem = _known(found.group())
    called = found.group()[0].isupper() and plain[found.start() - 1 : found.start()] not in {
        "@",
        "#",
    }
    return Word(found.start(), found.end(), lower, stem, called)


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[str, str]:
    """How the word compares, and its stem; kept, for a newsroom's words come again."""
    lower = folded(word)
    bare = _ENDING.sub("", lower)
    light = lower in LIGHT or bare in LIGHT or lower.endswith("n't")
    return bare or lower, "" if light else next(iter(stems(bare)), "")


def folded(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)) or word.lower()


def slots(claim: Reading, passage: Reading) -> tuple[Slot, ...]:
    """Where the two texts run alike but for a few words."""
    left = [word.lower for word in claim.words]
    right = [word.lower for word in passage.words]
    turned = (len(left), left) > (len(right), right)
    pair = (right, left) if turned else (left, right)
    found = _gaps(*pair)
    return tuple(Slot(b, a) if turned else Slot(a, b) for a, b in found if _held(pair, a, b))


def _gaps(
    left: Sequence[str], right: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What lies between the words that both have, in order."""
    a = c = 0
    for code in (*Levenshtein.opcodes(left, right), None):
        if code is not None and code.tag != "equal":
            continue
        b, d = (code.src_start, code.dest_start) if code else (len(left), len(right))
        if 0 < b - a <= LONGEST_SLOT and 0 < d - c <= LONGEST_SLOT:
            yield (a, b), (c, d)
        if code:
            a, c = code.src_end, code.dest_end


def _held(
    pair: tuple[Sequence[str], Sequence[str]], ours: tuple[int, int], theirs: tuple[int, int]
) -> bool:
    """Whether the same words stand around: two of the six, one of them with a meaning."""
    (left, right), (a, b), (c, d) = pair, ours, theirs
    before = [x for x, y in zip(left[:a][:-4:-1], right[:c][:-4:-1], strict=False) if x == y]
    after = [x for x, y in zip(left[b : b + 3], right[d : d + 3], strict=False) if x == y]
    around = [*before, *after]
    return len(around) >= 2 and any(word not in LIGHT for word in around)


def differs(
    kind: DifferenceKind, ours: tuple[Reading, Span | None], theirs: tuple[Reading, Span | None]
) -> Difference:
    """A difference with the words of both sides."""
    (claim, here), (passage, there) = ours, theirs
    return Difference(
        kind,
        here,
        there,
        here.of(claim.text) if here else "",
        there.of(passage.text) if there else "",
    )
