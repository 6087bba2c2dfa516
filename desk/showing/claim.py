"""Everything the claim page shows, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from accounts.policy import Verb
from claims.backfill import search_of
from claims.dates import may_end
from claims.facts import ClaimKind, OutcomeKind, Status
from claims.models import Claim, ClaimLink, LedgerEvent, Outcome, StatusCheck
from claims.states import Stage
from claims.wording import LABELS, OUTCOMES, unchecked
from desk.chains import ChainView
from desk.drawn import Timeline
from desk.forms.steps import STEPS
from desk.progress import Progress, search_progress
from desk.showing.past import last_checks, timeline_of
from desk.showing.standing import (
    OriginRow,
    ReasonRow,
    chain_of,
    origin_rows,
    reason_rows,
    said_by_names,
)
from desk.showing.tabs import Tabs, tabs_of
from desk.showing.telling import LedgerRow, ledger_rows
from partners.models import Showing
from publishing.models import Edition, Reopening
from publishing.wording import said_by
from reviews.models import Review

SHOWN_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Published:
    """What readers see of the claim, and whether it still holds."""

    edition: Edition
    looked_at: Reopening | None
    showings: Sequence[Showing]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another claim, and how the two stand to each other."""

    words: str
    claim: Claim
    label: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome that somebody recorded, and what became of it."""

    outcome: Outcome
    label: str
    state: str
    may_second: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A step that this person may take with the claim now."""

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """What `desk/claim.html` draws."""

    claim: Claim
    said_by: str
    label: str
    before: str
    reasons: Sequence[ReasonRow]
    chain: ChainView
    timeline: Timeline | None
    tabs: Tabs
    search: Progress | None
    origins: Sequence[OriginRow]
    published: Published | None
    review: Review | None
    linked: Sequence[Linked]
    outcomes: Sequence[OutcomeRow]
    events: Sequence[LedgerRow]
    actions: Sequence[Action]
    may_decide: bool


def find(pk: int) -> Claim | None:
    """The claim with all that its head shows."""
    rows = Claim.objects.select_related(
        "claimant", "alleged_source", "holder", "filed_by", "founded_on__capture__article__outlet"
    ).prefetch_related("founded_on__relays")
    return rows.filter(pk=pk).first()


def claim_page(claim: Claim, *, tab: str, viewer: User, now: datetime) -> ClaimPage:
    """All of a claim as one person sees it."""
    checks = last_checks(claim)
    last = checks[-1] if checks else None
    editions = _editions(claim)
    review = Review.objects.open().filter(claim=claim).with_desk_row().first()
    search = search_shown(claim, now=now)
    return ClaimPage(
        claim=claim,
        said_by=said_by(said_by_names(claim)),
        label=LABELS[Status(claim.status)],
        before=LABELS[Status(claim.status_before)] if claim.status_before else "",
        reasons=reason_rows(last, waiting=_waiting(claim)),
        chain=chain_of(claim, last),
        timeline=timeline_of(claim, checks, editions, now=now) if checks else None,
        tabs=tabs_of(claim, asked=tab),
        search=search,
        origins=origin_rows(last),
        published=_published(editions),
        review=review,
        linked=_linked(claim),
        outcomes=_outcomes(claim, viewer),
        events=ledger_rows(events_of(claim)[:SHOWN_EVENTS]),
        actions=[*_actions(claim, viewer, last, review), *_of_search(claim, viewer, search)],
        may_decide=viewer.may(Verb.DECIDE_MATCH),
    )


def events_of(claim: Claim) -> "QuerySet[LedgerEvent]":
    """The claim's ledger, newest first, with its texts."""
    rows = LedgerEvent.objects.filter(claim=claim)
    return rows.select_related("actor").prefetch_related("texts").order_by("-seq")


def search_shown(claim: Claim, *, now: datetime) -> Progress | None:
    """How far the look through the archive has come; None where none was asked for."""
    job = search_of(claim)
    return search_progress(job, now=now) if job else None


