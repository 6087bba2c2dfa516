"""What is measured of an article and a claim, for `nlp.stance.judge` to weigh.

How near its sentences come to the claim (cosines, shared words), what words of doubt, denial and
report stand there, and how near those sentences are to touchstones: texts that deny, doubt, report.
After the FNC-1 recipes of Riedel et al. (arXiv 1707.03264) and Hanselowski et al. (arXiv
1806.05180); the touchstones are ours.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import Vectors
from nlp.stance.lexicon import GROUPS
from nlp.stance.lines import MOST, Article, Floats, Line, length, telling
from nlp.stance.touchstones import TOUCHSTONES, TURNS

# Parts of the vector that `measured` gives, in order.
NEARNESS: Final = 18
WORDING: Final = 20
POLARITY: Final = 6
CUES: Final = 6 * len(GROUPS)
# How near to the touchstones: the best sentence, the best three, all by their nearness to the claim
# twice (a little and much), the largest of all; and the claim itself.
ZONES: Final = 6
TOUCHED: Final = ZONES * len(TOUCHSTONES)
TURNED: Final = 5 * len(TURNS)
# Those that tell whether the two are about the same at all.
TOPIC: Final = NEARNESS + WORDING + POLARITY
SIMPLE: Final = TOPIC + CUES + TOUCHED + TURNED
# The claim's vector times that of what the article says near it, number by number.
PRODUCTS: Final = 384
MEASURES: Final = SIMPLE + PRODUCTS

_SAME: Final = 0.5  # a cosine from which a sentence speaks of the claim
_LIKE: Final = 0.3
_SHARP: Final = 10.0
_FIRST: Final = 3
_DENYING: Final = 2  # the first groups of the lexicon: refuted, negated

Order = NDArray[np.int64]
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, taken apart; `turned` are its vectors as TURNS would put it."""

    line: Line
    vector: Vectors
    near: Floats
    turned: Vectors  # [turns, size]

    @classmethod
    def of(cls, claim: str, vector: Vectors, turned: Vectors, touchstones: Vectors) -> "Asked":
        """From its text and vectors."""
        return cls(Line.of(claim), vector, (touchstones @ vector).astype(np.float32), turned)


def measured(claim: Asked, article: Article) -> Floats:
    """All measures of the two: float32 [MEASURES]."""
    cosines = article.vectors @ claim.vector
    order: Order = np.argsort(-cosines, kind="stable")
    weights = np.clip(cosines, 0, 1) ** 2
    weights = weights / (weights.sum() + 1e-9)
    found = np.concatenate(
        [
            _nearness(cosines, order, claim, article),
            _wording(claim.line, article, order),
            _polarity(claim.line, article.lines[order[0]]),
            _cues(claim.line, article.groups, order, weights),
            _touched(claim, article.near, order, (cosines, weights)),
            _turned(claim, article.vectors, order, (cosines, weights)),
            claim.vector * (weights @ article.vectors),
        ]
    )
    return found.astype(np.float32)


def _nearness(cosines: Vectors, order: Order, claim: Asked, article: Article) -> Floats:
    many, best = len(cosines), int(order[0])
    ranked = cosines[order]
    five = np.pad(ranked[:5], (0, max(0, 5 - many)), mode="edge")
    middle = article.vectors.mean(axis=0)
    same = cosines > _SAME
    return np.array(
        [
            *five,
            cosines.mean(),
            five.mean(),
            best / MOST,
            best / max(1, many - 1),
            same.mean(),
            (cosines > _LIKE).mean(),
            same.sum() / 10,
            cosines[0],
            cosines[:_FIRST].mean(),
            cosines.std(),
            np.log1p(many),
            middle @ claim.vector / (np.linalg.norm(middle) + 1e-9),
            (int(same.argmax()) if same.any() else MOST) / MOST,
        ],
        dtype=np.float32,
    )


def _wording(claim: Line, article: Article, order: Order) -> Floats:
    best, three = article.lines[order[0]], [article.lines[at] for at in order[:_FIRST]]
    near = frozenset().union(*(line.words for line in three))
    lead = frozenset().union(*(line.words for line in article.lines[:_FIRST]))
    return np.array(
        [
            _covered(claim, best.words),
            _covered(claim, near),
            _covered(claim, lead),
            _covered(claim, article.words),
            _covered(claim, article.lines[0].words),
            _alike(claim, article),
            _share(claim.pairs, best.pairs),
            _share(claim.pairs, article.pairs),
            _share(claim.names, best.names | best.words),
            _share(claim.names, article.names),
            _share(claim.numbers, best.numbers),
            _share(claim.numbers, article.numbers),
            bool(claim.numbers),
            len(claim.words & best.words) / max(1, len(claim.words | best.words)),
            max(_covered(claim, line.words) for line in article.lines),
            len(claim.stems) / 10,
            np.log1p(sum(len(line.stems) for line in article.lines)),
            claim.asks,
            any(line.asks for line in three),
            claim.quotes,
        ],
        dtype=np.float32,
    )


def _polarity(claim: Line, best: Line) -> Floats:
    """Whether the two are negated alike."""
    ours, theirs = (float(line.groups[:_DENYING].sum()) for line in (claim, best))
    shared = sum(cue in best.cues for cue in claim.cues)
    denying = float(ours > 0)
    return np.array(
        [
            ours % 2,
            theirs % 2,
            abs(ours % 2 - theirs % 2),
            shared,
            denying,
            denying * _covered(claim, best.words),
        ],
        dtype=np.float32,
    )


def _cues(claim: Line, groups: Floats, order: Order, weights: Vectors) -> Floats:
    return np.concatenate(
        [
            claim.groups,
            groups[order[0]],
            groups[order[:_FIRST]].mean(axis=0),
            groups[:_FIRST].mean(axis=0),
            weights @ groups,
            groups.mean(axis=0),
        ]
    )


def _touched(claim: Asked, near: Floats, order: Order, leaning: tuple[Vectors, Vectors]) -> Floats:
    cosines, weights = leaning
    sharp = np.exp(_SHARP * (cosines - cosines.max()))
    return np.concatenate(
        [
            near[order[0]],
            near[order[:_FIRST]].mean(axis=0),
            weights @ near,
            sharp / sharp.sum() @ near,
            near.max(axis=0),
            claim.near,
        ]
    )


def _turned(
    claim: Asked, vectors: Vectors, order: Order, leaning: tuple[Vectors, Vectors]
) -> Floats:
    """How much nearer the sentences are to the claim turned round than to the claim."""
    cosines, weights = leaning
    turned = vectors @ claim.turned.T
    nearer = turned - cosines[:, None]
    return np.concatenate(
        [
            nearer[order[0]],
            nearer[order[:_FIRST]].mean(axis=0),
            nearer.max(axis=0),
            weights @ nearer,
            turned.max(axis=0) - cosines.max(),
        ]
    )


def _covered(claim: Line, there: Collection[str]) -> float:
    whole = sum(telling(stem) for stem in claim.words)
    return sum(telling(stem) for stem in claim.words if stem in there) / whole if whole else 0.0


def _alike(claim: Line, article: Article) -> float:
    """The cosine of tf-idf vectors."""
    weights = {stem: telling(stem) for stem in claim.words}
    shared = sum(weight * article.weights.get(stem, 0.0) for stem, weight in weights.items())
    return shared / length(weights)


def _share(wanted: frozenset[One], there: frozenset[One]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0
