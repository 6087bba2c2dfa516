"""Outcomes of `claims/deciding.py`: two people say how a claim about the future ended."""

import pytest

from accounts.models import User
from claims import ledger
from claims.deciding import (
    meet_condition,
    record_outcome,
    second_outcome,
)
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimKind, OutcomeKind
from claims.models import (
    Appearance,
    Claim,
    Outcome,
)
from tests.claims.make import (
    NOON,
    at,
    checked,
    confirmed,
    inbox,
    report,
    tracked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def forecast(carl: User) -> Claim:
    return tracked(carl, kind=ClaimKind.PREDICTION, due_on=at(14).date())


def outcome(claim: Claim, by: User) -> Outcome:
    evidence = confirmed(report(claim, "City Herald"), by=by)
    return record_outcome(
        claim,
        kind=OutcomeKind.CAME_TRUE,
        words="It was closed.",
        evidence=evidence,
        by=by,
        now=at(14),
    )


def test_an_outcome_counts_only_once_a_second_person_agrees(
    forecast: Claim, carl: User, rita: User
) -> None:
    row = outcome(forecast, carl)
    assert checked(forecast, now=at(14)).after == "awaiting"

    second_outcome(row, by=rita, now=at(14, 13))

    check = checked(forecast, now=at(14, 13))
    assert (check.after, check.triggers) == ("resolved", ["decision"])
    assert check.facts["outcome"]["kind"] == "came_true"
    assert ledger.broken(forecast) is None


def test_nobody_agrees_with_themselves(forecast: Claim, carl: User) -> None:
    row = outcome(forecast, carl)

    with pytest.raises(Objection, match="somebody else must agree"):
        second_outcome(row, by=carl, now=at(14))


def test_an_outcome_that_is_taken_back_no_longer_counts(
    forecast: Claim, carl: User, rita: User
) -> None:
    row = outcome(forecast, carl)
    second_outcome(row, by=rita, now=at(14, 13))
    checked(forecast, now=at(14, 13))

    second_outcome(row, agreed=False, words="It opened again.", by=carl, now=at(14, 14))

    assert checked(forecast, now=at(14, 14)).after == "awaiting"
    assert facts_of(forecast, at=at(14, 13)).outcome is not None


def test_an_outcome_is_agreed_with_once(forecast: Claim, carl: User, rita: User) -> None:
    row = outcome(forecast, carl)
    second_outcome(row, by=rita, now=at(14))

    with pytest.raises(Objection, match="already"):
        second_outcome(row, by=rita, now=at(14, 13))

    assert row.seconds.count() == 1


def test_an_outcome_needs_words_a_passage_of_its_claim_and_a_checker(
    forecast: Claim, carl: User, cora: User
) -> None:
    own = report(forecast, "City Herald")
    other = report(tracked(carl, "The Tagus tunnel will open for cyclists."), "Evening Courier")

    def write(by: User, words: str, evidence: Appearance) -> None:
        record_outcome(
            forecast, kind=OutcomeKind.LATE, words=words, evidence=evidence, by=by, now=at(14)
        )

    with pytest.raises(Objection, match="Say what happened"):
        write(carl, " ", own)
    with pytest.raises(Objection, match="not about this claim"):
        write(carl, "It closed.", other)
    with pytest.raises(Objection, match="A checker records"):
        write(cora, "It closed.", own)
    assert not Outcome.objects.exists()


def test_a_condition_that_a_person_records_makes_a_claim_due(carl: User) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")
    assert checked(claim, now=NOON).after == "awaiting"

    meet_condition(claim, words="One snapped.", by=carl, now=at(13))

    claim.refresh_from_db()
    check = checked(claim, now=at(13))
    assert (check.after, check.triggers) == ("due", ["decision"])


def test_a_claim_without_a_condition_has_none_to_meet(carl: User) -> None:
    with pytest.raises(Objection, match="no condition"):
        meet_condition(inbox(carl), words="It rained.", by=carl, now=at(13))
