"""Everything the claim page shows, now or as of a moment, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from accounts.policy import Verb
from claims.asof import claim_as_of, known
from claims.backfill import search_of
from claims.dates import may_end
from claims.facts import ClaimKind, Status
from claims.models import Claim, LedgerEvent, StatusCheck
from claims.states import Stage
from claims.wording import LABELS, unchecked
from desk.branching import Web
from desk.chains import ChainView
from desk.drawn import Timeline
from desk.forms.steps import STEPS
from desk.progress import Progress, search_progress
from desk.showing.beside import Linked, OutcomeRow, linked, outcomes
from desk.showing.editions import Published, editions_of, marks, published
from desk.showing.method import in_shadow
from desk.showing.odds import PairRow, waiting_of
from desk.showing.past import Past, last_check, last_checks, past_of, timeline_of
from desk.showing.standing import (
    OriginRow,
    ReasonRow,
    chain_of,
    facts_in,
    origin_rows,
    reason_rows,
    said_by_names,
    web_of,
)
from desk.showing.tabs import Tabs, tabs_of
from desk.showing.telling import LedgerRow, ledger_rows
from publishing.wording import said_by
from reviews.models import Review

SHOWN_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Action:
    """A step that this person may take with the claim now."""

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """What `desk/claim.html` draws; `claim` is the one of then where `past` is set."""

    claim: Claim
    past: Past | None
    said_by: str
    label: str
    before: str
    reasons: Sequence[ReasonRow]
    chain: ChainView
    web: Web | None
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
    odds: Sequence[PairRow]  # ratings that contradict this one's, and that nobody has seen
    in_shadow: str  # where our changed method would put it, "" where nothing waits


def find(pk: int) -> Claim | None:
    """The claim with all that its head shows."""
    rows = Claim.objects.select_related(
        "claimant", "alleged_source", "holder", "filed_by", "founded_on__capture__article__outlet"
    ).prefetch_related("founded_on__relays")
    return rows.filter(pk=pk).first()


def claim_page(
    claim: Claim,
    *,
    tab: str,
    viewer: User,
    now: datetime,
    at: datetime | None = None,
    start: int = 0,
) -> ClaimPage:
    """All of a claim as one person sees it: now, or as we knew it at `at`, when nothing is done.

    Of the passages under `tab` fifty are shown, from the one numbered `start` on.
    """
    then = claim_as_of(claim, at=at) if at else claim
    last = last_check(claim, at=at)
    facts, checks = facts_in(last), last_checks(claim, at=at)
    editions = editions_of(claim, at=at)
    review = _open_review(claim, at=at)
    search = None if at else search_shown(claim, now=now)
    events = events_of(claim).filter(known(at))
    drawn = timeline_of(then, checks, tuple(marks(editions)), now=at or now, past=at is not None)
    return ClaimPage(
        claim=then,
        past=past_of(claim, at=at) if at else None,
        said_by=said_by(said_by_names(claim)),
        label=LABELS[Status(then.status)],
        before=LABELS[Status(then.status_before)] if then.status_before else "",
        reasons=reason_rows(last, waiting=_waiting(then)),
        chain=chain_of(claim, facts),
        web=web_of(last, facts),
        timeline=drawn if checks else None,
        tabs=tabs_of(then, asked=tab, start=start, at=at),
        search=search,
        origins=origin_rows(last),
        published=published(editions, at=at),
        review=review,
        linked=linked(claim, at=at),
        outcomes=outcomes(claim, viewer, at=at),
        events=ledger_rows(events[:SHOWN_EVENTS]),
        actions=[] if at else _may_do(claim, viewer, last, review, search),
        may_decide=at is None and viewer.may(Verb.DECIDE_MATCH),
        odds=[] if at else waiting_of(claim),
        in_shadow="" if at else in_shadow(claim),
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


def _open_review(claim: Claim, *, at: datetime | None) -> Review | None:
    """The review that is open; none in the past, where there is nothing to go to."""
    return None if at else Review.objects.open().filter(claim=claim).with_desk_row().first()


def _may_do(
    claim: Claim,
    viewer: User,
    last: StatusCheck | None,
    review: Review | None,
    search: Progress | None,
) -> list[Action]:
    return [*_actions(claim, viewer, last, review), *_of_search(claim, viewer, search)]


def _actions(
    claim: Claim, viewer: User, last: StatusCheck | None, review: Review | None
) -> list[Action]:
    ends = may_end(ClaimKind(claim.kind), condition=claim.condition)
    waits = ends and bool(claim.condition)
    fits = {
        "recheck": claim.stage == Stage.TRACKED,
        "track": claim.stage != Stage.TRACKED,
        "review": review is None and claim.stage == Stage.TRACKED,
        "outcome": ends and last is not None,
        "condition": waits and claim.condition_met_at is None,
        "condition-back": claim.condition_met_at is not None,
        "merge": claim.stage == Stage.TRACKED and claim.frozen_at is None,
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
