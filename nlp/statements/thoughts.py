"""Attribution wider than speech: thoughts, wishes, judgements, notions, and what one was told."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias

from nlp.statements import cues, hearsay, notions
from nlp.statements.cues import MOST_VERBS, Cue
from nlp.statements.hearsay import rest_of
from nlp.statements.subjects import is_group, opening, subject_before
from nlp.statements.verbs import ASKED, HELD, NOTION, SEEM, STATE, TITLED, TOLD, VERB, VIEW, is_bare
from nlp.values import Span

Reader: TypeAlias = Callable[[str, re.Match[str]], Iterator[Cue]]

_NOT_BEFORE = re.compile(
    r"(?:\bto|\bthe|\ban?|\bof|\bis|\bare|\bwas|\bwere|\bbe|\bbeen|\bbeing|\bhis|\bher|\btheir|\bits|\bmy"
    r"|\bour|\bno|\bany|\bwhich|\bfor|\bin|\bwith|\bmuch|\bthis|\bthese|\bmore|\bby|\bwhat|[’']s)\s*(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# After these verbs only a clause or "to …" is a content; "found the key" is none.
_CLAUSE = re.compile(
    r"\s*(?:\bthat\b|\bto\s+[a-z]|\bwhether\b|\bhow\b|\bwhy\b|\bwhat\b|\bif\b|\bwho\b|\bthere\s+(?:is|was|are|were)\b"
    r"|(?:[\w’'-]+\s+){1,4}(?:is|are|was|were|will|would|has|have|had|can|could|should|must|did|does)\b"
    r"|(?:[\w’'-]+\s+){1,3}\w+ing\b)"
)
_SILENT = re.compile(r"\s*(?:(?:at|in|on|during|after|from)\s|(?:the\s+)?condition\b)")
_WHO = re.compile(r"\b(?P<who>who)\s+(?:(?:has|have|had|also|\w+ly)\s+){0,2}$")
# "Said on Monday.", "said of her": no words of theirs follow.
_NO_WORDS = re.compile(
    r"\s*(?:[,.;:!?·“”\"]|(?:in|on|at|of|to|by|with|for|from|during|after|before|when|as|while)\b|(?:so|it|this)\W*$"
    r"|\w+ly\b|\w+\W*$|\w+day\b|(?:last|earlier|later|again|yesterday|today|tonight)\b)"
)
_NAMED = re.compile(
    r"\b(?:the|an?|his|her|their|its|my|our|this|that|no|any|of|[’']s|\w+-best)\s+$"
)
_IS_CLAUSE = re.compile(r"(?:to|that|whether|how|why|what|if|there|he|she|they|it|we|I)\b")
_TELLS_MORE = re.compile(
    r",?\s+(?:-|--|—|–)\s|,\s+(?:(?:which|who|whose|where|when|while|as|but|a|an|with|down|up|after|before|so|because"
    r"|even|though|although|including|according)\b|\w+ing\b)"
)
_FEWEST_SAID: Final = 4
# "In the poll, one in five expect …": what stands before is only when or where.
_SETTING = re.compile(
    r"(?:If|When|After|Before|While|As|In|On|At|Since|Although|Though|Despite|With|For|To|During|By|But|And"
    r"|Yet|Still|However|Meanwhile|Last)\b[^,]*,"
)
_LABELS = re.compile(
    r"(?:Update|Updated|Note|Photos?|Video|Watch|WATCH|Read|Related|Correction|Image|Sources?|Breaking"
    r"|Via|See|Contributing|More|Story|Published|Posted|From|In|On)\b"
)
_ALL_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}")
_HEADLINE = re.compile(r"(?P<who>[A-Z][\w .’'-]{1,40}): (?=[A-Z“\"‘'])")


def find(sentence: str) -> tuple[Cue, ...]:
    """Every attribution in a masked sentence, speech included, in order; one cue a place."""
    if named := _headline(sentence):
        return (named,)
    sentence = _lowered(sentence)
    more = {cue.verb.start: cue for cue in reversed(list(_all(sentence)))}
    spoken = [cue for cue in cues.find(sentence, wide=True) if not _better(sentence, cue, more)]
    taken = {at for cue in spoken for at in range(cue.verb.start, cue.verb.end)}
    first = [cue for start, cue in more.items() if start not in taken]
    return tuple(sorted((*spoken, *first), key=lambda cue: cue.verb))


def _lowered(sentence: str) -> str:
    """ "Mayor Says Bridge Will Close": the verbs of a headline as they are written elsewhere."""
    words = re.findall(r"[A-Za-z][\w’']{3,}", sentence)
    titled = len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
    return TITLED.sub(lambda found: found.group().lower(), sentence) if titled else sentence


def _better(sentence: str, spoken: Cue, more: Mapping[int, Cue]) -> bool:
    """Whether a verb of saying without a clause holds an object: "confirmed three injuries"."""
    if spoken.content or spoken.verb.start not in more:
        return False
    first = spoken.subject.start if spoken.subject else spoken.verb.start
    before = sentence[: min(first, spoken.verb.start)].rstrip()
    if "·" not in before and (_SETTING.fullmatch(before) or len(before.split()) < _FEWEST_SAID):
        return True
    after = sentence[spoken.verb.end :].lstrip()
    return not before.endswith((",", "”", '"', "»", "“")) and not after.startswith(
        (":", ",", "“", '"')
    )


def _said(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    """ "The mayor, long in office, said nobody else would": no clause is asked for, no name."""
    content = rest_of(sentence, verb.end())
    speech = verb.lastgroup in {"say", "tell"} and verb.group() != "states"
    if content is None or not speech or (is_bare(verb.group()) and verb.group() != "say"):
        return
    if _NOT_BEFORE.search(sentence, max(0, verb.start() - 24), verb.start()):
        return
    subject = _speaking(sentence, verb.start())
    if subject and not _NO_WORDS.match(sentence, verb.end()):
        yield Cue(Span(*verb.span()), verb.group(), subject, "after", content)


def _speaking(sentence: str, before: int) -> Span | None:
    if found := _WHO.search(sentence, max(0, before - 24), before):
        return Span(*found.span("who"))
    named = subject_before(sentence, before)
    if named or not sentence[:before].rstrip().endswith(","):
        return named
    return opening(sentence)


def _held(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    participle = verb.lastgroup == "participle"
    named = _NAMED if participle else _NOT_BEFORE
    if named.search(sentence, max(0, verb.start() - 24), verb.start()):
        return
    if verb.lastgroup == "claused" and not _CLAUSE.match(sentence, verb.end()):
        return
    content = rest_of(sentence, verb.end())
    if content is None or _SILENT.match(sentence, verb.end()):
        return
    cue = Cue(Span(*verb.span()), verb.group(), None, "after", _object(sentence, content))
    if participle:
        yield cue
        return
    subject = subject_before(sentence, verb.start())
    if subject and not cues.agrees(sentence, subject, verb):
        return
    borrows = cues.joins(sentence, verb.start()) and not is_bare(verb.group())
    if subject or borrows:
        yield replace(cue, subject=subject)


def _object(sentence: str, content: Span) -> Span:
    """ "Praised the plan, which …": what is judged ends where more is told of it."""
    if _IS_CLAUSE.match(sentence, content.start):
        return content
    end = _TELLS_MORE.search(sentence, content.start + 1)
    return Span(content.start, end.start()) if end else content


def _felt(sentence: str, verb: re.Match[str]) -> Iterator[Cue]:
    subject, content = subject_before(sentence, verb.start()), rest_of(sentence, verb.end())
    if subject and content:
        yield Cue(Span(*verb.span()), verb.group(), subject, "after", content)


def _all(sentence: str) -> Iterator[Cue]:
    for pattern, read in _READERS:
        for found in islice(pattern.finditer(sentence), MOST_VERBS):
            yield from read(sentence, found)


def _headline(sentence: str) -> Cue | None:
    """ "Minister: no new taxes": a headline names its speaker before a colon."""
    found = _HEADLINE.match(sentence)
    if not found or len(sentence.split()) > 16 or sentence.rstrip().endswith(";"):
        return None
    who = found["who"]
    speaks = is_group(who) or _ALL_NAME.fullmatch(who)
    if VERB.search(who) or HELD.search(who) or _LABELS.match(who) or not speaks:
        return None
    content = Span(found.end(), len(sentence))
    colon = Span(found.end() - 2, found.end() - 1)
    return Cue(colon, ":", Span(*found.span("who")), "after", content)


# Where two fit one place, the first is taken.
_READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (VERB, _said),
    (TOLD, hearsay.told),
    (STATE, _felt),
    (HELD, _held),
    (NOTION, notions.notion),
    (SEEM, hearsay.seemed),
    (ASKED, hearsay.asked),
    (VIEW, notions.viewed),
)
