"""What bodies do with headlines, in the layout of FNC-1: `python -m nlp.evaluate stance`."""

import json
from pathlib import Path

import numpy as np

from nlp.encoder import SentenceEncoder
from nlp.evaluate.pairs import LABELS, bodies_of, pairs_of, table_of
from nlp.evaluate.sides import answers, score_of
from nlp.files import BadFile
from nlp.stance.judge import judge_by


def stance(pairs: Path, bodies: Path, pred: Path, *, encoder: SentenceEncoder | None) -> list[str]:
    """Write one line {"headline", "body_id", "stance", "chances"} per pair, in their order.

    Says the score where every pair has its stance. Raises BadFile and OSError.
    """
    judge = judge_by(encoder)
    if judge is None:
        raise BadFile("the stance model needs the encoder that it was trained with")
    asked = pairs_of(pairs)
    found = judge.model.judgements(table_of(asked, bodies_of(bodies), judge.reader))
    said = answers(found[:, 0], found[:, 1:], judge.model.lean)
    with pred.open("w", encoding="utf-8") as file:
        for pair, answer, chances in zip(asked, said, found.round(4).tolist(), strict=True):
            row = {
                "headline": pair.headline,
                "body_id": pair.body_id,
                "stance": LABELS[answer],
                "chances": chances,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    told = [f"{len(asked)} pairs written to {pred}"]
    if asked and all(pair.label in LABELS for pair in asked):
        score = score_of(np.array([LABELS.index(pair.label) for pair in asked]), said)
        told += [f"official\t{score.official:.2f}", f"macro-F1\t{score.macro:.4f}"]
        told += [f"F1 {label}\t{value:.4f}" for label, value in score.f1.items()]
    return told
