"""What a drawn timeline consists of; `templates/components/timeline.html` reads it. Pure."""

from dataclasses import dataclass

from desk.history import Row


@dataclass(frozen=True, slots=True)
class Text:
    x: int
    y: int
    words: str
    tone: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    tone: str


@dataclass(frozen=True, slots=True)
class Steps:
    """SVG path data of one side's origins: the filled area and its edge, "" where none."""

    area: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """An edition in force: path data of solid and re-opened parts, a ring at each re-opening."""

    x: int
    y: int
    solid: str
    open: str
    rings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    x: int
    y: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    x: int
    to: int
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything of the drawing, lane by lane, and the `rows` of the table that says the same."""

    width: int
    height: int
    left: int
    right: int
    zero: int
    floor: int
    label: str
    now: Text
    lanes: tuple[Text, ...]
    days: tuple[Text, ...]
    bars: tuple[Bar, ...]
    supports: Steps
    denies: Steps
    verdicts: tuple[VerdictLine, ...]
    flags: tuple[Flag, ...]
    spans: tuple[Stretch, ...]
    checks: tuple[int, ...]
    texts: tuple[Text, ...]
    rows: tuple[Row, ...]
