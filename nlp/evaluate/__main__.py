"""The commands that measure: `python -m nlp.evaluate statements --article F --pred OUT.json`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from nlp.evaluate.statements import predictions
from nlp.files import BadFile, day_of, text_of


def main(arguments: Sequence[str]) -> int:
    """Run one measure; 0, or 2 with one line on stderr."""
    given = _parser().parse_args(arguments)
    try:
        published = day_of(given.published) if given.published else None
        rows = predictions(text_of(given.article), published=published)
        given.pred.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    except (BadFile, OSError) as error:
        print(f"nlp.evaluate: {error}", file=sys.stderr)
        return 2
    print(f"{len(rows)} attributed statements written to {given.pred}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlp.evaluate", description=__doc__)
    measures = parser.add_subparsers(dest="measure", required=True)
    statements = measures.add_parser("statements", help="who said what in one article")
    statements.add_argument("--article", type=Path, required=True)
    statements.add_argument("--published", help="a date like 2025-08-12")
    statements.add_argument("--pred", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
