"""From rows to facts: all that `standing` may know of a claim at a moment of the desk clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeAlias

from django.conf import settings

from claims.facts import ClaimFacts, ClaimKind, Confirmed, OriginKind, PassageFacts, Stance
from claims.models import Claim, ClaimParty
from claims.outcomes import condition_met_at, outcomes_in_force
from claims.states import Decided
from claims.world import Decision, Row, World, group_of, principals, rows_of, speaker_key, world_of

_Print: TypeAlias = tuple[int, str]  # an article and a digest

__all__ = ["facts_of", "principals", "speaker_key"]


@dataclass(frozen=True, slots=True)
class _Word:
    """Whose word a passage is and on which side, as was decided, or as the machine read it."""

    stance: Stance
    later: bool
    origin: OriginKind = OriginKind.NONE
    confirmed: Confirmed | None = None
    root: str | None = None
    root_name: str = ""
    heard_directly: bool = False
    side: str = ""
    via: tuple[str, ...] = ()


def facts_of(claim: Claim, *, at: datetime) -> ClaimFacts:
    """The claim's facts as we knew them at `at`; a fixed number of queries and no text."""
    group = group_of(claim, at=at)
    rows = rows_of(group, at=at)
    world = world_of(group, rows, at=at)
    words = {digest: _word(one, world) for digest, one in world.decisions.items()}
    return ClaimFacts(
        claim_id=claim.pk,
        kind=ClaimKind(claim.kind),
        tracked_at=claim.filed_at,
        claimant=world.key(claim.claimant_id),
        interested=_interested(claim, group, world, at=at),
        holder=world.key(claim.holder_id),
        due_on=claim.due_on,
        due_zones=tuple(claim.due_zones),
        earliest=claim.earliest,
        look_again_on=claim.look_again_on,
        home_zone=settings.NEWSROOM_ZONE,
        condition=claim.condition,
        condition_met_at=condition_met_at(claim, at=at),
        outcome=outcomes_in_force([claim.pk], at=at).get(claim.pk),
        passages=tuple(_passages(rows, words, world)),
    )


def _word(decision: Decision, world: World) -> _Word | None:
    """None if the passage was dismissed."""
    if decision.decided != Decided.CONFIRMED:
        return None
    root, unnamed = world.key(decision.root_id), decision.origin == OriginKind.UNNAMED
    return _Word(
        stance=Stance(decision.stance),
        later=decision.later,
        origin=OriginKind(decision.origin),
        confirmed=Confirmed.PERSON if decision.by_id else Confirmed.AUTO,
        root=None if unnamed else root,
        root_name=decision.root_name or "",
        heard_directly=decision.heard_directly,
        side=(root or "") if unnamed else "",
        via=tuple(decision.via),
    )


def _passages(
    rows: list[Row], words: Mapping[str, _Word | None], world: World
) -> list[PassageFacts]:
    printed = _printed(rows)
    lent = _lent_by_uncounted(rows, printed, world)
    heard = [(row, words.get(row.digest, _unheard(row))) for row in rows]
    return [
        _passage(row, word, world, at=printed[row.article_id, row.digest], lent=row.digest in lent)
        for row, word in heard
        if word
    ]


def _printed(rows: list[Row]) -> dict[_Print, datetime]:
    """When an article first had the words: as it was published, or when we saw the edit."""
    first: dict[_Print, datetime] = {}
    for row in rows:
        stated = None if row.edited_in else row.published_at
        where, at = (row.article_id, row.digest), stated or row.fetched_at
        first[where] = min(at, first.get(where, at))
    return first


def _lent_by_uncounted(
    rows: list[Row], printed: Mapping[_Print, datetime], world: World
) -> frozenset[str]:
    """Words of a house that does not count, which was decided on and had them first.

    Nobody has said of a copy of those that its own reporter was there.
    """
    first: dict[str, tuple[datetime, int, Row]] = {}
    for row in rows:
        told = (printed[row.article_id, row.digest], row.pk, row)
        first[row.digest] = min(told, first.get(row.digest, told), key=lambda each: each[:2])
    decided = world.decisions
    return frozenset(
        digest
        for digest, (_, _, row) in first.items()
        if digest in decided and decided[digest].origin == OriginKind.FIRSTHAND
        if row.outlet_id == decided[digest].outlet_id and not world.counts(row)
    )


def _unheard(row: Row) -> _Word:
    return _Word(Stance(row.stance), later=row.later)


def _passage(row: Row, word: _Word, world: World, *, at: datetime, lent: bool) -> PassageFacts:
    story, _ = world.stories.get(row.article_id, (None, None))
    return PassageFacts(
        appearance_id=row.pk,
        digest=row.digest,
        stance=word.stance,
        later=word.later,
        origin=word.origin,
        outlet_id=row.outlet_id or 0,
        outlet_name=row.outlet_name or "an unnamed outlet",
        article_id=row.article_id,
        at=at,
        captured_at=row.fetched_at,
        confirmed=word.confirmed,
        root=word.root,
        root_name=word.root_name,
        heard_directly=word.heard_directly,
        side=word.side,
        via=word.via,
        owner=world.owner_of(row.outlet_id),
        counted=world.counts(row) and not lent,
        story_id=story,
        until=world.replaced.get(row.capture_id),
        retracted_at=world.taken_back(row),
    )


def _interested(claim: Claim, group: list[int], world: World, *, at: datetime) -> frozenset[str]:
    """Claimant, subject and whoever was marked, each as the one for whom they speak.

    Of merged claims too: who has an interest in the same words keeps it. An alleged source has
    none: it was not heard, and what it says itself is a witness's word (rules, section 2).
    """
    parties = ClaimParty.objects.filter(claim__in=group, since__lte=at)
    merged = Claim.objects.filter(pk__in=group[1:]).values_list("claimant_id", "holder_id")
    own = [claim.claimant_id, claim.holder_id, *parties.values_list("speaker_id", flat=True)]
    speakers = [*own, *chain.from_iterable(merged)]
    return frozenset(key for speaker in speakers if (key := world.key(speaker)))
