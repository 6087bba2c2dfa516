"""`claims/outcomes.py`: outcomes are taken back for good and told once; older rows still count."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import ledger
from claims.dates import looks_ahead, may_end
from claims.deciding import meet_condition, record_outcome, second_outcome, take_back_condition
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimFacts, ClaimKind, OutcomeFacts, OutcomeKind
from claims.models import Appearance, Claim, Outcome, OutcomeSecond
from claims.outcomes import outcomes_in_force
from claims.standing import standing
from sources.models import Outlet
from tests.claims.make import at, checked, confirmed, report, tracked

pytestmark = pytest.mark.django_db

WHEN = at(14)


@pytest.fixture
def forecast(carl: User) -> Claim:
    return tracked(carl, kind=ClaimKind.PREDICTION, due_on=at(14).date())


@pytest.fixture
def shown(forecast: Claim, carl: User) -> Appearance:
    return confirmed(report(forecast, "City Herald"), by=carl)


def told(
    shown: Appearance,
    by: User,
    *,
    kind: OutcomeKind = OutcomeKind.CAME_TRUE,
    words: str = "It was closed.",
    now: datetime = WHEN,
) -> Outcome:
    return record_outcome(shown.claim, kind=kind, words=words, evidence=shown, by=by, now=now)


# --- taken back for good ----------------------------------------------------------------------


def test_nobody_agrees_with_an_outcome_that_was_taken_back(
    forecast: Claim, shown: Appearance, carl: User, rita: User
) -> None:
    row = told(shown, carl)
    second_outcome(row, agreed=False, words="Too early.", by=carl, now=at(14, 13))

    with pytest.raises(Objection, match="was taken back"):
        second_outcome(row, by=rita, now=at(14, 14))

    assert [each.agreed for each in row.seconds.all()] == [False]
    assert checked(forecast, now=at(14, 14)).after == "awaiting"


def test_who_agrees_on_a_page_of_before_is_told_that_it_was_taken_back(
    client: Client, shown: Appearance, carl: User, rita: User
) -> None:
    row = told(shown, carl)
    second_outcome(row, agreed=False, words="Too early.", by=carl, now=at(14, 13))
    client.force_login(rita)

    page = client.post(reverse("desk:agree", args=[row.pk]), {"agreed": "yes"}, follow=True)

    assert "This outcome was taken back" in page.content.decode()
    assert "The outcome counts" not in page.content.decode()


def test_an_agreement_that_was_kept_after_a_taking_back_does_not_count(
    forecast: Claim, shown: Appearance, carl: User, rita: User
) -> None:
    row = told(shown, carl)
    for agreed, by, hour in ((False, carl, 13), (True, rita, 14)):
        OutcomeSecond.objects.create(outcome=row, agreed=agreed, by=by, at=at(14, hour))

    assert outcomes_in_force([forecast.pk], at=at(15)) == {}


def test_what_was_taken_back_may_be_recorded_again(
    forecast: Claim, shown: Appearance, carl: User, rita: User
) -> None:
    first = told(shown, carl)
    second_outcome(first, agreed=False, words="Too early.", by=carl, now=at(14, 13))

    again = told(shown, carl, now=at(14, 14))
    second_outcome(again, by=rita, now=at(14, 15))

    assert again != first
    assert outcomes_in_force([forecast.pk], at=at(15))[forecast.pk].at == at(14, 15)


# --- told once --------------------------------------------------------------------------------


def test_the_same_word_twice_is_one_outcome(forecast: Claim, shown: Appearance, carl: User) -> None:
    first = told(shown, carl)
    again = told(shown, carl, words=" It was closed. ", now=at(14, 13))

    assert again == first
    assert again.at == at(14)
    assert forecast.outcomes.count() == 1
    assert forecast.ledger.filter(kind="claims.outcome_recorded").count() == 1


def test_a_double_click_records_one_outcome(
    client: Client, forecast: Claim, shown: Appearance, carl: User
) -> None:
    checked(forecast, now=at(14))
    client.force_login(carl)
    answers = {
        "kind": "came_true",
        "words": "It was closed.",
        "evidence": str(shown.pk),
        "version": str(forecast.version),
    }

    for _ in range(2):
        client.post(reverse("desk:step", args=[forecast.pk, "outcome"]), answers)

    assert forecast.outcomes.count() == 1


def test_another_kind_another_sentence_or_another_person_is_another_outcome(
    forecast: Claim, shown: Appearance, carl: User, rita: User
) -> None:
    told(shown, carl)
    told(shown, carl, kind=OutcomeKind.LATE)
    told(shown, carl, words="The barrier went down.")
    told(shown, rita)
    told(confirmed(report(forecast, "Evening Courier"), by=carl), carl)

    assert forecast.outcomes.count() == 5


def test_an_outcome_that_was_answered_is_no_double_click(
    forecast: Claim, shown: Appearance, carl: User, rita: User
) -> None:
    second_outcome(told(shown, carl), by=rita, now=at(14, 13))

    told(shown, carl, now=at(14, 14))

    assert forecast.outcomes.count() == 2


# --- where an outcome would decide nothing ------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        {"kind": ClaimKind.FACT, "due_on": at(14).date()},
        {"kind": ClaimKind.POSITION, "condition": "the cables fail"},
        {"kind": ClaimKind.SAID, "due_on": at(14).date()},
        {"kind": ClaimKind.SAID, "condition": "the cables fail"},
    ],
    ids=["fact with a day", "position on a condition", "saying with a day", "saying on one"],
)
def test_no_outcome_is_taken_that_would_decide_nothing(more: dict[str, Any], carl: User) -> None:
    claim = tracked(carl, **more)
    evidence = confirmed(report(claim, "City Herald"), by=carl)

    with pytest.raises(Objection, match="does not look ahead"):
        told(evidence, carl)


@pytest.mark.parametrize("condition", ["", "the cables fail"])
@pytest.mark.parametrize("kind", ClaimKind)
def test_an_outcome_can_be_recorded_exactly_where_it_resolves(
    kind: ClaimKind, condition: str
) -> None:
    ended = OutcomeFacts(kind=OutcomeKind.CAME_TRUE, words="So it was.", at=at(14))
    facts = ClaimFacts(claim_id=1, kind=kind, tracked_at=at(12), condition=condition, outcome=ended)

    resolved = standing(facts, now=at(15)).status == "resolved"

    assert may_end(kind, condition=condition) == looks_ahead(facts) == resolved


# --- known from before there were rows ------------------------------------------------------


@pytest.fixture
def met_before(carl: User) -> Claim:
    """A claim whose condition an earlier version recorded: on the claim and in its ledger only."""
    claim = tracked(carl, kind=ClaimKind.PREDICTION, condition="the cables fail")
    Claim.objects.filter(pk=claim.pk).update(condition_met_at=at(13))
    ledger.append(claim, "claims.condition_met", by=carl, now=at(13), texts={"words": "One did."})
    claim.refresh_from_db()
    return claim


def known_met(claim: Claim, *days: int) -> list[datetime | None]:
    claim.refresh_from_db()
    return [facts_of(claim, at=at(day)).condition_met_at for day in days]


def test_a_condition_that_an_earlier_version_recorded_is_still_met(met_before: Claim) -> None:
    assert known_met(met_before, 12, 13, 15) == [None, at(13), at(13)]
    assert standing(facts_of(met_before, at=at(15)), now=at(15)).status == "due"


def test_taking_back_what_an_earlier_version_recorded_changes_no_past(
    met_before: Claim, carl: User, rita: User
) -> None:
    take_back_condition(met_before, words="It was a rope.", by=rita, now=at(15))
    meet_condition(met_before, words="Now one did.", by=rita, now=at(17))

    assert known_met(met_before, 12, 14, 16, 18) == [None, at(13), None, at(17)]
    rows = met_before.conditions.order_by("at").values_list("met", "by")
    assert list(rows) == [(True, carl.pk), (False, rita.pk), (True, rita.pk)]


def test_an_outlet_that_an_earlier_version_set_aside_still_does_not_count(
    shown: Appearance,
) -> None:
    herald = Outlet.objects.filter(name="City Herald")
    herald.update(counted=False, not_counted_reason="It is a satire.")

    (passage,) = facts_of(shown.claim, at=at(15)).passages

    assert not passage.counted
