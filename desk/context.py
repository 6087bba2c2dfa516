"""One sentence on each side of a passage, cut cheaply: the page only shows it. Pure."""

import re
from typing import Final

# No sentence that is worth showing runs longer; more is cut at a word.
FARTHEST: Final = 400
_END = re.compile(r"[.!?…][\"”’»)]*\s+(?=[\"“‘«(]?[A-Z0-9À-ÞА-Я])|\n+")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and the one after; "" at the border of a paragraph.

    >>> around("One is here. Two is here. Three is here. Four.", 13, 25)
    ('One is here.', 'Three is here.')
    """
    before = text[max(0, start - FARTHEST) : start]
    after = text[end : end + FARTHEST]
    return _last(before), _first(after)


def _last(before: str) -> str:
    if before.endswith("\n") or not before.strip():
        return ""
    ends = [match.end() for match in _END.finditer(before.rstrip())]
    return before[ends[-1] if ends else _after_word(before) :].strip()


def _after_word(before: str) -> int:
    return before.find(" ") + 1 if len(before) == FARTHEST else 0


def _first(after: str) -> str:
    rest = after.lstrip(" ")
    if not rest.strip() or rest.startswith("\n"):
        return ""
    # What closes the passage's own sentence is no sentence of its own.
    end = _END.search(rest)
    return rest[: end.start() + 1].strip() if end else rest.strip()
