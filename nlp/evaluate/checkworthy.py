"""Ranks the sentences of transcripts by how much they are worth a check, for the public scorers."""

from itertools import groupby
from pathlib import Path

from nlp.evaluate.lines import Row, rows_of
from nlp.files import BadFile
from nlp.worth import Line, in_transcript


def checkworthy(sentences: Path, pred: Path) -> list[str]:
    """Write one number per line {text, doc?, speaker?}, in the same order. Raises BadFile."""
    rows = list(rows_of(sentences))
    points = [
        one
        for _, same in groupby(rows, key=lambda row: str(row.get("doc", "")))
        for one in in_transcript([_line(sentences, row) for row in same])
    ]
    pred.write_text("".join(f"{one:.4f}\n" for one in points), encoding="utf-8")
    return [f"{len(points)} sentences ranked in {pred}"]


def _line(path: Path, row: Row) -> Line:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadFile(f"{path}: a line without text")
    return Line(text, str(row.get("speaker") or ""))
