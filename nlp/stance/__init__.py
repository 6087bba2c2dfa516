"""What a passage does to a claim: by its own words, and by how its whole article reads.

The words decide where they show something, as a person can check them; the article says how likely
that is, and speaks where the words are silent. A denial is a suggestion either way: of those that
are found in news, about two in five are right.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from nlp.stance.judge import Judgement, weighed
from nlp.stance.lexicon import shown_by
from nlp.stance.worded import worded
from nlp.values import Stance, StanceLabel

# Where words are silent, from which chance on the article's side is taken. On FNC-1's folds nine in
# ten are right of what supports or repeats from .85 on, and two in three of what denies from .5 on.
SURE: Final = 0.85
ALERT: Final = 0.5
# From which chance on an article is about the claim at all.
ABOUT: Final = 0.5
# The cues that may show a side, when it was the article that told it.
_SHOWN: Final = {
    StanceLabel.SUPPORTS: ("affirmed",),
    StanceLabel.DENIES: ("refuted", "negated", "doubted"),
    StanceLabel.REPEATS: ("reported", "hedged"),
}

__all__ = ["Judgement", "stance", "worded"]


def stance(
    claim: str,
    passage: str,
    *,
    said_on: date | None = None,
    published: date | None = None,
    until: date | None = None,
    judgement: Judgement | None = None,
) -> Stance:
    """What the passage does to the claim; `evidence` is its sentence nearest to the claim.

    `said_on` is when the claim was made, `until` the last day of which it speaks (`date.max`: it
    has no end) and `published` when the passage was; with them, a passage about a later time is
    told apart. `judgement` is what the judge says of its whole article: with it, and if that is
    about the claim, the score is a probability; else it is the degree of a rule.
    """
    found = worded(claim, passage, said_on=said_on, published=published, until=until)
    if judgement is None or judgement.related < ABOUT:
        return found
    return _told(found, weighed(judgement, found.label), found.evidence.of(passage or " "))


def _told(found: Stance, judgement: Judgement, words: str) -> Stance:
    if found.label is StanceLabel.UNCLEAR:
        # A hedge, two denials in one, a later time: words have said why a person must look.
        return found if found.cues or found.later else _unworded(found, judgement, words)
    if found.label is StanceLabel.SUPPORTS and not found.cues and judgement.denies >= ALERT:
        # The claim in full, in an article that takes it apart.
        return replace(found, label=StanceLabel.UNCLEAR, score=judgement.denies)
    return replace(found, score=judgement.of(found.label.value))


def _unworded(found: Stance, judgement: Judgement, words: str) -> Stance:
    label = StanceLabel(judgement.side)
    chance = judgement.of(label.value)
    if chance < (ALERT if label is StanceLabel.DENIES else SURE):
        return found
    return replace(found, label=label, score=chance, cues=shown_by(words, *_SHOWN[label]))
