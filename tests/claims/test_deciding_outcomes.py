"""Outcomes of `claims/deciding.py`: two people say how a claim about the future ended."""

from typing import Any

import pytest

from accounts.models import User
from claims import ledger
from claims.deciding import (
    dismiss,
    meet_condition,
    record_outcome,
    second_outcome,
    take_back_condition,
)
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimKind, OutcomeKind
from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    ConditionMet,
    Outcome,
)
from claims.standing import standing
from claims.wording import OUTCOMES, sentences
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


def outcome(
    claim: Claim,
    by: User,
    *,
    kind: OutcomeKind = OutcomeKind.CAME_TRUE,
    evidence: Appearance | None = None,
) -> Outcome:
    shown = evidence or confirmed(report(claim, "City Herald"), by=by)
    words = "It was closed."
    return record_outcome(claim, kind=kind, words=words, evidence=shown, by=by, now=at(14))


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


def test_taking_back_one_outcome_leaves_the_other_in_force(
    forecast: Claim, carl: User, rita: User
) -> None:
    first = outcome(forecast, carl)
    second = outcome(forecast, carl, kind=OutcomeKind.LATE, evidence=first.evidence)
    second_outcome(first, by=rita, now=at(14, 13))
    second_outcome(second, by=rita, now=at(14, 14))

    def in_force(hour: int) -> str | None:
        known = facts_of(forecast, at=at(14, hour)).outcome
        return known.kind if known else None

    second_outcome(second, agreed=False, words="It was on time.", by=carl, now=at(14, 15))
    assert [in_force(hour) for hour in (13, 14, 15)] == ["came_true", "late", "came_true"]

    second_outcome(first, agreed=False, words="It opened again.", by=carl, now=at(14, 16))
    assert in_force(16) is None


def test_taking_back_an_earlier_outcome_leaves_the_last_in_force(
    forecast: Claim, carl: User, rita: User
) -> None:
    first = outcome(forecast, carl)
    second = outcome(forecast, carl, kind=OutcomeKind.LATE, evidence=first.evidence)
    for hour, row in ((13, first), (14, second)):
        second_outcome(row, by=rita, now=at(14, hour))

    second_outcome(first, agreed=False, words="Not so.", by=carl, now=at(14, 15))

    known = facts_of(forecast, at=at(14, 15)).outcome
    assert known is not None
    assert (known.kind, known.at) == ("late", at(14, 14))


def test_an_outcome_rests_on_a_passage_that_a_person_has_confirmed(
    forecast: Claim, carl: User
) -> None:
    found = report(forecast, "City Herald")

    with pytest.raises(Objection, match="Nobody has confirmed that passage"):
        outcome(forecast, carl, evidence=found)
    confirmed(found, by=carl)
    dismiss(found, by=carl, now=at(13))
    with pytest.raises(Objection, match="Nobody has confirmed that passage"):
        outcome(forecast, carl, evidence=found)
    AppearanceDecision.objects.create(  # as auto-confirm would
        appearance=found,
        claim=forecast,
        digest=found.digest,
        decided="confirmed",
        stance="supports",
        at=at(14),
    )
    with pytest.raises(Objection, match="Nobody has confirmed that passage"):
        outcome(forecast, carl, evidence=found)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({}, False),
        ({"due_on": at(14).date()}, False),
        ({"condition": "the cables fail"}, True),
        ({"kind": ClaimKind.PLAN}, True),
        ({"kind": ClaimKind.COMMITMENT}, True),
        ({"kind": ClaimKind.SAID}, False),
    ],
    ids=["fact", "fact with a day", "fact on a condition", "plan", "commitment", "saying"],
)
def test_only_a_claim_that_looks_ahead_has_an_outcome(
    more: dict[str, Any], *, fits: bool, carl: User
) -> None:
    claim = tracked(carl, **more)

    if fits:
        assert outcome(claim, carl).claim == claim
        return
    with pytest.raises(Objection, match="does not look ahead"):
        outcome(claim, carl)


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


def test_a_condition_is_recorded_as_met_once_and_the_first_day_stays(
    carl: User, rita: User
) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")
    meet_condition(claim, words="One snapped.", by=carl, now=at(13))

    with pytest.raises(Objection, match="recorded already"):
        meet_condition(claim, words="Another one.", by=rita, now=at(15))

    claim.refresh_from_db()
    assert claim.condition_met_at == at(13)
    assert claim.ledger.filter(kind="claims.condition_met").count() == 1


def test_a_claim_without_a_condition_has_none_to_meet(carl: User) -> None:
    with pytest.raises(Objection, match="no condition"):
        meet_condition(inbox(carl), words="It rained.", by=carl, now=at(13))


# --- conditions are rows that are only ever added ---------------------------------------------


def test_a_condition_that_was_recorded_in_error_is_taken_back_and_may_come_again(
    carl: User, rita: User
) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")
    meet_condition(claim, words="One snapped.", by=carl, now=at(13))
    take_back_condition(claim, words="It was a rope.", by=rita, now=at(15))
    meet_condition(claim, words="Now one did.", by=carl, now=at(17))

    met = {day: facts_of(claim, at=at(day)).condition_met_at for day in (12, 13, 15, 17)}

    assert met == {12: None, 13: at(13), 15: None, 17: at(17)}
    assert [status_on(claim, day) for day in (12, 14, 16, 18)] == [
        *("awaiting", "due", "awaiting", "due"),
    ]
    kinds = claim.ledger.filter(kind__contains="condition").order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == [
        "claims.condition_met",
        "claims.condition_taken_back",
        "claims.condition_met",
    ]
    assert ledger.broken(claim) is None


def test_what_nobody_recorded_is_not_taken_back(carl: User, cora: User) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")

    with pytest.raises(Objection, match="Nobody has recorded"):
        take_back_condition(claim, words="No.", by=carl, now=at(13))
    with pytest.raises(Objection, match="Say why"):
        take_back_condition(claim, words=" ", by=carl, now=at(13))
    with pytest.raises(Objection, match="A checker"):
        take_back_condition(claim, words="No.", by=cora, now=at(13))
    assert not ConditionMet.objects.exists()


def test_a_condition_that_came_about_ends_in_each_of_the_seven_ways(carl: User, rita: User) -> None:
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")
    meet_condition(claim, words="One snapped.", by=carl, now=at(13))
    evidence = confirmed(report(claim, "City Herald"), by=carl)

    for kind in OutcomeKind:
        row = outcome(claim, carl, kind=kind, evidence=evidence)
        second_outcome(row, by=rita, now=at(15))
        found = standing(facts_of(claim, at=at(15)), now=at(15))
        assert found.status == "resolved"
        assert sentences(found)[0].startswith(OUTCOMES[kind])
        second_outcome(row, agreed=False, words="No.", by=carl, now=at(15))
        assert status_on(claim, 15) == "due"


def status_on(claim: Claim, day: int) -> str:
    return standing(facts_of(claim, at=at(day)), now=at(day)).status
