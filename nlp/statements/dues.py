"""When what is said can be checked: a day, a first day, a condition; none is invented."""

import re
from datetime import date
from typing import Final

from nlp.dates import is_first_day_only, mentions, resolve
from nlp.values import Due, Span

_IF = re.compile(
    r"\b(?:if|unless|provided that|as soon as|on condition that)\s+[^,;.“”\"]{3,120}", re.IGNORECASE
)
_AFTER = re.compile(
    r"\b(?:soon |shortly |immediately |only |right )?after (?:the|a|an|his|her|their"
    r"|its|this|that)\s"
    r"[^,;.“”\"]{2,60}",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:as early as|no earlier than|not before|starting|beginning|from|after|no"
    r" later than|by|before"
    r"|until|on|for|within|in|as soon as)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"\b(?:as early as|as soon as|no earlier than|not before|starting|beginning|from|after)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(r"\b(?:ago|yesterday|last)\b", re.IGNORECASE)


def of(words: str, *, published: date | None) -> Due:
    """The due of a statement that looks ahead; without `published` a weekday stays words.

    >>> of("talks start as early as next week", published=date(2025, 8, 12)).earliest
    datetime.date(2025, 8, 18)
    """
    condition = _found(_IF, words)
    for mention in mentions(words):
        if not _PAST.search(mention.of(words)):
            return _due(words, mention, condition, published)
    return Due(condition=condition, words=_found(_AFTER, words))


def _found(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group().strip() if found else ""


def _due(words: str, mention: Span, condition: str, published: date | None) -> Due:
    lead = _LEAD.search(words[max(0, mention.start - 20) : mention.start])
    start = mention.start - (len(lead.group()) if lead else 0)
    said = words[start : mention.end].strip()
    day = resolve(mention.of(words), published=published, ahead=True) if published else None
    first = bool(_FIRST.search(said)) or is_first_day_only(said)
    return Due(
        on=None if first else day,
        earliest=day if first else None,
        condition=condition,
        words=said,
    )
