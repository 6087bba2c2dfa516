"""The noun phrase that a verb of saying belongs to, found without a parser."""

import re
from typing import Final

from nlp.statements.lexicon import GROUPS, OPENERS, ORGANISATIONS, PERSONS, ROLES
from nlp.statements.speakers import PRONOUNS
from nlp.values import Span

_AUXILIARY = re.compile(
    r"has|have|had|also|later|then|again|further|previously|earlier|once|already|now|still|first|since"
    r"|just|even|both|reportedly|\w+ly|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|did|does|do|not"
    r"|never|would|could|may|might|will|can|should|must|cannot|himself|herself|themselves|itself"
    r"|all|always|often|long|repeatedly|\w+n[’']t|today|yesterday"
)
_BOUNDARY = re.compile(r",(?!\d)|[;:—–“”\"«»„「」()·]|\s-\s|\.\s(?=[A-Z])")
_VERB_INSIDE = re.compile(
    r"\b(?:\w+n[’']t|is|are|was|were|will|would|has|have|had|said|says|told|be|been|did|does|that"
    r"|because|if|when|he|she|they|it|after|before|while|once|until|whether|where|In|On|At|As|After|Before)\b"
)
# What a noun phrase without a name or a known head begins with.
_DETERMINER: Final = (
    r"(?:the|an?|its|his|her|their|our|my|this|that|these|those|one|two|three|four|five|six|seven"
    r"|some|many|several|most|other|others|another|both|no|every|each|few|more|half|all|nobody"
    r"|everybody|everyone|somebody|someone|no one|opponents|\d+)"
)
_PLAIN = re.compile(
    r"(?<!\bof )(?<!\bfor )(?<!\bat )(?<!\bin )(?<!\bfrom )(?<!\bby )(?<!\bwith )(?<!\bto )"
    rf"(?<!\bon )\b{_DETERMINER}\b(?:\s[\w’'&.-]+){{0,16}}$",
    re.IGNORECASE,
)
_NEVER_ALONE: Final = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "my", "no", "every", "each", "half"}
)
# "Shopkeepers", "Fire crews": a plural that opens its clause.
_PLURAL = re.compile(r"(?:[A-Z][\w’'-]*\s)?(?:[a-z][\w’'-]*\s){0,2}[A-Za-z][\w’'-]*[a-rt-z]s$")
_DID: Final = re.compile(r"\b\w{2,}ed\s+(?:an?|the|his|her|its|their|that|to|it)\b")
_MANY = re.compile(
    r"[A-Za-z][\w’'-]*[a-rt-z]s\s(?:at|of|in|from|for|with|on|near|around|across)\s[\w’' .-]{2,60}$"
)
_IN_BRACKETS = re.compile(r"\s*\([^()·]{1,50}\)$")  # "Ada Byron (62) said"
_INITIAL = re.compile(
    r"(?:\b[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Adm|Lt|Col|Capt|Maj|Sgt|Cmdr|Rev|Prof|St)$"
)
_LED = re.compile(r"\w+ing\s.*\s(?:from|of|by|to|with|on)\s")
_OWNS = re.compile(r"[’']s$")
_WHO = re.compile(r"\s*who\s+\w")
_AGE = re.compile(r",\s*\d{1,3}\s*,?\s*$")
_NAME_FIRST = re.compile(r"(?:He|She|They|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3})(?=\s+[a-z])")
_PARTICLES: Final = frozenset({"de", "van", "von", "der", "bin", "al", "di", "da"})
_RELATIVE = re.compile(r",?\s+who$")
_JOINED = re.compile(r"\b(?:and|but|or|then)$")
_NOT_PLAIN = re.compile(
    r"\b(?:who|which|what|there|to|and then|where|why|how|than|so|but|not|I|we|you|am|do|can|may"
    r"|might|could|should|must|as|or)\b"
)
_OPENS_CLAUSE = re.compile(
    r"\s*(?:(?:that|but|and|while|as|when|which|whereas|although|though|because|if|so|or)\s+){0,2}",
    re.IGNORECASE,
)
_ENDS_PHRASE = re.compile(
    r",(?!\d)|[;:—–“”\"()]|(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Dr)(?<!Lt)(?<!St)(?<!Jr)(?<!Mrs)(?<!Col)"
    r"(?<!Gen)(?<!Sen)(?<!Gov)(?<!Rep)(?<!Adm)(?<!Sgt)(?<!Rev)\.(?=\s|$)|\.$|\swho\b"
)
_PREPOSITION: Final = re.compile(
    r"\s(?:in|at|on|during|after|before|when|while|as|by|last|this|late|early|earlier|outside|through"
    r"|via|upon|with|about|to|from|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|yesterday|today|tonight|following|ahead|adding|of his|of her|again|not)\b"
)
_VERB_FORM = re.compile(
    r"(?:is|are|was|were|will|would|has|have|had|did|does|can|could|may|might|must|should"
    r"|came|went|took|made|got|saw|left|began|gave|met|held|sat|stood|spoke|ran|rose|fell|found|kept"
    r"|led|lost|paid|put|sent|told|thought|won|wrote|said|says|knew|felt|flew|drove|welcomes|says|wants|\w{2,}ed|\w+n[’']t)$"
)


