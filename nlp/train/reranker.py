"""Trains the three re-rankers: lines of a longer text, texts alone, texts alone among many."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.evaluate.lines import EXTRAS, Asked, queries_of, stream_of
from nlp.evaluate.scoring import Qrels, qrels_of
from nlp.reranker import Net
from nlp.train.fitting import Lists, Settings, Tensor, fitted, mean_precision
from nlp.train.likelihood import Sample, chances, curve_of, sample_of, threshold, together
from nlp.train.sets import Measured, Store, measured, store_of
from nlp.train.written import Figures, Model, write

FOLDS: Final = 5
# Lines of the debates that stand for all those that match nothing.
QUIET_LINES: Final = 12_000
_TOGETHER: Final = 500
_SEED: Final = 20250812
_ALONE: Final = ("days.", "/fit", "before.", "around.")

Numbers = NDArray[np.float64]
Units = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one model is made from; settings by folds of train and by dev."""

    name: str
    folder: str
    fields: frozenset[str]
    settings: Settings
    wanted: float = 0.8  # precision from which on a claim is suggested
    streamed: bool = False
    without: tuple[str, ...] = _ALONE


PLANS: Final = (
    Plan("lines", "ct2b", frozenset(EXTRAS), Settings(), wanted=0.5, streamed=True, without=()),
    Plan("alone", "ct2020_t2", frozenset({"speaker"}), Settings()),
    Plan("alone-large", "tweets_en", frozenset({"speaker"}), Settings(rounds=30)),
)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Nets that each have not seen one fold, so that what they say of it is honest."""

    names: tuple[str, ...]
    units: Units
    nets: list[tuple[Net, ...]]
    fold_of: Mapping[str, int]

    def sample(self, found: Measured, *, heavy: float = 1, absent: bool = False) -> Sample:
        """The best few of every passage, by the nets that have not seen its document."""
        lists = found.lists(self.names).scaled(*self.units)
        return sample_of(found, lists, self.scores(found, lists), heavy=heavy, absent=absent)

    def scores(self, found: Measured, scaled: Lists) -> list[Numbers]:
        """Per passage, by the net that has not seen its document."""
        return [
            _scored(self.nets[fold], scaled.measures[at, : len(one.rows)])
            for at, (fold, one) in enumerate(zip(self.folds(found), found.found, strict=True))
        ]

    def folds(self, found: Measured) -> list[int]:
        """The fold of each passage's document; any, for a document that no net has seen."""
        return [self.fold_of.get(document, 0) for document in found.documents()]


def train(plan: Plan, data: Path, out: Path, *, encoder: SentenceEncoder) -> Figures:
    """Write `NAME.json` and its card `NAME.md` to `out`. Raises BadFile and OSError."""
    folder = data / "ir" / plan.folder
    store = store_of(folder, encoder=encoder, fields=plan.fields)
    learned, dev = (_queries(folder, split, plan, store) for split in ("train", "dev"))
    names = tuple(
        name for name in learned.names() if not any(part in name for part in plan.without)
    )
    lists, fold_of = learned.lists(names), _fold_of(learned)
    folds = np.array([fold_of[one] for one in learned.documents()])
    units = lists.units()
    scaled = lists.scaled(*units)
    apart = _Apart(
        names,
        units,
        [_nets(scaled.only(folds != fold), plan.settings) for fold in range(FOLDS)],
        fold_of,
    )
    nets = _nets(scaled, plan.settings)
    sample = _lines(folder, plan, store, apart) if plan.streamed else _halved(learned, apart)
    curve = curve_of(sample)
    figures = _figures(
        (learned, dev), (lists, dev.lists(names)), nets, apart, (sample, curve, plan.wanted)
    )
    write(out, Model(plan.name, names, units, nets, curve, encoder.model_id), figures)
    return figures


def _queries(folder: Path, split: str, plan: Plan, store: Store) -> Measured:
    asked = queries_of(folder / f"{split}.queries.jsonl.gz", fields=plan.fields)
    return measured(asked, store, qrels_of(folder / f"{split}.qrels.tsv"))


def _nets(scaled: Lists, settings: Settings) -> tuple[Net, ...]:
    return tuple(fitted(scaled, settings, seed=_SEED + one) for one in range(settings.seeds))


def _scored(nets: Sequence[Net], measures: Tensor) -> Numbers:
    return np.asarray(np.mean([net.scores(measures.astype(np.float64)) for net in nets], axis=0))


def _halved(learned: Measured, apart: _Apart) -> Sample:
    """Every text once with its right claim tracked and once without: one in two has a match."""
    return together(apart.sample(learned), apart.sample(learned, absent=True))


def _fold_of(learned: Measured) -> dict[str, int]:
    return {name: at % FOLDS for at, name in enumerate(sorted(set(learned.documents())))}


def _lines(folder: Path, plan: Plan, store: Store, apart: _Apart) -> Sample:
    """Every annotated line of the debates, and some of the others in the place of all."""
    qrels = qrels_of(folder / "train.qrels.tsv")
    stream = stream_of(folder / "train.stream.jsonl.gz", fields=plan.fields)
    loud, quiet, each = _split(stream, qrels)
    samples = [apart.sample(measured(loud, store, qrels))]
    for start in range(0, len(quiet), _TOGETHER):
        # A few at a time: all measures of all lines would fill the memory.
        found = measured(quiet[start : start + _TOGETHER], store, qrels)
        samples.append(apart.sample(found, heavy=each))
    return together(*samples)


def _split(stream: Sequence[Asked], qrels: Qrels) -> tuple[list[Asked], list[Asked], float]:
    loud = [one for one in stream if one.query_id in qrels]
    rest = [one for one in stream if one.query_id not in qrels]
    quiet = random.Random(_SEED).sample(rest, min(QUIET_LINES, len(rest)))  # noqa: S311  (a sample, no secret)
    return loud, quiet, len(rest) / max(1, len(quiet))


def _figures(
    sets: tuple[Measured, Measured],
    lists: tuple[Lists, Lists],
    nets: tuple[Net, ...],
    apart: _Apart,
    calibrated: tuple[Sample, Numbers, float],
) -> Figures:
    (learned, dev), (sample, curve, wanted) = sets, calibrated
    chance = chances(sample, curve)
    limit, precision, recall = threshold(chance, sample, wanted=wanted)
    folds = np.zeros(lists[0].right.shape)
    for at, scores in enumerate(apart.scores(learned, lists[0].scaled(*apart.units))):
        folds[at, : len(scores)] = scores
    plain = np.zeros(lists[1].right.shape)
    for at, one in enumerate(dev.found):
        plain[at, : len(one.rows)] = one.plain()
    return Figures(
        folds=mean_precision(folds, lists[0]),
        dev=mean_precision(_scored(nets, lists[1].scaled(*apart.units).measures), lists[1]),
        untrained=mean_precision(plain, lists[1]),
        passages=(len(learned.asked), len(dev.asked)),
        suggest=limit,
        precision=precision,
        recall=recall,
        kept=float(np.sum(sample.weights * (chance >= limit))),
    )
