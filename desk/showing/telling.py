"""Rows of the ledger as sentences for the newsroom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.asof import REMOVED
from claims.models import LedgerEvent


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One event as `components/ledger.html` shows it."""

    at: datetime
    lead: str
    text: str
    strong: bool
    hash: str


Texts = Mapping[str, str]
_KINDS: Final[dict[str, str]] = {
    "claims.filed": "Filed",
    "claims.tracked": "Tracked from here on",
    "claims.closed": "Closed",
    "claims.edited": "Edited",
    "claims.linked": "Linked to another claim",
    "claims.unlinked": "Link to another claim taken back",
    "claims.party_added": "Somebody marked as interested",
    "claims.recheck_asked": "Re-check asked for",
    "claims.looked_back": "Archive searched",
    "claims.search_asked": "A look through the archive asked for",
    "claims.search_stopped": "The look through the archive stopped",
    "claims.passage_confirmed": "Passage confirmed",
    "claims.passage_dismissed": "Passage dismissed",
    "claims.passage_moved": "Passage moved between two claims",
    "claims.passage_auto_confirmed": "Passage confirmed automatically",
    "claims.outcome_recorded": "Outcome recorded",
    "claims.condition_met": "Condition came about",
    "claims.condition_taken_back": "Condition did not come about after all",
    "claims.merged": "Merged with another claim",
    "claims.method_released": "What our changed method says was let go",
    "claims.rechecked": "Re-checked, nothing changed",
    "claims.status_changed": "Status changed",
    "reviews.opened": "Review opened",
    "reviews.assigned": "Review taken",
    "reviews.handed_back": "Review handed back",
    "reviews.handed_in": "Verdict handed in",
    "reviews.returned": "Verdict sent back",
    "reviews.signed_off": "Verdict signed off",
    "reviews.cancelled": "Review cancelled",
    "publishing.published": "Edition published",
    "publishing.reopened": "Edition called back",
    "publishing.reaffirmed": "Edition stands",
    "publishing.both_seen": "Seen beside a rating that contradicts it",
    "partners.acknowledged": "A partner said what it shows",
    "partners.refused": "A partner keeps what it shows",
    "partners.delivered": "A partner was told",
}
_STRONG: Final = frozenset(
    {"claims.status_changed", "publishing.published", "publishing.reopened"},
)
# Which text of an event is worth a line, the first that is there.
_WORDS: Final = ("words", "why", "note", "change_words", "title", "reason")


def ledger_rows(events: Iterable[LedgerEvent]) -> list[LedgerRow]:
    """Events with their texts (prefetched) and actors, in the order given."""
    return [_row(event) for event in events]


def _row(event: LedgerEvent) -> LedgerRow:
    texts = {text.name: REMOVED if text.text is None else text.text for text in event.texts.all()}
    return LedgerRow(
        at=event.at,
        lead=f"{_lead(event)}.",
        text=_text(event, texts),
        strong=event.kind in _STRONG,
        hash=event.hash,
    )


def _lead(event: LedgerEvent) -> str:
    told = _LEADS.get(event.kind)
    return told(event.facts) if told else _KINDS.get(event.kind, event.kind)


def _moved(facts: Mapping[str, object]) -> str:
    return f"{str(facts['before']).capitalize()} → {str(facts['after']).capitalize()}"


def _edition(facts: Mapping[str, object]) -> str:
    return f"Edition {facts['number']} published ({facts['change']})"


def _confirmed(facts: Mapping[str, object]) -> str:
    return f"Passage confirmed: {facts['stance']}"


def _confirmed_alone(facts: Mapping[str, object]) -> str:
    return f"Passage confirmed automatically: {facts['stance']}"


def _seconded(facts: Mapping[str, object]) -> str:
    return "Outcome agreed with" if facts["agreed"] else "Outcome taken back"


_LEADS: Final[dict[str, Callable[[Mapping[str, object]], str]]] = {
    "claims.status_changed": _moved,
    "publishing.published": _edition,
    "claims.passage_confirmed": _confirmed,
    "claims.passage_auto_confirmed": _confirmed_alone,
    "claims.outcome_seconded": _seconded,
}


def _text(event: LedgerEvent, texts: Texts) -> str:
    said = next((texts[name] for name in _WORDS if texts.get(name)), "")
    who = f"By {event.actor}." if event.actor else ""
    return f"{who} {said}".strip()
