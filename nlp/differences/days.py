"""Days side by side, as far as each is named; with both dates of publication also "Friday"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

from nlp.dates import MONTHS, WEEKDAYS, mentions, resolve
from nlp.differences.reading import KEPT, Reading, differs
from nlp.values import Difference, Span
from nlp.words import listed

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_LEAD = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|of|[Ff]rom|early|late|mid"
    r"|before|Before|after|After|[Dd]uring)"
)
# "March 2024", "in March": a month without its day, which a calendar's finder passes over.
_MONTHS: Final = re.compile(
    rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b|\b{_LEAD}[\s-]+(?P<month>{_MONTH})(?!\w)(?!\s+\d)"
)
_YEAR: Final = re.compile(r"(?<![\w.,$€£#-])(?:19|20)\d(?:\ds?\b|0s\b)(?![.,]\d|\s?[%-])")
_YEAR_LEADS: Final = listed(
    "in since by of until till from before after during for through year the early late mid fiscal"
    " between around about autumn summer spring winter fall election"
)
# "2000 people" is a number, "the 2016 campaign" a year.
_COUNTED: Final = re.compile(r"(?:s|people|men|women|children)$", re.IGNORECASE)
_SAID: Final = re.compile(
    r"\b(?:said|says|told\s+\w+|wrote|tweeted|announced|reported|published)\s+(?:it\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:next|last|this|coming)\s+\w+|in\s+\w+\s+\w+"
    r"|within\s+.+|\w+\s+\w+\s+(?:ago|from\s+now)|the\s+end\s+of.*)\b"
)
_BEGINNINGS: Final = (
    *"0123456789",
    *WEEKDAYS,
    *MONTHS,
    *("today", "tonight", "tomorrow", "yesterday", "week", "month", "year", "day", "hour"),
)


NEAR: Final = 6  # words on each side that tell what a month or a year is of


@dataclass(frozen=True, slots=True)
class Moment:
    """As much of a day as a text names; years from and up to."""

    years: tuple[int, int] | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    near: str = ""

    def parts(self) -> tuple[object, ...]:
        """What can be compared, place by place."""
        return self.month, self.day, self.weekday, self.near or None


@dataclass(frozen=True, slots=True)
class Day:
    """Where a day stands, and what it can mean: one moment, or two where the way is open."""

    span: Span
    moments: tuple[Moment, ...]
    near: frozenset[str]


@lru_cache(maxsize=KEPT)
def days(reading: Reading, published: date | None) -> tuple[Day, ...]:
    """The days that a text names, without those on which something was only said."""
    text = reading.text
    if not reading.has(_BEGINNINGS):
        return ()
    found = [span for span in _spans(text) if not _SAID.search(text[: span.start][-40:])]
    return tuple(
        Day(span, _moments(span.of(text), published), _near(reading, span)) for span in found
    )


def _near(reading: Reading, span: Span) -> frozenset[str]:
    first, last = reading.first_at(span.start), reading.first_at(span.end)
    around = (*reading.words[max(0, first - NEAR) : first], *reading.words[last : last + NEAR])
    return frozenset(word.stem for word in around if word.stem)


def dates(
    claim: tuple[Reading, Sequence[Day]], passage: tuple[Reading, Sequence[Day]]
) -> Iterator[Difference]:
    """Days of one sort, for which the other text names only another one."""
    (ours, left), (theirs, right) = claim, passage
    seen = {
        (i, j): verdict
        for (i, one), (j, other) in product(enumerate(left), enumerate(right))
        if (verdict := _agree(one, other)) is not None
    }
    done_left = {i for (i, _), same in seen.items() if same}
    done_right = {j for (_, j), same in seen.items() if same}
    for i, j in sorted(seen, key=lambda pair: (abs(pair[0] - pair[1]), min(pair))):
        if i in done_left or j in done_right:
            continue
        done_left.add(i)
        done_right.add(j)
        yield differs("date", (ours, left[i].span), (theirs, right[j].span))


def _spans(text: str) -> list[Span]:
    found = [*mentions(text)]
    for pattern in (_MONTHS, _YEAR):
        for one in pattern.finditer(text):
            span = Span(*(one.span("month") if one.groupdict().get("month") else one.span()))
            if pattern is _YEAR and not _is_year(text, span):
                continue
            if not any(span.meets(other) for other in found):
                found.append(span)
    return sorted(found)


def _is_year(text: str, span: Span) -> bool:
    """ "In 2020", "the 2020 race", but not "2020 people"."""
    before = re.findall(r"[^\W\d_]+", text[max(0, span.start - 16) : span.start])
    after = text[span.end :].lstrip(" ")[:1]
    if (before and before[-1].lower() in _YEAR_LEADS) or text[span.end - 1] == "s":
        return True
    following = re.match(r"\s+([^\W\d_]+)", text[span.end :])
    return not (following and _COUNTED.search(following[1])) and after not in set("-–'’%")


def _moments(words: str, published: date | None) -> tuple[Moment, ...]:
    plain = " ".join(words.lower().split())
    if published is not None:
        ways = (resolve(words, published=published, ahead=ahead) for ahead in (True, False))
        found = dict.fromkeys(day for day in ways if day is not None)
        if found:
            return tuple(_whole(day) for day in found)
    return (_named(plain),)


def _whole(day: date) -> Moment:
    return Moment((day.year, day.year), day.month, day.day, day.weekday())


def _named(plain: str) -> Moment:
    """What the words name by themselves."""
    years = _years(plain)
    weekday = next((n for n, name in enumerate(WEEKDAYS) if name in plain), None)
    month = _month(plain)
    day = _day(plain) if month is not None else None
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)", plain):
        month, day = int(iso[2]), int(iso[3])
    if years and month and day and weekday is None and years[0] == years[1]:
        weekday = _weekday(years[0], month, day)
    near = _NEAR.search(plain)
    return Moment(years, month, day, weekday, _same_near(near.group()) if near else "")


def _years(plain: str) -> tuple[int, int] | None:
    found = re.search(r"\b((?:19|20)\d\d)(s?)", plain)
    if found is None:
        return None
    first = int(found[1])
    return first, first + 9 if found[2] else first


def _month(plain: str) -> int | None:
    words = re.findall(r"[a-z]+", plain)
    named = (word for word in words if word[:3] in MONTHS and word not in WEEKDAYS)
    return next((MONTHS.index(word[:3]) + 1 for word in named if word != "month"), None)


def _day(plain: str) -> int | None:
    found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", plain)
    return int(found[1]) if found else None


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _same_near(words: str) -> str:
    """ "This Friday" is Friday; "tonight" is today."""
    first, last = words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]
    if last in WEEKDAYS:
        return first if first in {"next", "last"} else ""
    return "today" if words == "tonight" else words


def _agree(one: Day, other: Day) -> bool | None:
    """Whether they can be one day; None where nothing of them can be compared."""
    if _is_long(one) and _is_long(other) and not one.near & other.near:
        return None
    verdicts = [_same(a, b) for a, b in product(one.moments, other.moments)]
    known = [verdict for verdict in verdicts if verdict is not None]
    return any(known) if known else None


def _is_long(day: Day) -> bool:
    """A month or a year: two of them in one text are seldom of the same thing."""
    return all(one.day is None and one.weekday is None and not one.near for one in day.moments)


def _same(one: Moment, other: Moment) -> bool | None:
    pairs = [
        (a, b)
        for a, b in zip(one.parts(), other.parts(), strict=True)
        if (a and b) or a == 0 or b == 0
    ]
    both = [a == b for a, b in pairs if a is not None and b is not None]
    if one.years and other.years:
        both.append(one.years[0] <= other.years[1] and other.years[0] <= one.years[1])
    return all(both) if both else None
