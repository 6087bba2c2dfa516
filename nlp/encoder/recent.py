"""Keeps the vectors of the latest texts, so that a text used twice in a row is encoded once."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from nlp.encoder import SentenceEncoder, Vectors

# About the sentences of fifty articles: 3 MB.
LATEST: Final = 2_000


class RecentVectors:
    """An encoder that asks another one only for texts that are not among the latest."""

    def __init__(self, encoder: SentenceEncoder, *, latest: int = LATEST) -> None:
        self._encoder, self._latest = encoder, latest
        self._known: dict[str, Vectors] = {}

    @property
    def model_id(self) -> str:
        """That of the encoder asked."""
        return self._encoder.model_id

    @property
    def size(self) -> int:
        """That of the encoder asked."""
        return self._encoder.size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text: float32 [len(texts), size]."""
        known = self._known
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            known = self.learn(fresh, self._encoder.encode(fresh), beside=texts)
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for at, text in enumerate(texts):
            rows[at] = known[text]
        return rows

    def learn(
        self, texts: Sequence[str], rows: Vectors, *, beside: Sequence[str] = ()
    ) -> dict[str, Vectors]:
        """Take vectors that were made before; `beside` are texts that are not to be forgotten."""
        latest = {text: self._known[text] for text in beside if text in self._known}
        latest.update(zip(texts, rows, strict=True))
        older = {text: row for text, row in self._known.items() if text not in latest}
        room = max(0, self._latest - len(latest))
        # A new one each time, so that another thread never sees one half changed.
        self._known = dict(list(older.items())[len(older) - room :] if room else ()) | latest
        return self._known

    def lacks(self, texts: Sequence[str]) -> bool:
        """Whether any of the texts would have to be encoded."""
        return any(text not in self._known for text in texts)
