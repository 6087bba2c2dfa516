"""Announced events that nobody is quoted for: worth tracking, attributed to no one."""

import re
from collections.abc import Iterator
from datetime import date

from nlp.dates import mentions
from nlp.statements import dues
from nlp.values import Due, Form, Kind, Span, Statement

_EVENT = re.compile(
    r"\b(?:will\s+(?:be\s+\w+ed|be\s+held|take\s+place|\w+)|(?:is|are)\s+(?:scheduled|set|due|expected"
    r"|planned|slated|to\s+(?:meet|take|hold|be|begin|start|visit|travel|open|vote))|takes?\s+place)\b"
)
_PLAN = re.compile(r"\bas early as\b|\bplanned\b|\bexpected\b")

# Only behind the bare name of an event, so that no second sentence is taken for an apposition.
_APPOSITION = re.compile(
    r"^(?P<event>(?:The|An?)(?: [A-Z][\w’'-]*)* (?:summit|meeting|conference|election|hearing"
    r"|referendum|ceremony)); (?:the|an?) (?:first|second|third|last|latest|only) [^;:]+? "
    rf"(?P<rest>{_EVENT.pattern}[^;]*)$"
)


def announced(text: str, sentence: Span, *, published: date | None) -> Iterator[Statement]:
    """The event that an unattributed sentence announces, if it says both what and when."""
    words = sentence.of(text)
    event = None if words.endswith("?") else _EVENT.search(words)
    if not event or not any(time.start > event.start() for time in mentions(words)):
        return
    yield Statement(
        span=sentence,
        quote=words,
        proposed=_without_apposition(" ".join(words.split()).strip(" .")),
        kind=Kind.PLAN if _PLAN.search(words) else Kind.PREDICTION,
        form=Form.NARRATION,
        speaker=None,
        chain=(),
        cue=event.group(),
        audience="",
        said_on=None,
        said_words="",
        due=_due_after(words, event.start(), published),
        sentence=sentence,
    )


def _without_apposition(words: str) -> str:
    """The event with what is announced of it.

    >>> _without_apposition("The Oslo summit; the first one in years will take place Friday")
    'The Oslo summit will take place Friday'
    """
    found = _APPOSITION.fullmatch(words)
    single = found and len(_EVENT.findall(words)) == 1
    return f"{found['event']} {found['rest']}" if found and single else words


def _due_after(words: str, start: int, published: date | None) -> Due:
    return dues.of(words[start:], published=published)
