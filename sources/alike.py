"""Which texts are copies of each other: MinHash to find candidates, Jaccard to be sure. Pure.

Broder 1997, "On the resemblance and containment of documents". With 16 bands of 4 rows two texts
that share half of their shingles become candidates about every second time, two that share four
fifths nearly always; the exact share then decides.
"""

import hashlib
import re
from collections.abc import Mapping, Set
from typing import Final

SHINGLE_WORDS: Final = 4
BANDS: Final = 16
ROWS: Final = 4
COPY_FROM: Final = 0.6
LONGEST_WORDS: Final = 4000
_PRIME: Final = (1 << 61) - 1
_WORD: Final = re.compile(r"\w+")


def _multipliers() -> list[tuple[int, int]]:
    pairs = []
    for n in range(BANDS * ROWS):
        seed = hashlib.blake2b(f"recheck-minhash-{n}".encode(), digest_size=16).digest()
        pairs.append((int.from_bytes(seed[:8]) % _PRIME | 1, int.from_bytes(seed[8:]) % _PRIME))
    return pairs


_HASHES: Final = _multipliers()


def shingles(text: str) -> frozenset[int]:
    """The text's runs of four words, whatever the case and the punctuation, as numbers."""
    words = _WORD.findall(text.casefold())[:LONGEST_WORDS]
    runs = range(max(1, len(words) - SHINGLE_WORDS + 1)) if words else range(0)
    return frozenset(_number(" ".join(words[n : n + SHINGLE_WORDS])) for n in runs)


def bands(pieces: frozenset[int]) -> tuple[str, ...]:
    """The signature of a text, in bands: texts that share one are candidates."""
    if not pieces:
        return ()
    least = [min((a * piece + b) % _PRIME for piece in pieces) for a, b in _HASHES]
    rows = (least[n * ROWS : (n + 1) * ROWS] for n in range(BANDS))
    return tuple(f"{n:02d}{_digest(row)}" for n, row in enumerate(rows))


def likeness(left: frozenset[int], right: frozenset[int]) -> float:
    """Jaccard: the share of runs that both have, from 0 to 1.

    >>> likeness(shingles("one two three four five"), shingles("One two, three four five"))
    1.0
    """
    return len(left & right) / len(left | right) if left and right else 0.0


def one_story(fits: Mapping[int, float], apart: Set[frozenset[int]]) -> list[int]:
    """Of the stories that a text fits those that it makes one, likest first; some stay apart.

    >>> one_story({1: 0.7, 2: 0.9, 3: 0.8}, {frozenset((1, 2))})
    [2, 3]
    """
    same: list[int] = []
    for story in sorted(fits, key=lambda story: (-fits[story], story)):
        if all(frozenset((story, other)) not in apart for other in same):
            same.append(story)
    return same


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=7).digest())


def _digest(row: list[int]) -> str:
    return hashlib.blake2b(repr(row).encode(), digest_size=10).hexdigest()
