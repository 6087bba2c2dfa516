"""nlp.train.young: small newsrooms are drawn fairly from a large one."""

import random

import numpy as np
import pytest

from nlp.claim_index import ClaimIndex
from nlp.evaluate.lines import Asked
from nlp.passages import Passage
from nlp.train.likelihood import Sample, reliability, weighted
from nlp.train.sets import Store
from nlp.train.young import Heard, worlds
from nlp.values import ClaimText
from tests.nlp.fakes import CountingEncoder

CLAIMS = [ClaimText(at, f"Bridge number {at} closes in town {at * 7}") for at in range(120)]
IDS = [f"c{at}" for at in range(120)]
LOUD = [Asked(f"day_{at:04}", Passage(f"They close bridge {at}.")) for at in range(0, 120, 4)]
QUIET = [Asked(f"day_{at:04}", Passage("Ducks swim.")) for at in range(120) if at % 4]
QRELS = {one.query_id: frozenset({f"c{int(one.query_id[-4:])}"}) for one in LOUD}


@pytest.fixture
def chance() -> random.Random:
    return random.Random(1)  # noqa: S311  (a sample, no secret)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(ClaimIndex.build(CLAIMS, encoder=CountingEncoder()), IDS, CLAIMS)


def test_small_indexes_have_their_size_and_the_right_claims(
    store: Store, chance: random.Random
) -> None:
    heard = Heard(LOUD, QUIET, QRELS)

    found = list(worlds(store, heard, encoder=CountingEncoder(), chance=chance))

    assert {world.size for world in found} == {8, 25, 80}
    for world in found:
        assert world.loud.claims == world.quiet.claims == world.size
        assert all(right.any() for right in world.loud.right)


def test_no_line_that_matches_is_among_the_quiet_ones(store: Store, chance: random.Random) -> None:
    heard = Heard(LOUD, QUIET, QRELS)

    for world in worlds(store, heard, encoder=CountingEncoder(), chance=chance):
        loud = {one.query_id for one in world.loud.asked}
        assert loud.isdisjoint(one.query_id for one in world.quiet.asked)


def test_what_stands_beside_a_line_that_matches_is_among_the_quiet_ones(
    store: Store, chance: random.Random
) -> None:
    heard = Heard(LOUD[5:6], QUIET, QRELS)

    world = next(iter(worlds(store, heard, encoder=CountingEncoder(), chance=chance)))

    assert {"day_0018", "day_0019", "day_0021", "day_0022"} <= {
        one.query_id for one in world.quiet.asked
    }


def test_a_probability_is_held_against_the_share_that_was_right() -> None:
    said = np.array([0.05, 0.05, 0.95, 0.95])
    sample = Sample(np.zeros((4, 1)), np.array([False, False, True, False]), np.ones(4))

    assert reliability(said, sample) == [(0.05, 0.0), (0.95, 0.5)]
    heavy = weighted(Sample(sample.rows, sample.right, np.array([1, 1, 3, 1])), 2)
    assert reliability(said, heavy)[-1] == pytest.approx((0.95, 0.75))
