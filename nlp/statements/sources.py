"""A source as corpora mark it: the name with whatever describes it beside the cue."""

import re
from typing import Final

from nlp.statements.subjects import is_group
from nlp.values import Span

# No newspaper describes a speaker at more length; a page of commas must not take long.
_FARTHEST: Final = 240
_BRACKETS = re.compile(r"\s*\([^()\n“”\"]{1,40}\)")
_DESCRIBED = re.compile(
    r",\s+(?:(?:an?|the|one of|its|his|her|their|who|whose|which|now|then|formerly|currently)\s"
    r"|\d{1,3}(?=[,.\s])|(?:[\w’'-]+\s+){0,5}(?:of|for|at|in|with|to)\s|R-|D-|I-"
    r"|[A-Z][\w.’'-]+(?:\s+[A-Z]|\s*[,.]|$)|(?:[\w’'-]+\s+){0,3}\w+(?:or|er|ist|ian|man|woman|ent|ant|ive)\b)(?!\w*ing\b)"
)
_STOPS = re.compile(r",|[;:—–“”\"\n·]|\s-\s|(?<=[a-z)\d])\.(?=\s|$)|(?<=\w)[.?!][”\"]|\.$")
_NOT_DESCRIBED = re.compile(
    r",\s+(?:\w+ing|in an?|in the|on \w+day|at the time|during|after|before|when|as|while)\b"
)
_RELATIVE = re.compile(r",?\s+(?P<who>who)\s+(?:\w+\s+){0,2}")
_APPOSED = re.compile(r"(?:^|[.;:“”\"—–,]\s|\n|\"\s?)([^.;:,“”\"—–\n]{3,80}),\s$")


def whole(text: str, source: Span, cue_at: Span | None, content: Span) -> Span:
    """The source with its descriptions, beside the cue and outside of the content.

    >>> text = "It rains, said Ada Byron, a keeper of the light."
    >>> whole(text, Span(15, 24), Span(10, 14), Span(0, 8)).of(text)
    'Ada Byron, a keeper of the light'
    """
    if cue_at is None:
        return source
    if text.startswith(").", source.end - 2):
        source = Span(source.start, source.end - 1)
    if source.end <= cue_at.start:
        return _before_cue(text, source, cue_at)
    limit = content.start if content.start >= source.end else len(text)
    return Span(source.start, _described_to(text, source.end, limit))


def _before_cue(text: str, source: Span, cue_at: Span) -> Span:
    between = text[source.end : cue_at.start]
    if relative := _RELATIVE.fullmatch(between):
        return Span(*relative.span("who")).moved(source.end)
    aside = between.startswith((",", " (")) and len(between) <= _FARTHEST
    closed = aside and "," in between[1:] and not _NOT_DESCRIBED.match(between)
    brackets = _BRACKETS.match(between)
    end = source.end
    if closed:
        end = source.end + between.rfind(",")
    elif brackets:
        end = source.end + brackets.end()
    return Span(_described_from(text, source.start), end)


def _described_from(text: str, start: int) -> int:
    """ "The governor, Ada Byron, said": the description stands before the name."""
    found = _APPOSED.search(text, max(0, start - 90), start)
    if found and is_group(found[1].strip()) and not text.startswith(("who", "he ", "she "), start):
        lead = len(found[1]) - len(found[1].lstrip())
        return found.start(1) + lead
    return start


def _described_to(text: str, end: int, limit: int) -> int:
    limit = min(limit, end + _FARTHEST)
    if brackets := _BRACKETS.match(text, end, limit):
        end = brackets.end()
    while (found := _DESCRIBED.match(text, end, limit)) and not _NOT_DESCRIBED.match(text, end):
        stop = _STOPS.search(text, found.start() + 2, limit)
        if stop is None or stop.start() <= end:
            break
        end = stop.start()
    return end
