"""What may leave of a captured text: the passage, with a sentence beside it if it is short. Pure.

Source: `rules.md` §6 (captures are for staff; at most 300 characters go out).
"""

from typing import Final

from nlp.sentences import paragraphs, split
from nlp.values import Span

LONGEST: Final = 300
# A passage as short as "It has not changed." tells nothing without the sentence before it.
SHORT: Final = 60
_ELLIPSIS: Final = "…"


def quote(text: str, start: int, end: int) -> str:
    """The passage at the code points `start` to `end`, in at most 300 characters.

    >>> quote("Russia answered. Its view is unchanged. More followed.", 17, 39)
    'Russia answered. Its view is unchanged.'
    """
    passage = _plain(text[start:end])
    if len(passage) > LONGEST:
        return _cut(passage)
    before = _before(text, start) if len(passage) < SHORT else ""
    whole = f"{before} {passage}" if before else passage
    return whole if len(whole) <= LONGEST else passage


def _before(text: str, start: int) -> str:
    home = next((span for span in paragraphs(text) if span.start <= start < span.end), None)
    if home is None or home.start == start:
        return ""
    sentences = split(Span(home.start, start).of(text))
    return _plain(sentences[-1].of(text[home.start : start])) if sentences else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    shortened = text[: LONGEST - len(_ELLIPSIS)]
    return (shortened.rsplit(" ", 1)[0] if " " in shortened else shortened) + _ELLIPSIS
