"""The hash chain: what an event's hash covers, and where a chain first breaks. Pure.

Each hash covers the canonical JSON (RFC 8785 in the subset we write: sorted keys, no spaces, no
floats) of the event and the hash before it. Personal and free text enters only as a commitment,
SHA-256 of salt and text, so that erasing salt and text leaves the chain verifiable.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One event as its hash sees it."""

    subject: str
    seq: int
    position: int
    kind: str
    actor: int | None
    at: datetime
    facts: Mapping[str, object]
    prev: str


def canonical(value: object) -> str:
    """The one JSON text of a value.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest(link: Link) -> str:
    """The hash of an event: SHA-256, 64 hex digits."""
    body = {
        "actor": link.actor,
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "facts": link.facts,
        "kind": link.kind,
        "position": link.position,
        "prev": link.prev,
        "seq": link.seq,
        "subject": link.subject,
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def commitment(salt: str, text: str) -> str:
    """What stands in the chain for a text that may have to be erased.

    >>> commitment("00", "a")[:15]
    'sha256:0645d27e'
    """
    return "sha256:" + hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def commitments(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Name and commitment of each text of an event, by name.

    >>> commitments({"claim": 3, "words": "sha256:aa"})
    [('words', 'sha256:aa')]
    """
    return sorted((n, c) for n, c in facts.items() if isinstance(c, str) and c[:7] == "sha256:")


def keeps(stored: tuple[str | None, str | None] | None, committed: str) -> bool:
    """Whether the stored salt and text are what was committed to, or both were erased."""
    if stored is None:
        return False
    salt, text = stored
    if salt is None or text is None:
        return salt is None and text is None
    return commitment(salt, text) == committed


def first_break(links: Iterable[tuple[Link, str]]) -> str | None:
    """Why the chain does not hold at the first bad row, or None. `links` come with their hash."""
    prev = GENESIS
    for seq, (link, stored) in enumerate(links, start=1):
        if link.seq != seq:
            return f"row {seq} is missing: the next one is {link.seq}"
        if link.prev != prev:
            return f"row {seq} does not follow the row before it"
        if digest(link) != stored:
            return f"row {seq} was changed after it was written"
        prev = stored
    return None
