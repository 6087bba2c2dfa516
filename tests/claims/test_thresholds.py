"""Thresholds are dated rows that people set; auto-confirm must be carried by their decisions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from claims.errors import Objection
from claims.models import Claim, Threshold
from claims.thresholds import (
    Limits,
    auto_in_force,
    own_suggest,
    set_thresholds,
    suggest_by,
    thresholds_in_force,
)
from jobs.models import SubjectEvent
from jobs.subjects import broken
from nlp.ranking import BY_HAND, SUGGEST_AT
from nlp.reranker import Reranker
from tests.claims.labelled import MATCHER, decided
from tests.claims.make import NOON, at, checked, tracked

pytestmark = pytest.mark.django_db
SUGGEST = Limits("en", MATCHER, suggest=0.4)
AUTO = Limits("en", MATCHER, suggest=0.4, auto=0.9)


@pytest.fixture
def claim(carl: User) -> Claim:
    row = tracked(carl)
    checked(row, now=NOON)
    return row


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def test_until_people_set_one_the_models_own_is_in_force() -> None:
    assert thresholds_in_force("en", matcher=MATCHER, at=NOON) is None


def test_the_last_one_set_by_then_is_in_force(edna: User) -> None:
    set_thresholds(SUGGEST, by=edna, now=at(12))
    set_thresholds(Limits("en", MATCHER, suggest=0.6), by=edna, now=at(14))

    assert thresholds_in_force("en", matcher=MATCHER, at=at(11)) is None
    assert thresholds_in_force("en", matcher=MATCHER, at=at(13)) == SUGGEST
    now = thresholds_in_force("en", matcher=MATCHER, at=at(14))
    assert now is not None
    assert now.suggest == 0.6


def test_matching_asks_by_the_matcher_that_gave_the_score(edna: User) -> None:
    set_thresholds(SUGGEST, by=edna, now=NOON)
    begins = suggest_by("en", at=NOON)

    assert (begins(MATCHER), begins("lines-2")) == (0.4, None)


def test_each_language_and_each_matcher_has_its_own(edna: User) -> None:
    set_thresholds(SUGGEST, by=edna, now=NOON)

    assert thresholds_in_force("uk", matcher=MATCHER, at=NOON) is None
    assert thresholds_in_force("en", matcher="lines-2", at=NOON) is None


def test_what_was_measured_stands_beside_it_and_in_the_ledger(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.9] * 3 + [0.2], by=carl)
    decided(claim, [0.9], by=carl, right=False)

    row = set_thresholds(SUGGEST, by=edna, now=NOON)

    assert (row.labels, row.precision, row.set_by) == (5, 0.75, edna)
    event = SubjectEvent.objects.get(kind="claims.thresholds_set")
    assert (event.subject, event.actor_id) == ("claims.threshold:en", edna.pk)
    assert (event.facts["suggest"], event.facts["auto"]) == (0.4, None)
    assert broken() == []


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits("en", MATCHER, suggest=1.2), "from 0 to 1"),
        (Limits("en", MATCHER, suggest=0.9, auto=0.5), "cannot begin below"),
        (Limits("und", MATCHER, auto=0.9), "one known language"),
        (AUTO, "too few decisions: 0 of the 300"),
    ],
    ids=["no probability", "auto below suggest", "unknown language", "no decisions"],
)
def test_a_threshold_that_makes_no_sense_is_refused(limits: Limits, words: str, edna: User) -> None:
    with pytest.raises(Objection, match=words):
        set_thresholds(limits, by=edna, now=NOON)

    assert not Threshold.objects.exists()


def test_a_checker_sets_no_threshold(carl: User) -> None:
    with pytest.raises(Objection, match="An editor sets thresholds"):
        set_thresholds(SUGGEST, by=carl, now=NOON)


def test_a_row_cannot_be_changed_and_holds_no_nonsense(edna: User) -> None:
    row = set_thresholds(SUGGEST, by=edna, now=NOON)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Threshold.objects.filter(pk=row.pk).update(suggest=0.1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Threshold.objects.create(
            language="en", matcher=MATCHER, suggest=0.9, auto=0.5, set_by=edna, since=NOON
        )


# --- auto-confirm --------------------------------------------------------------------------


def test_three_hundred_right_decisions_let_an_editor_turn_auto_confirm_on(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.95] * 300, by=carl)

    row = set_thresholds(AUTO, by=edna, now=NOON)

    assert row.auto_labels == 300
    assert row.auto_floor == pytest.approx(0.987, abs=1e-3)
    assert auto_in_force("en", matcher=MATCHER, now=NOON).at == 0.9


def test_decisions_in_another_language_or_by_another_matcher_carry_nothing(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.95] * 300, by=carl, language="uk")
    decided(claim, [0.95] * 300, by=carl, matcher="lines-2")

    with pytest.raises(Objection, match="too few decisions: 0 of"):
        set_thresholds(AUTO, by=edna, now=NOON)


def test_it_stops_by_itself_when_the_decisions_have_grown_old(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.95] * 300, by=carl)
    set_thresholds(AUTO, by=edna, now=NOON)

    later = auto_in_force("en", matcher=MATCHER, now=NOON + timedelta(days=91))

    assert later.at is None
    assert later.why == "too few decisions: 0 of the 300 that are needed"


def test_it_stops_by_itself_when_people_decide_against_it(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.95] * 300, by=carl)
    set_thresholds(AUTO, by=edna, now=NOON)

    decided(claim, [0.95] * 4, by=carl, sided=False, now=at(13))

    now = auto_in_force("en", matcher=MATCHER, now=at(13))
    assert now.at is None
    assert "both right in 300 of 304" in now.why


def test_turning_it_on_or_off_looks_again_at_what_was_confirmed_alone(
    claim: Claim, carl: User, edna: User
) -> None:
    decided(claim, [0.95] * 300, by=carl)
    decided(claim, [0.95], by=None)

    set_thresholds(AUTO, by=edna, now=NOON)
    assert waiting(claim) == {"settings"}

    checked(claim, now=NOON)
    set_thresholds(Limits("en", MATCHER, suggest=0.5, auto=0.9), by=edna, now=at(13))
    assert waiting(claim) == set()

    set_thresholds(SUGGEST, by=edna, now=at(14))
    assert waiting(claim) == {"settings"}


# --- what a matcher brings along -----------------------------------------------------------


def test_a_models_own_threshold_is_known_while_it_is_the_same_model() -> None:
    model = Reranker.load("lines")

    assert own_suggest("en", model.version) == model.thresholds["en"].suggest
    assert own_suggest("uk", model.version) == model.thresholds["en"].suggest
    assert own_suggest("en", "lines-000000000000") is None
    assert own_suggest("en", "gone-1") is None
    assert own_suggest("en", BY_HAND) == SUGGEST_AT
