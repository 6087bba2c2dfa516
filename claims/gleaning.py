"""Which claims a whole text may carry: a cheap look before its sentences are matched. Pure.

It spares most of the archive the real matching. It must let pass rather too much than too little:
what it holds back is not looked at again.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil
from typing import Final

from nlp.words import stems

# So large a part of a claim's telling words stands close together in a text that is about it.
SHARE: Final = 0.25
# Close together: any two sentences with at most REACH telling words lie in one of the windows.
REACH: Final = 40
# Of fewer words nothing can be told.
FEWEST: Final = 3


class Gleaner:
    """The telling words of some claims, by which texts are looked through."""

    def __init__(self, statements: Mapping[int, str]) -> None:
        """Take the statements apart, by claim id."""
        self._needed: dict[int, int] = {}
        self._always: set[int] = set()
        self._by_stem: defaultdict[str, list[int]] = defaultdict(list)
        for claim_id, statement in statements.items():
            self._learn(claim_id, set(stems(statement)))

    def _learn(self, claim_id: int, telling: set[str]) -> None:
        if len(telling) < FEWEST:
            self._always.add(claim_id)
            return
        self._needed[claim_id] = ceil(SHARE * len(telling))
        for stem in telling:
            self._by_stem[stem].append(claim_id)

    def carried(self, text: str) -> frozenset[int]:
        """The claims that the text may be about.

        >>> gleaner = Gleaner({1: "The Harbour Bridge in Lisbon will be closed to lorries"})
        >>> gleaner.carried("Lorries wait. The bridge was closed."), gleaner.carried("It rained.")
        (frozenset({1}), frozenset())
        """
        said = stems(text)
        found = set(self._always)
        for start in range(0, max(len(said) - REACH, 1), REACH):
            found |= self._near(set(said[start : start + 2 * REACH]))
        return frozenset(found)

    def _near(self, words: set[str]) -> set[int]:
        shared = Counter(
            claim_id for stem in words & self._by_stem.keys() for claim_id in self._by_stem[stem]
        )
        return {one for one, count in shared.items() if count >= self._needed[one]}
