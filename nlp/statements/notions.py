"""Words held as a noun: "his claim that …", "the company’s plan to …", "in their view, …"."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.statements.cues import Cue
from nlp.statements.hearsay import rest_of
from nlp.values import Span

_WHOSE = re.compile(
    r"(?:\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)"
    r"|(?P<who>(?:\b(?:[Tt]he|[Aa]n?)\s+(?:[\w-]+\s+){0,3}[\w-]+|[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,3}))"
    r"(?:[’']s|(?<=s)[’']))\s+(?:[\w-]+\s+){0,2}$"
)
# Only a notion that opens its clause has a verb of its own behind its content.
_OPENS = re.compile(r"(?:^|[,;:]\s|\b(?:[Bb]ut|[Aa]nd|[Tt]hough|[Ww]hile)\s)(?:[\w’'.-]+\s){0,4}$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|drew|came|met"
    r"|made|took|led|left|fell|rose|went|got|gave|won|lost|seems|remains|\w{3,}ed)\b"
)
_HELPED = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|might|must|should|does|did|not"
    r"|never|\w+ly|who|which|that|and|or|to|the|an?|of|by|as|,)\s*$|[,·]\s*$"
)
_PRONOUN_OF: Final = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i"}


def notion(sentence: str, noun: re.Match[str]) -> Iterator[Cue]:
    """ "His claim that …", "the company’s plan to …", "fears that …"."""
    start = noun.start("that") if noun["that"] else noun.start("to")
    content = rest_of(sentence, start)
    whose = _WHOSE.search(sentence[max(0, noun.start() - 90) : noun.start()])
    if content is None or (not whose and noun["to"]):
        return
    if noun["that"] and _OPENS.search(sentence[: noun.start()]):
        content = _first_clause(sentence, content)
    words = noun.group().rsplit(" ", 1)[0]
    said = Span(noun.start(), noun.start() + len(words))
    if whose is None:
        yield Cue(said, words, None, "after", content, voiceless=True)
        return
    at = max(0, noun.start() - 90)
    span = Span(*whose.span("whose" if whose["whose"] else "who")).moved(at)
    yield Cue(said, words, span, "after", content)


def _first_clause(sentence: str, content: Span) -> Span:
    """ "The claim that it was safe drew laughter": a subject's content ends at its verb."""
    verbs = list(_FINITE.finditer(sentence, content.start, content.end))
    for verb in verbs[1:]:
        before = sentence[content.start : verb.start()].rstrip()
        if not _HELPED.search(before):
            return Span(content.start, content.start + len(before))
    return content


def viewed(sentence: str, view: re.Match[str]) -> Iterator[Cue]:
    content = rest_of(sentence, view.end())
    span = Span(*view.span("whose" if view["whose"] else "who"))
    if content:
        yield Cue(
            Span(view.start(), view.start() + 2), view.group().strip(" ,"), span, "after", content
        )


def as_subject(words: str) -> str:
    """ "His claim" is his: a possessive as the pronoun that Turns knows."""
    return _PRONOUN_OF.get(words.lower(), words)
