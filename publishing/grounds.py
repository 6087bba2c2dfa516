"""From rows to facts: what a verdict or an edition rests on, and where its claim stands."""

from datetime import datetime

from claims.asof import claim_as_of
from claims.evidence import facts_of
from claims.facts import ClaimFacts, Status
from claims.finding import Origin, Reason, Standing
from claims.models import Claim, OutcomeSecond, StatusCheck
from claims.shadow import by_method_alone
from claims.standing import standing
from claims.states import Trigger
from publishing.facts import EditionFacts, Heard, StandingFacts
from publishing.models import Edition, Reaffirmation
from reviews.models import Rating, Verdict
from reviews.states import Polarity


def standing_at(claim: Claim, *, at: datetime) -> StandingFacts:
    """Where the claim stands by all that we knew at `at`; a fixed number of queries."""
    facts = facts_of(claim_as_of(claim, at=at), at=at)
    return StandingFacts(
        at=at,
        standing=standing(facts, now=at),
        facts=facts,
        outcome_public_at=_outcome_public_at(facts),
    )


def standing_of(check: StatusCheck) -> StandingFacts:
    """Where the claim stood at a re-check, as it was written down by the rules of then."""
    found, facts = _recorded(check), ClaimFacts.from_json(check.facts)
    return StandingFacts(
        at=check.at,
        standing=found,
        facts=facts,
        in_shadow=bool(check.shadow),
        by_method=_by_method(check, found),
        outcome_public_at=_outcome_public_at(facts),
    )


def _recorded(check: StatusCheck) -> Standing:
    return Standing(
        status=Status(check.after),
        origins=tuple(Origin.from_json(row) for row in check.origins),
        reasons=tuple(Reason.from_json(row) for row in check.reasons),
        next_look=None,
        engine=check.engine,
    )


def _by_method(check: StatusCheck, found: Standing) -> bool:
    """Whether it says just what an editor released; what came in meanwhile is no method of ours."""
    if Trigger.METHOD not in check.triggers:
        return False
    earlier = StatusCheck.objects.filter(claim=check.claim_id, pk__lt=check.pk)
    waited = earlier.newest_first().first()
    return by_method_alone(waited.recorded() if waited else None, found)


def _outcome_public_at(facts: ClaimFacts) -> datetime | None:
    """When the evidence of the outcome came out: like any passage, it was ours to see from then."""
    if facts.outcome is None:
        return None
    agreed = OutcomeSecond.objects.filter(
        agreed=True, outcome__claim=facts.claim_id, at=facts.outcome.at
    )
    capture = "outcome__evidence__capture__"
    row = agreed.values_list(
        "outcome__evidence", f"{capture}published_at", f"{capture}fetched_at"
    ).last()
    if row is None:
        return None
    appearance, published_at, fetched_at = row
    told = (each.at for each in facts.passages if each.appearance_id == appearance)
    return next(told, published_at or fetched_at)


def grounds_of_verdict(verdict: Verdict, *, claim: Claim) -> EditionFacts:
    """The verdict as if it were published: what its writer could know at its as-of is accepted."""
    known = standing_at(claim, at=verdict.as_of)
    return _grounds(
        verdict.rating,
        as_of=verdict.as_of,
        status=known.standing.status,
        origins=frozenset(origin.key for origin in known.standing.origins),
        passages=known.heard,
        cited=frozenset(verdict.evidence.values_list("appearance_id", flat=True)),
    )


def grounds_of(edition: Edition) -> EditionFacts:
    """The edition as its signers accepted it, or as the last look that let it stand did."""
    last = Reaffirmation.objects.filter(reopening__edition=edition).order_by("-pk").first()
    held = last or edition
    return _grounds(
        edition.rating,
        as_of=held.as_of,
        status=Status(held.accepted_status),
        origins=frozenset(held.accepted_origins),
        passages=_counted(edition, at=last.at if last else edition.published_at),
        cited=frozenset(edition.citations.values_list("appearance_id", flat=True)),
    )


def _counted(edition: Edition, *, at: datetime) -> frozenset[Heard]:
    """The passages behind the accepted origins, as the last re-check before that counted them."""
    checks = StatusCheck.objects.in_force().filter(claim__fact_check=edition.fact_check_id)
    last = checks.filter(at__lte=at).newest_first().first()
    if last is None:
        return frozenset()
    facts = ClaimFacts.from_json(last.facts)
    return StandingFacts(at=last.at, standing=_recorded(last), facts=facts).heard


def _grounds(
    rating: Rating,
    *,
    as_of: datetime,
    status: Status,
    origins: frozenset[str],
    passages: frozenset[Heard],
    cited: frozenset[int],
) -> EditionFacts:
    return EditionFacts(
        as_of=as_of,
        rating=rating.label,
        polarity=Polarity(rating.polarity),
        sits_with=frozenset(rating.sits_with),
        accepted_status=status,
        accepted_origins=origins,
        accepted_passages=passages,
        cited=cited,
    )
