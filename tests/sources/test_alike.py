"""Copies are known as copies; two reports of one event are not."""

import pytest

from sources.alike import BANDS, COPY_FROM, LONGEST_WORDS, bands, likeness, shingles

pytestmark = pytest.mark.once
WIRE = (
    "The council of Porto voted on Monday to close the old harbour bridge to lorries from next "
    "month. Engineers had measured the cables for three weeks and found that two of them no "
    "longer carry the load for which they were built. The mayor said that buses may still cross. "
    "Haulage firms fear detours of forty minutes and want the state to pay for the fuel."
)
REPORT = (
    "Lorries must leave the harbour bridge: that is what Porto's council decided at the start of "
    "the week. Our reporter met drivers at the toll gate, and most of them had seen it coming. "
    "Two cables are worn, say the engineers, who have looked at them since early July."
)


def alike(left: str, right: str) -> float:
    return likeness(shingles(left), shingles(right))


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper(),
        WIRE.replace(",", " –").replace(".", "!\n\n"),
        "From our wires. " + WIRE,
        WIRE.rpartition("Haulage")[0],
        WIRE + " Read more on our front page.",
    ],
    ids=["the same", "in capitals", "other marks", "a new start", "cut short", "a new end"],
)
def test_a_copy_is_known_whatever_was_done_to_its_edges(copy: str) -> None:
    assert alike(WIRE, copy) >= COPY_FROM
    assert set(bands(shingles(WIRE))) & set(bands(shingles(copy)))


def test_another_report_of_the_same_event_is_no_copy() -> None:
    assert alike(WIRE, REPORT) < 0.1
    assert not set(bands(shingles(WIRE))) & set(bands(shingles(REPORT)))


def test_a_text_without_words_is_like_nothing_not_even_itself() -> None:
    assert shingles(" … — !") == frozenset()
    assert bands(frozenset()) == ()
    assert alike("", "") == 0.0


def test_a_text_shorter_than_a_run_still_is_itself() -> None:
    assert alike("Gone at noon", "gone, at noon!") == 1.0
    assert alike("Gone at noon", "Gone at dawn") == 0.0


def test_a_signature_has_one_value_per_band_and_is_the_same_in_every_process() -> None:
    signature = bands(shingles("one two three four five six"))

    assert len(set(signature)) == BANDS
    assert signature[0] == "00762fac8845d5778cafd4"


def test_what_lies_behind_the_first_words_costs_nothing() -> None:
    long = " ".join(f"w{n}" for n in range(LONGEST_WORDS))

    assert shingles(long + " and a tail") == shingles(long)
