"""MAP, MRR, P@1 and R@20 as the CheckThat! labs count them (trec_eval's definitions)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from nlp.files import BadFile

DEPTHS: Final = (1, 3, 5, 10)
Run = Mapping[str, Sequence[tuple[str, float]]]
Qrels = Mapping[str, frozenset[str]]


def qrels_of(path: Path) -> dict[str, frozenset[str]]:
    """Relevant claims by query, from lines `query 0 claim relevance`. Raises BadFile."""
    found: dict[str, set[str]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if len(parts) >= 4 and float(parts[3]) > 0:
                found.setdefault(parts[0], set()).add(parts[2])
    except (OSError, ValueError) as error:
        raise BadFile(f"{path}: not lines of query, 0, claim, relevance") from error
    return {query: frozenset(claims) for query, claims in found.items()}


def scores(run: Run, qrels: Qrels) -> dict[str, float]:
    """Means over every judged query; one that the run lacks counts as 0."""
    names = [*(f"MAP@{depth}" for depth in DEPTHS), "MRR", "P@1", "R@20"]
    totals = dict.fromkeys(names, 0.0)
    for query, relevant in qrels.items():
        ranked = sorted(run.get(query, ()), key=_best_first)
        hits = [claim in relevant for claim, _ in ranked]
        for name, value in _of_one(hits, len(relevant)).items():
            totals[name] += value
    return {name: total / max(1, len(qrels)) for name, total in totals.items()}


def _best_first(hit: tuple[str, float]) -> tuple[float, str]:
    """Equal scores in an order that neither the file nor the ids' own order can give away."""
    claim, score = hit
    return -score, sha256(claim.encode()).hexdigest()


def _of_one(hits: Sequence[bool], relevant: int) -> dict[str, float]:
    places = [place for place, hit in enumerate(hits, 1) if hit]
    values = {
        f"MAP@{depth}": sum(
            count / place for count, place in enumerate(places, 1) if place <= depth
        )
        / relevant
        for depth in DEPTHS
    }
    values["MRR"] = 1 / places[0] if places else 0.0
    values["P@1"] = float(bool(places) and places[0] == 1)
    values["R@20"] = sum(place <= 20 for place in places) / relevant
    return values


def stream_scores(
    best: Sequence[tuple[str, str, float]], qrels: Qrels, *, lines: int
) -> dict[str, float]:
    """Of pairs (line, claim, probability) over a whole stream: average precision and recalls.

    Recall is of annotated pairs; annotation is partial, so that precision is a lower bound.
    """
    ranked = sorted(best, key=lambda one: (-one[2], sha256(f"{one[0]} {one[1]}".encode()).digest()))
    total = sum(len(claims) for claims in qrels.values())
    hits, area = 0, 0.0
    reached = {0.5: 0.0, 0.8: 0.0, 0.9: 0.0}
    for place, (line, claim, _) in enumerate(ranked, 1):
        if claim in qrels.get(line, frozenset()):
            hits += 1
            area += hits / place
            for wanted in reached:
                if hits / place >= wanted:
                    reached[wanted] = hits / max(1, total)
    recalls = {f"R@P{wanted}": value for wanted, value in reached.items()}
    return {"AP": area / max(1, total), **recalls, "pairs": float(total), "lines": float(lines)}
