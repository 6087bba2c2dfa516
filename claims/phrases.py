"""Small parts of sentences: numbers, days, lists and origins, in the newsroom's plain words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from claims import codec
from claims.codec import Json, JsonObject

_WORDS: Final = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
# More names than this make no sentence; the list beside it has them all.
_NAMED: Final = 5


def number(count: int) -> str:
    """A count in words up to twelve, then in figures.

    >>> number(2), number(12), number(13), number(10000)
    ('two', 'twelve', '13', '10,000')
    """
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def capital(sentence: str) -> str:
    """The sentence with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def counted(count: int, one: str, many: str | None = None) -> str:
    """A small grey count, in figures.

    >>> counted(1, "article"), counted(3, "story", "stories")
    ('1 article', '3 stories')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(when: date, *, with_year: bool = False) -> str:
    """A calendar day as the newsroom writes it.

    >>> day(date(2025, 8, 15)), day(date(2026, 1, 2), with_year=True)
    ('Fri 15 Aug', 'Fri 2 Jan 2026')
    """
    short = f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"
    return f"{short} {when.year}" if with_year else short


def day_in(params: JsonObject, name: str) -> str:
    """The day of this name in a reason's parameters, with its year where it needs one."""
    when = codec.day_or_none(params, name)
    return "" if when is None else day(when, with_year=codec.yes(params, f"{name}_year"))


def listed(names: Sequence[str]) -> str:
    """Names as a list in running text, cut short where it would fill the page.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    shown = [*names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(f"{number(len(names) - _NAMED)} more")
    *most, last = shown
    return f"{', '.join(most)} and {last}" if most else last


def origins(params: JsonObject) -> str:
    """Every origin of a reason by name, how it was heard, and how far it was copied."""
    told = [origin(codec.mapping(row)) for row in codec.array(params, "origins")]
    shown = told[:_NAMED]
    if len(told) > _NAMED:
        shown.append(f"{number(len(told) - _NAMED)} more")
    return "; ".join(shown)


def origin(described: JsonObject) -> str:
    """One origin: its name first, the number of articles last and in brackets."""
    interest = ", an interested party" if codec.yes(described, "interested") else ""
    return f"{_named(described)}{interest} ({_copies(described)})"


def _named(described: JsonObject) -> str:
    name = codec.text(described, "name")
    match codec.text(described, "kind"):
        case "record":
            return f"{name}, on record"
        case "firsthand":
            return f"{name}, own reporter"
        case "unnamed":
            return f"unnamed sources ({name})" if name else "unnamed sources"
        case _:
            return f"{name}, {_heard(described)}"


def _heard(described: JsonObject) -> str:
    if codec.yes(described, "directly"):
        return "heard directly"
    via = codec.texts(described, "via")
    return f"relayed by {listed(via)}, not heard directly" if via else "not heard directly"


def _copies(described: JsonObject) -> str:
    articles = codec.number(described, "articles")
    stories = codec.number(described, "stories")
    told = counted(articles, "article")
    return told if articles == 1 else f"{told}, {counted(stories, 'story', 'stories')}"


def how_many(params: JsonObject) -> int:
    """How many origins a reason names."""
    rows: list[Json] = codec.array(params, "origins")
    return len(rows)
