"""Claims and queries from lines of JSON, plain or .gz, as retrieval sets bring them."""

import ast
import gzip
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Final, TextIO

from nlp.files import BadFile
from nlp.passages import NEAR, Passage, in_order, posted
from nlp.values import ClaimText

# What may be read beside the text; `--fields` names those that are wanted.
EXTRAS: Final = ("speaker", "context", "body", "dates")
_LONG_DAY: Final = re.compile(r"\b([A-Z][a-z]+ \d{1,2}, \d{4})\b")
_ISO_DAY: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ID_DAY: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})_")
_DOCUMENT: Final = re.compile(r"_\d+$")
_BODY_CHARS: Final = 6_000

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the id it has in its set."""

    query_id: str
    passage: Passage


def rows_of(path: Path) -> Iterator[Row]:
    """The objects of a file of JSON lines. Raises BadFile."""
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _row(path, number, line)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}: cannot be read ({error})") from error


def claims_of(
    path: Path, *, bodies: Path | None, fields: frozenset[str]
) -> tuple[list[ClaimText], list[str]]:
    """Claims numbered from 0, and their own ids in that order. Raises BadFile."""
    body_of = _bodies(bodies) if bodies and "body" in fields else {}
    claims, ids = [], []
    for number, row in enumerate(rows_of(path)):
        own = _needed(path, row, "id")
        day = _claim_day(row) if "dates" in fields else None
        ids.append(own)
        claims.append(
            ClaimText(
                claim_id=number,
                statement=_needed(path, row, "claim"),
                speaker=_text(row, "speaker") if "speaker" in fields else "",
                said_on=day,
                title=_text(row, "title"),
                body=body_of.get(own, ""),
                language=_language(row),
            )
        )
    return claims, ids


def queries_of(path: Path, *, fields: frozenset[str]) -> list[Asked]:
    """Queries in the order of the file. Raises BadFile."""
    asked = []
    for row in rows_of(path):
        own, text = _needed(path, row, "id"), _needed(path, row, "text")
        passage = posted(text)
        signed = passage.speaker if "speaker" in fields else ""
        before = _sentences(row.get("prev")) if "context" in fields else ()
        asked.append(
            Asked(
                own,
                replace(
                    passage,
                    speaker=(_text(row, "speaker") if "speaker" in fields else "") or signed,
                    before=before[-NEAR:],
                    after=_sentences(row.get("next"))[:NEAR] if "context" in fields else (),
                    on=_query_day(row) if "dates" in fields else None,
                    language=_language(row),
                ),
            )
        )
    return asked


def stream_of(path: Path, *, fields: frozenset[str]) -> list[Asked]:
    """Every line of what was spoken, each with those near it in the same document."""
    asked = queries_of(path, fields=fields)
    if "context" not in fields:
        return asked
    near: list[Asked] = []
    for _, lines in groupby(asked, key=lambda one: _DOCUMENT.sub("", one.query_id)):
        spoken = list(lines)
        placed = in_order([one.passage.text for one in spoken])
        near.extend(
            Asked(one.query_id, replace(one.passage, before=passage.before, after=passage.after))
            for one, passage in zip(spoken, placed, strict=True)
        )
    return near


def measured(claims: list[ClaimText], asked: list[Asked]) -> list[str]:
    """Which of the extras this data really had, for the line that says so."""
    found = {
        "speaker": any(one.speaker for one in claims) or any(one.passage.speaker for one in asked),
        "context": any(one.passage.before for one in asked),
        "body": any(one.body for one in claims),
        "dates": any(one.said_on for one in claims) and any(one.passage.on for one in asked),
    }
    return [name for name in EXTRAS if found[name]]


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadFile(f"{path}:{number}: not JSON") from error
    if not isinstance(row, dict):
        raise BadFile(f"{path}:{number}: not a JSON object")
    return row


def _needed(path: Path, row: Row, name: str) -> str:
    if row.get(name) is None:
        raise BadFile(f"{path}: a line without {name!r}")
    return html.unescape(str(row[name]))


def _text(row: Row, name: str) -> str:
    return html.unescape(str(row.get(name) or ""))


def _language(row: Row) -> str:
    return _text(row, "language") or "en"


def _bodies(path: Path) -> dict[str, str]:
    return {_needed(path, row, "id"): _text(row, "text")[:_BODY_CHARS] for row in rows_of(path)}


def _sentences(value: object) -> tuple[str, ...]:
    """A list, or a list written out as text, which is how one published set has it."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return (str(value),)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _claim_day(row: Row) -> date | None:
    words = _text(row, "date")
    if found := _LONG_DAY.search(words):
        try:
            return datetime.strptime(found[1], "%B %d, %Y").date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            return None
    return _iso(words)


def _query_day(row: Row) -> date | None:
    """The day given, else the one that the id of a debate begins with."""
    if day := _iso(_text(row, "date")):
        return day
    found = _ID_DAY.match(_text(row, "id"))
    return _iso("-".join(found.groups())) if found else None


def _iso(words: str) -> date | None:
    found = _ISO_DAY.search(words)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
