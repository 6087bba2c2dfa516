"""Strict JSON (RFC 8259): what two readers could read differently is refused, and where it stands.

Refused: duplicate names, NaN and infinities, deep nesting, other encodings than UTF-8, size.
"""

import json
import re
from collections.abc import Mapping
from typing import IO, Any, Final, NoReturn

from rest_framework.parsers import BaseParser

from partners.api.problems import Malformed, TooLarge

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 16
_STRING_OR_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class StrictJsonParser(BaseParser):
    """The only parser of the API."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        sent = stream.read(MAX_BYTES + 1)
        if len(sent) > MAX_BYTES:
            raise TooLarge(f"A body has at most {MAX_BYTES:,} bytes.")
        return parse(sent)


def parse(sent: bytes) -> object:
    """The value of a JSON text. Raises Malformed, with line and column where they are known."""
    try:
        text = sent.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise Malformed("The body is not UTF-8.") from error
    _check_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_not_json)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise Malformed(f"The body is not JSON: {error.msg}.", where) from error
    except ValueError as error:  # a number of thousands of digits
        raise Malformed("The body holds a number that is too long.") from error


def _check_depth(text: str) -> None:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            where = {"line": line, "column": column}
            raise Malformed(f"The body nests deeper than {MAX_DEPTH} levels.", where)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Malformed(f"The name {name[:80]!r} stands twice in one object.")
        found[name] = value
    return found


def _not_json(word: str) -> NoReturn:
    raise Malformed(f"{word} is no JSON number.")
