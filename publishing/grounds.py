"""From rows to facts: what a verdict or an edition rests on, and where its claim stands."""

from datetime import datetime

from claims.evidence import facts_of
from claims.facts import ClaimFacts, Status
from claims.models import Claim, StatusCheck
from claims.standing import standing
from publishing.facts import EditionFacts, StandingFacts
from publishing.models import Edition, Reaffirmation
from reviews.models import Rating, Verdict
from reviews.states import Polarity


def standing_at(claim: Claim, *, at: datetime) -> StandingFacts:
    """Where the claim stands by all that we knew at `at`; a fixed number of queries."""
    facts = facts_of(claim, at=at)
    return StandingFacts(at=at, standing=standing(facts, now=at), facts=facts)


def standing_of(check: StatusCheck) -> StandingFacts:
    """Where the claim stood at a re-check."""
    facts = ClaimFacts.from_json(check.facts)
    return StandingFacts(at=check.at, standing=standing(facts, now=check.at), facts=facts)


def grounds_of_verdict(verdict: Verdict, *, claim: Claim) -> EditionFacts:
    """The verdict as if it were published: what its writer could know at its as-of is accepted."""
    known = standing_at(claim, at=verdict.as_of)
    return _grounds(
        verdict.rating,
        as_of=verdict.as_of,
        status=known.standing.status,
        origins=frozenset(origin.key for origin in known.standing.origins),
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
        cited=frozenset(edition.citations.values_list("appearance_id", flat=True)),
    )


def _grounds(
    rating: Rating,
    *,
    as_of: datetime,
    status: Status,
    origins: frozenset[str],
    cited: frozenset[int],
) -> EditionFacts:
    return EditionFacts(
        as_of=as_of,
        rating=rating.label,
        polarity=Polarity(rating.polarity),
        sits_with=frozenset(rating.sits_with),
        accepted_status=status,
        accepted_origins=origins,
        cited=cited,
    )
