"""nlp.encoder.recent: a text used twice in a row is encoded once."""

import numpy as np

from nlp.encoder.recent import RecentVectors
from tests.nlp.fakes import CountingEncoder


def test_a_text_is_encoded_once_and_comes_out_the_same() -> None:
    encoder = CountingEncoder()
    recent = RecentVectors(encoder)

    first = recent.encode(["rain in Lund", "a bridge", "rain in Lund"])
    again = recent.encode(["a bridge", "rain in Lund"])

    assert encoder.heard == ["rain in Lund", "a bridge"]
    assert (again == first[[1, 0]]).all()
    assert (recent.model_id, recent.size) == (encoder.model_id, encoder.size)


def test_the_oldest_texts_are_forgotten_but_none_that_is_asked_for() -> None:
    encoder = CountingEncoder()
    recent = RecentVectors(encoder, latest=2)
    recent.encode(["one"])

    rows = recent.encode(["one", "two", "three"])

    assert rows.shape == (3, encoder.size)
    assert (rows[0] == CountingEncoder().encode(["one"])[0]).all()
    recent.encode(["four"])
    recent.encode(["two"])
    assert encoder.heard.count("two") == 2


def test_vectors_made_before_are_taken_over() -> None:
    encoder = CountingEncoder()
    recent = RecentVectors(encoder)
    assert recent.lacks(["rain"])

    recent.learn(["rain"], np.ones((1, encoder.size), dtype=np.float32))

    assert not recent.lacks(["rain"])
    assert (recent.encode(["rain"]) == 1).all()
    assert encoder.heard == []


def test_nothing_asked_gives_no_rows() -> None:
    assert RecentVectors(CountingEncoder()).encode([]).shape == (0, 64)
