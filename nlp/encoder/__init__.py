"""Sentences as vectors, in this process and without a hub; or none, and words alone."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from ctranslate2 import Encoder as Engine
from ctranslate2 import StorageView
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlp.encoder.weights import NAME, SHA256, converted, packaged

Vectors = NDArray[np.float32]
LEXICAL_ONLY: Final = (
    "No sentence encoder is set: claims are found by shared words alone, and a paraphrase without"
    " them is missed."
)
# The longest input the shipped model was trained to pool; words beyond it are not read.
LONGEST: Final = 256
# Batches of like length pad little and stay in the cache: 8 cost a third less than 32.
BATCH: Final = 8


class SentenceEncoder(Protocol):
    """What the index and the re-ranker ask of an encoder."""

    @property
    def model_id(self) -> str:
        """Name and digest of the weights; vectors of two ids are never compared."""

    @property
    def size(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 per text, in order: float32 [len(texts), size]."""


class Encoder:
    """A BERT encoder with mean pooling, int8 on CTranslate2 (Reimers and Gurevych, 2019).

    The engine starts at the first text, so that a process that matches nothing pays nothing.
    """

    def __init__(self, model: Path, *, sha256: str | None, cache_dir: Path | None = None) -> None:
        """Name the folder of weights and tokenizer; nothing is read before `encode`."""
        self._model, self._sha256, self._cache = model, sha256, cache_dir
        self._engine: Engine | None = None
        self._tokenizer: Tokenizer | None = None
        config = json.loads((model / "config.json").read_text(encoding="utf-8"))
        name = NAME if sha256 == SHA256 else model.name
        self._id = f"{name}-{(sha256 or _digest_of(model))[:12]}-int8"
        self._size = int(config["hidden_size"])

    @classmethod
    def load(cls, path: str | None = None, *, cache_dir: Path | None = None) -> "Encoder | None":
        """The packaged encoder, the one in a folder, or None where `path` is "none".

        Callers show LEXICAL_ONLY for None. Raises FileNotFoundError where the folder has no model
        and ValueError where the packaged weights are not those that were measured.
        """
        if path == "none":
            return None
        if path:
            return cls(Path(path), sha256=None, cache_dir=cache_dir)
        folder, sha256 = packaged()
        return cls(folder, sha256=sha256, cache_dir=cache_dir)

    @property
    def model_id(self) -> str:
        """Name and digest of the weights."""
        return self._id

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return self._size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 per text: float32 [len(texts), size]; an empty text has a row too."""
        engine, tokenizer = self._started()
        tokens = [one.ids for one in tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self.size), dtype=np.float32)
        # Of like length together, so that little is padded.
        order = sorted(range(len(texts)), key=lambda one: -len(tokens[one]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            vectors[rows] = _pooled(engine, [tokens[row] for row in rows])
        return vectors

    def _started(self) -> tuple[Engine, Tokenizer]:
        if self._engine is None or self._tokenizer is None:
            folder = converted(self._model, sha256=self._sha256, cache_dir=self._cache)
            self._engine = Engine(
                str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
            )
            self._tokenizer = _tokenizer(self._model)
        return self._engine, self._tokenizer


def _pooled(engine: Engine, tokens: list[list[int]]) -> Vectors:
    """The mean over a sentence's own tokens, brought to length 1."""
    lengths = np.array([len(one) for one in tokens])
    padded = np.zeros((len(tokens), lengths.max()), dtype=np.int32)
    for row, ids in enumerate(tokens):
        padded[row, : len(ids)] = ids
    out = engine.forward_batch(
        StorageView.from_array(padded), StorageView.from_array(lengths.astype(np.int32))
    )
    states = np.array(out.last_hidden_state)
    inside = (np.arange(padded.shape[1]) < lengths[:, None]).astype(np.float32)
    sums = np.einsum("btd,bt->bd", states, inside)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def _tokenizer(model: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


@cache
def _digest_of(model: Path) -> str:
    with (model / "model.safetensors").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
