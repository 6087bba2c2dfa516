"""Trains the three re-rankers: lines of a longer text, texts alone, texts alone among many."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import SentenceEncoder
from nlp.evaluate.lines import EXTRAS, queries_of
from nlp.evaluate.scoring import qrels_of
from nlp.reranker import Net
from nlp.train.apart import FOLDS, Apart, scored
from nlp.train.calibration import Told, Truth, calibrated, heard_of
from nlp.train.fitting import Lists, Settings, fitted, mean_precision
from nlp.train.sets import Measured, Store, measured, store_of
from nlp.train.written import Figures, Model, write
from nlp.train.young import Heard, spoken

_SEED: Final = 20250812
_ALONE: Final = ("days.", "/fit", "before.", "around.", "_near")

Numbers = NDArray[np.float64]


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
    young: str = "ct2020_t2"  # what small indexes are drawn from


PLANS: Final = (
    Plan(
        "lines",
        "ct2b",
        frozenset(EXTRAS),
        Settings(units=8, decay=1e-2, left_out=0.2, seeds=3),
        wanted=0.5,
        streamed=True,
        without=(),
    ),
    Plan("alone", "ct2020_t2", frozenset({"speaker"}), Settings(decay=1e-2)),
    Plan(
        "alone-large",
        "tweets_en",
        frozenset({"speaker"}),
        Settings(decay=1e-2, rounds=30),
        young="tweets_en",
    ),
)


def train(plan: Plan, data: Path, out: Path, *, encoder: SentenceEncoder) -> Figures:
    """Write `NAME.json` and its card `NAME.md` to `out`. Raises BadFile and OSError."""
    folder = data / "ir" / plan.folder
    store = store_of(folder, encoder=encoder, fields=plan.fields)
    learned, dev = (_queries(folder, split, plan, store) for split in ("train", "dev"))
    names = tuple(
        name for name in learned.names() if not any(part in name for part in plan.without)
    )
    lists = learned.lists(names)
    apart = _apart(names, learned, lists, plan.settings)
    nets = _nets(lists.scaled(*apart.units), plan.settings)
    young = store if plan.young == plan.folder else _young(data, plan, encoder)
    truth = calibrated(
        _told(data, "train", plan, learned, (apart, young)),
        _told(data, "dev", plan, dev, (apart.knowing(nets), young)),
        store,
        encoder=encoder,
        wanted=plan.wanted,
    )
    figures = _figures((learned, dev), (lists, dev.lists(names)), nets, apart, truth)
    model = Model(plan.name, names, apart.units, nets, apart.steady, truth.curve, encoder.model_id)
    write(out, model, figures)
    return figures


def _queries(folder: Path, split: str, plan: Plan, store: Store) -> Measured:
    asked = queries_of(folder / f"{split}.queries.jsonl.gz", fields=plan.fields)
    return measured(asked, store, qrels_of(folder / f"{split}.qrels.tsv"))


def _young(data: Path, plan: Plan, encoder: SentenceEncoder) -> Store:
    return store_of(data / "ir" / plan.young, encoder=encoder, fields=frozenset())


def _told(data: Path, split: str, plan: Plan, found: Measured, parts: tuple[Apart, Store]) -> Told:
    """What one split says, in its own whole index and in small ones."""
    folder = data / "ir" / plan.folder
    stream = folder / f"{split}.stream.jsonl.gz" if plan.streamed else None
    qrels = qrels_of(folder / f"{split}.qrels.tsv")
    heard = heard_of(found, qrels, stream, fields=plan.fields)
    small = heard
    if plan.young != plan.folder:
        other = data / "ir" / plan.young
        asked = queries_of(other / f"{split}.queries.jsonl.gz", fields=frozenset())
        posts = Heard(asked, (), qrels_of(other / f"{split}.qrels.tsv"))
        small = spoken(posts, heard.quiet, chance=random.Random(_SEED))  # noqa: S311  (a sample)
    return Told(found, heard, parts[0], small, parts[1])


def _nets(scaled: Lists, settings: Settings) -> tuple[Net, ...]:
    return tuple(fitted(scaled, settings, seed=_SEED + one) for one in range(settings.seeds))


def _apart(names: tuple[str, ...], learned: Measured, lists: Lists, settings: Settings) -> Apart:
    """Nets that have each not seen one fold of the documents."""
    fold_of = {name: at % FOLDS for at, name in enumerate(sorted(set(learned.documents())))}
    folds = np.array([fold_of[one] for one in learned.documents()])
    units = lists.units()
    scaled = lists.scaled(*units)
    nets = [_nets(scaled.only(folds != fold), settings) for fold in range(FOLDS)]
    return Apart(names, units, nets, fold_of)


def _figures(
    sets: tuple[Measured, Measured],
    lists: tuple[Lists, Lists],
    nets: tuple[Net, ...],
    apart: Apart,
    truth: Truth,
) -> Figures:
    learned, dev = sets
    folds = np.zeros(lists[0].right.shape)
    for at, scores in enumerate(apart.scores(learned, lists[0].scaled(*apart.units))):
        folds[at, : len(scores)] = scores
    plain = np.zeros(lists[1].right.shape)
    for at, one in enumerate(dev.found):
        plain[at, : len(one.rows)] = one.plain()
    return Figures(
        folds=mean_precision(folds, lists[0]),
        dev=mean_precision(scored(nets, lists[1].scaled(*apart.units).measures), lists[1]),
        untrained=mean_precision(plain, lists[1]),
        passages=(len(learned.asked), len(dev.asked)),
        truth=truth,
    )
