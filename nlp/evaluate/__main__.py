"""The commands that measure: `python -m nlp.evaluate statements`, `checkworthy` and others."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from nlp.encoder import Encoder, SentenceEncoder
from nlp.encoder.kept import KeptVectors
from nlp.evaluate.checkworthy import checkworthy
from nlp.evaluate.lines import EXTRAS
from nlp.evaluate.retrieval import Given, retrieval, stream
from nlp.evaluate.scoring import qrels_of
from nlp.evaluate.stance import stance
from nlp.evaluate.statements import corpus, predictions
from nlp.files import BadFile, day_of, text_of


def main(arguments: Sequence[str]) -> int:
    """Run one measure; 0, or 2 with one line on stderr."""
    given = _parser().parse_args(arguments)
    try:
        for line in _MEASURES[given.measure](given):
            print(line)
    except (BadFile, OSError, ValueError) as error:
        print(f"nlp.evaluate: {error}", file=sys.stderr)
        return 2
    return 0


def _statements(given: argparse.Namespace) -> list[str]:
    if given.corpus:
        return corpus(given.corpus, given.pred)
    published = day_of(given.published) if given.published else None
    rows = predictions(text_of(given.article), published=published)
    given.pred.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return [f"{len(rows)} attributed statements written to {given.pred}"]


def _checkworthy(given: argparse.Namespace) -> list[str]:
    return checkworthy(given.sentences, given.pred)


def _stance(given: argparse.Namespace) -> list[str]:
    return stance(given.pairs, given.bodies, given.pred, encoder=_encoder(given))


def _matching(given: argparse.Namespace) -> list[str]:
    fields = frozenset(given.fields.split(",")) - {""}
    if unknown := fields - set(EXTRAS):
        raise BadFile(f"--fields: {', '.join(sorted(unknown))}: not one of {', '.join(EXTRAS)}")
    encoder = _encoder(given)
    qrels = qrels_of(given.qrels) if given.qrels else None
    asked = given.queries if given.measure == "retrieval" else given.stream
    files = Given(given.claims, asked, given.bodies, fields, given.run)
    return (retrieval if given.measure == "retrieval" else stream)(
        files, encoder=encoder, qrels=qrels
    )


def _encoder(given: argparse.Namespace) -> SentenceEncoder | None:
    loaded = Encoder.load(given.encoder)
    return KeptVectors(loaded, given.cache) if loaded and given.cache else loaded


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlp.evaluate", description=__doc__)
    measures = parser.add_subparsers(dest="measure", required=True)
    statements = measures.add_parser("statements", help="who said what, in an article or a corpus")
    text = statements.add_mutually_exclusive_group(required=True)
    text.add_argument("--article", type=Path, help="a text; writes statements")
    text.add_argument("--corpus", type=Path, help="lines of JSON, or .gz; writes attributions")
    statements.add_argument("--published", help="a date like 2025-08-12")
    statements.add_argument("--pred", type=Path, required=True)
    worthy = measures.add_parser("checkworthy", help="which sentences are worth a check")
    worthy.add_argument("--sentences", type=Path, required=True, help="lines of JSON, or .gz")
    worthy.add_argument("--pred", type=Path, required=True, help="one number per line")
    sides = measures.add_parser("stance", help="what bodies do with headlines, as in FNC-1")
    sides.add_argument("--pairs", type=Path, required=True, help="lines of JSON, or .gz")
    sides.add_argument("--bodies", type=Path, required=True, help="lines of JSON, or .gz")
    sides.add_argument("--pred", type=Path, required=True, help="one line per pair")
    ranked = measures.add_parser("retrieval", help="the claims that each query is about")
    ranked.add_argument("--queries", type=Path, required=True, help="lines of JSON, or .gz")
    spoken = measures.add_parser("stream", help="every line of a debate against all claims")
    spoken.add_argument("--stream", type=Path, required=True, help="lines of JSON, or .gz")
    for one in (ranked, spoken):
        _add_matching(one)
    for one in (sides, ranked, spoken):
        one.add_argument("--encoder", help='a folder with another sentence encoder, or "none"')
        one.add_argument("--cache", type=Path, help="keep vectors here between runs")
    return parser


def _add_matching(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--claims", type=Path, required=True, help="lines of JSON, or .gz")
    parser.add_argument("--bodies", type=Path, help="the published checks' texts")
    parser.add_argument("--fields", default=",".join(EXTRAS), help="which of them to use")
    parser.add_argument("--run", type=Path, required=True, help="where to write the ranking")
    parser.add_argument("--qrels", type=Path, help="what is right, to score against")


_MEASURES: Final[dict[str, Callable[[argparse.Namespace], list[str]]]] = {
    "statements": _statements,
    "checkworthy": _checkworthy,
    "stance": _stance,
    "retrieval": _matching,
    "stream": _matching,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
