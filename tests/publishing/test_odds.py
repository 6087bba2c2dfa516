"""Whether two ratings contradict each other: `publishing/odds.py`, the whole table."""

from itertools import product
from typing import Final

import pytest

from claims.states import LinkKind
from publishing.odds import JUDGED, at_odds
from reviews.states import Polarity

FOR, AGAINST, MIXED, NONE = (
    Polarity.SUPPORTS,
    Polarity.AGAINST,
    Polarity.MIXED,
    Polarity.NONE,
)
# What the source of a link is rated, and its target: all that is at odds.
TABLE: Final[dict[LinkKind, set[tuple[Polarity, Polarity]]]] = {
    LinkKind.CONTRADICTS: {(FOR, FOR)},
    LinkKind.DUPLICATE_OF: {
        (FOR, AGAINST),
        (AGAINST, FOR),
        (FOR, MIXED),
        (MIXED, FOR),
        (AGAINST, MIXED),
        (MIXED, AGAINST),
    },
    LinkKind.FOLLOWS_FROM: {(AGAINST, FOR)},
    LinkKind.UPDATES: set(),
    LinkKind.SAYS: set(),
}


@pytest.mark.parametrize("kind", LinkKind)
@pytest.mark.parametrize(("source", "target"), list(product(Polarity, repeat=2)))
def test_each_cell_of_the_table(kind: LinkKind, source: Polarity, target: Polarity) -> None:
    assert at_odds(kind, source, target) is ((source, target) in TABLE[kind])


@pytest.mark.parametrize("kind", [LinkKind.CONTRADICTS, LinkKind.DUPLICATE_OF])
@pytest.mark.parametrize(("one", "other"), list(product(Polarity, repeat=2)))
def test_what_holds_both_ways_is_at_odds_from_either_end(
    kind: LinkKind, one: Polarity, other: Polarity
) -> None:
    assert at_odds(kind, one, other) is at_odds(kind, other, one)


@pytest.mark.parametrize("kind", LinkKind)
@pytest.mark.parametrize("other", Polarity)
def test_what_the_evidence_does_not_decide_contradicts_nothing(
    kind: LinkKind, other: Polarity
) -> None:
    assert not at_odds(kind, NONE, other)
    assert not at_odds(kind, other, NONE)


def test_a_saying_is_never_looked_up_for_its_content() -> None:
    assert set(JUDGED) == {"contradicts", "duplicate_of", "follows_from"}
