"""How common words are in claims at large, for an index that is too young to tell."""

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).parent / "models" / "background.json.gz"
# What the background counts for, in claims: among eight, rarity is the background's; among tens of
# thousands its part is small.
PRIOR: Final = 2_000

Floats = NDArray[np.float64]


def shares(stems: Iterable[str]) -> Floats:
    """What share of all claims has each stem; 0 for one that hardly any has."""
    known = _shares()
    return np.array([known.get(stem, 0.0) for stem in stems], dtype=np.float64)


def rarity(seen: Floats, share: Floats, claims: int) -> Floats:
    """How telling words are that `seen` of `claims` have; above 0, larger for rarer.

    The index's own counts and the background's as those of PRIOR claims more, in the weight of
    Robertson and Zaragoza (2009): ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    common: Floats = np.minimum(seen, claims) + PRIOR * share
    return np.log((claims + PRIOR + 1.0) / (common + 0.5))


def most(claims: int) -> float:
    """The rarity that no word of an index exceeds."""
    return float(np.log1p(2.0 * (claims + PRIOR)))


def to_bytes(counts: Mapping[str, int], claims: int) -> bytes:
    """The file of the background; the same counts give the same bytes."""
    words = json.dumps({"claims": claims, "counts": dict(counts)}, ensure_ascii=False)
    return gzip.compress(words.encode(), mtime=0)


@cache
def _shares() -> Mapping[str, float]:
    kept = json.loads(gzip.decompress(FILE.read_bytes()))
    return {stem: many / kept["claims"] for stem, many in kept["counts"].items()}