def phrase_end(sentence: str, start: int) -> int:
    """Where a noun phrase that starts here ends: at a comma, a full stop, "who"."""
    found = _ENDS_PHRASE.search(sentence, start)
    return found.start() if found else len(sentence)


def subject_before(sentence: str, end: int) -> Span | None:
    """The noun phrase that ends just before a verb, or None; adverbs and asides are skipped."""
    at = _without_adverbs(sentence, end)
    if aside := _IN_BRACKETS.search(sentence, max(0, at - 60), at):
        at = aside.start()
    left = sentence[:at]
    if _JOINED.search(left, max(0, at - 6)):
        return None
    if relative := _RELATIVE.search(left, max(0, at - 9)):
        at, left = relative.start(), left[: relative.start()]
    if left.endswith(","):
        comma = _before_aside(left)
        if comma is None:
            return None
        if _is_name_of(left[comma + 1 : -1].strip(), left[:comma]):
            return Span(comma + 2, at - 1)
        at, left = comma, left[:comma]
    starts = [found.end() for found in _BOUNDARY.finditer(left) if not _is_initials(left, found)]
    return _clause_subject(sentence, starts[-1] if starts else 0, at)


def _clause_subject(sentence: str, start: int, end: int) -> Span | None:
    if start and _WHO.match(sentence, start, end):
        return _before_relative(sentence, sentence[: start - 1])
    who = sentence.find(" who ", start, end)
    return _phrase(sentence, start, who if who > start + 2 else end)


def _before_relative(sentence: str, left: str) -> Span | None:
    """ "The guard, 31, who works at the airport said": nobody closed the clause."""
    bare = _AGE.sub("", left).rstrip(" ,")
    starts = [found.end() for found in _BOUNDARY.finditer(bare) if not _is_initials(bare, found)]
    return _phrase(sentence, starts[-1] if starts else 0, len(bare))


def _without_adverbs(sentence: str, end: int) -> int:
    at = len(sentence[:end].rstrip())
    day = False
    while at:
        start = sentence.rfind(" ", 0, at) + 1
        word = sentence[start:at]
        if not (_AUXILIARY.fullmatch(word) or (day and word == "on")):
            break
        day = word.endswith("day")
        at = len(sentence[:start].rstrip())
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
        _INITIAL.search(left, max(0, found.start() - 5), found.start())
    )


def _phrase(sentence: str, start: int, end: int) -> Span | None:
    words = sentence[start:end]
    lead = _OPENS_CLAUSE.match(words)
    start += lead.end() if lead else 0
    tail = sentence[start:end]
    last = tail.split(" ")[-1]
    if last.lower() in PRONOUNS and last != "i":
        return Span(end - len(last), end)
    if is_group(tail):
        return Span(start + _lead_of(tail), end)
    return _plain(sentence, start, end) or _name(sentence, start, end)


def is_group(tail: str) -> bool:
    """Whether the words are a noun phrase for people or bodies, named or not."""
    parts = tail.split()
    heads = {_OWNS.sub("", part.lower().strip(".")) for part in parts[:6]}
    known = heads & (ROLES | GROUPS | ORGANISATIONS | (PERSONS - {"one"}))
    verb = _VERB_INSIDE.search(tail) or _DID.search(tail)
    return bool(known) and len(parts) <= 16 and not verb


def _lead_of(tail: str) -> int:
    """ "Brushing aside calls from leaders who …": the leaders alone are who the verb belongs to."""
    led = _LED.match(tail)
    return led.end() if led else 0


