"""Quotations that no sentence gives to anybody: signed below, labelled above, or nobody's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from nlp.statements.quotes import Quotation
from nlp.statements.sentences import Draft, Sentence, Step, Voice
from nlp.statements.subjects import opening
from nlp.statements.turns import Turns
from nlp.values import Form, Mention, Span

# Shorter ones are titles and scare quotes as often as speech.
_FEWEST_WORDS: Final = 5
_NAME: Final = r"(?P<who>[A-Z@][\w.’'-]*(?:\s+[\w.’'&-]+){0,5}(?:,\s[^.!?“”\"()]{2,90})?)"
# "— Ada Byron, Southwick", or the last line of a quotation whose closing mark comes after it.
_SIGNED = re.compile(rf"[-–—~]{{1,2}}\s*{_NAME}\.?")
_LAST_LINE = re.compile(rf"{_NAME}\.?[\"”]")
_BEHIND = re.compile(rf"[\s.,]*[-–—~(]{{0,2}}\s*{_NAME}[.)]{{0,2}}")
_ANSWER = re.compile(
    r"\s*(?:is|was|were|came)\s+(?:the\s+\w+\s+)?(?:of|from)\s+(?P<who>[^,;:“”\"·]{2,80}?)\.?"
)
_LABEL = re.compile(rf"{_NAME}:?")
_FROM = re.compile(r"\b[Ff]rom\s+(?P<who>(?:the\s+|an?\s+)?[^,;:·]{2,60}):$")
_CLAUSE = re.compile(r"[,;:–—]\s|\s-\s|\b(?:and|but|when|while|as|with)\s")
_NOBODY: Final = Mention("", "", named=False, kind="group")


def drafts(text: str, step: Step, turns: Turns, voice: Voice | None) -> Iterator[Draft]:
    """The whole sentences between marks left over: of whoever is named beside them, or `voice`."""
    sentence = step.sentence
    for quotation in sentence.quotations:
        taken = any(quotation.outer.meets(one.span) for one in step.drafts)
        if not taken and _is_speech(text, quotation):
            own = _leading(sentence, sentence.inside(quotation.outer).start, turns)
            behind = Span(quotation.outer.end - 1, step.paragraph.end)
            own = own or _trailing(text, behind, turns) or voice
            mention = own.mention if own else _NOBODY
            draft = Draft(quotation.inner, Form.DIRECT, mention, "", "", "", sentence.span)
            yield replace(
                draft,
                source=own.source if own else None,
                cue_at=own.cue_at if own else None,
                quotation=quotation.inner,
            )


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = quotation.inner.of(text)
    return words[:1].isupper() and len(words.split()) >= _FEWEST_WORDS


def _leading(sentence: Sentence, start: int, turns: Turns) -> Voice | None:
    """ "From the report: “…”", "and the judge broke in, “…”": the last clause names its subject."""
    lead = sentence.masked[:start].rstrip()
    if not lead.endswith((",", ":")):
        return None
    span = next(_candidates(lead), None)
    mention = turns.who(span.of(lead)) if span else None
    if not span or not mention:
        return None
    said = Span(max(span.end, len(lead) - 1), max(span.end, len(lead) - 1) + 1)
    return Voice(mention, sentence.outside(span), sentence.outside(said))


def _trailing(text: str, behind: Span, turns: Turns) -> Voice | None:
    """ "“…” (Ada Byron, Southwick)": nothing but a name stands behind in the paragraph."""
    places = (behind.start + 1, behind.end)
    found = _BEHIND.fullmatch(text, *places) or _ANSWER.fullmatch(text, *places)
    span = Span(*found.span("who")) if found else None
    mention = turns.who(span.of(text)) if span else None
    return Voice(mention, span) if mention else None


def about(sentence: Sentence, turns: Turns) -> Voice | None:
    """Whom a sentence without any words of theirs is about: the next quotation may be theirs."""
    cue = sentence.found[-1] if sentence.found else None
    span = (cue and cue.subject) or opening(sentence.masked)
    mention = turns.who(span.of(sentence.masked)) if span else None
    return Voice(mention, sentence.outside(span)) if span and mention else None


def _candidates(lead: str) -> Iterator[Span]:
    if source := _FROM.search(lead):
        yield Span(*source.span("who"))
    for at in (max((one.end() for one in _CLAUSE.finditer(lead[:-1])), default=0), 0):
        if found := opening(lead[at:-1]):
            yield found.moved(at)


def signature(text: str, paragraph: Span) -> Span | None:
    """ "— Ada Byron, Southwick" below a quotation says whose it is."""
    return _who(_SIGNED, text, paragraph) or _who(_LAST_LINE, text, paragraph)


def label(text: str, paragraph: Span) -> Span | None:
    """ "Ada Byron, teacher" above a quotation says whose it is."""
    found = _who(_LABEL, text, paragraph)
    return found if found and 2 <= len(paragraph.of(text).split()) <= 8 else None


def _who(pattern: re.Pattern[str], text: str, paragraph: Span) -> Span | None:
    found = pattern.fullmatch(text, paragraph.start, paragraph.end)
    return Span(*found.span("who")) if found else None
