"""Scores against decisions: intervals, tenths, thresholds; too little is called too little."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.calibrating import (
    AUTO_FLOOR,
    AUTO_LABELS,
    FEW,
    LEAST,
    Label,
    Measure,
    auto,
    both_right,
    calibration,
    gap,
    matched,
    objection_to_auto,
    reliability,
    suggest,
    sweep,
    threshold_of,
    window,
)
from tests.claims.make import NOON

pytestmark = pytest.mark.once
SCORES = st.floats(0, 1)


def label(score: float, *, right: bool = True, sided: bool = True) -> Label:
    return Label(score, right, right and sided, "en", "lines-1", NOON)


def labels(count: int, score: float, *, right: bool = True, sided: bool = True) -> list[Label]:
    return [label(score, right=right, sided=sided) for _ in range(count)]


some_labels = st.lists(st.builds(label, SCORES, right=st.booleans(), sided=st.booleans()))


# --- measures --------------------------------------------------------------------------------


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(one: int, other: int) -> None:
    measure = Measure(min(one, other), max(one, other))
    low, high = measure.interval

    assert 0 <= low <= high <= 1
    if measure.total:
        assert low <= measure.share + 1e-12
        assert high >= measure.share - 1e-12


def test_an_interval_is_that_of_wilson() -> None:
    # Worked by hand with z = 1.96; also in Newcombe (1998), table I: 81 of 263.
    assert Measure(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_more_of_the_same_narrows_the_interval() -> None:
    assert Measure(98, 100).floor < Measure(980, 1000).floor < 0.98


# --- tenths ----------------------------------------------------------------------------------


@given(some_labels)
def test_the_tenths_hold_every_label_once(found: list[Label]) -> None:
    bins = reliability(found)

    assert len(bins) == 10
    assert sum(one.measure.total for one in bins) == len(found)
    assert sum(one.measure.right for one in bins) == matched(found).right
    assert all(one.low - 1e-9 <= one.mean <= one.high + 1e-9 for one in bins)


def test_scores_outside_of_probabilities_go_to_the_edges() -> None:
    bins = reliability([label(-3.0), label(1.0), label(17.0)])

    assert (bins[0].measure.total, bins[-1].measure.total) == (1, 2)


def test_nothing_decided_gives_empty_tenths_and_no_gap() -> None:
    assert gap(reliability([])) == 0.0
    assert sweep([]) == ()
    assert calibration([]).at(0.5) is None


def test_the_gap_is_how_far_scores_and_shares_lie_apart() -> None:
    found = labels(50, 0.9, right=True) + labels(50, 0.9, right=False)

    assert gap(reliability(found)) == pytest.approx(0.4)


# --- calibration -----------------------------------------------------------------------------


@given(some_labels, SCORES, SCORES)
def test_a_calibration_never_falls(found: list[Label], one: float, other: float) -> None:
    curve = calibration(found)
    low, high = curve.at(min(one, other)), curve.at(max(one, other))

    assert (low is None) is (not found)
    if low is not None and high is not None:
        assert 0 <= low <= high <= 1


@given(some_labels.filter(bool))
def test_a_calibration_keeps_the_number_of_right_ones(found: list[Label]) -> None:
    curve = calibration(found)
    expected = sum(curve.at(one.score) or 0.0 for one in found)

    assert expected == pytest.approx(matched(found).right)


@given(some_labels.filter(bool))
def test_the_order_of_decisions_does_not_matter(found: list[Label]) -> None:
    assert calibration(found) == calibration(found[::-1])
    assert sweep(found) == sweep(found[::-1])


def test_all_right_and_all_wrong_are_flat() -> None:
    assert calibration(labels(5, 0.2) + labels(5, 0.9)).at(0.5) == 1.0
    assert calibration(labels(5, 0.2, right=False)).at(0.9) == 0.0


# --- thresholds ------------------------------------------------------------------------------


@given(some_labels)
def test_lowering_a_threshold_shows_more_and_loses_nothing(found: list[Label]) -> None:
    points = sweep(found)

    assert [point.at for point in points] == sorted({threshold_of(one) for one in found})[::-1]
    assert all(a.measure.total < b.measure.total for a, b in pairwise(points))
    assert all(a.recall <= b.recall for a, b in pairwise(points))
    if points:
        assert points[-1].measure == matched(found)


@given(st.floats(0, 1))
def test_a_threshold_lets_the_score_pass_that_it_comes_from(score: float) -> None:
    assert threshold_of(label(score)) <= score + 1e-12


def test_equal_scores_stand_or_fall_together() -> None:
    mixed = labels(60, 0.7) + labels(60, 0.7, right=False)

    (point,) = sweep(mixed)
    assert point.measure == Measure(60, 120)


def test_a_threshold_stands_where_the_wanted_precision_is_reached() -> None:
    found = labels(80, 0.9) + labels(20, 0.6) + labels(200, 0.3, right=False)

    proposal = suggest(found, wanted=0.8, now_at=0.2)

    assert proposal.at == 0.6
    assert proposal.measure == Measure(100, 100)
    assert "100 % of what is right" in proposal.why


def test_a_few_decisions_propose_nothing_and_say_so() -> None:
    proposal = suggest(labels(FEW - 1, 0.9, right=False), wanted=0.5, now_at=0.2)

    assert proposal.at is None
    assert proposal.why == f"too few decisions: {FEW - 1} of the {FEW} that are needed"


def test_a_handful_above_a_score_is_no_measure_of_it() -> None:
    found = labels(LEAST - 1, 0.9) + labels(200, 0.3, right=False)

    assert suggest(found, wanted=0.5, now_at=0.2).at is None


def test_where_all_is_good_nothing_lower_is_proposed_than_was_shown() -> None:
    proposal = suggest(labels(200, 0.4), wanted=0.5, now_at=0.36)

    assert proposal.at is None
    assert "what was not shown cannot be measured" in proposal.why


def test_a_threshold_that_is_stricter_than_wanted_may_come_down_to_what_was_shown() -> None:
    assert suggest(labels(200, 0.4), wanted=0.5, now_at=0.6).at == 0.4


def test_where_nothing_is_right_no_threshold_is_good() -> None:
    proposal = suggest(labels(200, 0.9, right=False), wanted=0.5, now_at=0.2)

    assert proposal.at is None
    assert "no score reaches" in proposal.why


# --- auto-confirm ----------------------------------------------------------------------------


def test_three_hundred_right_decisions_carry_auto_confirm_and_one_fewer_does_not() -> None:
    assert auto(labels(AUTO_LABELS, 0.9), from_=0.5, language="en").at == 0.9
    few = auto(labels(AUTO_LABELS - 1, 0.9), from_=0.5, language="en")
    assert few.at is None
    assert few.why.startswith("too few decisions: 299 of the 300")


def test_the_lower_bound_decides_and_not_the_share() -> None:
    two_wrong = Measure(298, 300)

    assert two_wrong.share > AUTO_FLOOR > two_wrong.floor
    assert objection_to_auto(two_wrong) is not None
    assert objection_to_auto(Measure(299, 300)) is None


def test_a_right_match_on_the_wrong_side_speaks_against_auto_confirm() -> None:
    found = labels(300, 0.9) + labels(30, 0.9, sided=False)

    assert matched(found).share == 1.0
    assert auto(found, from_=0.5, language="en").at is None
    assert both_right(found, at=0.9) == Measure(300, 330)


def test_auto_confirm_begins_as_low_as_it_is_carried_and_never_below_suggestions() -> None:
    found = labels(400, 0.9) + labels(100, 0.7) + labels(300, 0.4, right=False)

    assert auto(found, from_=0.3, language="en").at == 0.7
    assert auto(found, from_=0.8, language="en").at == 0.9


def test_an_unknown_language_is_never_confirmed_automatically() -> None:
    assert auto(labels(400, 0.9), from_=None, language="und").at is None


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=30), st.integers(0, 500))
def test_whatever_is_proposed_for_auto_confirm_is_carried(
    noise: list[tuple[float, bool]], sure: int
) -> None:
    found = labels(sure, 0.95) + [label(score, right=right) for score, right in noise]

    proposal = auto(found, from_=0.2, language="en")

    if proposal.at is not None:
        assert objection_to_auto(both_right(found, at=proposal.at)) is None


def test_the_window_is_ninety_days() -> None:
    assert NOON - window(NOON) == timedelta(days=90)
