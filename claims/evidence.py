"""From rows to facts: all that `standing` may know of a claim at a moment of the desk clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from claims.facts import (
    ClaimFacts,
    ClaimKind,
    Confirmed,
    OriginKind,
    OutcomeFacts,
    OutcomeKind,
    PassageFacts,
    Stance,
)
from claims.models import Appearance, AppearanceDecision, Claim, OutcomeSecond, Principal, Speaker
from claims.states import Decided
from sources.models import ArticleNotice, Capture, Ownership, StoryMembership
from sources.states import NoticeKind


@dataclass(frozen=True, slots=True)
class _World:
    """What the passages of one claim share, read once."""

    decisions: Mapping[str, AppearanceDecision]
    principals: Mapping[int, int]
    owners: Mapping[int, int | None]
    stories: Mapping[int, int]
    replaced: Mapping[int, datetime]
    retracted: Mapping[int, datetime]
    retracted_stories: Mapping[int, datetime]


def facts_of(claim: Claim, *, at: datetime) -> ClaimFacts:
    """The claim's facts as we knew them at `at`; a fixed number of queries."""
    passages = list(
        Appearance.objects.filter(claim=claim, found_at__lte=at)
        .select_related("capture__article__outlet")
        .order_by("pk")
    )
    world = _world(claim, passages, at=at)
    return ClaimFacts(
        claim_id=claim.pk,
        kind=ClaimKind(claim.kind),
        tracked_at=claim.filed_at,
        claimant=_key(claim.claimant_id, world),
        interested=_interested(claim, world, at=at),
        holder=_key(claim.holder_id, world),
        due_on=claim.due_on,
        due_zones=tuple(claim.due_zones),
        earliest=claim.earliest,
        look_again_on=claim.look_again_on,
        home_zone=settings.NEWSROOM_ZONE,
        condition=claim.condition,
        condition_met_at=_by_then(claim.condition_met_at, at=at),
        outcome=_outcome(claim, at=at),
        passages=tuple(_passage(passage, world) for passage in passages if _kept(passage, world)),
    )


def _world(claim: Claim, passages: list[Appearance], *, at: datetime) -> _World:
    captures = {passage.capture for passage in passages}
    articles = {capture.article_id for capture in captures}
    stories = StoryMembership.objects.current(articles, at=at)
    retracted = _retracted(articles, stories, at=at)
    rows = claim.decisions.filter(at__lte=at).order_by("at", "pk")
    decisions = {
        row.digest: row
        for row in rows.select_related("root", "appearance__capture__article__outlet")
    }
    outlets = {capture.article.outlet_id for capture in captures}
    outlets |= {row.appearance.capture.article.outlet_id for row in decisions.values()}
    owned = Ownership.objects.as_of(at).filter(outlet__in=outlets - {None}).order_by("since", "pk")
    return _World(
        decisions=decisions,
        principals=principals(at=at),
        owners=dict(owned.values_list("outlet_id", "group_id")),
        stories=stories,
        replaced=_replaced(passages, at=at),
        retracted=retracted,
        retracted_stories=_by_story(retracted, stories),
    )


def principals(*, at: datetime) -> dict[int, int]:
    """Speaker id -> the one it speaks for, followed to the end, as it stood then."""
    rows = Principal.objects.filter(since__lte=at).order_by("since", "pk")
    direct = {
        speaker: principal
        for speaker, principal in dict(rows.values_list("speaker_id", "principal_id")).items()
        if principal
    }
    return {speaker: _end(speaker, direct) for speaker in direct}


def _end(speaker: int, direct: Mapping[int, int]) -> int:
    seen = {speaker}
    while (following := direct.get(speaker)) and following not in seen:
        speaker = following
        seen.add(speaker)
    return speaker


def _retracted(
    articles: Iterable[int], stories: Mapping[int, int], *, at: datetime
) -> dict[int, datetime]:
    """When articles, or others of their stories, were taken back by their publisher."""
    stops = [NoticeKind.RETRACTED.value, NoticeKind.CORRECTED.value]
    same = StoryMembership.objects.filter(story__in=set(stories.values()), since__lte=at)
    near = Q(article__in=list(articles)) | Q(article__in=same.values("article"))
    rows = ArticleNotice.objects.filter(near, kind__in=stops, at__lte=at).order_by("-at")
    return dict(rows.values_list("article_id", "at"))


def _by_story(retracted: Mapping[int, datetime], stories: Mapping[int, int]) -> dict[int, datetime]:
    members = StoryMembership.objects.filter(
        article__in=list(retracted), story__in=set(stories.values())
    )
    return {row.story_id: retracted[row.article_id] for row in members}


