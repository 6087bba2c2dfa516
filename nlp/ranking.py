"""Which claims a sentence is about, with a score whose parts can be read."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

import numpy as np
from rapidfuzz import fuzz

from nlp.candidates import candidates
from nlp.claim_index import ClaimIndex
from nlp.matcher import find
from nlp.passages import Passage, in_order
from nlp.reranker import shipped
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
# The model for sentences of a text, be it of one sentence: what is calibrated on posts expects
# every second one to have a match.
MODEL: Final = "lines"
# More claims than this are not shown for one sentence, however likely.
MOST: Final = 5
# Nearer than this in meaning, a claim is worth a hint whatever its words.
MEANT_FROM: Final = 0.6
# So many claims are compared word by word with a text that is being written.
LOOKED_AT: Final = 20
# The name under which decisions about such scores are kept as labels.
BY_HAND: Final = "by-hand-1"


@dataclass(frozen=True, slots=True)
class _Words:
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    line: str

    @classmethod
    def of(cls, text: str, language: str) -> "_Words":
        found = stems(text, language)
        return cls(frozenset(found), names(text, language), numbers(text), " ".join(found))


# Claims by id, as they are now; without those that may not be matched.
Texts: TypeAlias = Callable[[Collection[int]], Mapping[int, ClaimText]]
# By matcher, from which score on a claim is worth giving; None: as was measured of it.
AtLeast: TypeAlias = Callable[[str], float | None]


def as_measured(_matcher: str) -> None:
    """The matcher's own threshold."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a text beside its words: its day, and its language as of RFC 5646."""

    on: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Matched:
    """The claims of each sentence, best first, and what gave the scores."""

    matches: tuple[Match, ...]
    matcher: str


def match(
    sentences: Sequence[tuple[Span, str]],
    *,
    index: ClaimIndex,
    texts: Texts,
    at_least: AtLeast = as_measured,
    told: Told = Told(),
) -> Matched:
    """Sentence by sentence the claims that it is about, best first; many to many, or none.

    `sentences` are spans of one text with their words, in order; `told` is what is known of it.
    `texts` gives claims by id as they are now; one that it lacks is skipped, so a stale index never
    names a claim that may not be matched. `at_least` says by matcher from which score on a claim
    is given, or None for what was measured. With vectors what was trained decides: a score is then
    a probability, and what its threshold calls "none" is left out. Without, or while some are still
    to come, weights set by hand do.
    """
    if index.vectors is not None and not index.unencoded:
        return _trained(sentences, index, told, at_least)
    wanted = at_least(BY_HAND)
    return _by_hand(
        sentences, _Search(index, texts, told), SUGGEST_AT if wanted is None else wanted
    )


def _trained(
    sentences: Sequence[tuple[Span, str]],
    index: ClaimIndex,
    told: Told,
    at_least: AtLeast,
) -> Matched:
    passages = in_order([text for _, text in sentences], on=told.on, language=told.language)
    reranker = shipped(MODEL)
    found = find(passages, index, reranker=reranker, top=MOST)
    wanted = at_least(reranker.version)
    matches = tuple(
        Match(one.claim_id, span, round(one.probability, 4), one.parts)
        for (span, _), hits in zip(sentences, found, strict=True)
        for one in hits
        if one.whole or (one.verdict != "none" if wanted is None else one.probability >= wanted)
    )
    return Matched(matches, reranker.version)


@dataclass(frozen=True, slots=True)
class _Search:
    """Where is looked, and for the sentences of what text."""

    index: ClaimIndex
    texts: Texts
    told: Told


def _by_hand(sentences: Sequence[tuple[Span, str]], search: _Search, at_least: float) -> Matched:
    earlier = ["", *(text for _, text in sentences)]
    found = [
        _candidates(search, before, text)
        for before, (_, text) in zip(earlier, sentences, strict=False)
    ]
    # All at once: a look at the database per sentence would cost more than the matching.
    known = _Known(search.texts({claim_id for ids in found for claim_id in ids}), {})
    matches = tuple(
        match
        for before, (span, text), ids in zip(earlier, sentences, found, strict=False)
        for match in _matches_of(span, (before, text), (search, ids), known)
        if match.score >= at_least
    )
    return Matched(matches, BY_HAND)


def alike(
    text: str,
    *,
    index: ClaimIndex,
    texts: Texts,
    most: int,
    language: str = "en",
) -> tuple[Match, ...]:
    """The claims that say nearly the same as a text that is being written, best first.

    A score is how far the words are the same, or how near the meaning is where that is nearer; it
    means the same among eight claims and among a million.
    """
    search = _Search(index, texts, Told(language=language))
    (found,) = candidates([Passage(text, language=language)], index)
    best = np.argsort(-found.plain(), kind="stable")[:LOOKED_AT]
    ids = [int(index.rows.ids[row]) for row in found.rows[best]]
    meant = found.table.matrix(("statement.cosine",))[best, 0]
    known, span = _Known(texts(ids), {}), Span(0, len(text))
    worded = {one.claim_id: one for one in _matches_of(span, ("", text), (search, ids), known)}
    matches = [
        _nearer(worded[claim_id], near)
        for claim_id, near in zip(ids, meant.tolist(), strict=True)
        if claim_id in worded
    ]
    return tuple(sorted(matches, key=lambda one: (-one.score, one.claim_id))[:most])


def _nearer(match: Match, cosine: float) -> Match:
    if cosine < max(MEANT_FROM, match.score):
        return match
    return replace(match, score=round(cosine, 4))


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of each claim, taken apart once per article."""

    claims: Mapping[int, ClaimText]
    words: dict[int, _Words]

    def of(self, claim_id: int) -> _Words:
        if claim_id not in self.words:
            claim = self.claims[claim_id]
            self.words[claim_id] = _Words.of(claim.statement, claim.language)
        return self.words[claim_id]


def _matches_of(
    span: Span, texts: tuple[str, str], searched: tuple[_Search, Iterable[int]], known: _Known
) -> list[Match]:
    (before, text), (search, found) = texts, searched
    sentence, context = (_Words.of(words, search.told.language) for words in (text, before))
    matches = []
    for claim_id in found:
        if claim_id in known.claims:
            features = _features(known.of(claim_id), sentence, context, search.index)
            score = round(sum(WEIGHTS[name] * value for name, value in features.items()), 4)
            matches.append(Match(claim_id, span, score, features))
    return sorted(matches, key=lambda one: (-one.score, one.claim_id))


def _candidates(search: _Search, before: str, text: str) -> dict[int, None]:
    language = search.told.language
    hits = search.index.search(text, language=language)
    wider = search.index.search(f"{before} {text}", language=language) if before and hits else ()
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
