from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.branching import BOLD, MARK, NARROW, PAD, PLAIN, WIDE, Box, Drawing, web
from desk.relays import Teller
from tests.desk import kit

WORDS = st.text(alphabet="abcdefghij ÄЖ-", max_size=60)


def leaves() -> st.SearchStrategy[Teller]:
    return st.builds(Teller, WORDS, WORDS, st.sampled_from(["outlet", "more", "relay"]))


def grown(below: st.SearchStrategy[Teller]) -> st.SearchStrategy[Teller]:
    told = st.lists(below, max_size=3).map(tuple)
    return st.builds(Teller, WORDS, WORDS, st.just("relay"), st.just(""), told)


def root(told: Teller) -> Teller:
    return Teller(told.name, told.note, "origin", "denies", told.told)


TREES = st.lists(st.recursive(leaves(), grown, max_leaves=12).map(root), max_size=4)
# Five columns at most reach the page: a root, three relays, an outlet.
SHALLOW = TREES.filter(lambda roots: max((depth(each) for each in roots), default=0) <= 5)


def depth(teller: Teller) -> int:
    return 1 + max((depth(each) for each in teller.told), default=0)


def overlaps(one: Box, other: Box) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (apart or above)


def out_of_place(drawing: Drawing) -> list[str]:
    """Boxes that touch each other or the border, and words that leave their box."""
    found = [f"{a} over {b}" for a, b in combinations(drawing.boxes, 2) if overlaps(a, b)]
    for box in drawing.boxes:
        if box.x < 0 or box.x + box.width > drawing.width or box.y + box.height > drawing.height:
            found.append(f"{box} leaves the drawing")
        for line in box.lines:
            wide = len(line.words) * (BOLD if line.bold else PLAIN)
            if line.x + wide > box.x + box.width - PAD + 1 and len(line.words) > 2:
                found.append(f"{line} leaves {box}")
            if not box.y < line.y - 9 < line.y + 3 <= box.y + box.height:
                found.append(f"{line} stands above or below {box}")
    return found


@settings(max_examples=150, deadline=None)
@given(SHALLOW)
def test_no_box_touches_another_and_no_word_leaves_its_box(roots: list[Teller]) -> None:
    drawn = web(roots)

    assert out_of_place(drawn.wide) == []
    assert out_of_place(drawn.narrow) == []
    assert (drawn.wide.width, drawn.narrow.width) == (WIDE, NARROW)


def test_a_box_out_of_place_would_be_seen() -> None:
    box = kit.WEB.wide.boxes[0]
    double = Drawing(WIDE, 400, (box, box), ())
    narrow = Drawing(box.width // 2, 400, (box,), ())

    assert out_of_place(double)
    assert out_of_place(narrow)


def test_every_teller_has_a_box_and_every_telling_an_arrow_in_both_drawings() -> None:
    for drawing in (kit.WEB.wide, kit.WEB.narrow):
        assert len(drawing.boxes) == 10
        assert len(drawing.edges) == 7


def test_only_a_root_with_a_side_has_its_triangle_and_words_leave_room_for_it() -> None:
    marked = [box for box in kit.WEB.wide.boxes if box.mark]

    assert [box.side for box in marked] == ["denies", "supports"]
    assert all(box.lines[0].x == box.x + PAD + MARK for box in marked)


def test_the_side_is_also_a_word() -> None:
    words = [line.words for box in kit.WEB.wide.boxes for line in box.lines]

    assert "denies, heard" in " ".join(words)
    assert "repeats, does not" in " ".join(words)


def test_a_name_that_does_not_fit_ends_in_an_ellipsis() -> None:
    drawn = web([Teller("A" * 400, "", "origin", "supports")])

    (box,) = drawn.narrow.boxes
    assert [line.words[-1] for line in box.lines if line.bold] == ["…"]


def test_nothing_told_draws_nothing() -> None:
    drawn = web([])

    assert drawn.wide.boxes == drawn.narrow.boxes == ()
