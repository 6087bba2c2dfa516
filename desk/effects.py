"""What confirming a passage would do to its claim, worked out by the rules before it is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from claims.deciding import Voice
from claims.evidence import facts_of, speaker_key
from claims.facts import ClaimFacts, Confirmed, OriginKind, PassageFacts, Stance
from claims.finding import Standing
from claims.models import Appearance
from claims.standing import standing
from claims.wording import LABELS

_SAYS: Final[Mapping[Stance, str]] = {
    Stance.SUPPORTS: "If it supports the claim",
    Stance.DENIES: "If it denies the claim",
    Stance.REPEATS: "If it only repeats the claim",
    Stance.UNCLEAR: "If it takes no side",
}


def effects(passage: Appearance, voice: Voice, *, later: bool, now: datetime) -> list[str]:
    """One sentence for each side, with the voice as it is suggested; the suggested side first."""
    facts = facts_of(passage.claim, at=now)
    if passage.digest not in {row.digest for row in facts.passages}:
        return ["It was dismissed. Deciding again makes it count as you say."]
    before = standing(facts, now=now)
    key = speaker_key(voice.root, at=now) if voice.root else None
    sides = sorted((Stance.SUPPORTS, Stance.DENIES, Stance.REPEATS), key=passage.stance.__ne__)
    return [
        f"{_SAYS[side]}: {_told(before, standing(_with(facts, passage, told), now=now))}"
        for side in sides
        for told in [_Answer(side, voice, key, later=later)]
    ]


class _Answer:
    """A side and a voice, as the facts would have them."""

    def __init__(self, side: Stance, voice: Voice, key: str | None, *, later: bool) -> None:
        self.side, self.voice, self.key, self.later = side, voice, key, later

    def on(self, row: PassageFacts) -> PassageFacts:
        """The passage as a person would have confirmed it."""
        unnamed = self.voice.origin is OriginKind.UNNAMED
        return replace(
            row,
            stance=self.side,
            origin=self.voice.origin,
            confirmed=Confirmed.PERSON,
            root=None if unnamed else self.key,
            root_name=self.voice.root.name if self.voice.root else "",
            heard_directly=self.voice.heard_directly,
            side=(self.key or "") if unnamed else "",
            via=self.voice.via,
            later=self.later,
        )


def _with(facts: ClaimFacts, passage: Appearance, answer: _Answer) -> ClaimFacts:
    rows = [answer.on(row) if row.digest == passage.digest else row for row in facts.passages]
    return replace(facts, passages=tuple(rows))


def _told(before: Standing, after: Standing) -> str:
    old, new = LABELS[before.status], LABELS[after.status]
    moved = f"the status goes from {old} to {new}" if old != new else f"it stays {new}"
    return f"{moved}; {_origins(before, after)}."


def _origins(before: Standing, after: Standing) -> str:
    fresh = {one.key for one in after.origins} - {one.key for one in before.origins}
    names = [one.name for one in after.origins if one.key in fresh]
    if not names:
        return "no new origin is counted"
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} counted as a new origin"
