"""How scores and what people decided agree: a plot for a terminal, and one for a browser. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from claims.calibrating import Bin

WIDE: Final = 40  # characters between none and all
_SIDE, _LEFT, _TOP, _PANEL = 300, 60, 54, 420
_LEAST_DOT, _MOST_DOT = 3, 10
_ROOT: Final = (
    'role="img" aria-labelledby="t d" font-family="Inter, system-ui, sans-serif" font-size="12"'
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: what it is of, and its tenths."""

    title: str
    bins: tuple[Bin, ...]


def lines(bins: Sequence[Bin]) -> list[str]:
    """A reliability plot in characters, at most 80 wide, one line for each tenth with passages.

    >>> from claims.calibrating import Measure
    >>> print(lines([Bin(0.5, 0.6, 0.55, Measure(4, 8))])[1])
    0.5-0.6      8    50 %   22-78  |         [----------*-x--------]         |
    """
    filled = [one for one in bins if one.measure.total]
    axis = f"0 %{'50 %':^{WIDE - 7}}100 %"
    heading = f"score   {'seen':>6} {'right':>7} {'95 %':>7}  |{axis}|"
    return [heading, *(_line(one) for one in filled)]


def _line(one: Bin) -> str:
    low, high = one.measure.interval
    share = _percent(one.measure.share)
    span = f"{low * 100:.0f}-{high * 100:.0f}"
    return (
        f"{one.low:.1f}-{one.high:.1f} {one.measure.total:>6} {share:>7} {span:>7}"
        f"  |{_bar(one, low, high)}|"
    )


def _bar(one: Bin, low: float, high: float) -> str:
    cells = [" "] * (WIDE + 1)
    begin, end = _cell(low), _cell(high)
    for at in range(begin, end + 1):
        cells[at] = "-"
    cells[begin], cells[end] = "[", "]"
    cells[_cell(one.mean)] = "x"
    cells[_cell(one.measure.share)] = "*"
    return "".join(cells)


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def _cell(part: float) -> int:
    return round(min(max(part, 0.0), 1.0) * WIDE)


def svg(panels: Sequence[Panel]) -> str:
    """The plots below each other as one SVG document, readable aloud by title and description."""
    height = max(len(panels), 1) * _PANEL
    width = _LEFT + _SIDE + 40
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {_ROOT}>',
            '<title id="t">How likely a match is right, by its score</title>',
            f'<desc id="d">{escape(_told(panels))}</desc>',
            f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>',
            *(part for n, panel in enumerate(panels) for part in _panel(panel, n * _PANEL)),
            "</svg>\n",
        ]
    )


def _told(panels: Sequence[Panel]) -> str:
    return " ".join(f"{panel.title}: {_sentence(panel.bins)}." for panel in panels) or "No plot."


def _sentence(bins: Sequence[Bin]) -> str:
    said = [
        f"of {one.measure.total} with a score from {one.low:.1f} to {one.high:.1f},"
        f" {_percent(one.measure.share)} were right"
        for one in bins
        if one.measure.total
    ]
    return "; ".join(said) or "nobody has decided on a passage"


def _panel(panel: Panel, top: int) -> Iterator[str]:
    floor = top + _TOP + _SIDE
    title = escape(panel.title)
    yield f'<text x="{_LEFT}" y="{top + 28}" font-size="14" font-weight="600">{title}</text>'
    yield (
        f'<rect x="{_LEFT}" y="{top + _TOP}" width="{_SIDE}" height="{_SIDE}"'
        ' fill="none" stroke="#857E70"/>'
    )
    yield (
        f'<path d="M{_LEFT} {floor}L{_LEFT + _SIDE} {top + _TOP}"'
        ' stroke="#857E70" stroke-dasharray="4 4"/>'
    )
    for part in (0.0, 0.5, 1.0):
        x, y = _place(part, part, floor)
        yield f'<text x="{x}" y="{floor + 18}" text-anchor="middle">{part:.1f}</text>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{_percent(part)}</text>'
    middle = _LEFT + _SIDE // 2
    yield f'<text x="{middle}" y="{floor + 38}" text-anchor="middle">score of the match</text>'
    yield f'<text x="{_LEFT}" y="{top + _TOP - 8}">share that people called right</text>'
    yield from _dots(panel.bins, floor)


def _dots(bins: Sequence[Bin], floor: int) -> Iterator[str]:
    """A dot for each tenth, larger for more passages, with its interval as a line."""
    most = max((one.measure.total for one in bins), default=0) or 1
    for one in bins:
        if not one.measure.total:
            continue
        x, y = _place(one.mean, one.measure.share, floor)
        low, high = (_place(0, bound, floor)[1] for bound in one.measure.interval)
        size = _LEAST_DOT + (_MOST_DOT - _LEAST_DOT) * (one.measure.total / most) ** 0.5
        yield f'<path d="M{x} {low}V{high}" stroke="#0B5A52" stroke-width="2"/>'
        said = f"<title>{_dot(one)}</title>"
        yield f'<circle cx="{x}" cy="{y}" r="{size:.1f}" fill="#0B5A52">{said}</circle>'


def _dot(one: Bin) -> str:
    return f"{one.measure.right} of {one.measure.total} right, mean score {one.mean:.2f}"


def _place(score: float, share: float, floor: int) -> tuple[int, int]:
    x = min(max(score, 0.0), 1.0)
    return round(_LEFT + x * _SIDE), round(floor - share * _SIDE)