def _replaced(passages: list[Appearance], *, at: datetime) -> dict[int, datetime]:
    """Capture id -> when a later version of its article was seen, once that one has been read.

    A passage that the newer version still carries lives on there, with the same digest.
    """
    numbers = {passage.capture_id: passage.capture for passage in passages}
    known = {capture.pk for capture in numbers.values()}
    rows = Capture.objects.filter(
        Q(readings__done_at__isnull=False) | Q(pk__in=known),
        article__in={capture.article_id for capture in numbers.values()},
        fetched_at__lte=at,
    ).distinct()
    later: dict[int, list[tuple[int, datetime]]] = {}
    for article, number, fetched in rows.values_list("article_id", "number", "fetched_at"):
        later.setdefault(article, []).append((number, fetched))
    return {
        pk: min(fetched for number, fetched in newer)
        for pk, capture in numbers.items()
        if (newer := [row for row in later[capture.article_id] if row[0] > capture.number])
    }


def _kept(passage: Appearance, world: _World) -> bool:
    decision = world.decisions.get(passage.digest)
    return decision is None or decision.decided == Decided.CONFIRMED


def _passage(passage: Appearance, world: _World) -> PassageFacts:
    capture, article = passage.capture, passage.capture.article
    decision = world.decisions.get(passage.digest)
    story = world.stories.get(article.pk)
    outlet = article.outlet
    # Of a copy, the reporter who was there is the one of the outlet that a person decided on.
    witness = decision.appearance.capture.article.outlet if decision else outlet
    owner = world.owners.get(witness.pk) if witness else None
    root = _key(decision.root_id, world) if decision else None
    unnamed = decision is not None and decision.origin == OriginKind.UNNAMED
    return PassageFacts(
        appearance_id=passage.pk,
        digest=passage.digest,
        stance=Stance(decision.stance if decision else passage.stance),
        later=decision.later if decision else passage.later,
        origin=OriginKind(decision.origin) if decision else OriginKind.NONE,
        outlet_id=outlet.pk if outlet else 0,
        outlet_name=outlet.name if outlet else "an unnamed outlet",
        article_id=article.pk,
        at=capture.published_at or capture.fetched_at,
        captured_at=capture.fetched_at,
        confirmed=_confirmed(decision),
        root=None if unnamed else root,
        root_name=decision.root.name if decision and decision.root else "",
        heard_directly=decision.heard_directly if decision else False,
        side=(root or "") if unnamed else "",
        via=tuple(decision.via) if decision else (),
        owner=f"owner:{owner}" if owner else None,
        counted=outlet.counted if outlet else True,
        story_id=story,
        until=world.replaced.get(passage.capture_id),
        retracted_at=world.retracted.get(article.pk) or world.retracted_stories.get(story or 0),
    )


def _confirmed(decision: AppearanceDecision | None) -> Confirmed | None:
    if decision is None:
        return None
    return Confirmed.PERSON if decision.by_id else Confirmed.AUTO


def _key(speaker: int | None, world: _World) -> str | None:
    return f"speaker:{world.principals.get(speaker, speaker)}" if speaker else None


def _interested(claim: Claim, world: _World, *, at: datetime) -> frozenset[str]:
    parties = claim.parties.filter(since__lte=at).values_list("speaker_id", flat=True)
    own = [claim.claimant_id, claim.alleged_source_id, claim.holder_id, *parties]
    return frozenset(key for speaker in own if (key := _key(speaker, world)))


def _by_then(moment: datetime | None, *, at: datetime) -> datetime | None:
    return moment if moment and moment <= at else None


def _outcome(claim: Claim, *, at: datetime) -> OutcomeFacts | None:
    """The outcome in force: the last that was agreed with and not itself taken back since."""
    known = OutcomeSecond.objects.filter(at__lte=at)
    since = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    taken_back = known.filter(since, outcome=OuterRef("outcome"), agreed=False)
    standing = known.filter(~Exists(taken_back), outcome__claim=claim, agreed=True)
    last = standing.select_related("outcome").order_by("-at", "-pk").first()
    if last is None:
        return None
    return OutcomeFacts(kind=OutcomeKind(last.outcome.kind), words=last.outcome.words, at=last.at)


def speaker_key(speaker: Speaker, *, at: datetime) -> str:
    """The key by which facts name a speaker's principal."""
    return f"speaker:{principals(at=at).get(speaker.pk, speaker.pk)}"
