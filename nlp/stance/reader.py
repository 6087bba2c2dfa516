"""Takes articles and claims apart for the judge, with one encoder."""

from collections.abc import Sequence

from nlp.encoder import SentenceEncoder
from nlp.stance.lines import MOST, Article
from nlp.stance.measures import Asked
from nlp.stance.touchstones import TOUCHSTONES, TURNS


class Reader:
    """Holds the vectors of the touchstones, so that they are made once."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        """Encode the touchstones."""
        self._encoder = encoder
        self._touchstones = encoder.encode(TOUCHSTONES)

    def article(self, sentences: Sequence[str]) -> Article:
        """The first MOST sentences of a text, of which there is at least one."""
        vectors = self._encoder.encode(sentences[:MOST])
        return Article.of(sentences, vectors, self._touchstones)

    def claims(self, claims: Sequence[str]) -> list[Asked]:
        """Claims, all encoded together."""
        texts = [text for claim in claims for text in (claim, *_turned(claim))]
        vectors = self._encoder.encode(texts).reshape(len(claims), 1 + len(TURNS), -1)
        return [
            Asked.of(claim, own[0], own[1:], self._touchstones)
            for claim, own in zip(claims, vectors, strict=True)
        ]


def _turned(claim: str) -> list[str]:
    return [turn.format(claim) for turn in TURNS]
