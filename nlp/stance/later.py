"""Whether a passage speaks of a later time than the claim: then it never denies the claim as made.

Rules of claims, section 1. Where words leave it open a passage is not later, so that a denial is
rather shown once too often.
"""

import re
from datetime import date
from typing import Final

from nlp.dates import mentions, resolve
from nlp.values import Span

# Words with which something was said.
SAYS: Final = re.compile(
    r"\b(?:said|says|told|signal?led|announced|claimed|stated|warned|according)\b", re.IGNORECASE
)
_NEAR_A_CUE: Final = 30  # characters: "said on Wednesday" tells when it was said, not of when
_CHANGED: Final = re.compile(
    r"\b(?:no longer|has since|have since|since then|changed (?:his|her|its|their)"
    r" mind|revers(?:ed|es)"
    r"|backed away|backtracked|withdrew|abandoned|now (?:says|refuses|wants|insists|rejects))\b",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(r"\b(?:is|are|isn[’']t|aren[’']t|now|currently)\b", re.IGNORECASE)
_PAST: Final = re.compile(
    r"\b(?:was|were|wasn[’']t|weren[’']t|had|hadn[’']t|did|didn[’']t|has|have|hasn[’']t|haven[’']t)\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|won[’']t|shall|going to|(?:is|are) to|plans?|planned|expected|scheduled|due)\b",
    re.IGNORECASE,
)


def is_later(
    words: str,
    *,
    said_on: date | None,
    published: date | None,
    until: date | None = None,
    refuted: bool = False,
) -> bool:
    """Whether a sentence, published on a day, speaks of a later time than a claim.

    `until` is the last day of which the claim speaks, `date.max` if it has no end. Without it the
    claim speaks of the day on which it was made, `said_on`; then only days up to publication count.
    `refuted`: the sentence says of what was claimed that it is false, so "is" tells no time.

    >>> made, day = date(2025, 8, 12), date(2025, 8, 20)
    >>> is_later("It is no longer shut.", said_on=made, published=day)
    True
    >>> is_later("It is no longer shut.", said_on=made, published=day, until=date.max)
    False
    """
    if published is None:
        return False
    if until is None:
        return said_on is not None and _after(words, said_on, published)
    days = _days_of(words, published, refuted=refuted)
    # A sentence that names a day of the claim's as well speaks of that one too.
    return bool(days) and min(days) > until


def _after(words: str, said_on: date, published: date) -> bool:
    if published <= said_on:
        return False
    if _CHANGED.search(words):
        return True
    days = (
        resolve(time.of(words), published=published, ahead=False)
        for time in mentions(words)
        if not _tells_when_said(words, time)
    )
    return any(day is not None and said_on < day <= published for day in days)


def _days_of(words: str, published: date, *, refuted: bool) -> list[date]:
    """The days that a sentence is about: those it names, else when it was said of a present."""
    named: dict[bool, list[date]] = {True: [], False: []}
    for time in mentions(words):
        if day := _day(words, time, published):
            named[_tells_when_said(words, time)].append(day)
    if told := named[False]:
        return told
    present = _PRESENT.search(words) and not _PAST.search(words) and not refuted
    return (named[True] or [published]) if present or _CHANGED.search(words) else []


def _day(words: str, time: Span, published: date) -> date | None:
    ahead, told = bool(_AHEAD.search(words)), time.of(words)
    near = resolve(told, published=published, ahead=ahead)
    return near or resolve(told, published=published, ahead=not ahead)


def _tells_when_said(words: str, time: Span) -> bool:
    return bool(SAYS.search(words[max(0, time.start - _NEAR_A_CUE) : time.end + _NEAR_A_CUE]))
