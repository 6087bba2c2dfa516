"""What the outlets, stories and versions behind passages were at a moment, asked by their ids."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Final

from claims.lookup import among
from claims.models import Counting, Mouthpiece, Reading
from sources.models import ArticleNotice, Capture, Ownership, StoryMembership
from sources.states import NoticeKind

_STOPS: Final = (NoticeKind.RETRACTED.value, NoticeKind.CORRECTED.value)


def owners(outlets: Iterable[int | None], *, at: datetime) -> dict[int, int | None]:
    """Outlet id -> the owner group that it belonged to, of those about which one was ever said."""
    rows = among(Ownership.objects.as_of(at), "outlet", outlets).order_by("since", "pk")
    return dict(rows.values_list("outlet_id", "group_id"))


def mouthpieces(outlets: Iterable[int | None], *, at: datetime) -> dict[int, int | None]:
    """Outlet id -> the speaker that it spoke for, None where it has its own voice again."""
    rows = among(Mouthpiece.objects.filter(since__lte=at), "outlet", outlets)
    return dict(rows.order_by("since", "pk").values_list("outlet_id", "principal_id"))


def counted(outlets: Iterable[int | None], *, at: datetime) -> dict[int, bool]:
    """Whether outlets counted then, of those about which a person ever said anything."""
    rows = list(among(Counting.objects.all(), "outlet", outlets).order_by("since", "pk"))
    then = {row.outlet_id: row.counted for row in rows if row.since <= at}
    return {row.outlet_id: then.get(row.outlet_id, True) for row in rows}


def memberships(articles: Iterable[int], *, at: datetime) -> list[tuple[int, int, datetime]]:
    """Of these articles in order of time: article id, the id of a story, when it came to that."""
    rows = among(StoryMembership.objects.filter(since__lte=at), "article", articles)
    return list(rows.order_by("since", "pk").values_list("article_id", "story_id", "since"))


def retracted(articles: set[int], stories: Iterable[int], *, at: datetime) -> dict[int, datetime]:
    """When articles, or others of these stories, were first taken back by their publisher."""
    joined = among(StoryMembership.objects.filter(since__lte=at), "story", stories)
    near = set(joined.values_list("article_id", flat=True))
    told = ArticleNotice.objects.filter(kind__in=_STOPS, at__lte=at)
    rows = among(told, "article", near | articles).order_by("-at")
    return dict(rows.values_list("article_id", "at"))


def retracted_stories(articles: Mapping[int, datetime], *, at: datetime) -> dict[int, datetime]:
    """Story -> when it first had an article that was taken back, of those that are in it at `at`.

    That is the notice, or the day on which the article came to the story, if that was later.
    """
    current = {article: (story, since) for article, story, since in memberships(articles, at=at)}
    found: dict[int, datetime] = {}
    for article, (story, since) in current.items():
        told = max(articles[article], since)
        found[story] = min(told, found.get(story, told))
    return found


def replaced(versions: Set[tuple[int, int, int]], *, at: datetime) -> dict[int, datetime]:
    """Capture id -> when we knew of a later version of its article: once that one has been read.

    `versions` are capture id, article id and number of those that hold a passage. One that a newer
    version still carries lives on there, with the same digest. What was fetched and waited to be
    read was not known yet, so that nobody who signed meanwhile had accepted it.
    """
    newer = Capture.objects.filter(fetched_at__lte=at, number__gt=1)
    rows = among(newer, "article", (article for _, article, _ in versions))
    known = list(rows.values_list("pk", "article_id", "number", "fetched_at"))
    done = among(
        Reading.objects.filter(done_at__isnull=False), "capture", (row[0] for row in known)
    )
    read: dict[int, datetime | None] = dict.fromkeys(version for version, _, _ in versions)
    read |= dict(done.values_list("capture_id", "read_at"))
    later: dict[int, list[tuple[int, datetime]]] = {}
    for version, article, number, fetched in known:
        seen = max(fetched, read.get(version) or fetched)
        if version in read and seen <= at:
            later.setdefault(article, []).append((number, seen))
    return {
        version: min(seen for _, seen in found)
        for version, article, number in versions
        if (found := [one for one in later.get(article, ()) if one[0] > number])
    }