def _waiting(claim: Claim) -> str:
    if claim.stage == Stage.TRACKED:
        return unchecked("within seconds")
    return (
        f"Not tracked: it is in the {claim.get_stage_display().lower()}, and nobody re-checks it."
    )


def _editions(claim: Claim) -> list[Edition]:
    rows = Edition.objects.filter(fact_check__claim=claim).select_related("fact_check", "rating")
    return list(
        rows.prefetch_related("reopenings__reaffirmation", "reopenings__review").order_by("number")
    )


def _published(editions: Sequence[Edition]) -> Published | None:
    if not editions:
        return None
    edition = editions[-1]
    looks = Reopening.objects.unresolved().filter(edition=edition)
    showings = Showing.objects.filter(edition__fact_check=edition.fact_check_id)
    rows = showings.select_related("partner", "edition").order_by("partner", "url", "-pk")
    latest = {(row.partner_id, row.url): row for row in reversed(rows)}
    return Published(edition, looks.first(), list(latest.values()))


def _linked(claim: Claim) -> list[Linked]:
    mine = ClaimLink.objects.filter(source=claim).select_related("target")
    theirs = ClaimLink.objects.filter(target=claim).select_related("source")
    rows = [(_words(row, forth=True), row.target) for row in mine]
    rows += [(_words(row, forth=False), row.source) for row in theirs]
    return [Linked(words, other, LABELS[Status(other.status)]) for words, other in rows]


_FORTH = {
    "says": ("its content", "said so in"),
    "duplicate_of": ("is a duplicate of", "has the duplicate"),
    "contradicts": ("contradicts", "contradicted by"),
    "follows_from": ("follows from", "leads to"),
    "updates": ("updates", "updated by"),
}


def _words(row: ClaimLink, *, forth: bool) -> str:
    return _FORTH[row.kind][0 if forth else 1]


def _outcomes(claim: Claim, viewer: User) -> list[OutcomeRow]:
    rows = claim.outcomes.select_related("by").prefetch_related("seconds__by").order_by("-pk")
    return [_outcome(row, viewer) for row in rows]


def _outcome(row: Outcome, viewer: User) -> OutcomeRow:
    seconds = list(row.seconds.all())
    agreed = next((each for each in seconds if each.agreed), None)
    back = next((each for each in seconds if not each.agreed), None)
    if back:
        state = f"taken back by {back.by}"
    else:
        state = f"{agreed.by} agrees: it counts" if agreed else "waits for a second person"
    label = OUTCOMES[OutcomeKind(row.kind)]
    return OutcomeRow(row, label, state, may_second=not seconds and viewer.pk != row.by_id)


def _actions(
    claim: Claim, viewer: User, last: StatusCheck | None, review: Review | None
) -> list[Action]:
    fits = {
        "recheck": claim.stage == Stage.TRACKED,
        "track": claim.stage != Stage.TRACKED,
        "review": review is None and claim.stage == Stage.TRACKED,
        "outcome": _has_an_end(claim) and last is not None,
        "condition": bool(claim.condition) and claim.condition_met_at is None,
        "close": claim.stage != Stage.CLOSED,
    }
    return [
        Action(name, form.button if name in _SHORT else form.title)
        for name, form in STEPS.items()
        if name not in _OF_SEARCH
        if fits.get(name, True) and viewer.may(form.verb)
    ]


_SHORT = frozenset({"recheck", "track", "review"})
_OF_SEARCH = frozenset({"search", "stop-search"})


def _of_search(claim: Claim, viewer: User, search: Progress | None) -> list[Action]:
    name = "stop-search" if search and search.runs else "search"
    form = STEPS[name]
    if claim.stage != Stage.TRACKED or not viewer.may(form.verb):
        return []
    again = " again" if search and name == "search" else ""
    return [Action(name, f"{form.title}{again}")]


def _has_an_end(claim: Claim) -> bool:
    return may_end(ClaimKind(claim.kind), due_on=claim.due_on, condition=claim.condition)
