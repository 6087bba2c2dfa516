"""The life of a review is one table, and the closed lists around it hold together."""

import pytest

from reviews.states import ENDED, MOVES, OPEN, ReviewState, may_move

pytestmark = pytest.mark.once
S = ReviewState
ALLOWED = {
    (S.QUEUED, S.ASSIGNED),
    (S.QUEUED, S.CANCELLED),
    (S.ASSIGNED, S.QUEUED),
    (S.ASSIGNED, S.SUBMITTED),
    (S.ASSIGNED, S.CANCELLED),
    (S.SUBMITTED, S.READY),
    (S.SUBMITTED, S.RETURNED),
    (S.RETURNED, S.SUBMITTED),
    (S.RETURNED, S.QUEUED),
    (S.RETURNED, S.CANCELLED),
    (S.READY, S.SIGNED_OFF),
    (S.READY, S.RETURNED),
    (S.READY, S.CANCELLED),
}


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_a_review_moves_by_the_table_and_no_other_way(before: S, after: S) -> None:
    assert may_move(before.value, after.value) is ((before, after) in ALLOWED)


def test_every_state_stands_in_the_table() -> None:
    assert set(MOVES) == set(S)


def test_what_has_ended_moves_no_more_and_everything_else_is_open() -> None:
    assert {state for state in S if not MOVES[state]} == ENDED
    assert set(OPEN) == {state.value for state in S} - {state.value for state in ENDED}


@pytest.mark.parametrize("start", sorted(set(S) - ENDED))
def test_from_every_open_state_a_sign_off_can_be_reached(start: S) -> None:
    reached, frontier = set(), {start}
    while frontier:
        reached |= frontier
        frontier = {after for before in frontier for after in MOVES[before]} - reached

    assert S.SIGNED_OFF in reached


def test_a_state_that_does_not_exist_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="is not a valid ReviewState"):
        may_move("published", "ready")
