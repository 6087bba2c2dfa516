"""What a passage says otherwise than a claim: number, date, negation, modality, name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from nlp.dates import MONTHS, NUMBERS, WEEKDAYS, mentions
from nlp.values import Difference, DifferenceKind, Span
from nlp.words import STOPWORDS, stems

NEGATION: Final = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|refus(?:es|ed|ing)|reject(?:s|ed|ing)|den(?:y|ies|ied)"
    r"|unwilling|unready|unable|fail(?:s|ed)?|rul(?:es|ed) out)\b|\b\w+n[’']t\b",
    re.IGNORECASE,
)
HEDGE: Final = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|reportedly|allegedly|likely|potentially|apparently|probably"
    r"|suggests?|indicating|considering|appears?|seems?)\b",
    re.IGNORECASE,
)
# "Not" and "may" bear on the words that follow; farther on they belong to something else.
SCOPE: Final = 6
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(
    r"(?P<sign>[$€£])?(?<![\w.,])(?P<digits>\d[\d,]*(?:\.\d+)?|"
    + "|".join(word for word in NUMBERS if len(word) > 2 and word != "one")
    + r")(?![\w-])(?:\s*(?P<scale>thousand|million|billion|trillion))?"
    + r"(?:\s*(?P<unit>%|[a-z][a-z-]+))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+")
_ALIKE_ENOUGH: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Amount:
    span: Span
    value: float
    unit: str


def between(claim: str, passage: str) -> tuple[Difference, ...]:
    """The differences that would make a match a false one, with offsets in both texts.

    A number or a date counts where both texts give one of the same sort; a negation or a hedge
    where it stands before words that the other text has too.

    >>> [one.kind for one in between("Russia is ready for talks", "Russia is not ready for talks")]
    ['negation']
    """
    found = [
        *_numbers(claim, passage),
        *_dates(claim, passage),
        *_one_sided("negation", NEGATION, claim, passage),
        *_one_sided("modality", HEDGE, claim, passage),
        *_names(claim, passage),
    ]
    return tuple(found)


def material(differences: Sequence[Difference]) -> bool:
    """Whether a person must look before the match may count; each of the five kinds is enough."""
    return bool(differences)


def _numbers(claim: str, passage: str) -> Iterator[Difference]:
    theirs = list(_amounts(passage))
    for ours in _amounts(claim):
        rivals = [one for one in theirs if one.unit == ours.unit]
        if rivals and all(one.value != ours.value for one in rivals):
            yield _difference("number", (claim, ours.span), (passage, rivals[0].span))


def _amounts(text: str) -> Iterator[_Amount]:
    dated = mentions(text)
    for found in _NUMBER.finditer(text):
        span = Span(*found.span())
        if not any(span.meets(day) for day in dated):
            yield _Amount(_trimmed(text, span), _value(found), _unit(found))


def _value(found: re.Match[str]) -> float:
    word = found["digits"].lower()
    number = NUMBERS[word] if word in NUMBERS else float(word.replace(",", ""))
    return number * _SCALES.get((found["scale"] or "").lower(), 1.0)


def _unit(found: re.Match[str]) -> str:
    if found["sign"]:
        return str(found["sign"])
    unit = (found["unit"] or "").lower()
    if unit in {"percent", "per"}:
        return "%"
    return "" if unit in STOPWORDS else next(iter(stems(unit)), unit)


def _dates(claim: str, passage: str) -> Iterator[Difference]:
    theirs = [(span, _parts(span.of(passage))) for span in mentions(passage)]
    for span in mentions(claim):
        ours = _parts(span.of(claim))
        rivals = [(there, parts) for there, parts in theirs if ours.keys() & parts.keys()]
        if rivals and not any(_agree(ours, parts) for _, parts in rivals):
            yield _difference("date", (claim, span), (passage, rivals[0][0]))


def _parts(words: str) -> dict[str, str]:
    """Weekday, month, day and year as far as the words name them."""
    plain = words.lower()
    named = [day for day in WEEKDAYS if day in plain]
    parts = {"weekday": named[0]} if named else {}
    for word in _WORD.findall(plain):
        if word[:3] in MONTHS and word not in WEEKDAYS:
            parts["month"] = word[:3]
        elif digits := re.match(r"\d+", word):
            parts["year" if len(digits.group()) == 4 else "day"] = digits.group().lstrip("0")
    if near := re.search(r"\b(?:today|tomorrow|yesterday|next \w+|last \w+)\b", plain):
        parts["near"] = near.group()
    return parts


def _agree(ours: dict[str, str], theirs: dict[str, str]) -> bool:
    return all(theirs[part] == ours[part] for part in ours.keys() & theirs.keys())


def _one_sided(
    kind: DifferenceKind, pattern: re.Pattern[str], claim: str, passage: str
) -> Iterator[Difference]:
    ours = bearing(pattern, claim, passage)
    theirs = bearing(pattern, passage, claim)
    if len(ours) % 2 == len(theirs) % 2:
        return
    yield Difference(
        kind=kind,
        claim=ours[0] if ours else None,
        passage=theirs[0] if theirs else None,
        claim_words=ours[0].of(claim) if ours else "",
        passage_words=theirs[0].of(passage) if theirs else "",
    )


def bearing(pattern: re.Pattern[str], text: str, other: str) -> list[Span]:
    """Where the pattern stands before words that the other text shares; spans in `text`."""
    shared = set(stems(other))
    return [
        Span(*found.span())
        for found in pattern.finditer(text)
        if shared & set(stems(_next_words(text, found.end())))
    ]


def _next_words(text: str, start: int) -> str:
    clause = re.split(r"[.;:?!“”\"]", text[start : start + 120])[0]
    return " ".join(_WORD.findall(clause)[:SCOPE])


def _names(claim: str, passage: str) -> Iterator[Difference]:
    """A name in the place of another, found where the two texts otherwise run alike."""
    ours, theirs = list(_WORD.finditer(claim)), list(_WORD.finditer(passage))
    left, right = [_folded(one) for one in ours], [_folded(one) for one in theirs]
    aligned = SequenceMatcher(None, left, right, autojunk=False)
    matched = sum(block.size for block in aligned.get_matching_blocks())
    if not left or matched / len(left) < _ALIKE_ENOUGH:
        return
    for change, a, b, c, d in aligned.get_opcodes():
        mine = _only_names(ours[a:b], set(right)) if change == "replace" else None
        other = _only_names(theirs[c:d], set(left)) if mine else None
        if mine and other:
            yield _difference("name", (claim, mine), (passage, other))


def _only_names(words: Sequence[re.Match[str]], elsewhere: set[str]) -> Span | None:
    names = [
        word
        for word in words
        if word.group()[:1].isupper()
        and word.start() > 0
        and _folded(word) not in elsewhere | STOPWORDS
        and _folded(word) not in WEEKDAYS
        and _folded(word)[:3] not in MONTHS
    ]
    return Span(names[0].start(), names[-1].end()) if names else None


def _folded(word: re.Match[str]) -> str:
    return re.sub(r"[’']s$", "", word.group().lower())


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip()))


def _difference(
    kind: DifferenceKind, ours: tuple[str, Span], theirs: tuple[str, Span]
) -> Difference:
    (claim, here), (passage, there) = ours, theirs
    return Difference(kind, here, there, here.of(claim), there.of(passage))
