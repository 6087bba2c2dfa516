"""nlp.statements.groups: what one voice says twice in an article is one group."""

from nlp.statements import grouped, read
from nlp.statements.groups import grouped as by_module


def groups(text: str) -> tuple[int, ...]:
    return grouped(read(text, published=None))


def test_a_statement_said_again_joins_the_first() -> None:
    text = (
        "Ada Byron said the northern dam will close in spring. Rain fell.\n"
        "“We will close the northern dam in spring,” Byron said."
    )

    assert groups(text) == (0, 0)


def test_another_voice_is_another_group() -> None:
    text = (
        "Ada Byron said the northern dam will close in spring.\n"
        "Max Weber said the northern dam will close in spring."
    )

    assert groups(text) == (0, 1)


def test_another_number_is_another_statement() -> None:
    text = (
        "Ada Byron said the northern dam will cost 3 million euros.\n"
        "Byron said the northern dam will cost 4 million euros."
    )

    assert groups(text) == (0, 1)


def test_the_same_people_are_not_the_same_statement() -> None:
    text = (
        "Ada Byron said Max Weber hopes to see Ivo Ruiz.\nByron said Max Weber wrote to Ivo Ruiz."
    )

    assert groups(text) == (0, 1)


def test_a_saying_and_its_content_stay_apart() -> None:
    text = "“There was a signal from Mr. Weber that Russia is ready to talk,” Ada Byron said."

    assert groups(text) == (0, 1)


def test_nothing_has_no_groups() -> None:
    assert by_module(()) == ()
