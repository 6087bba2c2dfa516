"""Files that a command is given: read whole, or refused in one clear line."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from nlp.values import ClaimText

LARGEST: Final = 5_000_000  # bytes; the longest newspaper texts have under 200,000


class BadFile(Exception):
    """A file or a value that a command cannot work with; its text is for the person who gave it."""


def text_of(path: Path) -> str:
    """The words of a UTF-8 text file. Raises BadFile."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{path}: larger than {LARGEST // 1_000_000} MB")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: not UTF-8 text") from error
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror or 'cannot be read'}") from error
    if "\0" in text:
        raise BadFile(f"{path}: not a text file")
    if not text.strip():
        raise BadFile(f"{path}: has no text")
    return text


def claims_of(path: Path) -> dict[int, ClaimText]:
    """Claims from lines of JSON: {"claim_id": 7, "statement": "…"}. Raises BadFile."""
    claims = (_claim(path, number, line) for number, line in _lines(text_of(path)))
    return {claim.claim_id: claim for claim in claims}


def day_of(words: str) -> date:
    """A date written as 2025-08-12. Raises BadFile."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadFile(f"{words!r}: not a date like 2025-08-12") from error


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _claim(path: Path, number: int, line: str) -> ClaimText:
    try:
        row = json.loads(line)
        said_on = row.get("said_on")
        return ClaimText(
            claim_id=int(row["claim_id"]),
            statement=str(row["statement"]),
            speaker=str(row.get("speaker", "")),
            said_on=day_of(str(said_on)) if said_on else None,
            language=str(row.get("language") or "en"),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{path}:{number}: needs claim_id and statement as JSON") from error
