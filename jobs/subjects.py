"""Verifying the chains of subjects that are not claims."""

from collections.abc import Iterator
from itertools import groupby

from jobs import chain
from jobs.models import LogHead, SubjectEvent, SubjectText


def broken() -> list[str]:
    """What does not hold, one line per subject; empty if all do."""
    events = SubjectEvent.objects.order_by("subject", "seq").iterator()
    found = [
        f"{subject}: {words}"
        for subject, rows in groupby(events, key=lambda event: event.subject)
        if (words := _first_break(subject, rows))
    ]
    return found + _changed_texts()


def _first_break(subject: str, rows: Iterator[SubjectEvent]) -> str | None:
    links = [(_link(row), row.hash) for row in rows]
    head = LogHead.objects.values_list("position", flat=True).get(name=f"subject:{subject}")
    if found := chain.first_break(links):
        return found
    return (
        None if head == len(links) else f"rows after {len(links)} were cut off: there were {head}"
    )


def _link(row: SubjectEvent) -> chain.Link:
    return chain.Link(
        subject=row.subject,
        seq=row.seq,
        position=row.position,
        kind=row.kind,
        actor=row.actor_id,
        at=row.at,
        facts=row.facts,
        prev=row.prev,
    )


def _changed_texts() -> list[str]:
    texts = SubjectText.objects.filter(text__isnull=False, salt__isnull=False)
    return [
        f"{text.event.subject}: the {text.name} of row {text.event.seq} was changed"
        for text in texts.select_related("event").iterator()
        if chain.commitment(text.salt or "", text.text or "") != text.event.facts.get(text.name)
    ]
