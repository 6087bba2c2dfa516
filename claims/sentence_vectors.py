"""Vectors of a version's sentences, kept while a passage about a tracked claim rests on it.

They are made once, when the version is read, and serve again when the archive is searched for a new
claim or a claim's stance is asked for anew. Eight bits a number: a cosine moves by about 0.002.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from django.db.models import Exists, OuterRef

from claims import vectors
from claims.models import Appearance, Reading
from claims.states import Stage
from nlp import ENGINE
from nlp.encoder import Vectors
from nlp.encoder.recent import RecentVectors
from sources.models import Capture

# So many are cleared in one sweep.
SWEPT: Final = 1_000


def keep(capture: Capture, sentences: Sequence[str]) -> None:
    """Write the vectors of a version's sentences down; nothing without an encoder."""
    encoder = vectors.encoder_of_this_process()
    if encoder and sentences:
        packed = pack(encoder.model_id, encoder.encode(sentences))
        Reading.objects.filter(capture=capture, engine=ENGINE).update(vectors=packed)


def recall(capture: Capture, sentences: Sequence[str]) -> None:
    """Have the encoder know the sentences by what was kept, so that none is encoded again."""
    encoder = vectors.encoder_of_this_process()
    if not isinstance(encoder, RecentVectors) or not encoder.lacks(sentences):
        return
    kept = Reading.objects.filter(capture=capture, engine=ENGINE).exclude(vectors=None)
    packed = kept.values_list("vectors", flat=True).first()
    rows = unpack(encoder.model_id, bytes(packed)) if packed else None
    # Of another encoder, or cut into other sentences: they are made anew.
    if rows is not None and rows.shape == (len(sentences), encoder.size):
        encoder.learn(sentences, rows)


def forget() -> int:
    """Clear those on which no tracked claim rests any more; returns how many versions."""
    rests = Appearance.objects.filter(capture=OuterRef("capture"), claim__stage=Stage.TRACKED)
    idle = Reading.objects.exclude(vectors=None).filter(~Exists(rests))
    some = list(idle.values_list("pk", flat=True)[:SWEPT])
    return Reading.objects.filter(pk__in=some).update(vectors=None)


def pack(model: str, rows: Vectors) -> bytes:
    """The model's name, a line break, one float32 scale per row, and the rows as int8."""
    scales = np.maximum(np.abs(rows).max(axis=1) / 127, np.float32(1e-11)).astype(np.float32)
    whole = np.rint(rows / scales[:, None]).astype(np.int8)
    many = np.uint32(len(rows))
    return b"".join([model.encode(), b"\n", many.tobytes(), scales.tobytes(), whole.tobytes()])


def unpack(model: str, packed: bytes) -> Vectors | None:
    """The rows, or None where they are of another model."""
    name, _, rest = packed.partition(b"\n")
    if name != model.encode():
        return None
    many = int(np.frombuffer(rest[:4], dtype=np.uint32)[0])
    scales = np.frombuffer(rest[4 : 4 + 4 * many], dtype=np.float32)
    whole = np.frombuffer(rest[4 + 4 * many :], dtype=np.int8).reshape(many, -1)
    return np.asarray(whole * scales[:, None], dtype=np.float32)
