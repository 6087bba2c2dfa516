"""Trees of who told whom, laid out for `templates/components/web.html`. Pure.

Two drawings of the same trees: one from left to right, one downwards for narrow screens. All
coordinates are whole pixels, y downwards; the template only writes them into SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from desk.relays import Teller, told_in_words

WIDE, NARROW = 660, 296
GAP, ROW_GAP, TREE_GAP, INDENT = 26, 8, 14, 18
MOST_BOX: Final = 180
PAD, LINE = 10, 16
MOST_NAME, MOST_NOTE = 2, 4
# Where an arrow leaves or meets a box: beside the first line of its name.
HEAD: Final = 17
# Mean widths of 12 px Inter, bold and plain; a little more than measured, never less.
BOLD, PLAIN = 7.4, 6.7
MARK: Final = 14


class Line(NamedTuple):
    """One line of text in a box; the first lines are the name, in bold."""

    x: int
    y: int
    words: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A teller as it is drawn; `mark` is where the triangle of a root's side stands, or None."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    side: str
    lines: tuple[Line, ...]
    mark: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One layout: its size, its boxes, and path data of its arrows."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """Both layouts, the words that say the same, and the trees for the list."""

    wide: Drawing
    narrow: Drawing
    label: str
    roots: tuple[Teller, ...]


def web(roots: Sequence[Teller]) -> Web:
    """Lay the trees out; they may be none."""
    across = _Across(max(_columns(roots), 1))
    wide = _drawn(WIDE, roots, across)
    return Web(wide, _drawn(NARROW, roots, _Down()), told_in_words(roots), tuple(roots))


class _Placed(NamedTuple):
    boxes: list[Box]
    edges: list[str]
    below: int


def _drawn(width: int, roots: Sequence[Teller], layout: "_Across | _Down") -> Drawing:
    boxes: list[Box] = []
    edges: list[str] = []
    y = 1
    for root in roots:
        placed = layout.place(root, depth=0, y=y)
        boxes += placed.boxes
        edges += placed.edges
        y = placed.below + TREE_GAP
    return Drawing(width, max(y - TREE_GAP, 0) + 3, tuple(boxes), tuple(edges))


class _Across:
    """From left to right: a column for each step of the longest chain."""

    def __init__(self, columns: int) -> None:
        self.box = min((WIDE - 2 - GAP * (columns - 1)) // columns, MOST_BOX)

    def place(self, teller: Teller, *, depth: int, y: int) -> _Placed:
        own = _box(teller, x=1 + depth * (self.box + GAP), y=y, width=self.box)
        boxes, edges, at = [own], [], y
        for child in teller.told:
            placed = self.place(child, depth=depth + 1, y=at)
            boxes += placed.boxes
            edges += [*placed.edges, self._edge(own, placed.boxes[0])]
            at = placed.below + ROW_GAP
        return _Placed(boxes, edges, max(y + own.height, at - ROW_GAP))

    def _edge(self, one: Box, other: Box) -> str:
        start, end = one.x + one.width, other.x - 2
        y, to = one.y + HEAD, other.y + HEAD
        bend = f"H{start + GAP // 2}V{to}" if y != to else ""
        return f"M{start} {y}{bend}H{end}m-5-4 5 4-5 4"


class _Down:
    """Downwards: a row for each teller, further in with each step."""

    def place(self, teller: Teller, *, depth: int, y: int) -> _Placed:
        x = 1 + depth * INDENT
        own = _box(teller, x=x, y=y, width=NARROW - 1 - x)
        boxes, edges, at = [own], [], y + own.height + ROW_GAP
        for child in teller.told:
            placed = self.place(child, depth=depth + 1, y=at)
            boxes += placed.boxes
            edges += [*placed.edges, self._edge(own, placed.boxes[0])]
            at = placed.below + ROW_GAP
        return _Placed(boxes, edges, at - ROW_GAP)

    def _edge(self, one: Box, other: Box) -> str:
        to = other.y + HEAD
        return f"M{one.x + INDENT // 2} {one.y + one.height}V{to}H{other.x - 2}m-4-4 4 4-4 4"


def _columns(roots: Sequence[Teller]) -> int:
    return max((1 + _columns(root.told) for root in roots), default=0)


def _box(teller: Teller, *, x: int, y: int, width: int) -> Box:
    marked = teller.side in {"supports", "denies"}
    indent = MARK if marked else 0
    room = width - 2 * PAD
    name = _wrapped(teller.name, (room - indent) / BOLD, most=MOST_NAME)
    note = _wrapped(_note(teller), room / PLAIN, most=MOST_NOTE)
    lines = tuple(_lines(name, note, x=x + PAD, y=y + PAD + 10, indent=indent))
    height = 2 * PAD + LINE * len(lines) - 2
    mark = (x + PAD, y + PAD + 1) if marked else None
    return Box(x, y, width, height, teller.kind, teller.side, lines, mark)


def _note(teller: Teller) -> str:
    return f"{teller.side}, {teller.note}" if teller.side else teller.note


def _lines(
    name: Sequence[str], note: Sequence[str], *, x: int, y: int, indent: int
) -> Iterator[Line]:
    for n, words in enumerate(name):
        yield Line(x + indent, y + n * LINE, words, bold=True)
    for n, words in enumerate(note, start=len(name)):
        yield Line(x, y + n * LINE, words, bold=False)


def _wrapped(words: str, room: float, *, most: int) -> list[str]:
    """Words in at most so many lines of `room` characters; what is left ends in an ellipsis.

    >>> _wrapped("Russian foreign ministry spokesman", 16, most=2)
    ['Russian foreign', 'ministry spokes…']
    """
    fit = max(int(room), 2)
    lines = [""] if words else []
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= fit or not lines[-1] or len(lines) == most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line if len(line) <= fit else f"{line[: fit - 1].rstrip()}…" for line in lines]
