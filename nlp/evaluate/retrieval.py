"""Ranks claims for queries or for every line of a debate, through the product's own parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp.claim_index import ClaimIndex
from nlp.encoder import LEXICAL_ONLY, SentenceEncoder
from nlp.evaluate.lines import Asked, claims_of, measured, queries_of, stream_of
from nlp.evaluate.scoring import Qrels, scores, stream_scores
from nlp.matcher import Found, find
from nlp.reranker import Reranker, model_for

# A newsroom looks at a few; scorers at 20; deeper ranks change no figure.
DEPTH: Final = 100
# In a stream a line's best few are pairs of their own; nobody reads further down.
FLAGGED: Final = 3
_TOGETHER: Final = 30


@dataclass(frozen=True, slots=True)
class Given:
    """The files of one measure."""

    claims: Path
    asked: Path
    bodies: Path | None
    fields: frozenset[str]
    run: Path


def retrieval(given: Given, *, encoder: SentenceEncoder | None, qrels: Qrels | None) -> list[str]:
    """Write query, claim, score; returns the lines to print. Raises BadFile and OSError."""
    asked = queries_of(given.asked, fields=given.fields)
    found, ids, said = _ranked(given, asked, encoder, top=DEPTH)
    run = {
        one.query_id: [(ids[hit.claim_id], hit.score) for hit in hits]
        for one, hits in zip(asked, found, strict=True)
    }
    _write(given.run, run)
    if qrels is not None:
        said.extend(f"{name}\t{value:.4f}" for name, value in scores(run, qrels).items())
        said.append(f"queries\t{len(qrels)}")
    return said


def stream(given: Given, *, encoder: SentenceEncoder | None, qrels: Qrels | None) -> list[str]:
    """Write line, claim, probability for every line; returns the lines to print."""
    asked = stream_of(given.asked, fields=given.fields)
    found, ids, said = _ranked(given, asked, encoder, top=FLAGGED)
    run = {
        one.query_id: [(ids[hit.claim_id], hit.probability) for hit in hits]
        for one, hits in zip(asked, found, strict=True)
    }
    _write(given.run, run)
    flagged = sum(any(hit.verdict != "none" for hit in hits) for hits in found)
    said.append(f"flagged\t{flagged / max(1, len(asked)):.4f}")
    if qrels is not None:
        pairs = [(line, claim, chance) for line, hits in run.items() for claim, chance in hits]
        measures = stream_scores(pairs, qrels, lines=len(asked))
        said.extend(f"{name}\t{value:.4f}" for name, value in measures.items())
    return said


def _ranked(
    given: Given, asked: Sequence[Asked], encoder: SentenceEncoder | None, *, top: int
) -> tuple[list[tuple[Found, ...]], list[str], list[str]]:
    claims, ids = claims_of(given.claims, bodies=given.bodies, fields=given.fields)
    extras = measured(claims, list(asked))
    said = [] if encoder else [LEXICAL_ONLY]
    index = ClaimIndex.build(claims, encoder=encoder)
    del claims
    passages = [one.passage for one in asked]
    model = Reranker.load(model_for(passages, claims=len(index)))
    said.append(f"model\t{model.version}, encoder {encoder.model_id if encoder else 'none'}")
    said.append(f"features\tstatement, title{''.join(f', {name}' for name in extras)}")
    found: list[tuple[Found, ...]] = []
    for start in range(0, len(passages), _TOGETHER):
        together = passages[start : start + _TOGETHER]
        found.extend(find(together, index, reranker=model, top=top))
    return found, ids, said


def _write(path: Path, run: Mapping[str, Sequence[tuple[str, float]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(run))


def _lines(run: Mapping[str, Sequence[tuple[str, float]]]) -> Iterator[str]:
    for query, hits in run.items():
        for claim, score in hits:
            yield f"{query}\t{claim}\t{score:.6f}\n"
