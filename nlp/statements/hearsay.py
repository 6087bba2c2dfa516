"""What is told without a teller in its sentence: "is expected to", "seemed to", "asked whether"."""

import re
from collections.abc import Iterator

from nlp.statements.cues import Cue
from nlp.statements.subjects import phrase_end, subject_before
from nlp.values import Span

_LEAD = re.compile(
    r"\s*(?:,?\s*(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)\b)?"
    r"(?:\s*\bthat\b)?\s*"
)
_NOTHING = re.compile(r"[\s.,;:!?·”\"]*$")
_PASSIVE = re.compile(r"(?:^|,|\bwhen|\bwas|\bwere|\bbeen|\bis|\bbeing|\band)$", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+")
_AFTER_VOICE = re.compile(r"\s(?:of|for|that|to|as|on|in|about|last|after)\b")


def rest_of(sentence: str, start: int) -> Span | None:
    """What is held: the words after the cue, without "that"; None where there are none."""
    lead = _LEAD.match(sentence, start)
    at = lead.end() if lead else start
    return None if _NOTHING.match(sentence, at) else Span(at, len(sentence))


def told(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    """ "Was told that", "is expected to": who tells stands after "by", or nowhere."""
    content = rest_of(sentence, verb.end())
    if content is None:
        return
    said = Span(*verb.span())
    if by := _BY.match(sentence, verb.end()):
        start = by.end()
        end = _voice_end(sentence, start)
        rest = rest_of(sentence, end)
        if rest and end > start:
            yield Cue(said, verb.group(), Span(start, end), "after", rest)
        return
    whole = subject_before(sentence, verb.start()) if verb["rumoured"] else None
    at = whole.start if whole and whole.of(sentence).lower() != "it" else content.start
    yield Cue(said, verb.group(), None, "after", Span(at, content.end), voiceless=True)


def _voice_end(sentence: str, start: int) -> int:
    end = phrase_end(sentence, start)
    cut = _AFTER_VOICE.search(sentence, start, end)
    return cut.start() if cut else end


def seemed(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    """ "The mayor seemed to doubt it": how it looks, and nobody says to whom."""
    subject, content = subject_before(sentence, verb.start()), rest_of(sentence, verb.end())
    if content:
        at = subject.start if subject else content.start
        span = Span(at, content.end)
        yield Cue(Span(*verb.span()), verb.group(), None, "after", span, voiceless=True)


def asked(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    """ "Asked whether it would hold, he …": what nobody in particular asked."""
    before = sentence[: verb.start()].rstrip()
    content = rest_of(sentence, verb.end())
    if content and _PASSIVE.search(before):
        comma = sentence.find(",", content.start + 2)
        end = comma if comma > 0 else content.end
        span = Span(content.start, end)
        yield Cue(Span(*verb.span()), verb.group().strip(), None, "after", span, voiceless=True)
