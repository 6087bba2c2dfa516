"""Which statements speak of a first, so that the archive is searched before a verdict."""

import pytest

from claims.lookback import speaks_of_a_first

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "statement",
    [
        "It is the first such signal from Moscow.",
        "First female mayor of Lisbon elected.",
        "The bridge has NEVER been closed.",
        "Rents are at a record high.",
        "It was the hottest July on record.",
        "Nothing has changed since June 2024.",
        "The first step since the war began.",
        "A first for Portugal.",
        "An all-time low.",
    ],
)
def test_first_never_record_and_since_need_a_look_back(statement: str) -> None:
    assert speaks_of_a_first(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Russia is ready for a first step toward a ceasefire.",
        "The First Lady visited Lisbon.",
        "She said on the record that the bridge closes.",
        "The call was recorded.",
        "He spoke sincerely of nevermore.",
        "The Harbour Bridge in Lisbon will be closed to lorries.",
    ],
)
def test_other_words_need_none(statement: str) -> None:
    assert not speaks_of_a_first(statement)
