"""Near-repeats within one article: what one voice says twice is read once."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from nlp.values import Kind, Statement
from nlp.words import Words

# Shares of the shorter and of both statements' stems; set by hand on articles read for it.
OF_THE_SHORTER: Final = 0.5
OF_BOTH: Final = 0.2
SHARED_AT_LEAST: Final = 3
MOST_COMPARED: Final = 300  # of one voice; no article has more, a hostile one might
NOT_NAMES_AT_LEAST: Final = 2  # the same people met twice is two meetings


def grouped(statements: Sequence[Statement]) -> tuple[int, ...]:
    """The group of every statement, numbered by its first; one that nothing repeats stands alone.

    Only what the same voice on the record says is compared, a saying with sayings alone, and two
    statements with different numbers are never the same.
    """
    words = [Words.of(one.proposed) for one in statements]
    groups = list(range(len(statements)))
    for same in _voices(statements):
        for left, right in combinations(same[:MOST_COMPARED], 2):
            apart = not statements[left].span.meets(statements[right].span)
            if apart and _alike(words[left], words[right]):
                groups[right] = min(groups[right], groups[left])
    return tuple(groups)


def _voices(statements: Sequence[Statement]) -> Iterable[list[int]]:
    """The places of what each voice says, sayings of others apart from what it says itself."""
    voices: dict[tuple[str, bool], list[int]] = {}
    for at, one in enumerate(statements):
        if one.claimant:
            voices.setdefault((one.claimant.name, one.kind is Kind.SAID), []).append(at)
    return voices.values()


def _alike(left: Words, right: Words) -> bool:
    ours, theirs = frozenset(left.stems), frozenset(right.stems)
    if left.numbers != right.numbers:
        return False
    shared = ours & theirs
    plain = shared - left.names - right.names
    if len(shared) < SHARED_AT_LEAST or len(plain) < NOT_NAMES_AT_LEAST:
        return False
    shorter, both = min(len(ours), len(theirs)), len(ours | theirs)
    return len(shared) >= OF_THE_SHORTER * shorter and len(shared) >= OF_BOTH * both
