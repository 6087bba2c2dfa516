"""From rows to facts: all that `standing` may know of a claim at a moment of the desk clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings

from claims.facts import ClaimFacts, ClaimKind, Confirmed, OriginKind, PassageFacts, Stance
from claims.models import Claim, ClaimParty
from claims.outcomes import condition_met_at, outcomes_in_force
from claims.states import Decided
from claims.world import Decision, Row, World, group_of, principals, rows_of, speaker_key, world_of

__all__ = ["facts_of", "principals", "speaker_key"]


@dataclass(frozen=True, slots=True)
class _Word:
    """Whose word a passage is and on which side, as was decided, or as the machine read it."""

    stance: Stance
    later: bool
    owner: str | None
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
        # Of a copy, the reporter who was there is the one of the outlet that a person decided on.
        owner=world.owner_of(decision.outlet_id),
    )


def _passages(
    rows: list[Row], words: Mapping[str, _Word | None], world: World
) -> list[PassageFacts]:
    heard = ((row, words.get(row.digest, _unheard(row, world))) for row in rows)
    return [_passage(row, word, world) for row, word in heard if word]


def _unheard(row: Row, world: World) -> _Word:
    return _Word(Stance(row.stance), later=row.later, owner=world.owner_of(row.outlet_id))


def _passage(row: Row, word: _Word, world: World) -> PassageFacts:
    story = world.stories.get(row.article_id)
    taken_back = world.retracted.get(row.article_id)
    return PassageFacts(
        appearance_id=row.pk,
        digest=row.digest,
        stance=word.stance,
        later=word.later,
        origin=word.origin,
        outlet_id=row.outlet_id or 0,
        outlet_name=row.outlet_name or "an unnamed outlet",
        article_id=row.article_id,
        at=row.published_at or row.fetched_at,
        captured_at=row.fetched_at,
        confirmed=word.confirmed,
        root=word.root,
        root_name=word.root_name,
        heard_directly=word.heard_directly,
        side=word.side,
        via=word.via,
        owner=word.owner,
        counted=world.counts(row),
        story_id=story,
        until=world.replaced.get(row.capture_id),
        retracted_at=taken_back or world.retracted_stories.get(story or 0),
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
