"""nlp.values: what they refuse, and that they are stored as plain JSON."""

import json
from datetime import date

import pytest

from nlp.statements import read
from nlp.values import Difference, Form, Relay, Span, Statement

DAY = date(2025, 8, 22)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2)])
def test_a_span_that_slices_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_statement_survives_a_trip_through_json() -> None:
    (statement,) = read("The bank will close on Monday, Ada Byron said.", published=DAY)

    stored = json.loads(json.dumps(statement.to_json()))

    assert stored["quote"] == "The bank will close on Monday"
    assert stored["due"]["on"] == "2025-08-25"
    assert stored["span"] == [0, 29]


def test_an_alleged_source_is_never_the_claimant() -> None:
    first, nested = read(
        "Ada Byron said that Max Weber had told her that it was over.", published=None
    )

    assert nested.form is Form.NESTED
    assert nested.speaker is not None
    assert nested.speaker.name == "Max Weber"
    for statement in (first, nested):
        assert statement.claimant == Relay(
            "Ada Byron", "Ada Byron", named=True, heard_directly=True
        )


def test_narration_has_no_claimant(announced: Statement) -> None:
    assert announced.speaker is None
    assert announced.claimant is None


@pytest.fixture
def announced() -> Statement:
    (statement,) = read("The summit will take place on Friday in Oslo.", published=DAY)
    return statement


def test_a_silent_side_of_a_difference_is_null_in_json() -> None:
    difference = Difference("negation", None, Span(3, 6), "", "not")

    assert difference.to_json()["claim"] is None
