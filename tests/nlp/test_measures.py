"""nlp.measures: all at once gives what one passage and one claim at a time give, word by word."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.asked import Asked
from nlp.columns import Columns
from nlp.features import Block, Table, put_eligible
from nlp.measures import put_words
from nlp.passages import Passage
from nlp.ragged import Ints
from nlp.values import ClaimText
from tests.nlp.plain import Plain

CLAIMS = (
    ClaimText(1, "The bridge in Lund closes for 30 days", "Ann Lee", date(2025, 3, 1)),
    ClaimText(2, "The old bridge in Malmö closes for 60 days", "Bo Ek", date(2025, 9, 1)),
    ClaimText(3, "Rain fell and rain fell", title="Did rain fall in Bergen?", body="A wet bridge."),
    ClaimText(
        4, "Taxes rise by 1,500 kronor", "Ann Berg", title="Taxes rise, says Lee", body="Rise rise."
    ),
    ClaimText(5, ""),
)
PASSAGES = (
    Passage(
        "In Lund the old bridge is closed for 30 days, Lee said",
        before=("The bridge in Malmö was closed for 60 days.", "It rained on the bridge in Lund."),
        speaker="Ann Lee",
        on=date(2025, 6, 1),
    ),
    Passage("Rain fell: rain fell in Bergen and in Turku", speaker="Bo Ek", on=date(2025, 9, 1)),
    Passage(""),
    Passage("Taxes rise by 1,500", before=("",), speaker="Zed"),
)
COLUMNS = Columns()
COLUMNS.add(CLAIMS)
WORDS = st.lists(
    st.sampled_from(["bridge", "Lund", "Rain", "rain", "30", "60", "the", "Taxes", "Lee", "Turku"]),
    max_size=12,
).map(" ".join)


def together(*passages: Passage, rows: Sequence[Ints] = ()) -> list[Table]:
    block = Block.of(rows or [np.arange(len(CLAIMS))] * len(passages))
    put_words(Asked.of(passages, COLUMNS), COLUMNS, block)
    put_eligible(block)
    return block.tables()


@pytest.mark.parametrize("passage", PASSAGES)
def test_every_measure_is_what_reading_word_by_word_gives(passage: Passage) -> None:
    plain = Plain(CLAIMS)

    found = together(*PASSAGES)[PASSAGES.index(passage)]

    for at, claim in enumerate(CLAIMS):
        wanted = plain.measures(passage, claim)
        measured = {name: float(found.columns[name][at]) for name in wanted}
        assert measured == pytest.approx(wanted, abs=1e-6)


def test_no_measure_but_places_and_shares_of_the_best_is_left_unproven() -> None:
    wanted = Plain(CLAIMS).measures(PASSAGES[0], CLAIMS[0])

    found = together(PASSAGES[0])[0].columns

    assert {name for name in found if "/" not in name} == wanted.keys()


@given(WORDS, WORDS, WORDS)
def test_any_passage_is_measured_as_word_by_word(text: str, before: str, speaker: str) -> None:
    passage, plain = Passage(text, before=(before,), speaker=speaker), Plain(CLAIMS)

    found = together(passage)[0]

    for at, claim in enumerate(CLAIMS):
        wanted = plain.measures(passage, claim)
        measured = {name: float(found.columns[name][at]) for name in wanted}
        assert measured == pytest.approx(wanted, abs=1e-6)


def test_a_passage_measures_the_same_alone_and_among_others() -> None:
    rows = [np.array([0, 1, 3]), np.array([], dtype=np.int64), np.array([2]), np.arange(5)]

    found = together(*PASSAGES, rows=rows)

    for passage, own, table in zip(PASSAGES, rows, found, strict=True):
        alone = together(passage, rows=[own])[0]
        assert table.rows == len(own)
        assert {name: values.tolist() for name, values in alone.columns.items()} == {
            name: pytest.approx(values.tolist(), abs=1e-9) for name, values in table.columns.items()
        }


def test_places_and_shares_of_the_best_are_of_the_passage_alone() -> None:
    block = Block.of([np.arange(3), np.arange(2), np.arange(0)])

    block.put_ranked("score", np.array([1.0, 4.0, 2.0, -1.0, -2.0]))

    first, second, third = block.tables()
    assert first.columns["score/best"].tolist() == [0.25, 1.0, 0.5]
    assert first.columns["score/place"].tolist() == [1 / 3, 1.0, 1 / 2]
    assert second.columns["score/best"].tolist() == [0, 0]
    assert second.columns["score/place"].tolist() == [1.0, 1 / 2]
    assert third.matrix(["score"]).shape == (0, 1)