def _plain(sentence: str, start: int, end: int) -> Span | None:
    """ "The railway", "one of them", "fire crews": a phrase told by how it begins."""
    tail = sentence[start:end]
    at = 0
    while found := _PLAIN.search(tail, at):
        alone = found.group().lower() in _NEVER_ALONE
        if not alone and is_plain(found.group()):
            return Span(start + found.start(), end)
        at = found.start() + 1
    first = tail.split(" ")[0]
    plural = _MANY.match(tail) or (_PLURAL.match(tail) and len(tail.split()) <= 4)
    if plural and first not in OPENERS and is_plain(tail):
        return Span(start, end)
    return None


def is_plain(words: str) -> bool:
    """Whether no verb, conjunction or pronoun stands in a phrase, as far as a list can tell."""
    return not (_VERB_INSIDE.search(words) or _NOT_PLAIN.search(words) or _DID.search(words))


def _name(sentence: str, start: int, end: int) -> Span | None:
    parts = list(re.finditer(r"\S+", sentence[start:end]))
    first: int | None = None
    for part in reversed(parts):
        word = part.group().strip("·")
        own = word.removeprefix("al-").removeprefix("el-")
        if not own[:1].isupper() or word in OPENERS:
            if first is None or word not in _PARTICLES | {"of", "the"}:
                break
            first = part.start() if word in _PARTICLES else first
            continue
        first = part.start()
    return Span(start + first, end) if first is not None else None


def subject_after(sentence: str, start: int) -> Span | None:
    """The noun phrase that follows a verb turned round ("said Maria Ruiz, a doctor")."""
    found = re.match(r"\s+(?=[A-Za-zÀ-Þ])", sentence[start:])
    if not found:
        return None
    at = start + found.end()
    end = _cut(sentence, at, phrase_end(sentence, at))
    words = sentence[at:end]
    head = words.split(" ")[0]
    if not words or head in OPENERS:
        return None
    if head[:1].isupper() and _all_name(words):
        return Span(at, end)
    return Span(at, end) if is_group(words) or _turned_plain(sentence, start, words) else None


def _turned_plain(sentence: str, verb_end: int, words: str) -> bool:
    """ "…”, said one woman": after quoted words any plain phrase is the speaker."""
    before = sentence[:verb_end].rstrip().rsplit(" ", 1)[0].rstrip()
    known = re.match(rf"{_DETERMINER}\b", words, re.IGNORECASE)
    return before.endswith((",", "”", '"', "»", "’", "“")) and bool(known) and is_plain(words)


def _cut(sentence: str, start: int, end: int) -> int:
    """A name ends before "in a statement", a role does not end before "at the ministry"."""
    words = sentence[start:end]
    for found in _PREPOSITION.finditer(words):
        before = words[: found.start()]
        where = found.group().strip() in {"at", "in", "from", "with"}
        if not where or _all_name(before) or _is_setting(words[found.end() :]):
            return start + found.start()
    return end


def _is_setting(words: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:an?|the|his|her|their|its)\s+(?:[\w’'-]+\s+){0,3}?(?:statement|interview|speech|briefing"
            r"|conference|post|address|call|letter|report|message|email|tweet|rally|debate|event"
            r"|hearing|summary|email)\b|\s*(?:January|February|March|April|May|June|July|August"
            r"|September|October|November|December|\d)",
            words,
        )
    )


def _all_name(words: str) -> bool:
    parts = words.split(" ")
    lower = _PARTICLES | {"of", "the", "and"} | ROLES
    return len(parts) <= 8 and all(part[:1].isupper() or part in lower for part in parts)


def opening(sentence: str) -> Span | None:
    """The noun phrase that opens a sentence, up to its first verb, or None."""
    at = 0
    for number, part in enumerate(re.finditer(r"\S+", sentence)):
        if _VERB_FORM.match(part.group().rstrip(".,;")) and number:
            return _phrase(sentence, 0, len(sentence[: part.start()].rstrip()))
        at = part.end()
        if number > 8 or _BOUNDARY.search(part.group()):
            break
    if at and sentence[at - 1] == ",":  # "The envoy, visibly tired, left and said …"
        described = _phrase(sentence, 0, at - 1)
        if described and described.start == 0:
            return described
    named = _NAME_FIRST.match(sentence)
    return Span(*named.span()) if named and named.group() not in OPENERS else None
