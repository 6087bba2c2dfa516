"""Every amount of a text: its value, how exact it is, its unit, what is counted, what is near."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from nlp.differences.numerals import Number, may_begin, number_at
from nlp.differences.reading import KEPT, Reading, Word
from nlp.differences.units import CURRENCIES, RATES, UNITS, Unit
from nlp.values import Span
from nlp.words import listed

Manner: TypeAlias = Literal["exact", "about", "least", "most", "nearly", "vague", "range"]

NEAR: Final = 5  # words on each side that tell what an amount is of
MOST_HEADS: Final = 3
_BEFORE: Final[dict[Manner, tuple[str, ...]]] = {
    "most": (
        *("up to", "at most", "no more than", "not more than", "a maximum of", "as many as"),
        *("as much as", "as high as", "less than", "fewer than", "under", "below"),
    ),
    "least": (
        *("at least", "no fewer than", "no less than", "a minimum of", "more than", "over"),
        *("above", "exceeding", "exceeds", "exceeded", "upwards of", "north of", "in excess of"),
        *("greater than", "topped"),
    ),
    "nearly": ("nearly", "almost", "close to", "just under", "just short of", "approaching"),
    "about": ("about", "around", "roughly", "approximately", "some", "circa", "estimated"),
}
_LEADS: Final = {words: manner for manner, every in _BEFORE.items() for words in every}
_TAILS: Final[dict[str, Manner]] = {
    "or more": "least",
    "or higher": "least",
    "or less": "most",
    "or fewer": "most",
    "or so": "about",
}
_THROUGH: Final = listed("of the its his her their our other more new additional such")
_COUNTED: Final = re.compile(r"..(?:[^s]s|people|men|women|children)$|^(?:men|people|percent)$")
_TO: Final = re.compile(r"\s*(?:-|–|—|to|and)\s*")


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` in a unit, or of the things in `heads`; `face` is as it is written."""

    span: Span
    low: float
    high: float
    face: float
    step: float  # half of the last digit given: 3.2 million may be 3.15 to 3.25 million
    manner: Manner
    unit: Unit | None
    rate: str
    heads: frozenset[str]
    near: frozenset[str]
    lead: str  # the word with a meaning before it, as the "killed" of "killed 12"
    whole: Span  # with the words of its bound, as "at least 500 jobs"


@lru_cache(maxsize=KEPT)
def amounts(reading: Reading, taken: tuple[Span, ...]) -> tuple[Amount, ...]:
    """The amounts in order, without what stands in `taken`, which are dates."""
    found: list[Amount] = []
    at = 0
    while at < len(reading.words):
        number = number_at(reading.words, at) if may_begin(reading.words[at].lower) else None
        if number is None or any(reading.words[at].span.meets(one) for one in taken):
            at += 1
            continue
        amount = _amount(reading, at, number)
        if found and _is_range(reading, found[-1], amount):
            found[-1] = _range(found[-1], amount)
        else:
            found.append(amount)
        at = number.end
    return tuple(found)


def _amount(reading: Reading, at: int, number: Number) -> Amount:
    words = reading.words
    unit, end = _unit(reading, at, number)
    factor = (unit.factor if unit else None) or 1.0
    manner, first = _manner(reading, at, end)
    span = Span(words[at].start - _sign_before(reading.text, words[at].start), _last(reading, end))
    counts = unit is None or unit.measure == "place"
    return Amount(
        span=span,
        low=number.low * factor,
        high=number.high * factor,
        face=number.low,
        step=number.step * factor,
        manner=manner if number.low == number.high else "vague",
        unit=unit,
        rate=_rate(words, end),
        heads=frozenset(_heads(reading, end)) if counts else frozenset(),
        near=_near(words, at, end),
        lead=_lead(reading, first),
        whole=Span(min(words[first].start, span.start), span.end),
    )


def _last(reading: Reading, end: int) -> int:
    """Where the amount ends: behind its % or the next word, if that is what is counted."""
    last = reading.words[end - 1].end
    if sign := _percent(reading, end):
        return last + sign
    if end < len(reading.words) and reading.text[last : last + 1] in {" ", "-"}:
        return reading.words[end].end if _COUNTED.search(reading.words[end].lower) else last
    return last


