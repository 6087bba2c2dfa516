"""The review page: why it is open, what it can rest on, the verdict, and what may be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.policy import Verb
from claims.facts import Status
from claims.models import Appearance
from claims.wording import LABELS
from desk.confirmed import confirmed_passages
from desk.showing.odds import RivalRow, rivals
from desk.showing.passages import Card, card, fates
from desk.showing.queue import CAUSES, STATES, holder_of
from desk.showing.standing import said_by_names
from publishing.models import Edition, Reopening
from publishing.wording import said_by
from reviews.models import Assignment, Review, Verdict
from reviews.policy import objection_to_sign_off
from reviews.states import ENDED, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What `desk/review.html` draws; each `may_…` opens a form."""

    review: Review
    label: str
    said_by: str
    cause: str
    state: str
    holder: User | None
    draft: Mapping[str, str]
    draft_at: datetime | None
    evidence: Sequence[Card]
    passages: Sequence[Appearance]
    verdict: Verdict | None
    verdict_evidence: Sequence[Card]
    edition: Edition | None
    look: Reopening | None
    rivals: Sequence[RivalRow]
    may_take: bool
    may_assign: bool
    may_write: bool
    may_sign: bool
    sign_objection: str
    late: bool
    published: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A passage to choose; its number among the chosen ones, None if it is not chosen."""

    card: Card
    number: int | None


def numbered(cards: Sequence[Card], *, chosen: Iterable[object]) -> list[EvidenceRow]:
    """The passages with the numbers by which the reasoning names them."""
    picked = {str(pk) for pk in chosen}
    order = [card.pk for card in cards if str(card.pk) in picked]
    numbers = {pk: n for n, pk in enumerate(order, start=1)}
    return [EvidenceRow(card, numbers.get(card.pk)) for card in cards]


def find(pk: int) -> Review | None:
    """The review with its claim and who has it."""
    rows = Review.objects.with_desk_row().select_related(
        "signed_by", "claim__alleged_source", "claim__founded_on"
    )
    return rows.prefetch_related("claim__founded_on__relays").filter(pk=pk).first()


def review_page(review: Review, *, viewer: User, now: datetime) -> ReviewPage:
    """A review as one person sees it."""
    claim, holder = review.claim, holder_of(review)
    confirmed = confirmed_passages(claim)
    shown = list(
        Appearance.objects.filter(pk__in=[row.pk for row, _ in confirmed])
        .with_passage()
        .order_by("pk")
    )
    decided = {passage.pk: decision for passage, decision in confirmed}
    found = fates(claim, shown)
    cards = [card(row, decided[row.pk], found) for row in shown]
    verdict = review.verdicts.select_related("by", "rating").order_by("-pk").first()
    rests = _rests_on(verdict)
    held = _held(review, viewer)
    writing = review.state in {ReviewState.ASSIGNED, ReviewState.RETURNED}
    objection = _objection(review, verdict, viewer)
    may_sign = review.state == ReviewState.READY and not objection
    editions = Edition.objects.filter(fact_check__claim=claim).select_related(
        "rating", "fact_check"
    )
    edition = editions.order_by("-number").first()
    return ReviewPage(
        review=review,
        label=LABELS[Status(claim.status)],
        said_by=said_by(said_by_names(claim)),
        cause=CAUSES[review.cause],
        state=STATES.get(review.state, review.get_state_display()),
        holder=holder,
        draft=_draft(review, viewer) if held else {},
        draft_at=held.draft_at if held else None,
        evidence=cards,
        passages=shown,
        verdict=verdict,
        verdict_evidence=[each for pk in rests for each in cards if each.pk == pk],
        edition=edition,
        look=Reopening.objects.filter(review=review).first(),
        rivals=rivals(claim, verdict) if may_sign else [],
        may_take=_may_take(review, viewer, holder),
        may_assign=viewer.may(Verb.OPEN_REVIEW) and _open_for_hands(review),
        may_write=held is not None and writing,
        may_sign=may_sign,
        sign_objection=objection or "",
        late=bool(review.due_at and review.due_at < now),
        published=bool(edition and edition.review_id == review.pk),
        ended=review.state in ENDED,
    )


def _rests_on(verdict: Verdict | None) -> list[int]:
    if verdict is None:
        return []
    return list(verdict.evidence.order_by("order").values_list("appearance", flat=True))


def _held(review: Review, viewer: User) -> Assignment | None:
    mine = [row for row in review.assignments.all() if row.reviewer_id == viewer.pk]
    return next((row for row in mine if row.handed_back_at is None), None)


def _draft(review: Review, viewer: User) -> Mapping[str, str]:
    """What this person typed last, also before handing the review back."""
    mine = [row for row in review.assignments.all() if row.reviewer_id == viewer.pk and row.draft]
    return max(mine, key=lambda row: row.pk).draft if mine else {}


def _open_for_hands(review: Review) -> bool:
    return review.state in {ReviewState.QUEUED, ReviewState.ASSIGNED, ReviewState.RETURNED}


def _may_take(review: Review, viewer: User, holder: User | None) -> bool:
    return viewer.may(Verb.REVIEW) and _open_for_hands(review) and holder != viewer


def _objection(review: Review, verdict: Verdict | None, viewer: User) -> str | None:
    if review.state != ReviewState.READY or verdict is None:
        return None
    return objection_to_sign_off(signer=viewer.pk, role=viewer.role, writer=verdict.by_id)
