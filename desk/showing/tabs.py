"""The passages of a claim under their tabs, each passage once however many articles carry it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from claims.asof import suggested
from claims.facts import Stance
from claims.models import Appearance, AppearanceDecision, Claim
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
    """All headings, and fifty cards under the current one, numbered from `first` to `last`."""

    tabs: tuple[Tab, ...]
    current: str
    cards: tuple[Card, ...]
    total: int
    count: int
    first: int
    last: int
    newer: str  # the address of the fifty before, "" where there are none
    older: str


def tabs_of(claim: Claim, *, asked: str, start: int = 0, at: datetime | None = None) -> Tabs:
    """The tab that was asked for, else the first that holds something; ten queries.

    `claim` is the one of `at`, of which only what was known then is shown; None is the present.
    `start` is how many of the newest to leave out: a multiple of fifty, anything else is rounded.
    """
    decided = latest_decisions(claim, at=at)
    under = {name: _digests(decided, name) for name in TABS if name != "suggested"}
    waiting = suggested(claim, at=at)
    counts = {name: len(digests) for name, digests in under.items()}
    counts["suggested"] = waiting.count()
    filled = next((name for name in TABS if counts[name]), "supports")
    current = asked if asked in TABS else filled
    rows = waiting if current == "suggested" else passages_with(claim, under[current], at=at)
    count = counts[current]
    begin = max(min(start, count - 1), 0) // MOST * MOST
    end = min(begin + MOST, count)
    return Tabs(
        tabs=tuple(
            Tab(name, name.capitalize(), counts[name], _query(name, at), name == current)
            for name in TABS
        ),
        current=current,
        cards=_cards(claim, rows.with_passage().order_by("-pk")[begin:end], decided, at=at),
        total=sum(counts.values()),
        count=count,
        first=begin + 1,
        last=end,
        newer=_query(current, at, begin - MOST) if begin else "",
        older=_query(current, at, end) if end < count else "",
    )


def _query(name: str, at: datetime | None, start: int = 0) -> str:
    asked = {"tab": name} | ({"as_of": address(at)} if at else {})
    asked |= {"from": str(start)} if start else {}
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
    rows: Iterable[Appearance],
    decided: Mapping[str, AppearanceDecision],
    *,
    at: datetime | None,
) -> tuple[Card, ...]:
    shown = list(rows)
    found = fates(claim, shown, at=at)
    return tuple(card(passage, decided.get(passage.digest), found) for passage in shown)
