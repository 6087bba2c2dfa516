"""nlp.features, nlp.ragged, nlp.rows: what is measured of a candidate is what stands in it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.asked import Asked
from nlp.columns import Columns
from nlp.features import Block, Table
from nlp.measures import put_words
from nlp.passages import Passage, in_order
from nlp.ragged import Ragged
from nlp.rows import Rows
from nlp.values import ClaimText

CLAIMS = (
    ClaimText(1, "The bridge in Lund closes for 30 days", "Ann Lee", date(2025, 3, 1)),
    ClaimText(2, "The bridge in Malmö closes for 60 days", "Bo Ek", date(2025, 9, 1)),
    ClaimText(3, "Rain fell", title="Did rain fall in Bergen?", body="The bridge was wet."),
)
COLUMNS = Columns()
COLUMNS.add(CLAIMS)


def measured(passage: Passage, columns: Columns = COLUMNS) -> Table:
    block = Block.of([np.arange(len(columns))])
    put_words(Asked.of([passage], columns), columns, block)
    return block.tables()[0]


def test_the_number_and_the_name_tell_two_like_claims_apart() -> None:
    table = measured(Passage("In Lund the bridge is closed for 30 days")).columns

    assert table["statement.covered"][0] == pytest.approx(1)
    assert table["statement.covered"][1] < 1
    assert table["numbers.found"].tolist() == [1, 0, 0]
    assert table["numbers.other"].tolist() == [0, 1, 0]
    assert table["statement.bm25"].argmax() == 0


def test_a_word_of_the_body_alone_counts_for_the_body_alone() -> None:
    table = measured(Passage("a bridge")).columns

    assert table["body.bm25"][2] > 0 == table["statement.bm25"][2]


def test_a_claim_that_was_not_yet_made_is_known_to_be_later() -> None:
    table = measured(Passage("The bridge closes", on=date(2025, 6, 1), speaker="Ann Lee")).columns

    assert table["days.earlier"].tolist() == [1, 0, 0]
    assert table["days.later"].tolist() == [0, 1, 0]
    assert table["days.known"].tolist() == [1, 1, 0]
    assert table["speaker.same"].tolist() == [1, 0, 0]


def test_the_sentence_before_covers_what_the_sentence_leaves_out() -> None:
    alone = measured(Passage("It closes for 30 days")).columns
    told = measured(
        Passage("It closes for 30 days", before=("The bridge in Lund is old.",))
    ).columns

    assert told["statement.covered"][0] == alone["statement.covered"][0]
    assert told["statement.covered_near"][0] > alone["statement.covered_near"][0]


def test_a_measure_that_was_not_taken_is_nought() -> None:
    assert measured(Passage("A bridge")).matrix(["whole.cosine"]).tolist() == [[0], [0], [0]]


def test_equals_share_a_place_whatever_their_row() -> None:
    block = Block.of([np.arange(4), np.arange(1)])

    block.put_ranked("score", np.array([0.0, 2.0, 0.0, 1.9999999999, -1.0]))

    first, second = block.tables()
    assert first.columns["score/place"].tolist() == [1 / 3, 1, 1 / 3, 1]
    assert second.columns["score/place"].tolist() == [1]


def test_the_order_in_which_claims_were_filed_changes_no_measure() -> None:
    turned = Columns()
    turned.add(CLAIMS[::-1])
    passage = Passage("In Lund the bridge is closed for 30 days", speaker="Bo Ek")

    there = measured(passage, turned).columns

    here = measured(passage).columns
    assert {name: values[::-1].tolist() for name, values in there.items()} == {
        name: pytest.approx(values.tolist()) for name, values in here.items()
    }


def test_a_field_that_no_claim_has_is_not_measured() -> None:
    bare = Columns()
    bare.add([ClaimText(1, "A bridge closes")])

    table = measured(Passage("The bridge"), bare).columns

    assert "statement.bm25" in table
    assert not {name for name in table if name.startswith(("body.", "title."))}


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_finite_measures(text: str, before: str) -> None:
    table = measured(Passage(text, before=(before,), speaker=before))

    assert np.isfinite(table.matrix(sorted(table.columns))).all()


@given(st.lists(st.lists(st.integers(0, 99), max_size=5), min_size=1, max_size=8), st.data())
def test_rows_of_unequal_length_come_back_as_they_went_in(
    rows: list[list[int]], data: st.DataObject
) -> None:
    half = len(rows) // 2
    kept = Ragged.of(rows[:half]).and_then(Ragged.of(rows[half:]))
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6))

    owner, values = kept.take(np.array(chosen, dtype=np.int64))

    assert [values[owner == at].tolist() for at in range(len(chosen))] == [rows[n] for n in chosen]


def test_the_newest_row_of_a_claim_alone_stands() -> None:
    rows = Rows()
    rows.add([5, 9])
    rows.add([5])
    rows.drop([9, 404])

    assert rows.of([5, 9]).tolist() == [2]
    assert rows.standing(np.arange(3)).tolist() == [2]


def test_each_sentence_of_a_text_knows_its_neighbours() -> None:
    first, second, third = in_order(["One.", "Two.", "Three."])

    assert (first.before, first.after) == ((), ("Two.", "Three."))
    assert (second.before, third.before) == (("One.",), ("One.", "Two."))
