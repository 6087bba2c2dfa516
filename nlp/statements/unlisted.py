"""Cues told by where they stand beside a quotation, whatever their verb is ("…,” she grinned)."""

import re
from typing import Final

from nlp.statements.cues import Cue
from nlp.statements.subjects import opening, subject_after
from nlp.statements.verbs import SAID
from nlp.values import Span

# A quotation that ends so within its sentence waits for whoever spoke.
_WAITS: Final = tuple(",?!—–-…")
_BEING = r"(?!(?:is|was|has|does|as|this|his|its|us|yes|thus|always|perhaps|likes|sounds|seems)\b)"
_VERB = re.compile(
    rf"\s*(?P<verb>(?:\w+ly\s+)?{_BEING}(?:\w+ed|\w+s|went|shot|spoke|began|put|quoth|sang)\b)"
)
_TURNED = re.compile(
    rf"\s*(?P<verb>{_BEING}\w+(?:ed|s)|went|began)(?=\s+(?:the|an?|his|her|their|[A-Z]))"
)
# "…,” the keeper of the light, 62, told reporters": whatever stands before a verb of saying.
_SOMEBODY = re.compile(
    rf"\s*(?P<who>(?!(?:and|but|or|as|when|which|that|who|in|on|at|is|was|are|were)\b)\S[^;:“”\"«»„·\n]{{1,160}}?),?\s+"
    rf"(?:(?:also|later|then|once|\w+ly|has|had)\s+){{0,2}}(?P<verb>{SAID})"
)
_TURNED_SAID = re.compile(
    rf"\s*(?P<verb>{SAID})\s+(?!(?:that|in|on|at|to|of|by|with|during)\b)(?P<who>[^,;:“”\"«»„·\n]{{2,120}}?)"
    r"(?=,|\s+(?:in|on|at|during|after|when|as|to|of)\s|[;:“”\"«»„·\n]|(?<=[a-z])\.|$)"
)


def after(sentence: str, quoted: str, end: int) -> Cue | None:
    """Whoever the words after a quotation that is not over are about; `end` is where it ends."""
    if not quoted.rstrip().endswith(_WAITS):
        return None
    rest = sentence[end:].lstrip(" ")
    start = len(sentence) - len(rest)
    if named := _SOMEBODY.match(rest) or _TURNED_SAID.match(rest):
        return _cue(
            sentence,
            start + named.start("verb"),
            start + named.end("verb"),
            Span(*named.span("who")).moved(start),
        )
    if turned := _TURNED.match(rest):
        subject = subject_after(sentence, start + turned.end())
        return _cue(sentence, start + turned.start("verb"), start + turned.end(), subject)
    span = opening(rest)
    verb = _VERB.match(rest, span.end) if span and not span.start else None
    if not span or not verb:
        return None
    return _cue(sentence, start + verb.start("verb"), start + verb.end(), span.moved(start))


def _cue(sentence: str, start: int, end: int, subject: Span | None) -> Cue | None:
    if subject is None:
        return None
    return Cue(Span(start, end), sentence[start:end], subject, "before", None)
