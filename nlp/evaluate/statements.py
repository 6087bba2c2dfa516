"""Writes what the reader finds in one article or in a corpus, in the layouts that are compared."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from nlp.evaluate.attributions import NOTHING, Marked, Tally, compared
from nlp.evaluate.lines import Row, rows_of
from nlp.files import BadFile
from nlp.statements import attributions, read
from nlp.values import Json, Span, Statement


def predictions(text: str, *, published: date | None) -> list[Json]:
    """Attributed statements as flat objects: offsets, speaker, whole chain, ISO dates or null."""
    attributed = (one for one in read(text, published=published) if one.speaker)
    return [_row(one) for one in attributed]


def _row(one: Statement) -> dict[str, Json]:
    return {
        "text": one.quote,
        "char_start": one.span.start,
        "char_end": one.span.end,
        "speaker": one.speaker.name if one.speaker else None,
        "relayed_by": _chain([relay.name for relay in one.chain]),
        "said_when": one.said_on.isoformat() if one.said_on else None,
        "due": one.due.on.isoformat() if one.due.on else None,
        "due_earliest": one.due.earliest.isoformat() if one.due.earliest else None,
        "form": one.form.value,
        "kind": one.kind.value,
    }


def _chain(names: Sequence[str]) -> list[Json]:
    """A speaker heard alone is no relay."""
    return list(names) if len(names) > 1 else []


def corpus(texts: Path, pred: Path) -> list[str]:
    """Write the attributions of every line {id, text}; lines that carry marks are compared too.

    Marks are `statements` as written, with `form`, and `content` in one piece or several.
    Raises BadFile.
    """
    tally, written = NOTHING, 0
    with pred.open("w", encoding="utf-8") as out:
        for row in rows_of(texts):
            text = _text(texts, row)
            found = attributions(text)
            line = {"id": row.get("id"), "statements": [one.to_json() for one in found]}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
            if "statements" in row:
                tally = tally.plus(compared(text, _marks(row), found))
    return [f"{written} texts written to {pred}", *_told(tally)]


def _text(path: Path, row: Row) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadFile(f"{path}: a line without text")
    return text


def _marks(row: Row) -> list[Marked]:
    marks = cast(list[dict[str, object]], row["statements"])
    return [
        Marked(
            tuple(_span(piece) for piece in _pieces(one["content"])),
            _span(one["source"]) if one.get("source") else None,
            str(one.get("form", "")),
        )
        for one in marks
    ]


def _pieces(content: object) -> list[object]:
    pieces = cast(list[object], content)
    return pieces if isinstance(pieces[0], list) else [pieces]


def _span(ends: object) -> Span:
    start, end = cast(list[int], ends)
    return Span(start, end)


def _told(tally: Tally) -> list[str]:
    if not tally.marked:
        return []
    precision, recall, both = tally.overall()
    lines = [f"all: P {precision:.3f} R {recall:.3f} F {both:.3f} of {tally.marked.total()} marked"]
    return lines + [
        f"{form}: R {tally.recall(form):.3f}, source right {tally.sources(form):.3f} of {count}"
        for form, count in sorted(tally.marked.items())
    ]
