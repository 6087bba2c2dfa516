"""What our changed method would move, for the editor who lets it."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.facts import Status
from claims.finding import Reason
from claims.models import Claim, StatusCheck
from claims.wording import LABELS, sentence
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Moved:
    """One claim that waits: where it stands, where our method of now would put it, and why."""

    check: StatusCheck
    before: str
    would_be: str
    reasons: tuple[str, ...]
    edition: Edition | None


def moved(checks: Iterable[StatusCheck]) -> list[Moved]:
    """The rows of the page; one query more, for the editions that readers hold."""
    rows = list(checks)
    editions = Edition.objects.in_force().filter(
        fact_check__claim__in=[row.claim_id for row in rows]
    )
    held = {
        edition.fact_check.claim_id: edition
        for edition in editions.select_related("fact_check", "rating")
    }
    return [_moved(row, held.get(row.claim_id)) for row in rows]


def in_shadow(claim: Claim) -> str:
    """What the claim would be by our changed method, in words; "" where nothing waits."""
    waits = StatusCheck.objects.waiting_for_release().filter(claim=claim)
    said = waits.values_list("shadow", flat=True).first()
    return LABELS[Status(said)] if said else ""


def _moved(check: StatusCheck, edition: Edition | None) -> Moved:
    return Moved(
        check=check,
        before=LABELS[Status(check.after)],
        would_be=LABELS[Status(check.shadow)],
        reasons=tuple(sentence(Reason.from_json(row)) for row in check.reasons),
        edition=edition,
    )
