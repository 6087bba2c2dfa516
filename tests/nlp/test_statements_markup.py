"""nlp.statements.markup: leftovers of Markdown and HTML stand in nobody's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.statements import read
from nlp.statements.markup import blotted

MARKED_UP = [
    "**Ada Byron** said that the dam was old.",
    "__Ada Byron__ said that the dam was old.",
    "<p>Ada Byron said that the dam was old.</p>",
    "[Ada Byron](https://example.org/ada) said that the dam was old.",
    "> Ada Byron said that the dam was old.",
    "## Ada Byron said that the dam was old.",
    "&quot;The dam was old.&quot; Ada Byron said so.\n\nAda Byron said that the dam was old.",
]


@pytest.mark.parametrize("text", MARKED_UP)
def test_markup_is_part_of_no_name_and_no_statement(text: str) -> None:
    statement = read(text, published=None)[-1]

    assert statement.speaker is not None
    assert (statement.speaker.name, statement.quote) == ("Ada Byron", "the dam was old.")


def test_quotation_marks_written_as_entities_are_marks() -> None:
    (statement,) = read("&ldquo;The dam is old,&rdquo; Ada Byron said.", published=None)

    assert statement.quote == "The dam is old"


def test_a_quote_keeps_the_words_as_they_stand() -> None:
    text = "Ada Byron said that the dam was **very** old."

    (statement,) = read(text, published=None)

    assert statement.quote == "the dam was **very** old."
    assert statement.proposed == "The dam was very old."


def test_a_headline_in_capitals_names_nobody() -> None:
    text = "GOVERNOR: DAM IS OLD\n\nThe governor said the dam was old."

    speakers = [one.speaker.name for one in read(text, published=None) if one.speaker]

    assert speakers == ["the governor"]


@given(st.text(alphabet="*_<>p/&;quot#[](x) \nab“”", max_size=120))
def test_blotting_moves_nothing(text: str) -> None:
    assert len(blotted(text)) == len(text)
