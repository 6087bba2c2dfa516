"""nlp.statements.annotated: what newspapers do to a quotation, a source and a headline."""

from typing import Final

import pytest

from nlp.statements import attributions, read


def told(text: str) -> list[tuple[str, str]]:
    """Source and content of each attribution, as written."""
    return [
        (one.source.of(text) if one.source else "", one.content.of(text))
        for one in attributions(text)
    ]


MARKS: Final = [
    ('"He said, "no way," and left," Ada Byron said.', 'He said, "no way," and left'),
    ("“He said “no way” and left,” Ada Byron said.", "He said “no way” and left"),
    ('"It rains today,” Ada Byron said.', "It rains today"),
    ('“It rains today," Ada Byron said.', "It rains today"),
    ("“Does it rain?“ Ada Byron said.", "Does it rain?"),
    ("''It rains today,'' Ada Byron said.", "It rains today"),
    ("''I tell them, 'It rains,''' Ada Byron said.", "I tell them, 'It rains,'"),
    ("“I cannot.” Ada Byron said.", "I cannot."),
    ("“It rains,”\u00a0Ada\u00a0Byron said.", "It rains"),
]


@pytest.mark.parametrize(("text", "content"), MARKS)
def test_marks_of_any_make_hold_their_quotation(text: str, content: str) -> None:
    assert [one.content.of(text) for one in attributions(text)] == [content]


def test_a_mark_of_the_other_make_closes_only_what_it_did_not_open() -> None:
    text = '“He told me "no" and "yes" at once,” Ada Byron said.'

    assert told(text) == [("Ada Byron", 'He told me "no" and "yes" at once')]


def test_a_quotation_that_goes_on_in_the_next_paragraph_has_its_source() -> None:
    text = "“It rained all night,” she said.\n\n“We slept.\n\n“Then it stopped.”"

    assert told(f"Ada Byron came. {text}")[0][0] == "she"
    assert {source for source, _ in told(f"Ada Byron came. {text}")} == {"she"}


