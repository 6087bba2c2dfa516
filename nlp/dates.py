"""Days that a text names, counted from its publication; a day that it does not name stays unknown.

Own rules, because a general parser guesses: it reads "Nov. 3" at the end of a sentence as the
month alone, and gives "in March" a day.
"""

import re
from datetime import date, timedelta
from typing import Final

from nlp.values import Span

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
} | {"a": 1, "an": 1, "twelve": 12, "thirty": 30}

# "Nov. 3" on 18 November looks back: read forward it would be a year away, and no text means that.
FARTHEST_WITHOUT_YEAR: Final = timedelta(days=300)

_WEEKDAY = "|".join(day.title() for day in WEEKDAYS)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty)"
_YEAR = r"(?:,?\s+(?:19|20)\d\d)?"
TIME: Final = re.compile(
    rf"\b(?:(?:19|20)\d\d-\d\d-\d\d"
    rf"|(?:(?:{_WEEKDAY}),?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!:){_YEAR}"
    rf"|(?:(?:{_WEEKDAY}),?\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b{_YEAR}"
    rf"|(?:(?:next|last|this|coming)\s+)?(?:{_WEEKDAY})\b"
    rf"|(?:next|last|this|coming)\s+(?:week|month|year|weekend)"
    rf"|(?:in|within)\s+(?:the\s+next\s+)?{_COUNT}\s+(?:hour|day|week)s?"
    rf"|{_COUNT}\s+(?:day|week)s?\s+(?:ago|from\s+now)"
    rf"|the\s+end\s+of\s+(?:the|this|next)\s+(?:month|year)"
    rf"|today|tonight|tomorrow|yesterday)(?!\w)",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH}),?\s*(\d{{4}})?", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s*(\d{{4}})?\b", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_AWAY = re.compile(rf"({_COUNT})\s+(hour|day|week)s?", re.IGNORECASE)
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "hour": 1 / 24}


def mentions(text: str) -> tuple[Span, ...]:
    """Where the text names a time, in order.

    >>> text = "They meet on Friday, and by Nov. 3 it ends."
    >>> [span.of(text) for span in mentions(text)]
    ['Friday', 'Nov. 3']
    """
    return tuple(Span(*found.span()) for found in TIME.finditer(text))


def resolve(words: str, *, published: date, ahead: bool) -> date | None:
    """The day that the words name, or None where they name none or more than one.

    `ahead` says which way the text looks: to what is due (True) or to what was said (False).
    A week or month to come gives its first day, which is an earliest, never a deadline. A weekday
    that equals the day of publication is that day, as news agencies write.

    >>> resolve("Friday", published=date(2025, 8, 12), ahead=True)
    datetime.date(2025, 8, 15)
    >>> resolve("soon after the summit", published=date(2025, 8, 12), ahead=True)
    """
    plain = " ".join(words.lower().split())
    try:
        return (
            _explicit(plain, published, ahead=ahead)
            or _named_near(plain, published)
            or _period(plain, published)
            or _away(plain, published)
            or _weekday(plain, published, ahead=ahead)
        )
    except (ValueError, OverflowError):  # 31 February, or a day before the first year
        return None


def is_first_day_only(words: str) -> bool:
    """Whether the words name a stretch of time, so that its first day is an earliest.

    >>> is_first_day_only("as early as next week"), is_first_day_only("by Friday")
    (True, False)
    """
    return bool(re.search(r"\bas early as\b|\bnext (?:week|month|year)\b", words, re.IGNORECASE))


def _explicit(words: str, published: date, *, ahead: bool) -> date | None:
    if found := _ISO.search(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.search(words):
        return _with_year(found[3], found[1], int(found[2]), published, ahead=ahead)
    if found := _DAY_MONTH.search(words):
        return _with_year(found[3], found[2], int(found[1]), published, ahead=ahead)
    return None


def _with_year(
    year: str | None, month: str, day: int, published: date, *, ahead: bool
) -> date | None:
    number = MONTHS.index(month[:3].lower()) + 1
    if year:
        return date(int(year), number, day)
    years = (published.year, published.year + 1) if ahead else (published.year, published.year - 1)
    days = (date(year, number, day) for year in years)
    near = (one for one in days if abs(one - published) <= FARTHEST_WITHOUT_YEAR)
    return next((one for one in near if (one >= published) == ahead or one == published), None)


def _named_near(words: str, published: date) -> date | None:
    found = re.search(r"\b(today|tonight|tomorrow|yesterday)\b", words)
    return published + timedelta(days=_NEAR[found[1]]) if found else None


def _period(words: str, published: date) -> date | None:
    if found := re.search(r"\bthe end of (the|this|next) (month|year)\b", words):
        return _end_of(found[2], published, later=found[1] == "next")
    found = re.search(r"\bnext (week|month|year)\b", words)
    return _start_of_next(found[1], published) if found else None


def _start_of_next(unit: str, published: date) -> date:
    if unit == "week":
        return published + timedelta(days=7 - published.weekday())
    if unit == "month":
        return (published.replace(day=1) + timedelta(days=32)).replace(day=1)
    return date(published.year + 1, 1, 1)


def _end_of(unit: str, published: date, *, later: bool) -> date:
    inside = _start_of_next(unit, published) if later else published
    return _start_of_next(unit, inside) - timedelta(days=1)


def _away(words: str, published: date) -> date | None:
    found = _AWAY.search(words)
    if not found:
        return None
    count = NUMBERS.get(found[1]) or int(found[1])
    away = timedelta(days=int(count * _UNIT_DAYS[found[2]]))
    return published - away if "ago" in words else published + away


def _weekday(words: str, published: date, *, ahead: bool) -> date | None:
    found = re.search(rf"(?:\b(next|last|this|coming)\s+)?\b({'|'.join(WEEKDAYS)})\b", words)
    if not found:
        return None
    steps = WEEKDAYS.index(found[2]) - published.weekday()
    if found[1] in ("next", "last"):
        return _other_week(found[1], steps, published)
    return published + timedelta(days=steps % 7 if ahead or found[1] else -(-steps % 7))


def _other_week(which: str, steps: int, published: date) -> date | None:
    """ "Next Friday" on a Tuesday is two days at once, so none; on a Saturday it is one."""
    if which == "next":
        return published + timedelta(days=steps + 7) if steps <= 0 else None
    return published + timedelta(days=steps - 7) if steps >= 0 else None
