"""nlp.shelf: an index in a folder answers as it did in memory, or is refused; never half of it."""

from datetime import date
from pathlib import Path

import pytest

from nlp.claim_index import ClaimIndex
from nlp.matcher import find
from nlp.passages import Passage
from nlp.values import ClaimText
from tests.nlp.fakes import CountingEncoder

BRIDGE = ClaimText(
    7, "The old bridge in Lund will close in 2026", "Ann Lee", date(2025, 3, 1), "Does it close?"
)
TUNNEL = ClaimText(
    2**40, "A tunnel under the river costs 12 million", body="The tunnel was priced."
)
RAIN = ClaimText(3, "Rain fell in Bergen on 300 days")
ASKED = [Passage("Does the bridge in Lund close?", before=("A tunnel is planned.",), speaker="Lee")]


def answers(index: ClaimIndex) -> list[tuple[int, float]]:
    return [(one.claim_id, one.probability) for one in find(ASKED, index)[0]]


def test_an_index_opened_again_gives_the_same_answers(tmp_path: Path) -> None:
    built = ClaimIndex.build([BRIDGE, TUNNEL, RAIN], tmp_path, encoder=CountingEncoder())

    opened = ClaimIndex(tmp_path, encoder=CountingEncoder())

    assert answers(opened) == answers(built)
    assert answers(opened)[0][0] == 7


def test_a_claim_put_into_an_opened_index_is_found_by_the_next_to_open_it(tmp_path: Path) -> None:
    ClaimIndex.build([TUNNEL], tmp_path, encoder=CountingEncoder())
    ClaimIndex(tmp_path, encoder=CountingEncoder()).put([BRIDGE])

    opened = ClaimIndex(tmp_path, encoder=CountingEncoder())

    assert {claim for claim, _ in answers(opened)} == {7, 2**40}


def test_a_dropped_or_replaced_claim_is_found_by_no_vector() -> None:
    index = ClaimIndex.build([BRIDGE, RAIN], encoder=CountingEncoder())

    index.put([ClaimText(7, "Wolves were seen near Uppsala")])
    index.drop([3])

    assert len(index) == 1
    assert [claim for claim, _ in answers(index)] == [7]


def test_a_folder_left_in_the_middle_of_a_change_is_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    (tmp_path / "changing").touch()

    with pytest.raises(ValueError, match="in the middle"):
        ClaimIndex(tmp_path)


@pytest.mark.parametrize("name", ["days.npy", "whole.int8.npy", "about.json"])
def test_a_folder_with_a_file_missing_is_refused(name: str, tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path, encoder=CountingEncoder())
    (tmp_path / name).unlink()

    with pytest.raises(ValueError, match="not a whole index"):
        ClaimIndex(tmp_path, encoder=CountingEncoder())


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    path = tmp_path / "statement.values.npy"
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(ValueError, match="bytes, not"):
        ClaimIndex(tmp_path)


def test_an_older_layout_is_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    about = tmp_path / "about.json"
    about.write_text(about.read_text().replace('"layout": 1', '"layout": 0'))

    with pytest.raises(ValueError, match="another engine version"):
        ClaimIndex(tmp_path)


def test_vectors_of_another_model_are_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path, encoder=CountingEncoder())

    with pytest.raises(ValueError, match="counting-1"):
        ClaimIndex(tmp_path, encoder=CountingEncoder("counting-2"))
