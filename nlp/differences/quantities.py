"""All, most or some of the same: another quantity without a number."""

from collections.abc import Iterator
from typing import Final

from nlp.differences.reading import Reading, differs
from nlp.values import Difference, Span
from nlp.words import listed

_WORDS: Final = {
    "all": listed("all every each entire whole"),
    "most": listed("most majority"),
    "some": listed("some part"),
    "few": listed("few handful"),
    "many": listed("many"),
}
_QUANTITY: Final = {word: sort for sort, words in _WORDS.items() for word in words}
# "Some" and "many" may be the same people; "all" is neither.
_SAME: Final = frozenset({frozenset({"some", "few"}), frozenset({"some", "many"})})
_THROUGH: Final = listed("of the its his her their our these those single")


def quantities(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """Where both say how much of one thing, and not alike."""
    ours, theirs = _stated(claim), _stated(passage)
    for head in ours.keys() & theirs.keys():
        (here, sort), (there, other) = ours[head], theirs[head]
        if sort != other and frozenset((sort, other)) not in _SAME:
            yield differs("quantity", (claim, here), (passage, there))


def _stated(reading: Reading) -> dict[str, tuple[Span, str]]:
    """What is counted -> the words and the sort of quantity; the first of each counts."""
    found: dict[str, tuple[Span, str]] = {}
    for at, word in enumerate(reading.words):
        sort = _QUANTITY.get(word.lower)
        head = _head(reading, at) if sort else None
        if sort and head is not None:
            whole = Span(word.start, reading.words[head].end)
            found.setdefault(reading.words[head].stem, (whole, sort))
    return found


def _head(reading: Reading, at: int) -> int | None:
    """The word that is counted, straight behind."""
    for place in range(at + 1, min(at + 5, len(reading.words))):
        word = reading.words[place]
        if reading.parted(place) or word.lower[0].isdigit():
            return None
        if word.stem:
            return place
        if word.lower not in _THROUGH:
            return None
    return None
