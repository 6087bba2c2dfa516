"""What the passages of a claim share at a moment: decisions, stories, owners, what was taken back.

Each reader is one query, whatever the number of passages: it asks by the claim's own passages, not
by a list of ids. No text is loaded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    Counting,
    LedgerEvent,
    Mouthpiece,
    Principal,
    Reading,
    Speaker,
)
from sources.models import ArticleNotice, Capture, Ownership, StoryMembership
from sources.states import NoticeKind

_STOPS: Final = (NoticeKind.RETRACTED.value, NoticeKind.CORRECTED.value)
_MERGED: Final = "claims.merged"
# Tracking a claim again ends its merge.
_MERGES: Final = (_MERGED, "claims.tracked")


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it lies in the tables, without any text."""

    pk: int
    claim_id: int
    digest: str
    stance: str
    later: bool
    start: int
    end: int
    capture_id: int
    number: int
    published_at: datetime | None
    fetched_at: datetime
    article_id: int
    outlet_id: int | None
    outlet_name: str | None
    counted: bool | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The last word on a claim and a passage's words; `outlet_id` is of the one decided on."""

    claim_id: int
    digest: str
    decided: str
    stance: str
    later: bool
    origin: str
    root_id: int | None
    root_name: str | None
    heard_directly: bool
    via: list[str]
    by_id: int | None
    outlet_id: int | None


Word = TypeVar("Word", Decision, AppearanceDecision)


@dataclass(frozen=True, slots=True)
class World:
    """What the passages of one claim share, read once."""

    decisions: Mapping[str, Decision]
    principals: Mapping[int, int]
    owners: Mapping[int, int | None]
    mouthpieces: Mapping[int, int | None]
    counted: Mapping[int, bool]
    stories: Mapping[int, int]
    replaced: Mapping[int, datetime]
    retracted: Mapping[int, datetime]
    retracted_stories: Mapping[int, datetime]

    def key(self, speaker: int | None) -> str | None:
        """The key of whom a speaker speaks for."""
        return f"speaker:{self.principals.get(speaker, speaker)}" if speaker else None

    def owner_of(self, outlet: int | None) -> str | None:
        """The key of an outlet's principal if it has one, else of its owner group, if known."""
        if outlet is None:
            return None
        if principal := self.mouthpieces.get(outlet):
            return self.key(principal)
        owner = self.owners.get(outlet)
        return f"owner:{owner}" if owner else None

    def counts(self, row: Row) -> bool:
        """Whether the passage's outlet counted then; an article of no known outlet does."""
        if row.outlet_id is None:
            return True
        return self.counted.get(row.outlet_id, row.counted is not False)


def group_of(claim: Claim, *, at: datetime | None = None) -> list[int]:
    """The claim and those that were merged into it at `at` (None: that are), the claim first.

    The past is told by the ledgers: a row of today knows only of the last merge, and no longer of
    one that was ended.
    """
    if at is None:
        merged = Claim.objects.filter(merged_into=claim).order_by("pk")
        return [claim.pk, *merged.values_list("pk", flat=True)]
    told = LedgerEvent.objects.filter(claim=claim, kind=_MERGED, at__lte=at)
    losers = {facts["loser"] for facts in told.values_list("facts", flat=True)} - {claim.pk}
    moves = LedgerEvent.objects.filter(claim__in=losers, kind__in=_MERGES, at__lte=at)
    into: dict[int, int | None] = {}
    for pk, facts in moves.order_by("seq").values_list("claim_id", "facts"):
        if facts.get("loser", pk) == pk:
            into[pk] = facts.get("into")
    return [claim.pk, *sorted(pk for pk, winner in into.items() if winner == claim.pk)]


def passages_of(group: list[int], *, at: datetime) -> "QuerySet[Appearance]":
    """The passages of a claim, and of those merged into it, that had been found by then."""
    return Appearance.objects.filter(claim__in=group, found_at__lte=at)


def rows_of(group: list[int], *, at: datetime) -> list[Row]:
    """Each passage once: where a merged claim has the same one, the claim's own."""
    found = passages_of(group, at=at).values_list(
        *("pk", "claim_id", "digest", "stance", "later", "start", "end", "capture_id"),
        *("capture__number", "capture__published_at", "capture__fetched_at"),
        *("capture__article_id", "capture__article__outlet_id"),
        *("capture__article__outlet__name", "capture__article__outlet__counted"),
    )
    rows = sorted((Row(*one) for one in found), key=lambda row: _own_first(row, group))
    return sorted(
        {(row.capture_id, row.start, row.end): row for row in reversed(rows)}.values(),
        key=lambda row: row.pk,
    )


def _own_first(row: Row, group: list[int]) -> tuple[bool, int]:
    return row.claim_id != group[0], row.pk


def world_of(group: list[int], rows: list[Row], *, at: datetime) -> World:
    """Everything that a claim's passages share at `at`; a fixed number of queries."""
    passages = passages_of(group, at=at)
    stories = _stories(passages, at=at)
    retracted = _retracted(passages, at=at)
    return World(
        decisions=_decisions(group, at=at),
        principals=principals(at=at),
        owners=_owners(passages, at=at),
        mouthpieces=_mouthpieces(passages, at=at),
        counted=_counted(passages, at=at),
        stories=stories,
        replaced=_replaced(passages, rows, at=at),
        retracted=retracted,
        retracted_stories=_by_story(retracted, at=at),
    )


