"""claims.standing: predictions, plans, commitments and conditions, and their days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from claims.facts import ClaimFacts, ClaimKind, OutcomeFacts, OutcomeKind, Stance, Status
from claims.standing import ReasonCode, Standing, deadline, standing
from tests.claims.evidence import NOW, START, claim, speaker

FRIDAY = date(2025, 8, 15)
SECOND = timedelta(seconds=1)
FORWARD = [ClaimKind.PREDICTION, ClaimKind.PLAN, ClaimKind.COMMITMENT]


def prediction(due_on: date | None = None, *zones: str) -> ClaimFacts:
    return replace(claim(ClaimKind.PREDICTION), due_on=due_on, due_zones=zones)


def codes(found: Standing) -> set[ReasonCode]:
    return {reason.code for reason in found.reasons}


@pytest.mark.parametrize(
    ("zones", "ends"),
    [
        ((), datetime(2025, 8, 16, tzinfo=UTC)),
        (("Europe/Kyiv",), datetime(2025, 8, 15, 21, tzinfo=UTC)),
        (("America/Juneau",), datetime(2025, 8, 16, 8, tzinfo=UTC)),
        (("Europe/Kyiv", "America/Juneau"), datetime(2025, 8, 16, 8, tzinfo=UTC)),
    ],
)
def test_a_day_ends_where_the_event_is_and_last_of_several_places(
    zones: tuple[str, ...],
    ends: datetime,
) -> None:
    assert deadline(FRIDAY, zones) == ends


def test_a_prediction_is_due_at_the_deadline_and_not_a_second_before() -> None:
    facts = prediction(FRIDAY, "America/Juneau")
    ends = deadline(FRIDAY, ("America/Juneau",))

    assert standing(facts, now=ends - SECOND).status is Status.AWAITING
    assert standing(facts, now=ends).status is Status.DUE


@pytest.mark.parametrize("kind", FORWARD)
def test_neither_the_earliest_day_nor_our_own_makes_a_claim_due(kind: ClaimKind) -> None:
    long_ago = date(2025, 1, 1)
    facts = replace(claim(kind), earliest=long_ago, look_again_on=long_ago)

    found = standing(facts, now=NOW)

    assert found.status is Status.AWAITING
    assert {ReasonCode.OPEN_ENDED, ReasonCode.LOOK_AGAIN_NOW} <= codes(found)


def test_a_condition_falls_due_when_a_person_records_that_it_occurred() -> None:
    facts = replace(prediction(), condition="the next meeting", condition_met_at=NOW)

    assert standing(facts, now=NOW - SECOND).status is Status.AWAITING
    assert standing(facts, now=NOW).status is Status.DUE


def test_a_fact_on_a_condition_waits_for_it() -> None:
    facts = replace(claim(ClaimKind.FACT, speaker(1, "ann")), condition="if they meet")

    assert standing(facts, now=NOW).status is Status.AWAITING


def test_a_position_or_a_saying_with_a_condition_goes_by_evidence() -> None:
    for kind in (ClaimKind.POSITION, ClaimKind.SAID):
        facts = replace(claim(kind, speaker(1, "ann")), condition="if they meet")

        assert standing(facts, now=NOW).status is Status.UNVERIFIED


@pytest.mark.parametrize("kind", [ClaimKind.POSITION, ClaimKind.SAID, ClaimKind.FACT])
def test_what_is_said_of_now_goes_by_evidence_whatever_its_dates(kind: ClaimKind) -> None:
    facts = replace(claim(kind, speaker(1, "ann")), due_on=FRIDAY, earliest=FRIDAY)

    assert standing(facts, now=NOW).status is Status.UNVERIFIED


@pytest.mark.parametrize("outcome", OutcomeKind)
def test_a_recorded_outcome_resolves_even_before_the_day(outcome: OutcomeKind) -> None:
    facts = replace(
        prediction(date(2025, 12, 31)),
        outcome=OutcomeFacts(outcome, "seen by all", NOW),
    )

    assert standing(facts, now=NOW - SECOND).status is Status.AWAITING
    assert standing(facts, now=NOW).status is Status.RESOLVED


def test_an_outcome_taken_back_makes_the_claim_due_again() -> None:
    recorded = OutcomeFacts(OutcomeKind.CAME_TRUE, "it took place", NOW)
    resolved = replace(prediction(FRIDAY), outcome=recorded)

    assert standing(resolved, now=NOW).status is Status.RESOLVED
    assert standing(replace(resolved, outcome=None), now=NOW).status is Status.DUE


def test_evidence_about_a_plan_is_listed_and_does_not_move_it() -> None:
    denial = speaker(1, "land", stance=Stance.DENIES, heard_directly=True)
    facts = replace(claim(ClaimKind.PLAN, denial), holder="land")

    found = standing(facts, now=NOW)

    assert found.status is Status.AWAITING
    assert ReasonCode.DENY in codes(found)


def test_the_next_look_is_the_first_moment_at_which_the_clock_changes_something() -> None:
    facts = replace(
        prediction(FRIDAY, "America/Juneau"),
        earliest=date(2025, 8, 14),
        look_again_on=date(2025, 8, 25),
        home_zone="Europe/Paris",
    )
    looks = []
    at: datetime | None = START
    while at is not None:
        at = standing(facts, now=at).next_look
        looks.append(at)

    assert looks == [
        datetime(2025, 8, 14, 8, tzinfo=UTC),
        datetime(2025, 8, 15, 8, tzinfo=UTC),
        datetime(2025, 8, 16, 8, tzinfo=UTC),
        datetime(2025, 8, 24, 22, tzinfo=UTC),
        None,
    ]


def test_what_is_resolved_waits_for_no_moment() -> None:
    recorded = OutcomeFacts(OutcomeKind.CAME_TRUE, "it took place", START)
    facts = replace(prediction(FRIDAY), outcome=recorded)

    assert standing(facts, now=START).next_look is None
