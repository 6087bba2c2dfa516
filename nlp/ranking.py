"""Which claims a sentence is about, with a score whose parts can be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from nlp.claim_index import ClaimIndex
from nlp.matcher import find
from nlp.passages import in_order
from nlp.reranker import Reranker
from nlp.values import ClaimText, Match, Span
from nlp.words import names, numbers, stems

# Set by hand on this project's own examples, before any training; refitted when decisions exist.
WEIGHTS: Final[Mapping[str, float]] = {
    "claim_covered": 0.55,  # the claim's telling words are in the sentence
    "sentence_used": 0.10,  # the sentence says little else
    "names": 0.15,  # the claim's names are here or just before
    "numbers": 0.05,  # the claim's numbers are here, or it has none
    "fuzzy": 0.15,  # alike as strings (rapidfuzz token_set_ratio)
}
SUGGEST_AT: Final = 0.56
# A word of the sentence before counts, but less than one of the sentence itself.
CONTEXT_WEIGHT: Final = 0.5
# Ranks and rarities are of the whole index, and the models were measured on 10,375 claims and more:
# among a few dozen their probabilities mean nothing (seen: nearly all 0, or nearly all 1).
MEASURED_FROM: Final = 5_000
# More claims than this are not shown for one sentence, however likely.
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class _Words:
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    line: str

    @classmethod
    def of(cls, text: str) -> "_Words":
        found = stems(text)
        return cls(frozenset(found), names(text), numbers(text), " ".join(found))


def match(
    sentences: Sequence[tuple[Span, str]],
    *,
    index: ClaimIndex,
    claims: Mapping[int, ClaimText],
    at_least: float = SUGGEST_AT,
    reranker: Reranker | None = None,
) -> tuple[Match, ...]:
    """Sentence by sentence the claims that it is about, best first; many to many, or none.

    `sentences` are spans of one text with their words, in order; claims that `claims` lacks are
    skipped, so a stale index never names a claim that may not be matched. With a `reranker` and an
    index that has vectors and MEASURED_FROM claims, what was trained decides: `score` is then a
    probability, and what its threshold calls "none" is left out.
    """
    measured = index.vectors is not None and len(index) >= MEASURED_FROM
    if reranker is not None and measured:
        return _trained(sentences, index, claims, reranker)
    found: list[Match] = []
    before = ""
    known: dict[int, _Words] = {}
    for span, text in sentences:
        found.extend(_matches_of(span, (before, text), index, _Known(claims, known), at_least))
        before = text
    return tuple(found)


def _trained(
    sentences: Sequence[tuple[Span, str]],
    index: ClaimIndex,
    claims: Mapping[int, ClaimText],
    reranker: Reranker,
) -> tuple[Match, ...]:
    passages = in_order([text for _, text in sentences])
    found = find(passages, index, reranker=reranker, top=MOST)
    return tuple(
        Match(one.claim_id, span, round(one.probability, 4), one.parts)
        for (span, _), hits in zip(sentences, found, strict=True)
        for one in hits
        if one.verdict != "none" and one.claim_id in claims
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of each claim, taken apart once per article."""

    claims: Mapping[int, ClaimText]
    words: dict[int, _Words]

    def of(self, claim_id: int) -> _Words:
        if claim_id not in self.words:
            claim = self.claims[claim_id]
            self.words[claim_id] = _Words.of(claim.statement)
        return self.words[claim_id]


def _matches_of(
    span: Span, texts: tuple[str, str], index: ClaimIndex, known: _Known, at_least: float
) -> list[Match]:
    before, text = texts
    sentence, context = _Words.of(text), _Words.of(before)
    matches = []
    for claim_id in _candidates(index, before, text):
        if claim_id in known.claims:
            features = _features(known.of(claim_id), sentence, context, index)
            score = round(sum(WEIGHTS[name] * value for name, value in features.items()), 4)
            if score >= at_least:
                matches.append(Match(claim_id, span, score, features))
    return sorted(matches, key=lambda one: (-one.score, one.claim_id))


def _candidates(index: ClaimIndex, before: str, text: str) -> dict[int, None]:
    hits = index.search(text)
    wider = index.search(f"{before} {text}") if before and hits else ()
    return dict.fromkeys(candidate.claim_id for candidate in (*hits, *wider))


def _features(
    claim: _Words, sentence: _Words, context: _Words, index: ClaimIndex
) -> dict[str, float]:
    shared = claim.stems & sentence.stems
    nearby = (claim.stems & context.stems) - shared
    weight = _weight(shared, index) + CONTEXT_WEIGHT * _weight(nearby, index)
    return {
        "claim_covered": _share(weight, _weight(claim.stems, index)),
        "sentence_used": _share(_weight(shared, index), _weight(sentence.stems, index)),
        "names": _found(claim.names, sentence.stems | context.stems),
        "numbers": _found(claim.numbers, sentence.numbers | context.numbers),
        "fuzzy": fuzz.token_set_ratio(claim.line, sentence.line) / 100,
    }


def _weight(words: Iterable[str], index: ClaimIndex) -> float:
    return sum(index.rarity(word) for word in words)


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _found(wanted: frozenset[str], there: frozenset[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0
