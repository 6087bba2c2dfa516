"""The claim as we knew it at a moment of the desk clock, from rows that are never changed.

What a claim's own row says today is what it said then, unless the ledger tells of an edit since.
Source: rules of meaning, section 6 ("as_of=T = what we knew at T").
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from claims.facts import Status
from claims.filed import filed_with, tells_all
from claims.models import Appearance, AppearanceDecision, Claim, LedgerEvent, StatusCheck
from claims.models.appearance import AppearanceQuerySet
from claims.outcomes import condition_met_at
from claims.states import Stage
from claims.world import group_of

REMOVED: Final = "[The words were removed.]"
_FILED, _EDITED, _LOOKED_BACK = "claims.filed", "claims.edited", "claims.looked_back"
_MERGED, _TRACKED = "claims.merged", "claims.tracked"
_STAGES: Final[Mapping[str, str]] = {
    _TRACKED: Stage.TRACKED.value,
    "claims.closed": Stage.CLOSED.value,
}
_KINDS: Final = (*_STAGES, _FILED, _EDITED, _LOOKED_BACK, _MERGED)
# A re-check that found nothing new, and who has a review, change nothing that a page of then shows.
_UNSEEN: Final = ("claims.rechecked", "claims.recheck_asked", "reviews.assigned")


def _day(words: object) -> date | None:
    return None if words in {"", "None", None} else date.fromisoformat(str(words))


# The fields that an edit may change, and how the words that are kept of them are read.
_READ: Final[Mapping[str, Callable[[object], object]]] = {
    "statement": str,
    "priority": str,
    "condition": str,
    "due_on": _day,
    "earliest": _day,
    "look_again_on": _day,
}
_IN_FACTS: Final = frozenset({"condition", "due_on", "earliest", "look_again_on"})
_UNKNOWN: Final[Mapping[str, object]] = {"statement": REMOVED, "priority": "", "condition": ""}


@dataclass(frozen=True, slots=True)
class Changes:
    """The nearest moments before and after one at which something about the claim changed."""

    before: datetime | None
    after: datetime | None


def known(at: datetime | None, field: str = "at") -> Q:
    """The rows that had been written by then; all of them where `at` is None, the present."""
    return Q() if at is None else Q(**{f"{field}__lte": at})


def claim_as_of(claim: Claim, *, at: datetime) -> Claim:
    """The claim as its row stood at `at`: a copy for reading, which must never be saved.

    `next_at` is empty: when the next re-check would have been is not kept. A field whose words of
    then were erased, or never kept, says so or is empty. Five queries at most.
    """
    events = _events(claim)
    checks = StatusCheck.objects.filter(known(at), claim=claim).order_by("-at", "-pk")
    last = checks.first()
    change = checks.exclude(before=F("after")).defer("facts").first()
    then = copy(claim)
    for name, value in _fields(events, last, at=at).items():
        setattr(then, name, value)
    then.stage = _stage(claim, events, at=at)
    then.looked_back = _looked_back(claim, events, at=at)
    then.version = _version(claim, events, at=at)
    then.status = change.after if change else Status.UNCHECKED.value
    then.status_before = change.before if change else ""
    then.status_since = change.at if change else None
    then.last_checked_at = last.at if last else None
    then.next_at = None
    then.condition_met_at = condition_met_at(then, at=at)
    then.frozen_at = claim.frozen_at if claim.frozen_at and claim.frozen_at <= at else None
    then.merged_into_id, then.merged_at = _merged(claim, events, at=at)
    return then


def suggested(claim: Claim, *, at: datetime | None) -> AppearanceQuerySet:
    """Passages that waited for a decision at `at`, each once however many articles carry it.

    `claim` is the one of then: only what was tracked, itself or merged, had suggestions. Merged
    claims share their decisions.
    """
    if at is None:
        return Appearance.objects.filter(claim=claim).undecided().once_per_passage()
    group = group_of(claim.merged_into or claim, at=at)
    decided = AppearanceDecision.objects.filter(
        known(at), claim__in=group, digest=OuterRef("digest")
    )
    found = Appearance.objects.filter(known(at, "found_at"), ~Exists(decided), claim=claim)
    read = claim.stage == Stage.TRACKED or claim.merged_into_id is not None
    return found.once_per_passage() if read else found.none()


def changes_around(claim: Claim, *, at: datetime) -> Changes:
    """When something changed last before `at`, and next after it; two queries."""
    seen = LedgerEvent.objects.filter(claim=claim).exclude(kind__in=_UNSEEN)
    before = seen.filter(at__lt=at).order_by("-at").values_list("at", flat=True).first()
    after = seen.filter(at__gt=at).order_by("at").values_list("at", flat=True).first()
    return Changes(before, after)


def _events(claim: Claim) -> list[LedgerEvent]:
    rows = LedgerEvent.objects.filter(claim=claim, kind__in=_KINDS)
    return list(rows.prefetch_related("texts").order_by("seq"))


def _fields(
    events: Sequence[LedgerEvent], last: StatusCheck | None, *, at: datetime
) -> dict[str, object]:
    """What of the claim's own fields was another then."""
    found: dict[str, object] = {}
    for name, read in _READ.items():
        edits = [each for each in _of(events, _EDITED) if name in each.facts["fields"]]
        if all(each.at <= at for each in edits):
            continue
        words = _words_of(name, events, [each for each in edits if each.at <= at], last)
        found[name] = _UNKNOWN.get(name) if words is None else read(words)
    return found


