"""nlp.shelf: an index in a folder answers as it did in memory, or is refused; never half of it."""

from datetime import date
from pathlib import Path

import pytest

from nlp.claim_index import ClaimIndex
from nlp.matcher import find
from nlp.passages import Passage
from nlp.shelf import LAYOUT
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


@pytest.mark.parametrize("name", ["days", "whole.int8", "words.txt", "about.json"])
def test_a_folder_with_a_file_missing_is_refused(name: str, tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path, encoder=CountingEncoder())
    (tmp_path / name).unlink()

    with pytest.raises(ValueError, match="not a whole index"):
        ClaimIndex(tmp_path, encoder=CountingEncoder())


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    path = tmp_path / "statement.values"
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(ValueError, match="is damaged"):
        ClaimIndex(tmp_path)


@pytest.mark.parametrize("name", ["statement.values", "live", "words.txt", "words/*.idx"])
def test_one_wrong_byte_is_noticed_when_the_folder_is_opened(name: str, tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    path = next(tmp_path.glob(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(ValueError, match="is damaged"):
        ClaimIndex(tmp_path)


def test_an_older_layout_is_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path)
    about = tmp_path / "about.json"
    about.write_text(about.read_text().replace(f'"layout": {LAYOUT}', '"layout": 0'))

    with pytest.raises(ValueError, match="another engine version"):
        ClaimIndex(tmp_path)


def test_a_claim_put_by_another_process_is_seen_in_the_index_reopened(tmp_path: Path) -> None:
    first = ClaimIndex.build([BRIDGE], tmp_path, encoder=CountingEncoder())
    ClaimIndex(tmp_path, encoder=CountingEncoder()).change([TUNNEL], [7])
    assert {claim for claim, _ in answers(first)} == {7}

    now = first.reopened()

    assert {claim for claim, _ in answers(now)} == {2**40}
    assert answers(now) == answers(ClaimIndex(tmp_path, encoder=CountingEncoder()))
    assert {claim for claim, _ in answers(first)} == {7}


def test_two_writers_cannot_mix_their_rows(tmp_path: Path) -> None:
    late = ClaimIndex.build([BRIDGE], tmp_path)
    ClaimIndex(tmp_path).put([TUNNEL])

    with pytest.raises(ValueError, match="changed by another process"):
        late.put([RAIN])

    late.reopened().put([RAIN])
    assert len(ClaimIndex(tmp_path)) == 3


def test_what_a_killed_writer_had_added_is_cut_off(tmp_path: Path) -> None:
    index = ClaimIndex.build([BRIDGE], tmp_path)
    with (tmp_path / "days").open("ab") as file:
        file.write(b"half a row")

    index.put([TUNNEL])

    assert len(ClaimIndex(tmp_path)) == 2


def test_a_put_appends_to_what_is_there_and_writes_no_row_again(tmp_path: Path) -> None:
    index = ClaimIndex.build([BRIDGE, RAIN], tmp_path)
    before = (tmp_path / "statement.values").stat()
    kept = (tmp_path / "statement.values").read_bytes()

    index.put([TUNNEL])

    after = (tmp_path / "statement.values").stat()
    assert (after.st_ino, after.st_size > before.st_size) == (before.st_ino, True)
    assert (tmp_path / "statement.values").read_bytes().startswith(kept)


def test_an_index_says_what_was_said_of_its_state(tmp_path: Path) -> None:
    ClaimIndex(tmp_path).put([BRIDGE], about={"position": 41})

    assert ClaimIndex(tmp_path).about["position"] == 41


def test_vectors_of_another_model_are_refused(tmp_path: Path) -> None:
    ClaimIndex.build([BRIDGE], tmp_path, encoder=CountingEncoder())

    with pytest.raises(ValueError, match="counting-1"):
        ClaimIndex(tmp_path, encoder=CountingEncoder("counting-2"))
