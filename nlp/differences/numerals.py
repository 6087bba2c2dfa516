"""Numbers in digits and in words: "2.5m", "two hundred and fifty", "two-thirds", "dozens"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.differences.reading import Word
from nlp.differences.units import ORDINAL, SHARE, TIMES, UNITS, Unit

_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL: Final = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
SCALES: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
}
_SHORT: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_ORDINALS: Final = (
    *(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
ORDINALS: Final = {word: float(value) for value, word in enumerate(_ORDINALS, start=1)}
_PARTS: Final = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
}
_TIMES: Final = {
    **dict.fromkeys(("double", "doubled", "doubles", "doubling", "twice", "twofold"), 2.0),
    **dict.fromkeys(("triple", "tripled", "triples", "tripling", "threefold", "thrice"), 3.0),
    **dict.fromkeys(("quadruple", "quadrupled", "fourfold"), 4.0),
    **dict.fromkeys(("halved", "halve", "halves", "halving"), 0.5),
    "tenfold": 10.0,
}
# What a word for many can mean, generously: "dozens" is neither five nor five thousand.
_VAGUE: Final = {
    "several": (3.0, 12.0),
    "a few": (2.0, 9.0),
    "a handful": (2.0, 9.0),
    "a couple": (2.0, 3.0),
    "dozens": (20.0, 200.0),
    "scores": (30.0, 200.0),
    "hundreds": (150.0, 2e3),
    "thousands": (1.5e3, 3e4),
    "tens of thousands": (1.5e4, 2e5),
    "hundreds of thousands": (1.5e5, 2e6),
    "millions": (1.5e6, 3e8),
    "tens of millions": (1.5e7, 2e8),
    "hundreds of millions": (1.5e8, 2e9),
    "billions": (1.5e9, 3e11),
    "hundreds of billions": (1.5e11, 2e12),
    "trillions": (1.5e12, 1e14),
}
_VAGUE_LEADS: Final = frozenset(words.split()[0] for words in _VAGUE)
_TH: Final = re.compile(r"st|nd|rd|th")
_DIGITS: Final = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]*)")
# Digits of thousands and more that end in noughts are mostly rounded.
_ROUNDED_FROM: Final = 1e4


@dataclass(frozen=True, slots=True)
class Number:
    """From `low` to `high`; `step` is half of the last digit; the words end before word `end`."""

    low: float
    high: float
    step: float
    end: int
    unit: Unit | None = None


_BEGIN: Final = frozenset({*SMALL, *ORDINALS, *_TIMES, *_VAGUE_LEADS, "a", "an", "half"})


def may_begin(word: str) -> bool:
    """Whether a number can begin with the word; nearly none can, so it is asked first."""
    return word in _BEGIN or word[0].isdigit()


def number_at(words: Sequence[Word], at: int) -> Number | None:
    """The number that begins with this word, or None; `one` alone is a pronoun.

    >>> from nlp.differences.reading import read
    >>> number_at(read("two hundred and fifty jobs").words, 0)
    Number(low=250.0, high=250.0, step=0.0, end=4, unit=None)
    """
    first = words[at].lower
    if first[0].isdigit():
        return _share(words, at) or _in_digits(words, at)
    if first in _VAGUE_LEADS and (vague := _vague(words, at)):
        return vague
    return _share(words, at) or _special(first, at) or _in_words(words, at)


def _special(first: str, at: int) -> Number | None:
    if first in _TIMES:
        return _sure(_TIMES[first], at + 1, TIMES)
    if first in ORDINALS:
        return _sure(ORDINALS[first], at + 1, ORDINAL)
    return None


def _sure(value: float, end: int, unit: Unit | None = None, step: float = 0.0) -> Number:
    return Number(value, value, step, end, unit)


def _in_digits(words: Sequence[Word], at: int) -> Number | None:
    found = _DIGITS.fullmatch(words[at].lower)
    if found is None:
        return None
    digits, tail = _plain(found[1]), found[2]
    if _TH.fullmatch(tail):
        return _sure(float(digits), at + 1, ORDINAL)
    end, scale = _scale(words, at + 1)
    unit = UNITS.get(tail) if tail and tail not in _SHORT else None
    if tail and unit is None and tail not in _SHORT:
        return None
    scale *= _SHORT.get(tail, 1.0)
    return _sure(float(digits) * scale, end, unit, _step(digits, scale))


def _plain(digits: str) -> str:
    """ "1,500" as 1500, "3,5" as 3.5; of "1.2.3" the first two."""
    if "," in digits and not all(len(part) == 3 for part in digits.split(".", 1)[0].split(",")[1:]):
        return ".".join(digits.replace(",", ".").split(".")[:2])
    return ".".join(digits.replace(",", "").split(".")[:2])


def _step(digits: str, scale: float) -> float:
    """Half of what the last digit stands for, 0 for a plain count."""
    if "." in digits:
        return 0.5 * scale / 10.0 ** len(digits.split(".")[1])
    if scale > 1:
        return 0.5 * scale
    noughts = len(digits) - len(digits.rstrip("0"))
    return 0.5 * float(f"1e{noughts}") if noughts > 1 and float(digits) >= _ROUNDED_FROM else 0.0


def _scale(words: Sequence[Word], at: int) -> tuple[int, float]:
    scale = 1.0
    while at < len(words) and (words[at].lower in SCALES or words[at].lower in {"bn", "mn", "tn"}):
        scale *= SCALES.get(words[at].lower) or _SHORT[words[at].lower]
        at += 1
    return at, scale


def _in_words(words: Sequence[Word], at: int) -> Number | None:
    """ "Twenty-one", "a hundred and five", "two million"; "one" and "a" need a scale behind."""
    first = words[at].lower
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if first in {"a", "an", "one"} and following not in {*SCALES, "percent", "per"}:
        return None
    if first not in SMALL and first not in {"a", "an"}:
        return None
    value, end, scale = _counted(words, at)
    return _sure(value, end, step=0.5 * scale if scale >= 1e6 else 0.0)


def _counted(words: Sequence[Word], at: int) -> tuple[float, int, float]:
    whole = part = 0.0
    scale, end = 1.0, at
    while end < len(words):
        word = words[end].lower
        if word in SMALL:
            part += SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in SCALES:
            scale = SCALES[word]
            whole, part = whole + (part or 1) * scale, 0.0
        elif not (end == at or _goes_on(words, end)):
            break
        end += 1
    return whole + part, end, scale


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """The "and" of "two hundred and fifty"."""
    after = words[at + 1].lower if at + 1 < len(words) else ""
    return words[at].lower == "and" and words[at - 1].lower in SCALES and after in SMALL


def _vague(words: Sequence[Word], at: int) -> Number | None:
    for many in (3, 2, 1):
        here = words[at : at + many]
        found = _VAGUE.get(" ".join(word.lower for word in here))
        if found and len(here) == many:
            return Number(*found, 0.0, at + many)
    return None


def _share(words: Sequence[Word], at: int) -> Number | None:
    """ "Half of", "two-thirds", "one in five", as percent."""
    many = {"a": 1.0, "an": 1.0}.get(words[at].lower) or _count(words[at].lower)
    part = _PARTS.get(words[at].lower)
    after = [word.lower for word in words[at + 1 : at + 4]]
    if part == 2 and after and after[0] in {"of", "the", "a", "all", "its", "their", "our"}:
        return _sure(50.0, at + 1, SHARE, 1.0)
    if many and after and after[0] in _PARTS and (many > 1 or after[1:2] == ["of"]):
        return _sure(100 * many / _PARTS[after[0]], at + 2, SHARE, 1.0)
    return _one_in(many, after, at)


def _one_in(many: float | None, after: Sequence[str], at: int) -> Number | None:
    between = 1 if after[:1] == ["in"] else 2 if after[:2] == ["out", "of"] else 0
    whole = _count(after[between]) if between and len(after) > between else None
    if not many or not whole or not many < whole <= 100:
        return None
    return _sure(100 * many / whole, at + between + 2, SHARE, 1.0)


def _count(word: str) -> float | None:
    if word.isascii() and word.isdigit() and len(word) <= 3:
        return float(word)
    return SMALL.get(word)
