"""The trained stance model as a file of numbers, and the card that says what it is."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.stance.judge import Model, Net
from nlp.stance.measures import MEASURES
from nlp.train.stance import Folded, Learned
from nlp.train.topics import FOLDS

NAME: Final = "stance"
_CARD: Final = """# stance

What an article does with a claim: whether it is about it at all, and if so whether it supports,
denies or repeats it. Small softmax nets over {measures} measures: {nets}.
Numbers only; no text is in the file.

- Data: FNC-1, train: {pairs} pairs of a headline and a body, {related} of them related, on
  {topics} topics (English). Not shipped.
- Terms of the data: Apache-2.0 on its repository; the articles are third parties'.
- In its words: agree = supports, disagree = denies, discuss = repeats.
- Encoder: {encoder} (Apache-2.0).
- Made by: `python -m nlp.train stance --data DIR`

{folds} folds of train, no topic on both sides. The lean to a side and the calibration were fitted
on these same answers, a few numbers over all of them.

| measure | value |
|---|---|
{rows}

How true the chances are, of all three sides together: said → was (how often).
{bins}.

Even where a denial is likeliest, one in three is wrong: the desk shows a possible denial to check,
and it counts when a person has confirmed it. Headlines of 2014 and what was written of them, much
of it rumour: on other news, and in other languages, the figures are unknown until a newsroom's own
decisions say them.
"""
_PARTS: Final = ("mean", "scale", "line", "hidden", "offset", "out", "constant")


def write(out: Path, model: Model, found: Folded, given: Learned) -> None:
    """Write `stance.npz` and `stance.md`; the same model gives the same bytes. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        "measures": np.array(MEASURES),
        "encoder": np.array(model.encoder),
        "middle": model.frame.middle,
        "origin": model.frame.origin,
        "ways": model.frame.ways.astype(np.float16),
        "curve": model.curve,
        "lean": model.lean,
        "cued": model.cued,
        **_arrays("topic", model.topic),
        **_arrays("sides", model.sides),
    }
    np.savez_compressed(out / f"{NAME}.npz", allow_pickle=False, **arrays)
    (out / f"{NAME}.md").write_text(_card(model, found, given), encoding="utf-8")


def _arrays(name: str, nets: Sequence[Net]) -> dict[str, NDArray[Any]]:
    """Half as wide as they were trained: a chance moves by less than a thousandth."""
    found: dict[str, NDArray[Any]] = {name: np.array(len(nets))}
    for at, net in enumerate(nets):
        found[f"{name}.{at}.columns"] = net.columns.astype(np.int16)
        for part in _PARTS:
            found[f"{name}.{at}.{part}"] = getattr(net, part).astype(np.float16)
    return found


def _card(model: Model, found: Folded, given: Learned) -> str:
    shown = {
        "nets": f"{len(model.topic)} for the topic, {len(model.sides)} for the sides",
        "pairs": f"{len(given.classes):,}",
        "related": f"{int(given.related.sum()):,}",
        "topics": given.topics.many,
        "encoder": model.encoder,
        "measures": MEASURES,
        "folds": FOLDS,
        "rows": "\n".join(f"| {about} | {value} |" for about, value in _rows(found)),
        "bins": ", ".join(f"{said:.2f} → {was:.2f} ({many:,})" for said, was, many in found.bins),
    }
    return _CARD.format(**shown)


def _rows(found: Folded) -> Iterator[tuple[str, str]]:
    for label, value in found.sides.f1.items():
        yield f"F1 {label}, of related pairs", f"{value:.3f}"
    yield "macro-F1, of related pairs", f"{found.sides.macro:.3f}"
    yield "official FNC-1 score, all pairs", f"{found.whole.official:.2f}"
    for label, value in found.whole.f1.items():
        yield f"F1 {label}, all pairs", f"{value:.3f}"
    yield "macro-F1, all pairs", f"{found.whole.macro:.3f}"
    for one in found.sure:
        about = f"{one.side}, said from a chance of {one.least:.2f} on"
        yield about, f"right {one.precision:.2f}, found {one.recall:.2f}"
