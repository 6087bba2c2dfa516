"""The match page: one passage beside its claim, what is next, what was just decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.deciding import Voice
from claims.facts import OriginKind, Stance, Status
from claims.models import Appearance, AppearanceDecision
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided
from claims.wording import LABELS
from desk.conflicts import when
from desk.effects import effects
from desk.marking import Piece, pieces
from desk.showing.passages import Card, card, claim_spans

NEXT: Final = 5
LABEL: Final[dict[str, str]] = {
    Stance.DENIES.value: "Denies it",
    Stance.SUPPORTS.value: "Supports it",
    Stance.REPEATS.value: "Only repeats it",
    Stance.UNCLEAR.value: "About it, takes no side",
}
KEYS: Final[dict[str, str]] = {"denies": "d", "supports": "s", "repeats": "r", "unclear": "u"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the buttons; the suggested one is primary and has a second key."""

    value: str
    label: str
    key: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided a moment ago."""

    pk: int
    words: str
    statement: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPage:
    """What `desk/match.html` draws."""

    passage: Appearance
    card: Card
    label: str
    claim_pieces: tuple[Piece, ...]
    effects: Sequence[str]
    answers: Sequence[Answer]
    last: AppearanceDecision | None
    seen: int  # the decision that the viewer knows of; 0 for none
    last_words: str


def waiting() -> AppearanceQuerySet:
    """Passages that nobody has decided on, the oldest first, each once."""
    return Appearance.objects.undecided().once_per_passage().order_by("found_at", "pk")


def find(pk: int) -> Appearance | None:
    """One passage with its claim, text and chain."""
    rows = Appearance.objects.with_passage().select_related("claim__claimant")
    return rows.prefetch_related("statement__relays__speaker").filter(pk=pk).first()


def last_decision(passage: Appearance) -> AppearanceDecision | None:
    """What counts of the passage now."""
    rows = AppearanceDecision.objects.filter(claim=passage.claim_id, digest=passage.digest)
    return rows.select_related("by", "root").order_by("at", "pk").last()


def match_page(passage: Appearance, *, now: datetime) -> MatchPage:
    """One question: is this passage about this claim?"""
    last = last_decision(passage)
    claim = passage.claim
    return MatchPage(
        passage=passage,
        card=card(passage, last),
        label=LABELS[Status(claim.status)],
        claim_pieces=pieces(claim.statement, claim_spans(passage)),
        effects=effects(passage, _voice(passage, last), later=passage.later, now=now),
        answers=_answers(passage),
        last=last,
        seen=last.pk if last else 0,
        last_words=_last_words(last) if last else "",
    )


def next_up(after: Appearance | None) -> list[Card]:
    """What comes next, without the one on the page."""
    rows = waiting().with_passage()
    shown = rows.exclude(pk=after.pk) if after else rows
    return [card(row, None) for row in shown[:NEXT]]


def just_decided() -> list[Decision]:
    """The newest decisions of people, each of which can be made anew."""
    rows = AppearanceDecision.objects.exclude(by=None).select_related("by", "claim")
    return [
        Decision(row.appearance_id, _short(row), row.claim.statement, str(row.by))
        for row in rows.order_by("-pk")[:NEXT]
    ]


def _answers(passage: Appearance) -> list[Answer]:
    order = sorted(LABEL, key=lambda value: value != passage.stance)
    shown = [value for value in order if value != "unclear" or passage.stance == "unclear"]
    return [Answer(one, LABEL[one], KEYS[one], one == passage.stance) for one in shown]


def _voice(passage: Appearance, last: AppearanceDecision | None) -> Voice:
    if last:
        return Voice(OriginKind(last.origin), last.root, last.heard_directly, tuple(last.via))
    chain = list(passage.statement.relays.all()) if passage.statement else []
    if not chain:
        return Voice(OriginKind.NONE)
    root = chain[0]
    kind = OriginKind.SPEAKER if root.named else OriginKind.UNNAMED
    via = tuple(relay.name for relay in chain[1:])
    return Voice(kind, root.speaker, root.heard_directly, via)


def _last_words(last: AppearanceDecision) -> str:
    return f"{last.by or 'A rule'} decided on {when(last.at)}: {_short(last).lower()}."


def _short(row: AppearanceDecision) -> str:
    if row.decided == Decided.DISMISSED:
        return "Not about it"
    return LABEL[row.stance]
