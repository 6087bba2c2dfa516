"""nlp.differences: what would make a match a false one, and where it stands."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.differences import bearing, between, material
from nlp.values import Difference

MADE = date(2025, 8, 12)  # a Tuesday

VOCABULARY = [
    *("Russia", "is", "not", "ready", "may", "3", "300", "jobs", "Friday", "Monday", "5", "May"),
    *("Weber", "Byron", "“", "”", ".", ",", "é", "to", "and", "between", "km", "miles", "%", "$"),
    *("Moscow", "Kyiv", "in", "at least", "half of", "dozens of", "all", "some", "2019", "if"),
    *("would", "deny", "that", "no longer", "?", "first", "third", "Is", "says he", "million"),
]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=24).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=200))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def kinds(found: tuple[Difference, ...]) -> list[str]:
    return sorted(one.kind for one in found)


@given(TEXTS, TEXTS)
@example("İ is ready for 5 km", "İ is not ready for 5 miles")
@example("No. 5 %", "1st of ½")
@example("They lost thousands", "Tens of")
def test_the_offsets_hold_on_both_sides(claim: str, passage: str) -> None:
    for found in between(claim, passage):
        assert found.claim or found.passage
        assert (found.claim.of(claim) if found.claim else "") == found.claim_words
        assert (found.passage.of(passage) if found.passage else "") == found.passage_words
        assert found.claim is None or found.claim.end <= len(claim)
        assert found.passage is None or found.passage.end <= len(passage)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert between(text, text) == ()


@given(TEXTS, DAYS)
def test_a_text_of_one_day_does_not_differ_from_itself(text: str, day: date) -> None:
    assert between(text, text, said_on=day, published=day) == ()


@given(WORDS, WORDS)
@example("Russia first", "third Russia")
def test_what_differs_one_way_differs_the_other_way(claim: str, passage: str) -> None:
    assert kinds(between(claim, passage)) == kinds(between(passage, claim))


def test_each_kind_is_material() -> None:
    found = between("Russia is ready for 3 talks", "Russia is not ready for 5 talks")

    assert kinds(found) == ["negation", "number"]
    assert all(material([one]) for one in found)
    assert not material(())


def test_differences_stand_in_the_order_of_the_claim() -> None:
    found = between(
        "Weber will cut 300 jobs in Lund on Friday", "Weber may cut 500 jobs in Lund on Monday"
    )

    assert [one.kind for one in found] == ["modality", "number", "date"]


@pytest.mark.parametrize(
    ("passage", "published", "expected"),
    [
        ("They will meet on 15 August", MADE, []),
        ("They will meet on 16 August", MADE, ["date"]),
        ("They met on Friday", date(2025, 8, 18), []),
        ("They will meet on Friday", date(2025, 8, 26), ["date"]),
        ("They will meet tomorrow", date(2025, 8, 14), []),
        ("They will meet today", date(2025, 8, 14), ["date"]),
        ("They will meet in 2 days", date(2025, 8, 13), []),
    ],
)
def test_with_both_dates_a_weekday_is_a_day(
    passage: str, published: date, expected: list[str]
) -> None:
    found = between("They meet on Friday", passage, said_on=MADE, published=published)

    assert [one.kind for one in found] == expected


def test_with_one_date_alone_a_weekday_stays_a_word() -> None:
    assert between("They meet on Friday", "They meet on Friday", said_on=MADE) == ()
    assert between("They meet today", "They meet on Friday", said_on=MADE) == ()


def test_a_cue_bears_only_on_words_that_both_texts_have() -> None:
    text = "Weber is not ready, and the train is not late."

    found = bearing(re.compile(r"\bnot\b"), text, "Weber is ready")

    assert [span.of(text) for span in found] == ["not"]
    assert found[0].start == text.index("not ready")