def _decisions(group: list[int], *, at: datetime) -> dict[str, Decision]:
    """By digest the decision that counts."""
    found = AppearanceDecision.objects.filter(claim__in=group, at__lte=at).order_by("at", "pk")
    rows = [
        Decision(*one)
        for one in found.values_list(
            *("claim_id", "digest", "decided", "stance", "later", "origin", "root_id"),
            *("root__name", "heard_directly", "via", "by_id"),
            "appearance__capture__article__outlet_id",
        )
    ]
    return last_words(rows, group)


def last_words(rows: Iterable[Word], group: list[int]) -> dict[str, Word]:
    """By digest what counts of decisions that come in order of time.

    A person's goes before a machine's, one on the claim itself before one on a merged claim.
    """
    weighed = sorted(rows, key=lambda row: (row.by_id is not None, row.claim_id == group[0]))
    return {row.digest: row for row in weighed}


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
    """Who stands at the end of the chain; of a ring, all members have one and the same."""
    chain = [speaker]
    while (following := direct.get(chain[-1])) and following not in chain:
        chain.append(following)
    if following is None:
        return chain[-1]
    return min(chain[chain.index(following) :])


def speaker_key(speaker: Speaker, *, at: datetime) -> str:
    """The key by which facts name a speaker's principal."""
    return f"speaker:{principals(at=at).get(speaker.pk, speaker.pk)}"


def _owners(passages: "QuerySet[Appearance]", *, at: datetime) -> dict[int, int | None]:
    outlets = passages.values("capture__article__outlet")
    owned = Ownership.objects.as_of(at).filter(outlet__in=outlets).order_by("since", "pk")
    return dict(owned.values_list("outlet_id", "group_id"))


def _mouthpieces(passages: "QuerySet[Appearance]", *, at: datetime) -> dict[int, int | None]:
    outlets = passages.values("capture__article__outlet")
    rows = Mouthpiece.objects.filter(outlet__in=outlets, since__lte=at).order_by("since", "pk")
    return dict(rows.values_list("outlet_id", "principal_id"))


def _counted(passages: "QuerySet[Appearance]", *, at: datetime) -> dict[int, bool]:
    """Whether outlets counted then, of those about which a person ever said anything."""
    outlets = passages.values("capture__article__outlet")
    rows = list(Counting.objects.filter(outlet__in=outlets).order_by("since", "pk"))
    then = {row.outlet_id: row.counted for row in rows if row.since <= at}
    return {row.outlet_id: then.get(row.outlet_id, True) for row in rows}


def _stories(passages: "QuerySet[Appearance]", *, at: datetime) -> dict[int, int]:
    articles = passages.values("capture__article")
    rows = StoryMembership.objects.filter(article__in=articles, since__lte=at)
    return dict(rows.order_by("since", "pk").values_list("article_id", "story_id"))


def _retracted(passages: "QuerySet[Appearance]", *, at: datetime) -> dict[int, datetime]:
    """When articles, or others of their stories, were first taken back by their publisher."""
    articles = passages.values("capture__article")
    stories = StoryMembership.objects.filter(article__in=articles, since__lte=at).values("story")
    near = StoryMembership.objects.filter(story__in=stories, since__lte=at).values("article")
    rows = ArticleNotice.objects.filter(
        Q(article__in=articles) | Q(article__in=near), kind__in=_STOPS, at__lte=at
    )
    return dict(rows.order_by("-at").values_list("article_id", "at"))


def _by_story(retracted: Mapping[int, datetime], *, at: datetime) -> dict[int, datetime]:
    """Story -> when it was first taken back in any of the articles that belonged to it then."""
    current = StoryMembership.objects.current(retracted, at=at)
    found: dict[int, datetime] = {}
    for article, story in current.items():
        found[story] = min(retracted[article], found.get(story, retracted[article]))
    return found


def _replaced(
    passages: "QuerySet[Appearance]", rows: list[Row], *, at: datetime
) -> dict[int, datetime]:
    """Capture id -> when a later version of its article was seen, once that one has been read.

    A passage that the newer version still carries lives on there, with the same digest.
    """
    read = Reading.objects.filter(capture=OuterRef("pk"), done_at__isnull=False)
    known = Capture.objects.filter(
        Q(Exists(read)) | Q(pk__in=passages.values("capture")),
        article__in=passages.values("capture__article"),
        fetched_at__lte=at,
        number__gt=1,
    )
    later: dict[int, list[tuple[int, datetime]]] = {}
    for article, number, fetched in known.values_list("article_id", "number", "fetched_at"):
        later.setdefault(article, []).append((number, fetched))
    return {
        row.capture_id: min(fetched for _, fetched in newer)
        for row in rows
        if (newer := [one for one in later.get(row.article_id, ()) if one[0] > row.number])
    }
