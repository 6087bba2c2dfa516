"""What a query costs as claims grow, and what an index of a million weighs."""

import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Final

import numpy as np

from benchmarks.many import claims_of_all_sets
from nlp.claim_index import ClaimIndex
from nlp.encoder import Encoder, Vectors
from nlp.evaluate.lines import stream_of
from nlp.matcher import find
from nlp.passages import Passage, in_order
from nlp.reranker import Reranker

SENTENCES: Final = 30
ROUNDS: Final = 5
# What else the machine does makes the same work take longer: the quickest pass says what it takes.
PASSES: Final = 3
# Reads the index as a worker does, asks it once, and says what it holds of memory by then.
_OPEN: Final = """
import sys
from pathlib import Path
from time import perf_counter
from benchmarks.speed import RandomVectors
from nlp.claim_index import ClaimIndex
before = perf_counter()
index = ClaimIndex(Path(sys.argv[1]), encoder=RandomVectors())
taken = perf_counter() - before
index.nearest(index.vectors.encoder.encode(["a"]), top=40)
index.search("a bridge in the city", top=40)
lines = Path("/proc/self/status").read_text().splitlines()
print(taken, next(line.split()[1] for line in lines if line.startswith("VmRSS")))
"""


class RandomVectors:
    """Vectors without meaning, for costs that do not depend on it."""

    model_id = "random"
    size = 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The same rows for as many texts."""
        rows = np.random.default_rng(0).normal(size=(len(texts), self.size)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Grown:
    """CPU seconds of one sentence by size, and the exponent of their growth."""

    seconds: dict[int, float]
    exponent: float
    build_seconds: float
    folder: Path


def growth(sizes: Sequence[int], folder: Path, data: Path, encoder: Encoder) -> Grown:
    """Ask the same articles of ever larger indexes; the last one stays in its folder."""
    claims = claims_of_all_sets(data, sizes[-1])
    seconds, built, path = {}, 0.0, folder
    for size in sizes:
        path = folder / str(size)
        start = process_time()
        index = ClaimIndex.build(claims[:size], path, encoder=RandomVectors())
        built = process_time() - start
        if index.vectors is not None:
            index.vectors.encoder = encoder
        seconds[size] = _article(index, data) / SENTENCES
    spread = math.log(sizes[-1] / sizes[0])
    exponent = math.log(seconds[sizes[-1]] / seconds[sizes[0]]) / spread if spread else 0.0
    return Grown(seconds, exponent, built, path)


def articles_per_second(data: Path, encoder: Encoder) -> float:
    """Articles of 30 sentences, encoded, looked up and weighed, on one core."""
    index = ClaimIndex.build(claims_of_all_sets(data, 10_375), encoder=RandomVectors())
    if index.vectors is not None:
        index.vectors.encoder = encoder
    return 1 / _article(index, data)


def opened(folder: Path) -> tuple[float, float]:
    """(MB resident, seconds to open) of an index in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", _OPEN, str(folder)], capture_output=True, text=True, check=True
    )
    seconds, kilobytes = ran.stdout.split()
    return int(kilobytes) / 1024, float(seconds)


def _article(index: ClaimIndex, data: Path) -> float:
    """CPU seconds of one article, after one to warm up; lines of a debate stand for sentences."""
    asked = stream_of(data / "ct2b" / "dev.stream.jsonl.gz", fields=frozenset())
    texts = [one.passage.text for one in asked if len(one.passage.text.split()) >= 8]
    model = Reranker.load("lines")
    articles = [in_order(texts[at : at + SENTENCES]) for at in range(0, len(texts), SENTENCES)]
    find(articles[0], index, reranker=model, top=5)
    return min(_pass(articles[1 : ROUNDS + 1], index, model) for _ in range(PASSES))


def _pass(articles: Sequence[Sequence[Passage]], index: ClaimIndex, model: Reranker) -> float:
    start = process_time()
    for article in articles:
        find(article, index, reranker=model, top=5)
    return (process_time() - start) / len(articles)
