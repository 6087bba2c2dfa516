"""The passages of a claim under their tabs, each passage once however many articles carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from claims.asof import suggested
from claims.facts import Stance
from claims.models import AppearanceDecision, Claim
from claims.models.appearance import AppearanceQuerySet
from claims.states import Decided
from desk.confirmed import latest_decisions, passages_with
from desk.moments import address
from desk.showing.passages import Card, card, fates

MOST: Final = 50
TABS: Final = ("denies", "supports", "repeats", "suggested", "dismissed")


@dataclass(frozen=True, slots=True)
class Tab:
    """One heading with its count; `query` leads there."""

    name: str
    label: str
    count: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Tabs:
    """All headings, and the cards under the current one."""

    tabs: tuple[Tab, ...]
    current: str
    cards: tuple[Card, ...]
    total: int
    more: int


def tabs_of(claim: Claim, *, asked: str, at: datetime | None = None) -> Tabs:
    """The tab that was asked for, else the first that holds something; ten queries.

    `claim` is the one of `at`, of which only what was known then is shown; None is the present.
    """
    decided = latest_decisions(claim, at=at)
    under = {name: _digests(decided, name) for name in TABS if name != "suggested"}
    waiting = suggested(claim, at=at)
    counts = {name: len(digests) for name, digests in under.items()}
    counts["suggested"] = waiting.count()
    filled = next((name for name in TABS if counts[name]), "supports")
    current = asked if asked in TABS else filled
    rows = waiting if current == "suggested" else passages_with(claim, under[current], at=at)
    return Tabs(
        tabs=tuple(
            Tab(name, name.capitalize(), counts[name], _query(name, at), name == current)
            for name in TABS
        ),
        current=current,
        cards=_cards(claim, rows, decided, at=at),
        total=sum(counts.values()),
        more=max(counts[current] - MOST, 0),
    )


def _query(name: str, at: datetime | None) -> str:
    asked = {"tab": name} | ({"as_of": address(at)} if at else {})
    return f"?{urlencode(asked)}#passages"


def _digests(decided: Mapping[str, AppearanceDecision], tab: str) -> set[str]:
    return {digest for digest, row in decided.items() if _tab(row) == tab}


def _tab(row: AppearanceDecision) -> str:
    if row.decided == Decided.DISMISSED:
        return "dismissed"
    sides = {Stance.SUPPORTS.value, Stance.DENIES.value}
    return row.stance if row.stance in sides else "repeats"


def _cards(
    claim: Claim,
    rows: AppearanceQuerySet,
    decided: Mapping[str, AppearanceDecision],
    *,
    at: datetime | None,
) -> tuple[Card, ...]:
    shown = list(rows.with_passage().order_by("-pk")[:MOST])
    found = fates(claim, shown, at=at)
    return tuple(card(passage, decided.get(passage.digest), found) for passage in shown)
