"""nlp.statements.dues: when it was said and when it can be checked; announced events."""

from datetime import date

import pytest

from nlp.statements import read
from nlp.values import Form, Kind

TUESDAY = date(2025, 8, 12)


def test_a_weekday_of_saying_is_the_one_before() -> None:
    (statement,) = read("Ada Byron told reporters Monday that it rained.", published=TUESDAY)

    assert (statement.said_on, statement.said_words) == (date(2025, 8, 11), "Monday")
    assert statement.audience == "reporters"


def test_a_weekday_without_a_day_of_publication_stays_a_word() -> None:
    (statement,) = read("Ada Byron told reporters Monday that it rained.", published=None)

    assert (statement.said_on, statement.said_words) == (None, "Monday")


def test_the_next_words_of_the_same_speaker_were_said_then_too() -> None:
    text = "Ada Byron said Monday that it rained. “It poured,” Byron said."

    assert read(text, published=TUESDAY)[1].said_on == date(2025, 8, 11)


def test_the_next_paragraph_may_be_of_another_day() -> None:
    text = "Ada Byron said Monday that it rained.\n“It poured,” Byron said."

    assert read(text, published=TUESDAY)[1].said_on is None


DUE = [
    ("The vote will be held on Friday.", date(2025, 8, 15), None),
    ("The summit will take place Friday in Oslo.", date(2025, 8, 15), None),
    ("The summit is scheduled for Wednesday.", date(2025, 8, 13), None),
    ("Ada Byron said the vote will be held by Sept. 9.", date(2025, 9, 9), None),
    ("Ada Byron said the vote will come as early as next week.", None, date(2025, 8, 18)),
    ("Ada Byron said the vote will come next month.", None, date(2025, 9, 1)),
    ("Ada Byron said the vote will come soon after the summit.", None, None),
]


@pytest.mark.parametrize(("text", "on", "earliest"), DUE)
def test_a_due_day_is_one_that_was_named(text: str, on: date | None, earliest: date | None) -> None:
    (statement,) = read(text, published=TUESDAY)

    assert (statement.due.on, statement.due.earliest) == (on, earliest)


def test_a_condition_is_kept_in_words() -> None:
    (statement,) = read("“If we leave the hall, it will fall,” Ada Byron said.", published=TUESDAY)

    assert statement.due.condition == "If we leave the hall"
    assert statement.kind is Kind.PREDICTION


def test_an_event_to_wait_for_is_a_due_word_and_no_condition() -> None:
    (statement,) = read(
        "Ada Byron said the vote will come soon after the Oslo summit.", published=TUESDAY
    )

    assert (statement.due.condition, statement.due.words) == ("", "soon after the Oslo summit")


def test_an_apposition_is_cut_from_an_announced_event() -> None:
    (statement,) = read(
        "The Byron-Weber summit; the first meeting of the two since May will take place Friday.",
        published=TUESDAY,
    )

    assert statement.proposed == "The Byron-Weber summit will take place Friday"
    assert statement.quote.startswith("The Byron-Weber summit; the first")


@pytest.mark.parametrize(
    "text",
    [
        "The storm passed; the first vote will be held Friday.",
        "The Oslo summit ended; the first vote will be held Friday.",
        "The Oslo summit; the first that will be held there will take place Friday.",
    ],
)
def test_what_is_no_plain_apposition_stays_as_it_was_written(text: str) -> None:
    (statement,) = read(text, published=TUESDAY)

    assert statement.proposed == text.removesuffix(".")


def test_a_past_day_is_not_due() -> None:
    (statement,) = read("Ada Byron said the vote was held on Friday.", published=TUESDAY)

    assert statement.due.on is None


def test_an_announced_event_is_nobodys() -> None:
    (statement,) = read("A meeting of Byron and Weber is scheduled for Friday.", published=TUESDAY)

    assert (statement.form, statement.speaker, statement.chain) == (Form.NARRATION, None, ())


def test_an_event_without_a_time_is_not_announced() -> None:
    assert read("The coming days will show who is right.", published=TUESDAY) == ()


def test_nobody_spoke_after_it_was_printed() -> None:
    text = "Ada Byron said the mill will close next year, arguing that it is old."

    assert [one.said_on for one in read(text, published=TUESDAY)] == [None, None]
    (statement,) = read("Ada Byron said on 20 August 2025 that it rained.", published=TUESDAY)
    assert (statement.said_on, statement.said_words) == (None, "20 August 2025")


def test_what_a_speaker_would_do_is_promised() -> None:
    text = "Ada Byron said she would close the mill by Sept. 9."

    (statement,) = read(text, published=TUESDAY)

    assert (statement.kind, statement.due.on) == (Kind.COMMITMENT, date(2025, 9, 9))
