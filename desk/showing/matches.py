"""The match page: one passage beside its claim, what is next, what was just decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404

from accounts.models import User
from claims.deciding import Voice
from claims.errors import StaleClaim
from claims.facts import OriginKind, Stance, Status
from claims.models import Appearance, AppearanceDecision
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided
from claims.wording import LABELS
from claims.world import group_of, last_words
from desk.conflicts import when
from desk.effects import effects
from desk.marking import Piece, pieces
from desk.showing.alongside import Alongside, alongside
from desk.showing.machine import auto_words
from desk.showing.passages import Card, card, claim_spans

NEXT: Final = 5
LABEL: Final[dict[str, str]] = {
    Stance.DENIES.value: "Denies it",
    Stance.SUPPORTS.value: "Supports it",
    Stance.REPEATS.value: "Only repeats it",
    Stance.UNCLEAR.value: "About it, takes no side",
}
KEYS: Final[dict[str, str]] = {"denies": "d", "supports": "s", "repeats": "r", "unclear": "u"}


# A first voice on the other side moves a status, another one on the same side seldom does.
_MOVES: Final = (
    Q(stance=Stance.DENIES.value)
    & ~Q(claim__status__in=[Status.CONTRADICTED.value, Status.RESOLVED.value])
) | (
    Q(stance=Stance.SUPPORTS.value)
    & ~Q(claim__status__in=[Status.CORROBORATED.value, Status.RESOLVED.value])
)
_SIDED: Final = Q(stance__in=[Stance.DENIES.value, Stance.SUPPORTS.value])
_EFFECT: Final = Case(
    When(_MOVES & Q(later=False), then=Value(0)),
    When(_SIDED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


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
    auto: str  # where auto-confirm begins, or why it is off
    answers: Sequence[Answer]
    last: AppearanceDecision | None
    seen: int  # the decision that the viewer knows of; 0 for none
    last_words: str
    alongside: Alongside


def waiting() -> AppearanceQuerySet:
    """Passages that nobody has decided on, each once: first what could change a status.

    Of equal effect the oldest comes first. What each would do exactly is worked out on its page.
    """
    rows = Appearance.objects.undecided().once_per_passage().annotate(effect=_EFFECT)
    return rows.order_by("effect", "found_at", "pk")


def after(rows: AppearanceQuerySet, left: int) -> AppearanceQuerySet:
    """Those that come behind one that is left for later."""
    place = Appearance.objects.annotate(effect=_EFFECT).filter(pk=left)
    known = place.values_list("effect", "found_at").first()
    if known is None:
        return rows
    effect, found_at = known
    later = Q(found_at__gt=found_at) | Q(found_at=found_at, pk__gt=left)
    return rows.filter(Q(effect__gt=effect) | (Q(effect=effect) & later))


def find(pk: int) -> Appearance | None:
    """One passage with its claim, text and chain."""
    rows = Appearance.objects.with_passage().select_related("claim__claimant")
    return rows.prefetch_related("statement__relays__speaker").filter(pk=pk).first()


def find_or_404(pk: int) -> Appearance:
    """The same, for an address that somebody typed."""
    passage = find(pk)
    if passage is None:
        raise Http404("There is no such passage.")
    return passage


def still_as_seen(passage: Appearance, *, seen: int, by: User) -> None:
    """Refuse what `by` decided without knowing the latest decision. Raises StaleClaim."""
    last = last_decision(passage)
    if (last.pk if last else 0) == seen:
        return
    if last and last.by_id == by.pk:
        raise StaleClaim("You decided on it already: by a second click, or elsewhere.")
    who = last.by if last and last.by else "Somebody"
    raise StaleClaim(f"{who} decided on this passage before you. Look at it, and send again.")


def last_decision(passage: Appearance) -> AppearanceDecision | None:
    """What counts of the passage now; merged claims share their decisions."""
    group = group_of(passage.claim.merged_into or passage.claim)
    rows = AppearanceDecision.objects.filter(claim__in=group, digest=passage.digest)
    told = rows.select_related("by", "root").order_by("at", "pk")
    return last_words(told, group).get(passage.digest)


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
        auto=auto_words(passage, decided=last is not None, now=now),
        answers=_answers(passage),
        last=last,
        seen=last.pk if last else 0,
        last_words=_last_words(last) if last else "",
        alongside=alongside(passage),
    )


def next_up(shown_now: Appearance | None) -> list[Card]:
    """What comes next, without the one on the page."""
    rows = waiting().with_passage()
    shown = rows.exclude(pk=shown_now.pk) if shown_now else rows
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
    if last.by is None:
        return f"Confirmed automatically on {when(last.at)}: {_short(last).lower()}."
    return f"{last.by} decided on {when(last.at)}: {_short(last).lower()}."


def _short(row: AppearanceDecision) -> str:
    if row.decided == Decided.DISMISSED:
        return "Not about it"
    return LABEL[row.stance]
