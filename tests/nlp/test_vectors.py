"""nlp.vectors: the nearest rows are those that comparing with every row gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import vectors
from nlp.encoder import Vectors as Floats
from nlp.values import ClaimText
from nlp.vectors import Vectors
from tests.nlp.fakes import CountingEncoder


def packed(rows: int, seed: int, *, alike: int = 1) -> Vectors:
    """Vectors of random directions, each `alike` times."""
    made = Vectors(CountingEncoder())
    chance = np.random.default_rng(seed)
    numbers = chance.integers(-127, 128, (-(-rows // alike), 64)).astype(np.int8)
    made.packed["whole"] = np.repeat(numbers, alike, axis=0)[:rows]
    made.scales["whole"] = chance.random(rows).astype(np.float32)
    return made


def best(made: Vectors, query: Floats, top: int) -> list[float]:
    every = made.cosines("whole", np.arange(len(made)), query[None])[:, 0]
    return sorted(every.tolist(), reverse=True)[:top]


@pytest.mark.parametrize("rows", [0, 1, 39, 40, 41, 700, 5_000])
@pytest.mark.parametrize("alike", [1, 50])
def test_the_nearest_are_those_of_a_look_at_every_row(
    rows: int, alike: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_BLOCK", 3_000)
    monkeypatch.setattr(vectors, "_GROUP", 8)
    made = packed(rows, seed=rows, alike=alike)
    queries = np.random.default_rng(1).normal(size=(7, 64)).astype(np.float32)

    found = made.nearest(queries, top=40)

    for query, near in zip(queries, found, strict=True):
        assert len(set(near.tolist())) == len(near) == min(40, rows)
        reached = made.cosines("whole", near, query[None])[:, 0]
        assert sorted(reached, reverse=True) == pytest.approx(best(made, query, 40), rel=1e-4)


@settings(max_examples=20)
@given(st.integers(0, 400), st.integers(1, 12), st.integers(0, 9))
def test_as_many_as_there_are_and_no_more(rows: int, top: int, seed: int) -> None:
    made = packed(rows, seed)
    query = np.ones((1, 64), dtype=np.float32)

    assert len(made.nearest(query, top)[0]) == min(rows, top)


def test_each_query_has_its_own_cosine_with_each_row() -> None:
    made = Vectors(CountingEncoder())
    made.add([ClaimText(1, "bridge"), ClaimText(2, "coffee", title="bridge")])
    asked = made.encoder.encode(["bridge", "coffee"])

    whole = made.cosines("whole", np.array([1, 0]), asked)
    title = made.cosines("title", np.array([0, 1]), asked[:1])

    assert whole.shape == (2, 2)
    assert whole[1] == pytest.approx([1, 0], abs=0.05)
    assert whole[0] == pytest.approx([0.7, 0.7], abs=0.05)
    assert title == pytest.approx(np.ones((2, 1)), abs=0.01)