SOURCES: Final = [
    ("“It rains,” said Ada Byron, a keeper of the light.", "Ada Byron, a keeper of the light"),
    ("“It rains,” Ada Byron, a keeper of the light, said.", "Ada Byron, a keeper of the light"),
    ("“It rains,” said the keeper’s aide, Ada Byron.", "the keeper’s aide, Ada Byron"),
    ("The council’s chair, Ada Byron, said it rained.", "The council’s chair, Ada Byron"),
    ("“It rains,” said Ada Byron (62).", "Ada Byron (62)"),
    ("The guard, who said it rained, left.", "who"),
    ("“It rains,” said Ada Byron, adding that it was late.", "Ada Byron"),
    ("According to the poll, 40 percent expect rain.", "the poll"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_a_source_is_the_name_with_what_describes_it(text: str, source: str) -> None:
    assert told(text)[0][0] == source


PLACES: Final = [
    (
        "Two piers, according to Ada Byron, have moved.",
        ("Ada Byron", "Two piers, according to Ada Byron, have moved."),
    ),
    (
        "Two piers have moved, according to Ada Byron, the keeper.",
        ("Ada Byron, the keeper", "Two piers have moved"),
    ),
    (
        "That is not good enough, said Ada Byron, a senior mason.",
        ("Ada Byron, a senior mason", "That is not good enough"),
    ),
    (
        "It fell on the road, which nobody saw, said Ada Byron, director of the works.",
        ("Ada Byron, director of the works", "It fell on the road, which nobody saw"),
    ),
    (
        "In this year, voters aren’t likely to help either side, Ada Byron said.",
        ("Ada Byron", "In this year, voters aren’t likely to help either side"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_words_before_and_around_a_cue_are_told_whole(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


def test_a_comma_within_the_marks_parts_two_cues() -> None:
    text = "The mayor said the mill was “lost,” noting that it was old."

    assert told(text) == [
        ("The mayor", "the mill was “lost,”"),
        ("The mayor", "it was old."),
    ]


UNLISTED: Final = [
    ("“It will hold,” the builder grinned.", ("the builder", "It will hold")),
    ("“It will hold,” grinned the builder.", ("the builder", "It will hold")),
    ("“It will hold,” local mason Ada Byron said.", ("local mason Ada Byron", "It will hold")),
    ("“It will hold,” said local mason Ada Byron.", ("local mason Ada Byron", "It will hold")),
    ("“It will not hold at all,” warned the builder.", ("the builder", "It will not hold at all")),
    ("The builder laughed and said, “We shall see.”", ("The builder", "We shall see.")),
    ("As the builder put it, “We shall see.”", ("the builder", "We shall see.")),
]


@pytest.mark.parametrize(("text", "expected"), UNLISTED)
def test_beside_a_quotation_any_verb_is_one_of_saying(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


BESIDE: Final = [
    "“We shall not pay for the mill.”\n\n— Ada Byron, Southwick",
    '"We shall not pay for the mill.\nAda Byron, Southwick."',
    "Ada Byron, Southwick\n\n“We shall not pay for the mill.”",
    "“We shall not pay for the mill.” (Ada Byron, Southwick)",
]


@pytest.mark.parametrize("text", BESIDE)
def test_a_quotation_is_whose_name_stands_beside_it(text: str) -> None:
    assert told(text)[0] == ("Ada Byron, Southwick", "We shall not pay for the mill.")


LED_INTO: Final = [
    ("From the mayor’s letter: “We shall not pay for the mill.”", "the mayor’s letter"),
    ("The mayor issued the following statement:\n\n“We shall not pay a cent.”", "The mayor"),
    ("The mayor went further:\n\n“We shall not pay a cent.”", "The mayor"),
    ("“We shall not pay for it” was the answer of one driver.", "one driver"),
    ("The builder agreed. “We shall not pay for the mill.”", "The builder"),
]


@pytest.mark.parametrize(("text", "source"), LED_INTO)
def test_a_quotation_without_a_cue_is_whose_words_lead_into_it(text: str, source: str) -> None:
    assert told(text)[0][0] == source


def test_a_title_between_marks_is_nobodys_words() -> None:
    assert told("The hall showed “The Old Mill” for a week.") == []


def test_a_whole_sentence_between_marks_is_told_though_nobody_says_whose_it_is() -> None:
    assert told("“Nobody will pay for this mill.”") == [("", "Nobody will pay for this mill.")]


WIDE: Final = [
    ("The mayor said several people had left.", ("The mayor", "several people had left.")),
    ("The mayor, long in office, said nobody left.", ("The mayor, long in office", "nobody left.")),
    ("In the end, the mayor said, the mill was sold.", ("the mayor", "In the end, the mayor said")),
    ("The mill seemed to be sold.", ("", "The mill seemed to be sold.")),
    ("Asked whether she would stay, the mayor left.", ("", "whether she would stay")),
    ("The mayor declined to say why.", ("The mayor", "to say why.")),
    ("The mayor praised the mill, which is old.", ("The mayor", "the mill")),
    ("The mayor talked about the mill.", ("The mayor", "the mill.")),
    ("His claim that the mill was safe was rejected.", ("His", "the mill was safe")),
    ("In the poll, 40 per cent expect rain.", ("40 per cent", "rain.")),
    ("Some 40 per cent expect prices to fall.", ("Some 40 per cent", "prices to fall.")),
    ("Mayor Ada Byron Says Old Mill Is Safe", ("Mayor Ada Byron", "Old Mill Is Safe")),
    ("Byron: ‘The Mill Is Safe.’", ("Byron", "The Mill Is Safe.")),
]


@pytest.mark.parametrize(("text", "expected"), WIDE)
def test_thoughts_and_hearsay_are_told_with_their_source(
    text: str, expected: tuple[str, str]
) -> None:
    source, content = told(text)[0]

    assert source == expected[0]
    assert content.startswith(expected[1])


NONE: Final = [
    "The states voted on Monday.",
    "The actor has the backing of the club.",
    "WATCH: The Best Of The Mill",
    "She criticised and warned the board.",
]


@pytest.mark.parametrize("text", NONE[:3])
def test_a_noun_and_a_label_attribute_nothing(text: str) -> None:
    assert told(text) == []


def test_a_verb_without_words_of_its_own_breaks_nothing() -> None:
    assert told(NONE[3]) == [("She", "the board.")]


def test_a_first_name_alone_is_who_bore_it_before() -> None:
    text = "Maria Lind, 34, keeps the light. “It is old,” Maria said."

    (one,) = read(text, published=None)

    assert one.speaker
    assert one.speaker.name == "Maria Lind"


def test_a_first_name_of_two_people_is_nobodys_for_sure() -> None:
    text = "Maria Lind, 34, and Maria Berg, 40, keep the light. “It is old,” Maria said."

    (one,) = read(text, published=None)

    assert one.speaker
    assert one.speaker.name == "Maria"


def test_a_tower_gives_its_first_word_to_no_speaker() -> None:
    text = "Maria Tower was built late. “It is old,” Maria said."

    assert [one.speaker.name for one in read(text, published=None) if one.speaker] == ["Maria"]


def test_the_desk_is_not_offered_what_nobody_says() -> None:
    text = "The mill seemed to be sold. Asked whether it was, the mayor praised its wheel."

    assert read(text, published=None) == ()
