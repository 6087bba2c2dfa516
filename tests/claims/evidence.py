"""Passages and claims for the tests of standing, with only what a test is about left to say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

from claims.facts import (
    ClaimFacts,
    ClaimKind,
    Confirmed,
    OriginKind,
    PassageFacts,
    Stance,
)
from claims.standing import Standing, standing

START = datetime(2025, 8, 12, 8, tzinfo=UTC)
NOW = datetime(2025, 8, 20, 12, tzinfo=UTC)


class Told(TypedDict, total=False):
    """What a test may say of a passage beyond its origin and stance."""

    stance: Stance
    at: datetime
    captured_at: datetime
    confirmed: Confirmed | None
    article_id: int
    heard_directly: bool
    via: tuple[str, ...]
    owner: str | None
    counted: bool
    story_id: int | None
    digest: str
    later: bool
    until: datetime
    retracted_at: datetime


def _passage(number: int, origin: OriginKind, **told: Unpack[Told]) -> PassageFacts:
    plain = PassageFacts(
        appearance_id=number,
        digest=f"text {number}",
        stance=Stance.SUPPORTS,
        origin=origin,
        outlet_id=number,
        outlet_name=f"Outlet {number}",
        at=START,
        captured_at=told.get("at", START),
        confirmed=Confirmed.PERSON,
        owner=f"owner:{number}",
        story_id=number,
    )
    return replace(plain, **told)


def speaker(number: int, root: str, **told: Unpack[Told]) -> PassageFacts:
    """The word of a named speaker, relayed unless the test says it was heard directly."""
    return replace(_passage(number, OriginKind.SPEAKER, **told), root=root, root_name=root.title())


def reporter(number: int, **told: Unpack[Told]) -> PassageFacts:
    """An outlet's own reporter was there."""
    return _passage(number, OriginKind.FIRSTHAND, **told)


def record(number: int, root: str | None, **told: Unpack[Told]) -> PassageFacts:
    """A recording, a transcript or an official text made by `root`."""
    name = "" if root is None else root.title()
    return replace(_passage(number, OriginKind.RECORD, **told), root=root, root_name=name)


def unnamed(number: int, side: str, **told: Unpack[Told]) -> PassageFacts:
    """Unnamed sources of one side."""
    return replace(_passage(number, OriginKind.UNNAMED, **told), side=side)


def nobody(number: int, **told: Unpack[Told]) -> PassageFacts:
    """A passage that names no source."""
    told.setdefault("stance", Stance.REPEATS)
    return _passage(number, OriginKind.NONE, **told)


def copies(of: PassageFacts, count: int, *, first: int = 1000) -> list[PassageFacts]:
    """The same story in ever more outlets of ever more owners, matched by the machine."""
    return [
        replace(
            of,
            appearance_id=number,
            outlet_id=number,
            outlet_name=f"Copy {number}",
            owner=f"owner:{number}",
            at=of.at + timedelta(minutes=number),
            captured_at=of.captured_at + timedelta(minutes=number % 60),
            confirmed=Confirmed.AUTO,
        )
        for number in range(first, first + count)
    ]


def claim(kind: ClaimKind, *passages: PassageFacts, interested: tuple[str, ...] = ()) -> ClaimFacts:
    """A claim of this kind with these passages, tracked on 12 August."""
    return ClaimFacts(
        claim_id=1,
        kind=kind,
        tracked_at=START,
        interested=frozenset(interested),
        passages=passages,
    )


def fact(*passages: PassageFacts, interested: tuple[str, ...] = ()) -> Standing:
    """Where a fact stands on these passages."""
    return standing(claim(ClaimKind.FACT, *passages, interested=interested), now=NOW)


def said(*passages: PassageFacts, interested: tuple[str, ...] = ()) -> Standing:
    """Where a saying stands on these passages."""
    return standing(claim(ClaimKind.SAID, *passages, interested=interested), now=NOW)
