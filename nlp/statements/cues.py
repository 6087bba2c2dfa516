"""Verbs and phrases that attribute words to somebody, and the noun phrase that they belong to."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from nlp.dates import TIME
from nlp.statements.subjects import phrase_end, subject_after, subject_before
from nlp.statements.verbs import ACCORDING, LABEL, VERB, is_bare
from nlp.values import Span

# No sentence of a newspaper has more; a page of "said said said" must not take a minute.
MOST_VERBS: Final = 12

Place = Literal["before", "after", "around"]

_REFUSAL = re.compile(
    r"(?:\bnot|n[’']t|\bnever|\bdeclined to|\brefused to|\bwithout|\bto|\bif|\bcould|\bwould|\bmay"
    r"|\bmight|\bis|\bare|\bwas|\bwere|\bbe|\bbeen|\bbeing|\bcan|\bwill|\bshould|\bmust|\bhis"
    r"|\bher|\btheir|\bthe|\ba|\ban|\bof)\s*$"
)
_COLON = re.compile(r"\s*:\s+(?=[A-Za-z])")
# "Ada Byron: “We are late.”": a name and a colon, and no verb among the words before it.
_INTERVIEW = re.compile(
    rf"(?:\s*|.{{0,160}}?\s[-–—]\s)(?P<who>(?!(?:From|In|On|At|By)\b|(?:[\w’'-]+\s+)*(?:{VERB.pattern}))[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){{0,5}}"
    r"(?:\s+\([^()]{1,20}\))?):\s*(?=[“\"„«「])"
)
_STOP = re.compile(r"[:,.;·“”\"]")
_CLAUSE_END = re.compile(r"[;“”\"]")
_QUOTE = re.compile(r"[“\"«]")
_THAT = re.compile(r"\bthat\b\s*,?\s*")
_OPENING = re.compile(r"(?:On|Speaking|Talking|In)\b[^,·“”\"]{0,80},")
# "Said “a great many” had come": the quotation is a part of what was said.
_QUOTED_FIRST = re.compile(
    r"[“\"„«]·+[”\"“»]\s+(?!and\b|but\b|as\b|when\b|in\s+an?\b)[a-z]\w*\s+\w+"
)
# "Said the board “decided alone”": the verb may stand within the marks.
_INTO_QUOTES = re.compile(r"(?:[\w’'.-]+\s+){1,6}[“\"„«]·")
_QUOTES_NEXT = re.compile(r"(?:\s+[\w.’'-]+){0,4}[,:]?\s*[“\"„«「]")
# "Demanded at the gate" and "urged." have their words elsewhere.
_SETS = re.compile(r"\s*(?:(?:at|in|on|during|after|from)\b|[.,;:!?·”\"]|$)")
_PLURAL: Final = frozenset(
    {"they", "we", "i", "you", "people", "police", "many", "most", "some", "both", "all", "men"}
    | {"women", "few", "others", "them", "who", "children", "percent", "cent"}
)
_REFUSAL_WIDE = re.compile(
    r"(?:\bto|\bif|\bis|\bare|\bwas|\bwere|\bbe|\bbeen|\bbeing|\bhis|\bher|\btheir|\bthe|\ba|\ban"
    r"|\bof|\bits|\bno|\bany|[’']s)\s*$",
    re.IGNORECASE,
)
_NAME_NEXT = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z][\w’'-]+(?:\.?$|,\s+(?:an?|the|who|whose|[a-z]+\s+(?:of|at|for))\s)"
)
_JOINS = re.compile(
    r"\b(?:and|but|then|or)\s+(?:also\s+|later\s+|then\s+|has\s+|had\s+|\w+ly\s+)?$"
)
_AFTER_VERB = re.compile(
    r"(?:,?\s*(?:on|in|at|to|during|via|after|from|late|early|earlier|this|last|through|following"
    r"|again|\w+ly|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|when"
    r"|as|by|with|ahead)\b[^,;:·“”\"]{0,70})?(?:,[^,;·“”\"]{3,60},)?,?\s*$"
)
_WHEN_FIRST = re.compile(
    r"\s*,?\s*(?:(?:late|early|earlier)\s+)?(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|today|yesterday|earlier this \w+|last (?:week|month|year))(?:\s+(?:morning"
    r"|afternoon|evening|night))?(?:,|\b)\s+"
)
_IN_WHERE = re.compile(
    r"\s*,?\s*(?:in|at|during|on)\s+(?:an?|the|his|her|their|its)\s+(?:\w+\s+){0,3}?(?:interview"
    r"|statement|speech|briefing|press conference|news conference|post|address|call|letter|report"
    r"|message)\b(?:\s+(?:with|to|on|from"
    r"|in)\s+[^,;·]{2,40}?)?(?:\s+(?:on\s+)?\w+day)?,?\s+(?:that\s+)?"
)
_SPEAKING_TO = re.compile(
    r"(?:Speaking|Talking|Writing) (?:to|with) ((?:the )?(?:reporters|journalists|supporters"
    r"|lawmakers|\w+ TV|[A-Z]\w+(?: [A-Z]\w+)*))"
)
_TOLD_WHOM = re.compile(
    r"\s+(?:him|her|them|us|me|reporters|journalists|lawmakers|supporters)(?=\s+\w)|\s+(?:(?:the"
    r"|this|an?|his|her|its|their|our)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+|him|her|them|us|me|it"
    r"|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}|[a-z]+s)(?=\s+(?:the|a|an|it|he|she|they|we|there"
    r"|this|that|these|his|her|its|their|no|some|on|in|at|late|early|last|[A-Z]\w+day)\b"
    r"|\s+[“\"„«]·)"
)
_BARE = re.compile(
    r"(?:the|a|an|it|he|she|they|we|there|this|that|these|those|his|her|their|its|our|no|some|many"
    r"|more|most|all|both|next|such|what|talks|any|each|about|at least|\d[\d,.]*|[A-Z][\w’'.-]*"
    r"|[a-z]+s)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|had|has|have|could|can|may|might|must|should|did|does|do"
    r"|won[’']t|wouldn[’']t|isn[’']t|aren[’']t|didn[’']t|\w{2,}ed|went|came|took|made|got|saw|left"
    r"|began|wrote|met|held|fell|rose|gave|kept|lost|paid|sent|told|won|spoke|ran|needs?|wants?"
    r"|plans?|remains?|hopes?|means?|shows?|knows?)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """An attribution found in one masked sentence; offsets are in that sentence.

    `place` says where the words stand: after the cue, before it, or around ("according to").
    `subject` is None where the cue borrows the subject of the one before ("adding that"), and
    where it is voiceless: "is expected to" tells nobody.
    """

    verb: Span
    words: str
    subject: Span | None
    place: Place
    content: Span | None
    audience: str = ""
    said_words: str = ""
    voiceless: bool = False


def find(sentence: str, *, wide: bool = False) -> tuple[Cue, ...]:
    """The attributions in a masked sentence, in order; a verb without a subject gives none.

    `wide` also takes speech that is denied or only possible ("would not say that").
    """
    verbs = islice(VERB.finditer(sentence), MOST_VERBS)
    cues = [cue for verb in verbs if (cue := _verb_cue(sentence, verb, wide=wide))]
    cues += [cue for verb in LABEL.finditer(sentence) if (cue := _label_cue(sentence, verb))]
    cues += [_interviewed(found) for found in [_INTERVIEW.match(sentence)] if found]
    cues += [_according(sentence, found) for found in ACCORDING.finditer(sentence)]
    return tuple(sorted(_one_each(cues), key=lambda cue: cue.verb))


def _one_each(cues: list[Cue]) -> list[Cue]:
    return list({cue.verb.start: cue for cue in cues}.values())


def _verb_cue(sentence: str, verb: re.Match[str], *, wide: bool) -> Cue | None:
    refusal = _REFUSAL_WIDE if wide else _REFUSAL
    if (
        refusal.search(sentence, max(0, verb.start() - 20), verb.start())
        and verb.lastgroup != "participle"
    ):
        return None
    content, audience = _content(sentence, verb)
    said = _time_near(sentence, verb, content)
    span = Span(*verb.span())
    if verb.lastgroup == "participle":
        quotes = content or _QUOTES_NEXT.match(sentence, verb.end())
        return Cue(span, verb.group(), None, "after", content, audience, said) if quotes else None
    left = None if _is_turned(sentence, verb) else subject_before(sentence, verb.start())
    turned = verb.lastgroup in {"say", "tell"} and not left
    subject = subject_after(sentence, verb.end()) if turned else left
    if turned and subject and not sentence[verb.end() :].lstrip().startswith("that "):
        content = None
    if subject is None:
        leads = wide and _QUOTES_NEXT.match(sentence, verb.end())
        borrows = (content or leads) and joins(sentence, verb.start())
        return Cue(span, verb.group(), None, "after", content, audience, said) if borrows else None
    if left and not agrees(sentence, left, verb):
        return None
    place: Place = "after" if content else "before"
    words = _with_auxiliary(sentence, subject, verb) if left else verb.group()
    if verb.lastgroup == "tell" and not content:
        audience = _audience(_STOP.split(sentence[verb.end() :], maxsplit=1)[0], verb)
    audience = audience or _spoken_to(sentence, verb.start())
    return Cue(span, words, subject, place, content, audience, said)


def _is_turned(sentence: str, verb: re.Match[str]) -> bool:
    """ "…, which nobody saw, said Ada Byron, a keeper": a comma before, a described name after."""
    said = verb.lastgroup == "say" and sentence[: verb.start()].rstrip().endswith(",")
    return said and bool(_NAME_NEXT.match(sentence, verb.end()))


def agrees(sentence: str, subject: Span, verb: re.Match[str]) -> bool:
    """Whether a bare form is a verb here: "officials claim", "would claim", no "expert claim"."""
    if not is_bare(verb.group()):
        return True
    if sentence[subject.end : verb.start()].strip(" ,"):
        return True
    words = subject.of(sentence).lower()
    head = re.split(r"\s(?:of|in|at|for|from|with|on|near|to|close|familiar|briefed)\s", words)[0]
    last = {words.split(" ")[-1], head.split(" ")[-1]}
    return " and " in words or any(one.endswith("s") or one in _PLURAL for one in last)


def joins(sentence: str, before: int) -> bool:
    """Whether a verb goes on after "and" or "but", so that its subject stands further ahead."""
    return bool(_JOINS.search(sentence, max(0, before - 30), before))


def _with_auxiliary(sentence: str, subject: Span, verb: re.Match[str]) -> str:
    return sentence[subject.end : verb.end()].strip(" ,").split(", ")[-1].split(") ")[-1]


def _label_cue(sentence: str, verb: re.Match[str]) -> Cue | None:
    subject = subject_before(sentence, verb.start())
    rest = sentence[verb.end() :]
    quoted = re.match(r"[^.;]{0,80}?[“\"„«「]", rest)
    if subject is None or not quoted or (verb.group().startswith("call") and rest[:4] == " for"):
        return None
    content = Span(verb.end() + 1, len(sentence))
    return Cue(Span(*verb.span()), f"{verb.group()} … as", subject, "after", content)


def _interviewed(found: re.Match[str]) -> Cue:
    """ "Ada Byron: “We are late.”" as interviews and lists of quotations have it."""
    colon = Span(found.end("who"), found.end("who") + 1)
    return Cue(colon, ":", Span(*found.span("who")), "before", None)


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
        setting = _SETS.match(rest)
        return (None if setting else _rest_of(sentence, verb.start())), ""
    that = _THAT.search(rest)
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
    if colon := _COLON.match(sentence, at):
        at = colon.end()
    elif verb.lastgroup == "tell":
        told = _TOLD_WHOM.match(sentence, at)
        if not told:
            return None, ""
        at, audience = told.end(), told.group().strip()
    for lead in (_WHEN_FIRST, _IN_WHERE, _WHEN_FIRST):
        if found := lead.match(sentence, at):
            at = found.end()
    rest = sentence[at:].lstrip(" ")
    clause = _QUOTED_FIRST.match(rest) or _is_bare_clause(rest)
    return (_rest_of(sentence, len(sentence) - len(rest)) if clause else None), audience


def _is_bare_clause(rest: str) -> bool:
    if len(rest.split()) < 3 or not _BARE.match(rest):
        return False
    return bool(_FINITE.search(_clause(rest)) or _INTO_QUOTES.match(rest))


def _clause(rest: str) -> str:
    return _CLAUSE_END.split(rest, maxsplit=1)[0]


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
        tail = _QUOTE.split(sentence[verb.end() :], maxsplit=1)[0]
    opening = _OPENING.match(sentence)
    lead = opening.group() if opening and opening.end() <= verb.start() else ""
    just_before = sentence[max(0, verb.start() - 12) : verb.start()].rpartition(",")[2]
    for words in (tail, just_before, lead):
        if found := TIME.search(words):
            return found.group()
    return ""
