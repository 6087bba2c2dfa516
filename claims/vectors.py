"""Vectors of claims' texts, kept in the database, so that each text is encoded once for all."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings

from claims.hub import folder_of
from claims.models import TextVector
from nlp.encoder import Encoder, SentenceEncoder, Vectors
from nlp.encoder.recent import RecentVectors

# More than these are not encoded while somebody waits: a long job does it (`claims.embedding`).
AT_ONCE: Final = 512
_ASKED: Final = 500


@cache
def encoder_of_this_process() -> RecentVectors | None:
    """The sentence encoder that settings name, loaded at its first text; None for words alone.

    It knows the latest texts, as an article is first matched and then asked what it does.
    """
    named = settings.SENTENCE_ENCODER
    path = named if named in {"", "none"} else str(folder_of(named))
    encoder = Encoder.load(path or None, cache_dir=Path(settings.INDEX_DIR) / "encoders")
    return RecentVectors(encoder) if encoder else None


class StoredVectors:
    """An encoder that asks another one only for texts whose vectors are not kept yet.

    With more than `at_once` of those, their rows are zeros, and claims are found by words until a
    long job has made the vectors.
    """

    def __init__(self, encoder: SentenceEncoder, *, at_once: int = AT_ONCE) -> None:
        self._encoder, self._at_once = encoder, at_once

    @property
    def model_id(self) -> str:
        """That of the encoder asked."""
        return self._encoder.model_id

    @property
    def size(self) -> int:
        """That of the encoder asked."""
        return self._encoder.size

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text: float32 [len(texts), size]; of zeros where it is still to come."""
        wanted = {digest_of(text): text for text in texts}
        known = kept(self.model_id, list(wanted))
        fresh = {digest: text for digest, text in wanted.items() if digest not in known}
        if len(fresh) <= self._at_once:
            made = packed(self._encoder, fresh)
            keep(self.model_id, made)
            known |= made
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, text in enumerate(texts):
            if data := known.get(digest_of(text)):
                rows[row] = _unpacked(data)
        return rows


def kept(model: str, digests: Sequence[str]) -> dict[str, bytes]:
    """Packed vectors by digest, as far as there are any."""
    found: dict[str, bytes] = {}
    for start in range(0, len(digests), _ASKED):
        rows = TextVector.objects.filter(model=model, digest__in=digests[start : start + _ASKED])
        found.update((row.digest, bytes(row.packed)) for row in rows)
    return found


def packed(encoder: SentenceEncoder, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Encode texts by digest; nothing is written."""
    if not texts:
        return {}
    rows = encoder.encode(list(texts.values()))
    return {digest: _packed(row) for digest, row in zip(texts, rows, strict=True)}


def keep(model: str, made: Mapping[str, bytes]) -> None:
    """Write packed vectors; safe to do twice and by two processes."""
    TextVector.objects.bulk_create(
        [TextVector(model=model, digest=digest, packed=data) for digest, data in made.items()],
        ignore_conflicts=True,
    )


def digest_of(text: str) -> str:
    """By which a text's vector is found."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _packed(row: Vectors) -> bytes:
    scale = np.float32(max(float(np.abs(row).max()), 1e-9) / 127)
    return bytes(scale.tobytes() + np.rint(row / scale).astype(np.int8).tobytes())


def _unpacked(data: bytes) -> Vectors:
    scale = np.frombuffer(data[:4], dtype=np.float32)[0]
    return np.asarray(np.frombuffer(data[4:], dtype=np.int8) * scale, dtype=np.float32)
