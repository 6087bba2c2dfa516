"""The engine by hand: `python -m nlp read FILE`, `python -m nlp match FILE --claims C.jsonl`."""

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from nlp.claim_index import ClaimIndex
from nlp.files import BadFile, claims_of, day_of, text_of
from nlp.ranking import match
from nlp.sentences import split
from nlp.statements import read
from nlp.values import ClaimText, Statement


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0, or 2 with one line on stderr."""
    given = _parser().parse_args(arguments)
    try:
        for line in _read(given) if given.command == "read" else _match(given):
            print(line)
    except BadFile as error:
        print(f"nlp: {error}", file=sys.stderr)
        return 2
    return 0


def _read(given: argparse.Namespace) -> Iterator[str]:
    published = day_of(given.published) if given.published else None
    for statement in read(text_of(given.file), published=published):
        if given.json:
            yield json.dumps(statement.to_json(), ensure_ascii=False)
        else:
            yield _line(statement)


def _line(one: Statement) -> str:
    voices = " -> ".join(relay.name for relay in one.chain) or "nobody quoted"
    when = one.due.on or one.due.earliest
    due = f" [{'due' if one.due.on else 'not before'} {when}]" if when else ""
    return f"{one.span.start:>6} {one.kind.value:<10} {voices}: {one.proposed}{due}"


def _match(given: argparse.Namespace) -> Iterator[str]:
    text, claims = text_of(given.file), claims_of(given.claims)
    sentences = [(span, span.of(text)) for span in split(text)]
    index = ClaimIndex.build(claims.values())

    def texts(claim_ids: Collection[int]) -> dict[int, ClaimText]:
        return {claim_id: claims[claim_id] for claim_id in claim_ids}

    for found in match(sentences, index=index, texts=texts).matches:
        if given.json:
            yield json.dumps(found.to_json(), ensure_ascii=False)
        else:
            claim = claims[found.claim_id].statement
            yield f"{found.score:.2f} {found.claim_id}: {claim} <- {found.sentence.of(text)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="who said what in a text file")
    reading.add_argument("--published", help="a date like 2025-08-12")
    matching = commands.add_parser("match", help="which claims a text file touches")
    matching.add_argument("--claims", type=Path, required=True, help="lines of JSON")
    for command in (reading, matching):
        command.add_argument("file", type=Path)
        command.add_argument("--json", action="store_true", help="one JSON object per line")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
