"""What a passage does to a claim by its words: cues that a reader can check; no cue, no judgement.

The rule. *Denies*: the passage refutes in words ("dismissed", "has not changed") or
says the claim with the opposite negation. *Supports*: it says the claim in its own voice, or a
source confirms it, or the claim is that somebody said so and the passage quotes that one.
*Repeats*: it passes on what somebody said. All else is *unclear*, and so is a denial that speaks
of a later time than the claim.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.differences import NEGATION, bearing, between
from nlp.sentences import split
from nlp.stance.later import SAYS, is_later
from nlp.statements import cues
from nlp.values import Span, Stance, StanceLabel
from nlp.words import names, stems

# Degrees of a rule, set by hand, not probabilities: those need an encoder (`nlp.stance.judge`).
DENIED_IN_WORDS: Final = 0.6
DENIED_BY_NEGATION: Final = 0.7
SUPPORTED: Final = 0.7
REPEATED: Final = 0.7
UNSURE: Final = 0.3
COVERED_ENOUGH: Final = 0.45  # share of the claim's stems that a restatement must hold
TOUCHED_ENOUGH: Final = 0.15  # the same for words of denial, which seldom repeat the claim

_REFUTE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)"
    r"|rebuff(?:s|ed)?|contradict(?:s|ed)?|debunk(?:s|ed)?|disput(?:es|ed)|false|untrue|baseless|fabricated"
    r"|nonsense|hoax|fake|unfounded|misleading|not true|no truth|no such|did not"
    r" happen|never happened"
    r"|(?:has|have|had|is|remains?) (?:not changed|unchanged|the same)|(?:hasn|haven"
    r"|hadn)[’']t changed"
    r"|(?:has|have|had) remained (?:unchanged|the same)|no change)\b",
    re.IGNORECASE,
)
_CONFIRM = re.compile(
    r"\b(?:confirm(?:s|ed)?|verif(?:y|ies|ied)|acknowledg(?:es|ed))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Facts:
    covered: float
    refutes: tuple[str, ...]
    negated: tuple[str, ...]
    refutes_a_negation: bool
    hedged: tuple[str, ...]
    confirms: tuple[str, ...]
    speakers: tuple[str, ...]
    claim_is_saying: bool
    same_speaker: bool


def worded(
    claim: str,
    passage: str,
    *,
    said_on: date | None = None,
    published: date | None = None,
    until: date | None = None,
) -> Stance:
    """What the passage does to the claim; `evidence` is its sentence nearest to the claim.

    `said_on` is when the claim was made, `until` the last day of which it speaks (`date.max`: it
    has no end) and `published` when the passage was; with them, a passage about a later time is
    told apart.

    >>> worded("Russia is ready to end the war", "The spokesman said Russia is not ready.").label
    <StanceLabel.DENIES: 'denies'>
    """
    evidence = _nearest(claim, passage)
    if evidence is None:
        return Stance(StanceLabel.UNCLEAR, 0.0, Span(0, max(1, len(passage))), (), later=False)
    words = evidence.of(passage)
    facts = _facts(claim, words)
    label, score, cues_seen = _judged(facts)
    refuted = bool(facts.refutes)
    later = is_later(words, said_on=said_on, published=published, until=until, refuted=refuted)
    if later and label is StanceLabel.DENIES:
        label, score = StanceLabel.UNCLEAR, UNSURE
    return Stance(label, score, evidence, cues_seen, later)


def _nearest(claim: str, passage: str) -> Span | None:
    """The sentence that shares most with the claim; a refuting one wins a tie."""
    wanted = set(stems(claim))

    def nearness(span: Span) -> tuple[float, bool]:
        words = span.of(passage)
        refutes = bool(_REFUTE.search(words))
        shared = len(wanted & set(stems(words))) / len(wanted) if wanted else 0.0
        return shared + (0.3 if refutes and shared else 0.0), refutes

    return max(split(passage), key=nearness, default=None)


def _facts(claim: str, words: str) -> _Facts:
    wanted, there = set(stems(claim)), set(stems(words))
    differences = between(claim, words)
    speakers = tuple(cue.subject.of(words) for cue in cues.find(words) if cue.subject is not None)
    return _Facts(
        covered=len(wanted & there) / len(wanted) if wanted else 0.0,
        refutes=_found(_REFUTE, words),
        negated=tuple(
            one.passage_words or one.claim_words for one in differences if one.kind == "negation"
        ),
        refutes_a_negation=_refutes_a_negation(claim, words),
        hedged=tuple(
            one.passage_words or one.claim_words for one in differences if one.kind == "modality"
        ),
        confirms=_found(_CONFIRM, words),
        speakers=speakers,
        claim_is_saying=bool(SAYS.search(claim)),
        same_speaker=any(names(speaker) & names(claim) for speaker in speakers),
    )


def _refutes_a_negation(claim: str, words: str) -> bool:
    """ "Denied that it is not ready" may say yes, so a person looks."""
    refuted = _REFUTE.search(words)
    if refuted is None or NEGATION.search(claim):
        return False
    negations = bearing(NEGATION, words, claim)
    return any(one.start >= refuted.end() for one in negations)


def _found(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.group() for found in pattern.finditer(words)))


def _judged(facts: _Facts) -> tuple[StanceLabel, float, tuple[str, ...]]:
    refuted = bool(facts.refutes) and facts.covered >= TOUCHED_ENOUGH
    negated = bool(facts.negated) and facts.covered >= COVERED_ENOUGH
    if refuted or negated:
        cues_seen = tuple(dict.fromkeys((*facts.refutes, *facts.negated)))
        if facts.refutes_a_negation:
            return StanceLabel.UNCLEAR, UNSURE, cues_seen
        score = DENIED_BY_NEGATION if negated else DENIED_IN_WORDS
        return StanceLabel.DENIES, score, cues_seen
    if facts.covered < COVERED_ENOUGH:
        return StanceLabel.UNCLEAR, round(facts.covered / 2, 2), ()
    if facts.hedged:
        return StanceLabel.UNCLEAR, UNSURE, facts.hedged
    return _restated(facts)


def _restated(facts: _Facts) -> tuple[StanceLabel, float, tuple[str, ...]]:
    if facts.confirms:
        return StanceLabel.SUPPORTS, SUPPORTED, facts.confirms
    if facts.claim_is_saying and facts.same_speaker:
        return StanceLabel.SUPPORTS, SUPPORTED, facts.speakers
    if facts.speakers:
        return StanceLabel.REPEATS, REPEATED, facts.speakers
    return StanceLabel.SUPPORTS, round(SUPPORTED * facts.covered, 2), ()
