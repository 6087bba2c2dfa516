"""Attribution wider than speech: thoughts, wishes, judgements, notions, and what one was told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from nlp.statements import cues
from nlp.statements.cues import MOST_VERBS, Cue
from nlp.statements.subjects import is_group, phrase_end, subject_before
from nlp.statements.verbs import HELD, NOTION, STATE, TOLD, VERB, VIEW, is_bare
from nlp.values import Span

_NOT_BEFORE = re.compile(
    r"(?:\bto|\bthe|\ban?|\bof|\bis|\bare|\bwas|\bwere|\bbe|\bbeen|\bbeing|\bhis|\bher|\btheir|\bits|\bmy"
    r"|\bour|\bno|\bany|\bwhich|\bfor|\bin|\bwith|\bmuch|\bthis|\bthese|\bmore|\bby|\bwhat|[’']s)\s*(?:\w+ly\s+)?$"
)
_LEAD = re.compile(
    r"\s*(?:,?\s*(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)\b)?"
    r"(?:\s*\bthat\b)?\s*"
)
# After these verbs only a clause or "to …" is a content; "found the key" is none.
_CLAUSE = re.compile(
    r"\s*(?:\bthat\b|\bto\s+[a-z]|\bwhether\b|\bhow\b|\bwhy\b|\bwhat\b|\bif\b|\bwho\b|\bthere\s+(?:is|was|are|were)\b"
    r"|(?:[\w’'-]+\s+){1,4}(?:is|are|was|were|will|would|has|have|had|can|could|should|must|did|does)\b"
    r"|(?:[\w’'-]+\s+){1,3}\w+ing\b)"
)
_SILENT = re.compile(r"\s*(?:to (?:comment|say|answer|speak)|(?:at|in|on|during|after|from)\s)")
_WHOSE = re.compile(
    r"(?:\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)"
    r"|(?P<who>(?:\b(?:[Tt]he|[Aa]n?)\s+(?:[\w-]+\s+){0,3}[\w-]+|[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,3}))"
    r"(?:[’']s|(?<=s)[’']))\s+(?:[\w-]+\s+){0,2}$"
)
_OF_WHOM = re.compile(r"\s+(?:by|from|of|among)\s+(?P<who>[^,;.·]{2,60}?)\s+that\b")
_NOTHING = re.compile(r"[\s.,;:!?·”\"]*$")
_PRONOUN_OF: Final = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i"}
_LABELS = re.compile(
    r"(?:Update|Updated|Note|Photos?|Video|Watch|Read|Related|Correction|Image|Sources?|Breaking|Via|See)\b"
)
_ALL_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}")
_HEADLINE = re.compile(r"(?P<who>[A-Z][\w .’'-]{1,40}): (?=[A-Z“\"])")


def find(sentence: str) -> tuple[Cue, ...]:
    """Every attribution in a masked sentence, speech included, in order; one cue a place."""
    if named := _headline(sentence):
        return (named,)
    more = {cue.verb.start: cue for cue in reversed(list(_all(sentence)))}
    spoken = [cue for cue in cues.find(sentence, wide=True) if not _better(sentence, cue, more)]
    taken = {at for cue in spoken for at in range(cue.verb.start, cue.verb.end)}
    first = [cue for start, cue in more.items() if start not in taken]
    return tuple(sorted((*spoken, *first), key=lambda cue: cue.verb))


def _better(sentence: str, spoken: Cue, more: Mapping[int, Cue]) -> bool:
    """Whether a verb of saying without a clause holds an object: "confirmed three injuries"."""
    if spoken.content or spoken.verb.start not in more:
        return False
    first = spoken.subject.start if spoken.subject else spoken.verb.start
    before = sentence[: min(first, spoken.verb.start)].rstrip()
    after = sentence[spoken.verb.end :].lstrip()
    return not before.endswith((",", "”", '"', "»", "“")) and not after.startswith(
        (":", ",", "“", '"')
    )


def _all(sentence: str) -> Iterator[Cue]:
    for verb in islice(TOLD.finditer(sentence), MOST_VERBS):
        yield from _told(sentence, verb)
    for verb in islice(STATE.finditer(sentence), MOST_VERBS):
        yield from _felt(sentence, verb)
    for verb in islice(HELD.finditer(sentence), MOST_VERBS):
        yield from _held(sentence, verb)
    for notion in islice(NOTION.finditer(sentence), MOST_VERBS):
        yield from _notion(sentence, notion)
    for view in islice(VIEW.finditer(sentence), MOST_VERBS):
        yield from _viewed(sentence, view)


def _rest(sentence: str, start: int) -> Span | None:
    """What is held: the words after the cue, without "that"; None where there are none."""
    lead = _LEAD.match(sentence, start)
    at = lead.end() if lead else start
    return None if _NOTHING.match(sentence, at) else Span(at, len(sentence))


def _held(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    if verb.lastgroup != "participle" and _NOT_BEFORE.search(
        sentence, max(0, verb.start() - 24), verb.start()
    ):
        return
    if verb.lastgroup == "claused" and not _CLAUSE.match(sentence, verb.end()):
        return
    content = _rest(sentence, verb.end())
    if content is None or _SILENT.match(sentence, verb.end()):
        return
    cue = Cue(Span(*verb.span()), verb.group(), None, "after", content)
    if verb.lastgroup == "participle":
        yield cue
        return
    subject = subject_before(sentence, verb.start())
    if subject and not cues.agrees(sentence, subject, verb):
        return
    borrows = cues.joins(sentence, verb.start()) and not is_bare(verb.group())
    if subject or borrows:
        yield replace(cue, subject=subject)


def _felt(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    subject, content = subject_before(sentence, verb.start()), _rest(sentence, verb.end())
    if subject and content:
        yield Cue(Span(*verb.span()), verb.group(), subject, "after", content)


def _told(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    """ "Was told that", "is expected to": who tells stands after "by", or nowhere."""
    content = _rest(sentence, verb.end())
    if content is None:
        return
    said = Span(*verb.span())
    by = re.match(r"\s+by\s+", sentence[verb.end() :])
    if by:
        start = verb.end() + by.end()
        end = _voice_end(sentence, start)
        rest = _rest(sentence, end)
        if rest and end > start:
            yield Cue(said, verb.group(), Span(start, end), "after", rest)
        return
    whole = subject_before(sentence, verb.start()) if verb["rumoured"] else None
    at = whole.start if whole and whole.of(sentence).lower() != "it" else content.start
    yield Cue(said, verb.group(), None, "after", Span(at, content.end), voiceless=True)


def _voice_end(sentence: str, start: int) -> int:
    end = phrase_end(sentence, start)
    cut = re.search(r"\s(?:of|for|that|to|as|on|in|about|last|after)\b", sentence[start:end])
    return start + cut.start() if cut else end


def _notion(sentence: str, notion: re.Match[str]) -> Iterator[Cue]:
    """ "His claim that …", "the company’s plan to …", "fears that …"."""
    start = notion.start("that") if notion["that"] else notion.start("to")
    content = _rest(sentence, start)
    whose = _WHOSE.search(sentence[max(0, notion.start() - 90) : notion.start()])
    if content is None or (not whose and notion["to"]):
        return
    words = notion.group().rsplit(" ", 1)[0]
    said = Span(notion.start(), notion.start() + len(words))
    if whose is None:
        yield Cue(said, words, None, "after", content, voiceless=True)
        return
    at = max(0, notion.start() - 90)
    span = Span(*whose.span("whose" if whose["whose"] else "who")).moved(at)
    yield Cue(said, words, span, "after", content)


def _viewed(sentence: str, view: re.Match[str]) -> Iterator[Cue]:
    content = _rest(sentence, view.end())
    span = Span(*view.span("whose" if view["whose"] else "who"))
    if content:
        yield Cue(
            Span(view.start(), view.start() + 2), view.group().strip(" ,"), span, "after", content
        )


def as_subject(words: str) -> str:
    """ "His claim" is his: a possessive as the pronoun that Turns knows."""
    return _PRONOUN_OF.get(words.lower(), words)


def _headline(sentence: str) -> Cue | None:
    """ "Minister: no new taxes": a headline names its speaker before a colon."""
    found = _HEADLINE.match(sentence)
    if not found or len(sentence.split()) > 16 or sentence.rstrip().endswith((".", ";")):
        return None
    who = found["who"]
    speaks = is_group(who) or _ALL_NAME.fullmatch(who)
    if VERB.search(who) or HELD.search(who) or _LABELS.match(who) or not speaks:
        return None
    content = Span(found.end(), len(sentence))
    colon = Span(found.end() - 2, found.end() - 1)
    return Cue(colon, ":", Span(*found.span("who")), "after", content)
