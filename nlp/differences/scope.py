"""What a "not" or a "may" bears on: the next few words of its clause, and which both texts have."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from nlp.differences.reading import KEPT, Reading
from nlp.values import Span
from nlp.words import listed

# "Not" and "may" bear on the words that follow; farther on they belong to something else.
SCOPE: Final = 6
# "Does not think that the government is ready" says what "is not ready" says.
RAISED: Final = 10
_RAISING: Final = listed(
    "think thinks thought believe believes believed expect expects expected suppose imagine"
    " say says said claim claims claimed deny denies denied true false that"
)
_BREAKS: Final = listed(
    "but because although though while whereas unless whether which whose who if"
)
_SUBJECTS: Final = listed("he she it they we i you the a an this that these those his her their")
_HELPERS: Final = listed(
    "is are was were be been will would has have had does do did can could may might must should"
    " shall am being"
)
# A cue this near to its word is shown together with it.
_TOGETHER: Final = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns what follows; `covers` are word numbers, in order."""

    span: Span
    sort: str
    covers: range


Cued: TypeAlias = tuple[Reading, Sequence[Cue]]
Turned: TypeAlias = tuple[Span, Span]
Signs: TypeAlias = Callable[[Sequence[Cue], Sequence[int]], set[str]]


@lru_cache(maxsize=2 * KEPT)
def cues(reading: Reading, pattern: re.Pattern[str]) -> tuple[Cue, ...]:
    """Where the pattern stands, with its scope; the named group that matched is its sort."""
    return tuple(
        Cue(
            Span(*found.span()),
            found.lastgroup or "",
            _covered(reading, reading.first_at(found.end())),
        )
        for found in pattern.finditer(reading.text)
    )


def _covered(reading: Reading, first: int) -> range:
    """Up to the end of the clause, and no farther than a "not" reaches."""
    words, limit, at = reading.words, SCOPE, first
    while at < len(words) and at - first < limit:
        word = words[at].lower
        if (
            (at > first and reading.parted(at))
            or word in _BREAKS
            or (word == "and" and _new_subject(reading, at))
        ):
            break
        if at - first < 2 and word in _RAISING:
            limit = RAISED
        at += 1
    return range(first, at)


def _new_subject(reading: Reading, at: int) -> bool:
    following = reading.words[at + 1] if at + 1 < len(reading.words) else None
    return following is not None and (following.lower in _SUBJECTS or following.capital)


def borne(reading: Reading, cue: Cue, other: Reading, *, nearest: bool = False) -> list[int]:
    """The words that the cue bears on and the other text has; none where it is about other words.

    The next word with a meaning that is no name must be shared, or two or more that are half of
    all that the cue bears on; with `nearest` only that next word will do.
    """
    telling = [at for at in cue.covers if _tells(reading, at)]
    shared = [at for at in telling if reading.words[at].stem in other.stems]
    if not shared:
        return []
    if shared[0] == telling[0]:
        return shared[:1] if nearest else shared
    wide = not nearest and len(shared) > 1 and 2 * len(shared) >= len(telling)
    return shared if wide else []


def turned(here: Cued, there: Cued, signs: Signs, *, nearest: bool = False) -> Turned | None:
    """Where a cue here makes words say what they nowhere say in the other text.

    `signs` gives how a word is meant at each of its places. Gives the words with their cues, here
    and there.
    """
    (reading, found), (other, others) = here, there
    for cue in found:
        words = borne(reading, cue, other, nearest=nearest)
        stems = {reading.words[at].stem for at in words}
        if words and not any(
            signs(found, at_stem(reading, stem)) & signs(others, at_stem(other, stem))
            for stem in stems
        ):
            place = at_stem(other, reading.words[words[0]].stem)[0]
            return shown(reading, cue, words[0]), _counterpart(other, others, place)
    return None


def _counterpart(reading: Reading, found: Sequence[Cue], at: int) -> Span:
    cue = next(iter(covering(found, at)), None)
    return shown(reading, cue, at) if cue else plain(reading, at)


def _tells(reading: Reading, at: int) -> bool:
    """Whether the word says something; a name or a figure is only what is spoken of."""
    word = reading.words[at]
    if not word.stem or word.lower[0].isdigit():
        return False
    return not word.capital or reading.opens(at) or word.span.of(reading.text).isupper()


def at_stem(reading: Reading, stem: str) -> list[int]:
    """Where the text has the word."""
    return [at for at, word in enumerate(reading.words) if word.stem == stem]


def shown(reading: Reading, cue: Cue, at: int) -> Span:
    """The cue with its word, or alone where they stand apart."""
    first = reading.first_at(cue.span.start)
    if abs(at - first) > _TOGETHER:
        return cue.span
    start = min(_helped(reading, at), _helped(reading, first), cue.span.start)
    return Span(start, max(reading.words[at].end, cue.span.end))


def plain(reading: Reading, at: int) -> Span:
    """The word where it stands without a cue, with the "is" or "will" before it."""
    return Span(_helped(reading, at), reading.words[at].end)


def _helped(reading: Reading, at: int) -> int:
    if at and reading.words[at - 1].lower in _HELPERS and not reading.parted(at):
        return reading.words[at - 1].start
    return reading.words[at].start


def covering(found: Sequence[Cue], at: int) -> list[Cue]:
    """The cues that bear on a word."""
    return [cue for cue in found if at in cue.covers]
