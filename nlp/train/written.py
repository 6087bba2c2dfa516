"""A trained model as a small file of numbers, and the card that says what it is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.reranker import Net
from nlp.train.calibration import BySize, Truth

_CHECKTHAT: Final = "free for general research use; the texts belong to their publishers"
_DEBATES: Final = (
    "Held-out lines of whole debates, weighted to their natural share; annotation is partial,"
    " so the precision is a lower bound: of the 40 pairs suggested on dev among 19,250 claims one"
    " reading, not a blind one, took some 37 as right, where 11 are annotated. Small indexes hold"
    " the claims of CheckThat! 2020, task 2, whose posts were put among the debates' lines, one in"
    " 41; the other lines match none of them."
)
_POSTS: Final = (
    "Held-out posts, each once with and once without its claim in the index: right where about"
    " one text in two has a match, too high where fewer do. A quarter of the right claims have a"
    " twin that differs in quotation marks alone and counts as wrong; the measures of quoted words"
    " tell most of them apart, which is worth .03 of the MAP@5 here and nothing in a newsroom."
)
_MANY_CHECKS: Final = (
    "Held-out posts, each once with and once without its claim in the index. Several checks of"
    " one rumour exist and one alone is annotated, so the precision is a lower bound."
)
SOURCES: Final[Mapping[str, tuple[str, str, str]]] = {
    "lines": (
        "CheckThat! 2021/22 task 2B, train: debate sentences and PolitiFact's checks (English)",
        _CHECKTHAT,
        _DEBATES,
    ),
    "alone": (
        "CheckThat! 2020 task 2, train: posts and Snopes claims (English)",
        _CHECKTHAT,
        _POSTS,
    ),
    "alone-large": (
        "Kazemi et al. 2022, tweets and fact-checks of many publishers (English), train",
        "research use; the texts belong to their publishers",
        _MANY_CHECKS,
    ),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """MAP@5 by folds of train, on dev, of the untrained hybrid; what a threshold is worth."""

    folds: float
    dev: float
    untrained: float
    passages: tuple[int, int]
    truth: Truth


@dataclass(frozen=True, slots=True)
class Model:
    """What a re-ranker needs to weigh candidates."""

    name: str
    features: tuple[str, ...]
    units: tuple[NDArray[np.float32], NDArray[np.float32]]
    nets: tuple[Net, ...]
    steady: tuple[str, ...]
    curve: NDArray[np.float64]
    encoder: str


def write(out: Path, model: Model, figures: Figures) -> None:
    """Write `NAME.json` and `NAME.md`; five digits are all that the data carries."""
    kept = {
        "encoder": model.encoder,
        "features": model.features,
        "mean": _short(model.units[0]),
        "scale": _short(model.units[1]),
        "nets": [_net(one) for one in model.nets],
        "steady": model.steady,
        "curve": _short(model.curve),
        # Never `auto` from others' data: a newsroom's own decisions must carry it.
        "thresholds": {
            "en": {
                "suggest": round(figures.truth.suggest, 4),
                "auto": None,
                "precision": {"suggest": round(figures.truth.precision, 3)},
            }
        },
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{model.name}.json").write_text(json.dumps(kept, indent=None) + "\n", encoding="utf-8")
    (out / f"{model.name}.md").write_text(_card(model, figures), encoding="utf-8")


def _card(model: Model, figures: Figures) -> str:
    data, terms, worth = SOURCES[model.name]
    train, dev = figures.passages
    kind = f"{len(model.nets)} small nets" if len(model.nets[0].out) else "logistic regression"
    return f"""# {model.name}

Ranks the claims a passage may be about: {kind} over {len(model.features)} measures.
Numbers only; no text is in the file.

- Data: {data}; {train} passages. Not shipped.
- Terms of the data: {terms}.
- Encoder: {model.encoder} (Apache-2.0).
- Made by: `python -m nlp.train reranker --data DIR --only {model.name}`

| measure | value |
|---|---|
| MAP@5, five folds of train, whole documents apart | {figures.folds:.3f} |
| MAP@5, dev ({dev} passages; settings were chosen by it) | {figures.dev:.3f} |
| MAP@5, dev, untrained hybrid of BM25 and cosine | {figures.untrained:.3f} |
| suggested from probability | {figures.truth.suggest:.3f} |
| precision there, out of fold of train, whole index | {figures.truth.precision:.3f} |
| recall there, of right candidates that reach a passage's best five | {figures.truth.recall:.3f} |

{worth} Confirming by itself is off: it needs a newsroom's own decisions.
English alone was measured: in another language a match is only ever suggested.

The probabilities were fitted on small indexes drawn from the large one as well, half of them about
one matter. On dev, by claims in the index: what is suggested, and in each tenth of the scale the
mean probability and the share that was right.

| claims | precision | recall | said → was |
|---|---|---|---|
{_table(figures.truth.by_size)}
"""


def _table(rows: Sequence[BySize]) -> str:
    return "\n".join(
        f"| {one.claims:,} | {one.precision:.2f} | {one.recall:.2f} | "
        + ", ".join(f"{said:.2f} → {was:.2f}" for said, was in one.bins)
        + " |"
        for one in rows
    )


def _short(values: NDArray[np.float32] | NDArray[np.float64]) -> list[float]:
    return [float(f"{value:.5g}") for value in np.ravel(values).tolist()]


def _net(net: Net) -> dict[str, list[float]]:
    return {
        "line": _short(net.line),
        "hidden": _short(net.hidden),
        "offset": _short(net.offset),
        "out": _short(net.out),
    }
