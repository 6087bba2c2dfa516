"""The noun phrase that a verb of saying belongs to, found without a parser."""

import re

from nlp.statements.lexicon import GROUPS, OPENERS, ORGANISATIONS, ROLES
from nlp.statements.speakers import PRONOUNS
from nlp.values import Span

_AUXILIARY = re.compile(
    r"(?:^|(?<=\s))(?:has|have|had|also|later|then|again|further|previously|earlier|once|already|now|still"
    r"|first|since|just|even|both|reportedly|\w+ly|(?:on )?(?:Mon|Tues|Wednes|Thurs"
    r"|Fri|Satur|Sun)day"
    r"|did|does)\s*$"
)
_BOUNDARY = re.compile(r"[,;:—–“”\"«»„「」()·]|\s-\s|\.\s(?=[A-Z])")
_VERB_INSIDE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|said|says|told|be|been|did|does|that|because|if|when"
    r"|he|she|they|it|after|before|while|In|On|At|As|After|Before)\b"
)


def phrase_end(sentence: str, start: int) -> int:
    """Where a noun phrase that starts here ends: at a comma, a full stop, "who"."""
    stop = re.compile(r"[,;:—–“”\"()]|(?<![A-Z])\.(?=\s|$)|\.$|\swho\b").search(sentence, start)
    return stop.start() if stop else len(sentence)


def subject_before(sentence: str, end: int) -> Span | None:
    """The noun phrase that ends just before a verb, or None; adverbs and asides are skipped."""
    at = _without_adverbs(sentence, end)
    left = sentence[:at]
    if left.endswith(","):
        comma = _before_aside(left)
        if comma is None:
            return None
        if _is_name_of(left[comma + 1 : -1].strip(), left[:comma]):
            return Span(comma + 2, at - 1)
        at, left = comma, left[:comma]
    starts = [found.end() for found in _BOUNDARY.finditer(left) if not _is_initials(left, found)]
    return _phrase(sentence, starts[-1] if starts else 0, at)


def _without_adverbs(sentence: str, end: int) -> int:
    at = len(sentence[:end].rstrip())
    while found := _AUXILIARY.search(sentence[:at]):
        at = len(sentence[: found.start()].rstrip())
    return at


def _is_name_of(aside: str, left: str) -> bool:
    """ "The governor, Ada Byron, said": the aside names whom the phrase before it describes."""
    clause = _BOUNDARY.split(left)[-1].strip()
    return " " in aside and _all_name(aside) and is_group(clause)


def _before_aside(left: str) -> int | None:
    """Where the words before ", however," or ", the minister," end."""
    comma = left[:-1].rfind(",")
    if comma < 0 or len(left) - comma > 90 or "·" in left[comma:]:
        return None
    aside = left[comma + 1 : -1].strip()
    if comma == 0 or re.search(r"[“”\"]", aside):
        return None
    return comma


def _is_initials(left: str, found: re.Match[str]) -> bool:
    return found.group().startswith(".") and bool(
        re.search(r"(?:\b[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)$", left[: found.start()])
    )


def _phrase(sentence: str, start: int, end: int) -> Span | None:
    words = sentence[start:end]
    lead = re.match(
        r"\s*(?:(?:that|but|and|while|as|when|which|whereas|although|though|because)\s+)?",
        words,
        re.IGNORECASE,
    )
    start += lead.end() if lead else 0
    tail = sentence[start:end]
    last = tail.split(" ")[-1]
    if last.lower() in PRONOUNS and last != "i":
        return Span(end - len(last), end)
    if is_group(tail):
        return Span(start, end)
    return _name(sentence, start, end)


def is_group(tail: str) -> bool:
    """Whether the words are a noun phrase for people or bodies, named or not."""
    parts = tail.split()
    heads = {re.sub(r"[’']s$", "", part.lower().strip(".")) for part in parts[:6]}
    known = heads & (ROLES | GROUPS | ORGANISATIONS)
    return bool(known) and len(parts) <= 12 and not _VERB_INSIDE.search(tail)


def _name(sentence: str, start: int, end: int) -> Span | None:
    parts = list(re.finditer(r"\S+", sentence[start:end]))
    first: int | None = None
    for part in reversed(parts):
        word = part.group().strip("·")
        if not word[:1].isupper() or word in OPENERS:
            if not (word in {"of", "de", "van", "von", "bin", "al", "the"} and first is not None):
                break
            continue
        first = part.start()
    return Span(start + first, end) if first is not None else None


def subject_after(sentence: str, start: int) -> Span | None:
    """The noun phrase that follows a verb turned round ("said Maria Ruiz, a doctor")."""
    found = re.match(r"\s+(?=[A-Za-zÀ-Þ])", sentence[start:])
    if not found:
        return None
    at = start + found.end()
    end = phrase_end(sentence, at)
    words = sentence[at:end]
    head = words.split(" ")[0]
    if head in OPENERS or not (head[:1].isupper() or is_group(words)):
        return None
    return Span(at, end) if is_group(words) or _all_name(words) else None


def _all_name(words: str) -> bool:
    parts = words.split(" ")
    lower = {"of", "de", "van", "von", "bin", "al", "the"} | ROLES
    return len(parts) <= 8 and all(part[:1].isupper() or part in lower for part in parts)
