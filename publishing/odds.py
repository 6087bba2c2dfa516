"""Whether the ratings of two linked claims contradict each other: a pure rule.

Source: rules of meaning, section 1 ("Linked accepted ratings that contradict: a person must see
both").
"""

from collections.abc import Iterable
from itertools import permutations
from typing import Final

from claims.states import LinkKind
from reviews.states import Polarity

_FOR, _AGAINST, _MIXED = Polarity.SUPPORTS, Polarity.AGAINST, Polarity.MIXED
_SAYS: Final[dict[LinkKind, Iterable[tuple[Polarity, Polarity]]]] = {
    LinkKind.CONTRADICTS: [(_FOR, _FOR)],
    LinkKind.DUPLICATE_OF: list(permutations((_FOR, _AGAINST, _MIXED), 2)),
    LinkKind.FOLLOWS_FROM: [(_AGAINST, _FOR)],
    LinkKind.UPDATES: [],
    LinkKind.SAYS: [],
}
AT_ODDS: Final[frozenset[tuple[LinkKind, Polarity, Polarity]]] = frozenset(
    (kind, source, target) for kind, pairs in _SAYS.items() for source, target in pairs
)
JUDGED: Final = tuple(kind.value for kind, pairs in _SAYS.items() if pairs)


def at_odds(kind: LinkKind, source: Polarity, target: Polarity) -> bool:
    """Whether the rating of a link's source and that of its target cannot both be right.

    ============ ==================================== =========================================
    link         at odds                              why, and why no more
    ============ ==================================== =========================================
    contradicts  both supported                       One of them must fail. Both may fail:
                                                      neither 5 nor 6 million, but 7.
    duplicate of supported, against, mixed: any two   One claim is not rated in two ways.
                 that differ
    follows from source against, target supported     What follows from a claim that holds, holds.
                                                      It may hold for other reasons too.
    updates      never                                The newer speaks of a later time, or in
                                                      better words: each is right of its own.
    says         never                                A saying and its content are apart.
    ============ ==================================== =========================================

    A rating of no polarity (unproven, too early) says only what the evidence does not decide, so
    it is at odds with none. A mixed one leaves open which part holds, so it is only with its own
    duplicate.

    >>> at_odds(LinkKind.CONTRADICTS, Polarity.SUPPORTS, Polarity.SUPPORTS)
    True
    >>> at_odds(LinkKind.FOLLOWS_FROM, Polarity.SUPPORTS, Polarity.AGAINST)
    False
    """
    return (kind, source, target) in AT_ODDS
