"""The commands that train: `python -m nlp.train reranker | background | stance --data DIR`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nlp.encoder import Encoder, SentenceEncoder
from nlp.encoder.kept import KeptVectors
from nlp.files import BadFile
from nlp.reranker import MODELS
from nlp.train import background, stance, stance_file
from nlp.train.reranker import PLANS, train


def main(arguments: Sequence[str]) -> int:
    """Train what is asked for; 0, or 2 with one line on stderr."""
    given = _parser().parse_args(arguments)
    try:
        _TRAINED[given.trained](given)
    except (BadFile, OSError, ValueError) as error:
        print(f"nlp.train: {error}", file=sys.stderr)
        return 2
    return 0


def _rerankers(given: argparse.Namespace) -> None:
    with TemporaryDirectory() as folder:
        # Small indexes hold the same claims again and again.
        encoder = KeptVectors(_encoder(given.encoder), given.cache or Path(folder))
        for plan in PLANS:
            if given.only in (None, plan.name):
                made = train(plan, given.data, given.out, encoder=encoder)
                print(f"{plan.name}: MAP@5 folds {made.folds:.3f}, dev {made.dev:.3f}", flush=True)


def _background(given: argparse.Namespace) -> None:
    claims, stems = background.train(given.data, given.out)
    print(f"background: {stems} stems of {claims} claims")


def _stance(given: argparse.Namespace) -> None:
    with TemporaryDirectory() as folder:
        encoder = KeptVectors(_encoder(given.encoder), given.cache or Path(folder))
        pairs = stance.learned(given.data, encoder=encoder)
    model, found = stance.train(pairs, encoder)
    stance_file.write(given.out, model, found, pairs)
    by_side = ", ".join(f"{label} {value:.3f}" for label, value in found.sides.f1.items())
    print(f"stance: F1 of related pairs {by_side}; official score {found.whole.official:.2f}")


_TRAINED: Final[Mapping[str, Callable[[argparse.Namespace], None]]] = {
    "reranker": _rerankers,
    "background": _background,
    "stance": _stance,
}


def _encoder(path: str | None) -> SentenceEncoder:
    loaded = Encoder.load(path)
    if loaded is None:
        raise BadFile("such a model is trained with an encoder")
    return loaded


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlp.train", description=__doc__)
    trained = parser.add_subparsers(dest="trained", required=True)
    reranker = trained.add_parser("reranker", help="the small files of nlp/models")
    counted = trained.add_parser("background", help="how common words are in claims at large")
    sides = trained.add_parser("stance", help="what articles do with claims")
    for one, inside in ((reranker, "ir/"), (counted, "ir/"), (sides, "stance/")):
        one.add_argument("--data", type=Path, required=True, help=f"the folder with {inside}")
        one.add_argument("--out", type=Path, default=MODELS)
    reranker.add_argument("--only", choices=[plan.name for plan in PLANS])
    for one in (reranker, sides):
        one.add_argument("--encoder", help="a folder with another sentence encoder")
        one.add_argument("--cache", type=Path, help="keep vectors here between runs")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
