from hypothesis import given
from hypothesis import strategies as st

from desk.marking import Piece, Said, Segment, paragraphs, pieces

SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=6)
TEXT = st.text("ab \n", max_size=50)


def test_the_words_that_differ_are_cut_out() -> None:
    assert pieces("it is not so", [(6, 9)]) == (
        Piece("it is ", differs=False),
        Piece("not", differs=True),
        Piece(" so", differs=False),
    )


@given(TEXT, SPANS)
def test_no_character_of_a_sentence_is_lost_or_doubled(
    text: str, spans: list[tuple[int, int]]
) -> None:
    assert "".join(piece.text for piece in pieces(text, spans)) == text


@given(TEXT, SPANS)
def test_no_word_of_an_article_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    said = [Said(start, end, n) for n, (start, end) in enumerate(spans, start=1)]

    rows = paragraphs(text, said)

    assert ["".join(segment.text for segment in row) for row in rows] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


def test_a_statement_over_two_paragraphs_is_shown_in_both_and_ends_once() -> None:
    first, second = paragraphs("One and\n\ntwo end.", [Said(4, 12, 1)])

    assert first == (Segment("One ", None), Segment("and", 1))
    assert second == (Segment("two", 1, ends=True), Segment(" end.", None))


def test_of_two_that_overlap_the_later_begins_where_the_earlier_ends() -> None:
    (row,) = paragraphs("abcdef", [Said(0, 4, 1), Said(2, 6, 2)])

    assert [(segment.text, segment.number) for segment in row] == [("abcd", 1), ("ef", 2)]
