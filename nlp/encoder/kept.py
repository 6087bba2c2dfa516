"""Keeps vectors on disk by their text's digest, so that a measure run twice embeds once."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from nlp.encoder import SentenceEncoder, Vectors

_KEY: Final = 16
_BATCH: Final = 4096


class KeptVectors:
    """An encoder that asks another one only for texts it has not seen; float16 on disk.

    Not for two processes at once: the file is only appended to.
    """

    def __init__(self, encoder: SentenceEncoder, folder: Path) -> None:
        """Read what is in `folder` of this encoder's model; nothing where there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._keys = folder / f"{encoder.model_id}.keys"
        self._rows = folder / f"{encoder.model_id}.f16"
        self._place: dict[bytes, int] = {}
        self._vectors = np.zeros((0, encoder.size), dtype=np.float16)
        self._read()

    @property
    def model_id(self) -> str:
        """That of the encoder asked."""
        return self._encoder.model_id

    @property
    def size(self) -> int:
        """That of the encoder asked."""
        return self._encoder.size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text: float32 [len(texts), size], rounded to float16."""
        keys = [hashlib.sha256(text.encode()).digest()[:_KEY] for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        fresh = [(key, text) for key, text in wanted.items() if key not in self._place]
        # Long and short apart over all of them, so that batches pad little.
        fresh.sort(key=lambda one: len(one[1]))
        for start in range(0, len(fresh), _BATCH):
            self._add(fresh[start : start + _BATCH])
        return self._vectors[[self._place[key] for key in keys]].astype(np.float32)

    def _add(self, fresh: Sequence[tuple[bytes, str]]) -> None:
        rows = self._encoder.encode([text for _, text in fresh]).astype(np.float16)
        # Rows first: a key without its row would be a wrong vector, a row without its key is waste.
        with self._rows.open("ab") as file:
            file.write(rows.tobytes())
        with self._keys.open("ab") as file:
            file.write(b"".join(key for key, _ in fresh))
        for offset, (key, _) in enumerate(fresh):
            self._place[key] = len(self._vectors) + offset
        self._vectors = np.concatenate([self._vectors, rows])

    def _read(self) -> None:
        if not (self._keys.is_file() and self._rows.is_file()):
            return
        keys = self._keys.read_bytes()
        known = min(len(keys) // _KEY, self._rows.stat().st_size // (2 * self.size))
        # Cut off what a killed process left without its other half.
        with self._keys.open("r+b") as file:
            file.truncate(known * _KEY)
        with self._rows.open("r+b") as file:
            file.truncate(known * 2 * self.size)
        self._place = {keys[one * _KEY : (one + 1) * _KEY]: one for one in range(known)}
        self._vectors = np.fromfile(self._rows, dtype=np.float16).reshape(known, self.size)