def _percent(reading: Reading, end: int) -> int:
    """How far behind the number a % ends; 0 where there is none."""
    last = reading.words[end - 1].end
    after = reading.text[last : last + 2]
    return len(after[: after.find("%") + 1]) if after.lstrip().startswith("%") else 0


def _lead(reading: Reading, at: int) -> str:
    if at == 0 or reading.parted(at):
        return ""
    return reading.words[at - 1].stem


def _sign_before(text: str, start: int) -> int:
    before = text[max(0, start - 1) : start]
    return 1 if before and before in CURRENCIES else 0


def _unit(reading: Reading, at: int, number: Number) -> tuple[Unit | None, int]:
    """The unit before or behind the number, and where the amount ends."""
    words, end = reading.words, number.end
    if number.unit is not None:
        return number.unit, end
    sign = reading.text[max(0, words[at].start - 1) : words[at].start]
    if sign and sign in CURRENCIES:
        return UNITS[sign], end
    if _percent(reading, end):
        return UNITS["%"], end
    if end >= len(words) or reading.parted(end):
        return None, end
    return _named_unit(words, end)


def _named_unit(words: Sequence[Word], end: int) -> tuple[Unit | None, int]:
    here = words[end].lower
    following = words[end + 1].lower if end + 1 < len(words) else ""
    if here == "per" and following in {"cent", "centage"}:
        return UNITS["%"], end + 2
    if here == "percentage" and following in {"point", "points"}:
        return UNITS["pp"], end + 2
    if here in {"degrees", "degree"} and following in UNITS:
        return UNITS[following], end + 2
    unit = UNITS.get(here) if here not in {"points", "basis"} else None
    return unit, end + (unit is not None)


def _manner(reading: Reading, at: int, end: int) -> tuple[Manner, int]:
    """How exact the number is, and at which word what says so begins."""
    words = reading.words
    before = [word.lower for word in words[max(0, at - 4) : at]]
    for many in range(len(before), 0, -1):
        if found := _LEADS.get(" ".join(before[-many:])):
            return found, at - many
    tail = " ".join(word.lower for word in words[end : end + 2])
    if reading.text[words[end - 1].end :][:1] == "+":
        return "least", at
    return _TAILS.get(tail, "exact"), at


def _rate(words: Sequence[Word], end: int) -> str:
    """ "A day", "per month", "weekly" behind the amount."""
    for at in range(end, min(end + 2, len(words))):
        here = words[at].lower
        following = words[at + 1].lower if at + 1 < len(words) else ""
        if here in {"per", "a", "an", "each", "every"} and following in RATES:
            return RATES[following]
        if here.endswith("ly") and here in RATES:
            return RATES[here]
    return ""


def _heads(reading: Reading, end: int) -> Iterator[str]:
    """What is counted: the next few words that mean something, up to the end of the phrase."""
    many = 0
    for at in range(end, min(end + 6, len(reading.words))):
        word = reading.words[at]
        if reading.parted(at) or many == MOST_HEADS:
            return
        if word.stem and not word.lower[0].isdigit():
            many += 1
            yield word.stem
        elif word.lower not in _THROUGH:
            return


def _near(words: Sequence[Word], at: int, end: int) -> frozenset[str]:
    around = (*words[max(0, at - NEAR) : at], *words[end : end + NEAR])
    return frozenset(word.stem for word in around if word.stem and not word.lower[0].isdigit())


def _is_range(reading: Reading, first: Amount, second: Amount) -> bool:
    """ "5 to 10 percent", "between 5 and 10"; "from 5 to 10" is a change, which is two amounts."""
    gap = reading.text[first.span.end : second.span.start].lower()
    if not _TO.fullmatch(gap) or first.unit not in (None, second.unit) or first.manner == "range":
        return False
    start = reading.first_at(first.span.start)
    lead = reading.words[start - 1].lower if start else ""
    if "and" in gap and lead != "between":
        return False
    return lead != "from" and first.face < second.face


def _range(first: Amount, second: Amount) -> Amount:
    factor = (second.unit.factor if second.unit else None) or 1.0
    low = first.face * factor if first.unit is None else first.low
    span = Span(first.span.start, second.span.end)
    near = first.near | second.near
    return replace(
        second, span=span, whole=span, low=low, face=first.face, manner="range", near=near
    )
