"""Verbs and phrases that attribute words to somebody, and the noun phrase that they belong to."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from nlp.dates import TIME
from nlp.statements.subjects import phrase_end, subject_after, subject_before
from nlp.statements.verbs import ACCORDING, LABEL, VERB
from nlp.values import Span

# No sentence of a newspaper has more; a page of "said said said" must not take a minute.
MOST_VERBS: Final = 12

Place = Literal["before", "after", "around"]

_REFUSAL = re.compile(
    r"(?:\bnot|n[’']t|\bnever|\bdeclined to|\brefused to|\bwithout|\bto|\bif|\bcould"
    r"|\bwould|\bmay|\bmight"
    r"|\bis|\bare|\bwas|\bwere|\bbe|\bbeen|\bbeing|\bcan|\bwill|\bshould|\bmust|\bhis|\bher|\btheir|\bthe"
    r"|\ba|\ban|\bof)\s*$"
)
_AFTER_VERB = re.compile(
    r"(?:,?\s*(?:on|in|at|to|during|via|after|from|late|early|earlier|this|last|through|following|again"
    r"|publicly|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|when|as|by|with"
    r"|ahead)\b[^,;:·“”\"]{0,70})?(?:,[^,;·“”\"]{3,60},)?,?\s*$"
)
_WHEN_FIRST = re.compile(
    r"\s*,?\s*(?:(?:late|early|earlier)\s+)?(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday|today|yesterday|earlier this \w+|last (?:week|month"
    r"|year))(?:\s+(?:morning|afternoon|evening"
    r"|night))?(?:,|\b)\s+"
)
_IN_WHERE = re.compile(
    r"\s*,?\s*(?:in|at|during|on)\s+(?:an?|the|his|her|their|its)\s+(?:\w+\s+){0,3}?(?:interview|statement"
    r"|speech|briefing|press conference|news conference|post|address|call|letter|report|message)\b"
    r"(?:\s+(?:with|to|on|from|in)\s+[^,;·]{2,40}?)?(?:\s+(?:on\s+)?\w+day)?,?\s+(?:that\s+)?"
)
_SPEAKING_TO = re.compile(
    r"(?:Speaking|Talking|Writing) (?:to|with) ((?:the )?(?:reporters|journalists"
    r"|supporters|lawmakers|\w+ TV|[A-Z]\w+"
    r"(?: [A-Z]\w+)*))"
)
_BARE = re.compile(
    r"(?:the|a|an|it|he|she|they|we|there|this|that|these|those|his|her|their|its|our|no|some|many|more"
    r"|most|all|both|talks|any|each|about|at least|\d[\d,.]*|[A-Z][\w’'.-]*|[a-z]+s)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|had|has|have|could|can|may|might|must|should|did|does|do|won[’']t"
    r"|wouldn[’']t|isn[’']t|aren[’']t|didn[’']t|\w{2,}ed|went|came|took|made|got|saw|left|began|needs?"
    r"|wants?|plans?|remains?|hopes?|means?|shows?|knows?)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """An attribution found in one masked sentence; offsets are in that sentence.

    `place` says where the words stand: after the cue, before it, or around ("according to").
    `subject` is None where the cue borrows the subject of the one before ("adding that").
    """

    verb: Span
    words: str
    subject: Span | None
    place: Place
    content: Span | None
    audience: str = ""
    said_words: str = ""


def find(sentence: str) -> tuple[Cue, ...]:
    """The attributions in a masked sentence, in order; a verb without a subject gives none."""
    verbs = islice(VERB.finditer(sentence), MOST_VERBS)
    cues = [cue for verb in verbs if (cue := _verb_cue(sentence, verb))]
    cues += [cue for verb in LABEL.finditer(sentence) if (cue := _label_cue(sentence, verb))]
    cues += [_according(sentence, found) for found in ACCORDING.finditer(sentence)]
    return tuple(sorted(_one_each(cues), key=lambda cue: cue.verb))


def _one_each(cues: list[Cue]) -> list[Cue]:
    return list({cue.verb.start: cue for cue in cues}.values())


def _verb_cue(sentence: str, verb: re.Match[str]) -> Cue | None:
    if _REFUSAL.search(sentence[: verb.start()]) and verb.lastgroup != "participle":
        return None
    content, audience = _content(sentence, verb)
    said = _time_near(sentence, verb, content)
    span = Span(*verb.span())
    if verb.lastgroup == "participle":
        return Cue(span, verb.group(), None, "after", content, audience, said) if content else None
    left = subject_before(sentence, verb.start())
    turned = verb.lastgroup == "say" and not left
    subject = subject_after(sentence, verb.end()) if turned else left
    if subject is None:
        return None
    place: Place = "after" if content else "before"
    words = _with_auxiliary(sentence, subject, verb) if left else verb.group()
    if verb.lastgroup == "tell" and not content:
        audience = _audience(re.split(r"[:,.;·“”\"]", sentence[verb.end() :])[0], verb)
    audience = audience or _spoken_to(sentence, verb.start())
    return Cue(span, words, subject, place, content, audience, said)


def _with_auxiliary(sentence: str, subject: Span, verb: re.Match[str]) -> str:
    return sentence[subject.end : verb.end()].strip(" ,").split(", ")[-1]


def _label_cue(sentence: str, verb: re.Match[str]) -> Cue | None:
    subject = subject_before(sentence, verb.start())
    rest = sentence[verb.end() :]
    quoted = re.match(r"[^.;]{0,80}?[“\"„«「]", rest)
    if subject is None or not quoted or (verb.group().startswith("call") and rest[:4] == " for"):
        return None
    content = Span(verb.end() + 1, len(sentence))
    return Cue(Span(*verb.span()), f"{verb.group()} … as", subject, "after", content)


def _according(sentence: str, found: re.Match[str]) -> Cue:
    end = phrase_end(sentence, found.end())
    subject = Span(found.end(), end) if end > found.end() else None
    before = sentence[: found.start()].strip(" ,·")
    content = None
    if not before and sentence[end : end + 1] == "," and len(sentence) > end + 2:
        content = Span(end + 2, len(sentence))
    where: Place = "after" if content else "before"
    return Cue(Span(found.start(), found.end() - 1), "according to", subject, where, content)


def _content(sentence: str, verb: re.Match[str]) -> tuple[Span | None, str]:
    """Where the words begin that follow the verb, and who they were said to."""
    rest = sentence[verb.end() :]
    if verb.lastgroup == "do":
        return _rest_of(sentence, verb.start()), ""
    that = re.search(r"\bthat\b\s*,?\s*", rest)
    if that and that.start() <= 120 and _leads(rest[: that.start()], verb):
        return _rest_of(sentence, verb.end() + that.end()), _audience(rest[: that.start()], verb)
    if verb.lastgroup in {"say", "tell", "participle"}:
        return _bare_content(sentence, verb)
    return None, ""


def _leads(between: str, verb: re.Match[str]) -> bool:
    if not between.strip():
        return True
    if verb.lastgroup == "tell" or verb.group() == "telling":
        return not re.search(r"[;:·“”\"]", between) and len(between.split()) <= 14
    return bool(_AFTER_VERB.fullmatch(between))


def _bare_content(sentence: str, verb: re.Match[str]) -> tuple[Span | None, str]:
    at, audience = verb.end(), ""
    if verb.lastgroup == "tell":
        told = re.match(
            r"\s+((?:the\s+)?(?:reporters|journalists|\w+[\w\s]{0,20}?))(?=\s)", sentence[at:]
        )
        known = re.match(r"\s+(?:reporters|journalists|lawmakers|supporters)\b", sentence[at:])
        if not told or not known:
            return None, ""
        at, audience = at + known.end(), known.group().strip()
    for lead in (_WHEN_FIRST, _IN_WHERE, _WHEN_FIRST):
        if found := lead.match(sentence, at):
            at = found.end()
    rest = sentence[at:].lstrip(" ")
    if len(rest.split()) < 4 or not _BARE.match(rest) or not _FINITE.search(_clause(rest)):
        return None, audience
    return _rest_of(sentence, len(sentence) - len(rest)), audience


def _clause(rest: str) -> str:
    return re.split(r"[;“”\"]", rest)[0]


def _rest_of(sentence: str, start: int) -> Span | None:
    return Span(start, len(sentence)) if start < len(sentence) else None


def _audience(between: str, verb: re.Match[str]) -> str:
    if verb.lastgroup == "tell" or verb.group() == "telling":
        words = TIME.split(between)[0]
        return re.split(r",|\b(?:on|in|at|during|by|late|early)\b", words)[0].strip(" ,")
    return ""


def _spoken_to(sentence: str, before: int) -> str:
    found = _SPEAKING_TO.match(sentence)
    return found[1] if found and found.end() <= before else ""


def _time_near(sentence: str, verb: re.Match[str], content: Span | None) -> str:
    """The time named between the verb and the words, or before the verb in the same clause."""
    tail = sentence[verb.end() : content.start] if content and content.start > verb.end() else ""
    if not tail and content is None:
        tail = re.split(r"[“\"«]", sentence[verb.end() :])[0]
    opening = re.match(r"(?:On|Speaking|Talking|In)\b[^,·“”\"]{0,80},", sentence)
    lead = opening.group() if opening and opening.end() <= verb.start() else ""
    just_before = sentence[max(0, verb.start() - 12) : verb.start()]
    for words in (tail, just_before, lead):
        if found := TIME.search(words):
            return found.group()
    return ""
