"""An encoder that counts words: small, quick, and alike where words are."""

from collections.abc import Sequence

import numpy as np

from nlp.encoder import Vectors
from nlp.words import stems


class CountingEncoder:
    """A vector of word counts of length 1; `heard` is every text it was asked for."""

    def __init__(self, model_id: str = "counting-1") -> None:
        self.model_id = model_id
        self.size = 64
        self.heard: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.heard.extend(texts)
        rows = np.full((len(texts), self.size), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in stems(text):
                rows[row, sum(stem.encode()) % self.size] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
