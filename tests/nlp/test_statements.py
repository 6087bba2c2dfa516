"""nlp.statements: who said what, via whom, when; nothing unattributed is attributed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.statements import read
from nlp.values import Form, Kind, Statement

DAY = date(2025, 8, 22)  # a Friday


def said(text: str) -> list[tuple[str, str]]:
    return [(one.speaker.name, one.quote) for one in read(text, published=DAY) if one.speaker]


ATTRIBUTED = [
    ("“It is over,” Ada Byron said.", "Ada Byron", "It is over"),
    ('"It is over," said Ada Byron.', "Ada Byron", "It is over"),
    ("Ada Byron said: «It is over.»", "Ada Byron", "It is over."),
    ("Ada Byron said: „It is over.“", "Ada Byron", "It is over."),
    ("Ada Byron said: 「終わった。」", "Ada Byron", "終わった。"),
    ("Ada Byron said: ‘It’s over now.’", "Ada Byron", "It’s over now."),
    ("Ada Byron warned that the dam would fail.", "Ada Byron", "the dam would fail."),
    ("Ada Byron, however, insists that the dam holds.", "Ada Byron", "the dam holds."),
    ("The dam would fail, Ada Byron warned.", "Ada Byron", "The dam would fail"),
    ("According to Ada Byron, the dam is old.", "Ada Byron", "the dam is old."),
    ("The dam is old, according to U.S. officials.", "U.S. officials", "The dam is old"),
    ("Officials said the dam was old.", "officials", "the dam was old."),
    (
        "A spokesman for the ministry said the dam was safe.",
        "a spokesman for the ministry",
        "the dam was safe.",
    ),
    ("The governor, Ada Byron, said the dam was old.", "Ada Byron", "the dam was old."),
    ("The dam was old, the governor, Ada Byron, said.", "Ada Byron", "The dam was old"),
    ("Ada Byron voiced concern that the dam could fail.", "Ada Byron", "the dam could fail."),
    ("The Kremlin said on Monday that talks had ended.", "The Kremlin", "talks had ended."),
    ("While nobody is sure, Ada Byron noted that rain fell.", "Ada Byron", "rain fell."),
]


SPOKEN_PLAINLY = [
    ("Ada Byron: “It is over.”", "Ada Byron", "It is over."),
    ("Ada Byron warned: it is over now.", "Ada Byron", "it is over now."),
    ("“Is it over?” Ada Byron asked.", "Ada Byron", "Is it over?"),
    ("“It is over,” said one woman.", "one woman", "It is over"),
    ("The railway said the line was closed.", "the railway", "the line was closed."),
    ("Shopkeepers said the line was closed.", "Shopkeepers", "the line was closed."),
    ("Farmers in the valley say it is dry.", "farmers in the valley", "it is dry."),
    ("The mayor told this paper he was tired.", "the mayor", "he was tired."),
    ("Senator Ada Byron of Vermont said it was over.", "Ada Byron", "it was over."),
    ("Ada Byron spoke, saying: “it is over”", "Ada Byron", "it is over"),
    ("Ada Byron wrote:”It is over.”", "Ada Byron", "It is over."),
    ("Ada Byron, 31, who works in Oslo said it was over.", "Ada Byron", "it was over."),
    ("The mayor said “a lot” had gone.", "the mayor", "“a lot” had gone."),
    ("The mayor said “it is over” and left.", "the mayor", "it is over"),
    ("“It is over,” the post read.", "the post", "It is over"),
    ("The mayor came late and said it was over.", "the mayor", "it was over."),
]


@pytest.mark.parametrize(("text", "speaker", "quote"), ATTRIBUTED + SPOKEN_PLAINLY)
def test_words_go_to_the_one_who_said_them(text: str, speaker: str, quote: str) -> None:
    assert said(text) == [(speaker, quote)]


UNATTRIBUTED = [
    "",
    "The river rose by two metres.",
    "It was a “historic” day for the town.",
    "The so-called “coalition of the willing” met.",
    "“Nobody is named here.”",
    "Ada Byron did not say that the dam was safe.",
    "Ada Byron declined to say whether the dam was safe.",
    "Officials never said that the dam was safe.",
    "Asked why, Ada Byron said no.",
    "The coming days will test whether the dam holds.",
    "It is said that the dam is old.",
]


@pytest.mark.parametrize("text", UNATTRIBUTED)
def test_what_nobody_said_is_given_to_nobody(text: str) -> None:
    assert said(text) == []


def test_a_quotation_around_its_cue_is_one_turn() -> None:
    text = "“Europe must decide,” Ada Byron said, “and it must decide now.” “Nobody else will.”"

    assert [speaker for speaker, _ in said(text)] == ["Ada Byron"] * 3


def test_a_last_name_a_role_and_a_pronoun_are_the_same_person() -> None:
    text = (
        "Danish Prime Minister Ada Byron arrived. Byron said the dam was old.\n"
        "The Danish prime minister stressed that it must be rebuilt.\n“Soon,” she said."
    )

    assert {speaker for speaker, _ in said(text)} == {"Ada Byron"}


def test_he_is_the_last_speaker_and_not_whoever_was_named_last() -> None:
    text = "Max Weber stressed that the vote comes before Ivo Ruiz. “It is fair,” he said."

    assert said(text)[1] == ("Max Weber", "It is fair")


def test_she_is_never_a_man() -> None:
    text = (
        "Mrs. Ada Byron said the dam was old. Mr. Max Weber said the road was old."
        " “I have seen it,” she said."
    )

    assert said(text)[2][0] == "Ada Byron"


def test_an_open_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“The first part goes on and on.\n“And here it ends,” Ada Byron said."

    assert said(text) == [
        ("Ada Byron", "The first part goes on and on."),
        ("Ada Byron", "And here it ends"),
    ]


def test_two_speakers_in_one_sentence_keep_their_words() -> None:
    text = "Ada Byron said the dam was old, while Max Weber said the dam was new."

    assert said(text) == [
        ("Ada Byron", "the dam was old"),
        ("Max Weber", "the dam was new."),
    ]


def test_adding_that_goes_on_with_the_same_speaker() -> None:
    text = "“It is over,” Ada Byron told reporters, adding that the dam was old."

    assert said(text)[1] == ("Ada Byron", "the dam was old.")


def test_a_colon_at_the_end_of_a_paragraph_gives_the_next_its_speaker() -> None:
    text = "The mayor, tired, wrote:\n“It is over. We are done.”"

    assert said(text) == [("the mayor", "It is over."), ("the mayor", "We are done.")]


def test_a_label_between_paragraphs_takes_nobodys_word() -> None:
    text = "“It is over,” Ada Byron said.\nVIEW GALLERY\n“We are done.”"

    assert said(text)[-1] == ("Ada Byron", "We are done.")


def test_a_quotation_goes_to_the_cue_that_is_next_to_it() -> None:
    text = "When asked if Max Weber argued that it held, Ada Byron said: “It did not.”"

    assert said(text)[-1] == ("Ada Byron", "It did not.")


def test_an_unnamed_person_is_he_or_she_too() -> None:
    text = (
        "The bishop spoke plainly. “We looked away,” he said.\nA nurse agreed. “We did,” she said."
    )

    assert [speaker for speaker, _ in said(text)] == ["the bishop", "a nurse"]


def test_whom_a_sentence_opens_with_is_its_first_he() -> None:
    text = (
        "Max Weber and Meta, which runs the site, met. Meta said that it was over.\n"
        "Mayor Max Weber welcomed it, but he warned that nothing was over."
    )

    assert said(text)[-1] == ("Max Weber", "nothing was over.")


def test_a_description_before_a_name_is_known_afterwards() -> None:
    text = "“It is over,” said the Danish president, Ada Byron. The president added it was late."

    assert {speaker for speaker, _ in said(text)} == {"Ada Byron"}


def test_part_of_a_sentence_in_quotation_marks_is_mixed() -> None:
    (statement,) = read("Ada Byron described the meeting as “a lesson” for all.", published=DAY)

    assert statement.form is Form.MIXED
    assert statement.quote == "the meeting as “a lesson” for all."


KINDS = [
    ("Ada Byron said the dam was old.", Kind.FACT),
    ("Ada Byron said Denmark must rebuild the dam.", Kind.POSITION),
    ("Ada Byron said the town plans to rebuild the dam.", Kind.PLAN),
    ("Ada Byron said the dam will fail.", Kind.PREDICTION),
    ("“We will not leave,” Ada Byron said.", Kind.COMMITMENT),
    ("Ada Byron vowed to rebuild the dam.", Kind.COMMITMENT),
    ("“It is a great dam,” Ada Byron said.", Kind.OPINION),
    ("“It is a great dam, because it has held since 1911,” Ada Byron said.", Kind.FACT),
    ("Ada Byron said she would be glad to see it.", Kind.PREDICTION),
    ("Ada Byron denied that the dam was old.", Kind.SAID),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_statement_has_a_kind(text: str, kind: Kind) -> None:
    assert [one.kind for one in read(text, published=DAY)] == [kind]


PROPOSED = [
    (
        "Danish Prime Minister Ada Byron spoke. “We’re ready, and I know it,” Byron said.",
        "[Denmark] is ready, and [Ada Byron] knows it",
    ),
    ("Ada Byron said she hopes for rain.", "[Ada Byron] hopes for rain."),
    (
        "Ada Byron said so. “Word from Russia came. It was the first from them,” Byron said.",
        "It was the first from [Russia]",
    ),
    ("Ada Byron denied that the dam was old.", "[Ada Byron] denied that the dam was old."),
    ("“He is late,” Ada Byron said.", "He is late"),
]


@pytest.mark.parametrize(("text", "proposed"), PROPOSED)
def test_a_pronoun_is_replaced_where_it_has_one_reading(text: str, proposed: str) -> None:
    assert read(text, published=DAY)[-1].proposed == proposed


PIECES = [
    *("Ada Byron", "she", "said", "that", "told", "reporters", "according to", "sources", "Friday"),
    *(
        "“",
        "”",
        '"',
        "«",
        "»",
        "„",
        "「",
        "」",
        "‘",
        "’",
        ",",
        ".",
        ":",
        "...",
        "\n",
        "\n\n",
        "<p>",
    ),
    *("**", "signal from", "Russia", "is ready", "will take place", "next week", "\0", "😀", "é"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_every_span_slices_the_text_exactly(text: str) -> None:
    found = read(text, published=DAY)

    assert all(one.span.of(text) == one.quote and one.sentence.holds(one.span) for one in found)
    assert all((one.form is Form.NARRATION) == (one.speaker is None) for one in found)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    found: tuple[Statement, ...] = read(text, published=None)

    assert all(one.said_on is None and one.due.on is None for one in found)


@pytest.mark.parametrize("text", ["said " * 4_000, "“" * 20_000, "“a” he said " * 2_000])
def test_a_page_of_marks_and_verbs_names_nobody(text: str) -> None:
    assert said(text) == []
