"""Writes what the reader finds in one article, in the layout that a gold file is compared with."""

from collections.abc import Sequence
from datetime import date

from nlp.statements import read
from nlp.values import Json, Statement


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
