"""`make bench-language`: statements, stance and check-worthiness, and what an article costs."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.report import Row, write
from nlp import worth
from nlp.encoder import Encoder, SentenceEncoder
from nlp.encoder.kept import KeptVectors
from nlp.evaluate.__main__ import main as evaluate
from nlp.files import text_of
from nlp.sentences import split
from nlp.stance import stance
from nlp.stance.judge import Judge, judge_by
from nlp.statements import read
from nlp.train.stance import folded, learned
from nlp.train.topics import FOLDS

DATA: Final = Path(os.environ.get("RECHECK_DATA", "../shared/data"))
SEED_DAY: Final = date(2025, 8, 12)
# The figures, of related pairs in folds without shared topics.
SIDES: Final[Mapping[str, float]] = {"agree": 0.60, "disagree": 0.25, "discuss": 0.83}
SENTENCES: Final = 25
CLAIMS: Final = 5
PASSES: Final = 5
WITH_ENCODER_S: Final = 0.6
WITHOUT_MS: Final = 50.0
_FOLDS_NOTE: Final = (
    f"FNC-1: {FOLDS} folds of train, no topic on both sides; nets, calibration and lean as shipped,"
    " the last two fitted on the same answers. The test split is kept apart."
)
_COST_NOTE: Final = (
    f"Cost: the first {SENTENCES} sentences of the seed article, statements, worth, and the stance"
    f" of one passage on each of {CLAIMS} claims, none of them seen before; CPU seconds of one"
    f" thread, the least of {PASSES} passes. Matching is in the matching table."
)
NOTES: Final = (
    _FOLDS_NOTE,
    "Check-worthiness is of train, on which the reasons' weights were set: no promise.",
    _COST_NOTE,
)


def main(arguments: Sequence[str]) -> int:
    """Measure; 0, 1 where something falls short, 2 without the data."""
    given = _parser().parse_args(arguments)
    if not (DATA / "stance").is_dir():
        print("RECHECK_DATA names no folder with stance/", file=sys.stderr)
        return 2
    encoder = Encoder.load()
    judge = judge_by(encoder)
    if encoder is None or judge is None:
        print("the stance model needs the encoder that it was trained with", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptVectors(encoder, given.cache or Path(folder))
        rows = [*_seed(Path(folder)), *_folds(kept), *_worthy(Path(folder)), *_costs(judge)]
    data = [*DATA.glob("seed/*"), *DATA.glob("stance/*/*.gz"), *DATA.glob("checkworthy/*.gz")]
    return write("language", rows, data=sorted(data), notes=NOTES)


def _seed(folder: Path) -> list[Row]:
    pred, about = folder / "seed.json", "seed article, score_seed.py"
    article = DATA / "seed" / "article.txt"
    _run("statements", "--article", article, "--published", SEED_DAY, "--pred", pred)
    said = _scored("score_seed.py", DATA / "seed" / "gold.json", pred)
    chains = said["relay_chain_given"]
    return [
        Row(about, "PASS", float(said["PASS"]), 1),
        Row(about, "statements found", said["found"], said["required"]),
        Row(about, "precision", said["precision"], 1),
        Row(about, "speakers right", said["speaker_correct"], said["speaker_of"]),
        Row(about, "said-when right", said["said_when_correct"], said["said_when_given"]),
        Row(about, "dates invented", said["invented_dates"], 0, "at most"),
        Row(about, "relay chains", sum(chains.values()), len(chains)),
    ]


def _folds(encoder: SentenceEncoder) -> list[Row]:
    found, about = folded(learned(DATA, encoder=encoder)), "FNC-1, related pairs, folds of train"
    rows = [
        Row(about, f"F1 {label}", value, SIDES.get(label))
        for label, value in found.sides.f1.items()
    ]
    all_ = "FNC-1, all pairs, folds of train"
    return [
        *rows,
        Row(all_, "official score", found.whole.official),
        Row(all_, "macro-F1", found.whole.macro),
        *(Row(all_, f"F1 {label}", value) for label, value in found.whole.f1.items()),
    ]


def _worthy(folder: Path) -> list[Row]:
    pred, gold = folder / "worthy.txt", DATA / "checkworthy" / "checkthat2019-train.jsonl.gz"
    _run("checkworthy", "--sentences", gold, "--pred", pred)
    said = _scored("score_checkworthy.py", gold, pred)
    return [Row("CheckThat! 2019 task 1, train", "MAP", said["MAP"])]


def _costs(judge: Judge) -> list[Row]:
    text = text_of(DATA / "seed" / "article.txt")
    text = text[: split(text)[SENTENCES - 1].end]
    about = f"an article of {SENTENCES} sentences, {CLAIMS} claims"
    fast, slow = _least(lambda at: _words(text, at)), _least(lambda at: _judged(judge, text, at))
    return [
        Row(about, "CPU s with the encoder", fast + slow, WITH_ENCODER_S, "at most"),
        Row(about, "CPU ms without", 1000 * fast, WITHOUT_MS, "at most"),
    ]


def _words(text: str, at: int) -> None:
    """All that is read of an article without vectors."""
    for statement in read(text, published=SEED_DAY):
        worth.of_statement(statement)
    sentences = [span.of(text) for span in split(text)]
    for one, claim in enumerate(_claims(sentences, at)):
        stance(claim, sentences[one], published=SEED_DAY)


def _judged(judge: Judge, text: str, at: int) -> None:
    """What vectors add: every sentence and claim is encoded."""
    sentences = [span.of(text) for span in split(text)]
    judge.judgements(_claims(sentences, at), judge.reader.article(sentences))


def _claims(sentences: Sequence[str], at: int) -> list[str]:
    """Claims in the article's own words, other ones in each pass."""
    return [f"{one} It was said {at} times." for one in sentences[:CLAIMS]]


def _least(work: Callable[[int], None]) -> float:
    """CPU seconds; other work on a machine only adds to them."""
    work(0)
    taken = []
    for at in range(1, PASSES + 1):
        start = time.process_time()
        work(at)
        taken.append(time.process_time() - start)
    return min(taken)


def _run(*arguments: object) -> None:
    if code := evaluate([str(one) for one in arguments]):
        raise SystemExit(code)


def _scored(scorer: str, gold: Path, pred: Path) -> dict[str, Any]:
    """What a public scorer says, as the object that it prints."""
    told = subprocess.run(
        [sys.executable, DATA / "scorers" / scorer, gold, pred],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.language", description=__doc__)
    parser.add_argument("--cache", type=Path, help="keep vectors here between runs")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
