"""What the passages of a claim share at a moment: decisions, stories, owners, what was taken back.

Each reader asks one table at a time, by ids, whatever the number of passages: see `claims.lookup`.
No text is loaded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from claims import shared
from claims.lookup import among
from claims.merged import winners
from claims.models import Appearance, AppearanceDecision, Claim, LedgerEvent, Principal, Speaker
from sources.models import Article, Capture


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
    edited_in: bool | None
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
    heard_directly: bool
    via: list[str]
    by_id: int | None
    appearance_id: int
    root_name: str | None = None
    outlet_id: int | None = None


Word = TypeVar("Word", Decision, AppearanceDecision)


@dataclass(frozen=True, slots=True)
class World:
    """What the passages of one claim share, read once."""

    decisions: Mapping[str, Decision]
    principals: Mapping[int, int]
    owners: Mapping[int, int | None]
    mouthpieces: Mapping[int, int | None]
    counted: Mapping[int, bool]
    stories: Mapping[int, tuple[int, datetime]]  # of an article: which, and since when
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

    def taken_back(self, row: Row) -> datetime | None:
        """When the article, or a copy of it in its story, was taken back as far as we could know.

        A copy that comes to a story taken back before is taken back from that day on.
        """
        own = self.retracted.get(row.article_id)
        story, since = self.stories.get(row.article_id, (0, row.fetched_at))
        by_story = self.retracted_stories.get(story)
        known = [own, max(by_story, since) if by_story else None]
        return min((each for each in known if each), default=None)

    def counts(self, row: Row) -> bool:
        """Whether the passage's outlet counted then; an article of no known outlet does."""
        if row.outlet_id is None:
            return True
        return self.counted.get(row.outlet_id, row.counted is not False)


def group_of(claim: Claim, *, at: datetime | None = None) -> list[int]:
    """The claim and those that were merged into it at `at` (None: that are), the claim first.

    The past is told by the ledgers, see `winners`.
    """
    if at is None:
        merged = Claim.objects.filter(merged_into=claim).order_by("pk")
        return [claim.pk, *merged.values_list("pk", flat=True)]
    told = LedgerEvent.objects.filter(claim=claim, kind="claims.merged", at__lte=at)
    losers = {facts["loser"] for facts in told.values_list("facts", flat=True)} - {claim.pk}
    into = winners(losers, at=at)
    return [claim.pk, *sorted(pk for pk, winner in into.items() if winner == claim.pk)]


def rows_of(group: list[int], *, at: datetime) -> list[Row]:
    """Each passage once: where a merged claim has the same one, the claim's own."""
    rows = sorted(_found(group, at=at), key=lambda row: _own_first(row, group))
    return sorted(
        {(row.capture_id, row.start, row.end): row for row in reversed(rows)}.values(),
        key=lambda row: row.pk,
    )


def _found(group: list[int], *, at: datetime) -> list[Row]:
    """The passages of a claim, and of those merged into it, that had been found by then."""
    passages = list(
        Appearance.objects.filter(claim__in=group, found_at__lte=at).values_list(
            *("pk", "claim_id", "digest", "stance", "later", "start", "end", "edited_in"),
            "capture_id",
        )
    )
    captures = {
        row[0]: row[1:]
        for row in among(Capture.objects.all(), "pk", (row[-1] for row in passages)).values_list(
            *("pk", "number", "published_at", "fetched_at", "article_id")
        )
    }
    # Outlets are few: to join them by their ids is safe with any statistics.
    articles = among(Article.objects.all(), "pk", (row[3] for row in captures.values()))
    houses = {
        row[0]: row[1:]
        for row in articles.values_list("pk", "outlet_id", "outlet__name", "outlet__counted")
    }
    return [
        Row(*(*passage, *version, *houses[version[3]]))
        for passage in passages
        for version in [captures[passage[-1]]]
    ]


def _own_first(row: Row, group: list[int]) -> tuple[bool, int]:
    return row.claim_id != group[0], row.pk


def world_of(group: list[int], rows: list[Row], *, at: datetime) -> World:
    """Everything that a claim's passages share at `at`; a fixed number of queries."""
    outlets = {row.outlet_id for row in rows}
    articles = {row.article_id for row in rows}
    joined = shared.memberships(articles, at=at)
    retracted = shared.retracted(articles, {story for _, story, _ in joined}, at=at)
    versions = {(row.capture_id, row.article_id, row.number) for row in rows}
    return World(
        decisions=_decisions(group, rows, at=at),
        principals=principals(at=at),
        owners=shared.owners(outlets, at=at),
        mouthpieces=shared.mouthpieces(outlets, at=at),
        counted=shared.counted(outlets, at=at),
        stories={article: (story, since) for article, story, since in joined},
        replaced=shared.replaced(versions, at=at),
        retracted=retracted,
        retracted_stories=shared.retracted_stories(retracted, at=at),
    )


def _decisions(group: list[int], rows: Iterable[Row], *, at: datetime) -> dict[str, Decision]:
    """By digest the decision that counts."""
    found = AppearanceDecision.objects.filter(claim__in=group, at__lte=at).order_by("at", "pk")
    told = [
        Decision(*one)
        for one in found.values_list(
            *("claim_id", "digest", "decided", "stance", "later", "origin", "root_id"),
            *("heard_directly", "via", "by_id", "appearance_id", "root__name"),
        )
    ]
    decided_on = among(Appearance.objects.all(), "pk", (one.appearance_id for one in told))
    versions = dict(decided_on.values_list("pk", "capture_id"))
    outlets = {row.capture_id: row.outlet_id for row in rows}
    words = (replace(one, outlet_id=outlets.get(versions[one.appearance_id])) for one in told)
    return last_words(words, group)


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