def _words_of(
    name: str, events: Sequence[LedgerEvent], edits: Sequence[LedgerEvent], last: StatusCheck | None
) -> object:
    """The words of a field before its first later edit; None if they are not known."""
    if edits:
        return _text(edits[-1], name)
    filed = next(iter(_of(events, _FILED)), None)
    if filed and (tells_all(filed) or name not in _IN_FACTS):
        return filed_with(filed, name)
    # None is a value here: there was no such day.
    return (last.facts[name] or "") if last and name in _IN_FACTS else None


def _stage(claim: Claim, events: Sequence[LedgerEvent], *, at: datetime) -> str:
    moves = [each for each in events if each.kind in _STAGES]
    by_then = [each for each in moves if each.at <= at]
    if len(by_then) == len(moves):
        return claim.stage
    return _STAGES[by_then[-1].kind] if by_then else Stage.INBOX.value


def _looked_back(claim: Claim, events: Sequence[LedgerEvent], *, at: datetime) -> str:
    notes = _of(events, _LOOKED_BACK)
    by_then = [each for each in notes if each.at <= at]
    if len(by_then) == len(notes):
        return claim.looked_back
    return (_text(by_then[-1], "words") or REMOVED) if by_then else ""


def _version(claim: Claim, events: Sequence[LedgerEvent], *, at: datetime) -> int:
    edits = _of(events, _EDITED)
    by_then = [each for each in edits if each.at <= at]
    if len(by_then) == len(edits):
        return claim.version
    return int(by_then[-1].facts["version"]) if by_then else 1


def _merged(
    claim: Claim, events: Sequence[LedgerEvent], *, at: datetime
) -> tuple[int | None, datetime | None]:
    """Into which claim it had been merged, and when; tracking it again ended that."""
    told = [each for each in events if each.kind in {_MERGED, _TRACKED} and each.at <= at]
    last = next((each for each in reversed(told) if each.facts.get("into") != claim.pk), None)
    if last is None or last.kind == _TRACKED:
        return None, None
    return int(last.facts["into"]), last.at


def _of(events: Sequence[LedgerEvent], kind: str) -> list[LedgerEvent]:
    return [each for each in events if each.kind == kind]


def _text(event: LedgerEvent, name: str) -> str | None:
    return next((each.text for each in event.texts.all() if each.name == name), None)
