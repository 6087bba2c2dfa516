"""Verifying the chains of subjects that are not claims."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from jobs import chain
from jobs.models import LogHead, SubjectEvent, SubjectText

_HEAD: Final = "subject:"


def broken() -> list[str]:
    """What does not hold, one line per subject; empty if all do."""
    heads = dict(LogHead.objects.filter(name__startswith=_HEAD).values_list("name", "position"))
    events = SubjectEvent.objects.order_by("subject", "seq").iterator()
    found = [
        f"{subject}: {words}"
        for subject, rows in groupby(events, key=lambda event: event.subject)
        if (words := _first_break(rows, head=heads.pop(_HEAD + subject, 0)))
    ]
    # What is left has a head and no row: its whole chain was cut off.
    found += [f"{name.removeprefix(_HEAD)}: {_cut_off(0, head)}" for name, head in heads.items()]
    return found + _changed_texts()


def _first_break(rows: Iterator[SubjectEvent], *, head: int) -> str | None:
    links = [(_link(row), row.hash) for row in rows]
    if found := chain.first_break(links):
        return found
    return None if head == len(links) else _cut_off(len(links), head)


def _cut_off(after: int, head: int) -> str:
    return f"rows after {after} were cut off: there were {head}"


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
    kept = {(t.event_id, t.name): (t.salt, t.text) for t in SubjectText.objects.iterator()}
    return [
        f"{event.subject}: the {name} of row {event.seq} was changed"
        for event in SubjectEvent.objects.order_by("subject", "seq").iterator()
        for name, committed in chain.commitments(event.facts)
        if not chain.keeps(kept.get((event.pk, name)), committed)
    ]
