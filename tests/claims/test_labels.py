"""What people decided, as labels: once per passage, and only of what the matcher found itself."""

from datetime import timedelta

import pytest

from accounts.models import User
from claims.calibrating import Measure, both_right
from claims.deciding import Voice, confirm, dismiss, quote
from claims.facts import OriginKind, Stance
from claims.labels import agreement, agreement_from, exported, labels
from claims.models import Appearance, Claim, Statement
from nlp import ENGINE
from tests.claims.labelled import MATCHER, decided
from tests.claims.make import NOON, at, capture, outlet, passage, tracked

pytestmark = pytest.mark.django_db
HEARD = Voice(OriginKind.FIRSTHAND)


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def found(claim: Claim) -> Appearance:
    return passage(claim, capture(of=outlet("City Herald")))


def side(found: Appearance, *, same: bool) -> Stance:
    return next(one for one in Stance if (one.value == found.stance) is same)


def test_a_confirmed_passage_on_the_machines_side_is_right_twice(
    found: Appearance, carl: User
) -> None:
    confirm(found, stance=side(found, same=True), voice=HEARD, by=carl, now=at(13))

    (label,) = labels(now=at(14))
    assert (label.right, label.sided) == (True, True)
    assert (label.score, label.matcher) == (found.score, found.scored_by)


def test_a_person_on_another_side_makes_the_match_right_and_the_stance_wrong(
    found: Appearance, carl: User
) -> None:
    confirm(found, stance=side(found, same=False), voice=HEARD, by=carl, now=at(13))

    (label,) = labels(now=at(14))
    assert (label.right, label.sided) == (True, False)


def test_a_passage_of_another_time_than_the_machine_said_is_wrong_too(
    found: Appearance, carl: User
) -> None:
    confirm(found, stance=side(found, same=True), voice=HEARD, later=True, by=carl, now=at(13))

    (label,) = labels(now=at(14))
    assert (label.right, label.sided) == (True, False)


def test_a_dismissed_passage_is_wrong(found: Appearance, carl: User) -> None:
    dismiss(found, by=carl, now=at(13))

    (label,) = labels(now=at(14))
    assert (label.right, label.sided) == (False, False)


def test_the_last_decision_alone_is_a_label(found: Appearance, carl: User, rita: User) -> None:
    dismiss(found, by=carl, now=at(13))
    confirm(found, stance=Stance.SUPPORTS, voice=HEARD, by=rita, now=at(14))

    assert [label.right for label in labels(now=at(15))] == [True]
    # At noon of the 13th the second decision was not known.
    assert [label.right for label in labels(now=at(13))] == [False]


def test_a_decision_of_a_machine_is_no_label(claim: Claim) -> None:
    decided(claim, [0.9], by=None)

    assert labels(now=at(13)) == []


def test_a_person_who_corrects_the_machine_is_one(claim: Claim, carl: User) -> None:
    key = "ab" * 32
    decided(claim, [0.9], by=None, digests=[key])
    decided(claim, [0.9], by=carl, right=False, digests=[key], now=at(13))

    assert [label.right for label in labels(now=at(13))] == [False]


@pytest.mark.parametrize("feature", ["carried_over", "filed_from"])
def test_what_the_matcher_did_not_find_is_no_label(claim: Claim, carl: User, feature: str) -> None:
    decided(claim, [0.9], by=carl, features={feature: 1.0})

    assert labels(now=at(13)) == []


def test_the_sentence_that_a_claim_was_filed_from_is_no_label(claim: Claim, carl: User) -> None:
    text = "Anna Lind said on Tuesday that the bridge is closed to lorries."
    version = capture(text, of=outlet("City Herald"))
    statement = Statement.objects.create(
        capture=version, engine=ENGINE, order=0, start=0, end=len(text), sentence_start=0,
        sentence_end=len(text), proposed="The bridge is closed.", kind="fact", form="indirect",
    )  # fmt: skip
    row = quote(claim, statement, now=NOON)
    confirm(row, stance=Stance.SUPPORTS, voice=HEARD, by=carl, now=at(13))

    assert labels(now=at(14)) == []


def test_labels_are_of_the_last_days_and_of_what_is_asked_for(claim: Claim, carl: User) -> None:
    decided(claim, [0.9], by=carl, now=NOON - timedelta(days=91))
    decided(claim, [0.8], by=carl, language="en-GB")
    decided(claim, [0.7], by=carl, language="uk")
    decided(claim, [0.6], by=carl, matcher=None)

    assert [one.score for one in labels(now=NOON)] == [0.8, 0.7, 0.6]
    assert [one.score for one in labels(now=NOON, days=100)] == [0.9, 0.8, 0.7, 0.6]
    assert [one.score for one in labels(now=NOON, language="en")] == [0.8, 0.6]
    assert [one.score for one in labels(now=NOON, matcher=ENGINE)] == [0.6]


def test_an_export_has_what_was_measured_and_no_words(found: Appearance, carl: User) -> None:
    confirm(found, stance=Stance.SUPPORTS, voice=HEARD, note="Private.", by=carl, now=at(13))

    (row,) = exported(now=at(14))

    assert set(row) == {
        "score", "right", "stance_right", "language", "matcher", "at", "features",
    }  # fmt: skip
    assert row["features"] == found.features
    assert "Private" not in str(row)
    assert "Bridge" not in str(row)


def test_agreement_counts_matches_and_stances(claim: Claim, carl: User) -> None:
    decided(claim, [0.9] * 6, by=carl)
    decided(claim, [0.9] * 3, by=carl, sided=False)
    decided(claim, [0.9], by=carl, right=False)

    found = agreement(now=NOON)

    assert (found.matches, found.stances) == (Measure(9, 10), Measure(6, 10))


def test_counted_by_the_database_they_are_the_same(claim: Claim, carl: User) -> None:
    for tag in ("en", "EN-gb", "en_US", "uk", "", "enm"):
        decided(claim, [0.9, 0.4], by=carl, language=tag)
    decided(claim, [0.9], by=carl, sided=False)
    decided(claim, [0.9], by=carl, matcher=None)

    for matcher in (MATCHER, ENGINE):
        found = labels(now=NOON, language="en", matcher=matcher)
        counted = agreement_from(0.5, language="en", matcher=matcher, now=NOON)
        assert counted.stances == both_right(found, at=0.5)
    assert agreement_from(0.5, language="en", matcher=MATCHER, now=NOON).matches.total == 4
