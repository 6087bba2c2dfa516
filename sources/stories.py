"""Which story an article belongs to: the one whose text it carries; several that it ties are one.

Stories are the connected parts of "is alike", not rings around a founder: so the order in which the
copies of a text come in, and how many, makes no difference. Decisions: docs/decisions/0008.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice, zip_longest
from typing import Final

from django.db.models import Count, Max

from accounts.models import User
from jobs.logs import hold
from sources.alike import COPY_FROM, bands, likeness, one_story, shingles
from sources.log import LOG, tell
from sources.models import Article, Capture, CaptureBody, Story, StoryBand, StoryMembership
from sources.states import SourceEventKind

# What bounds the work on one article, whatever is kept: candidates looked up, texts read, and how
# many articles of one story stand in the index under one band.
CANDIDATES: Final = 1000
MOST_READ: Final = 128
CARRIERS: Final = 32


def place(article: Article, text: str, *, now: datetime) -> None:
    """Put an article into the story whose text it carries, or found one on it."""
    pieces = shingles(text)
    signature = bands(pieces)
    # Two copies that come in at once must see each other.
    hold(LOG)
    fits = _fitting(pieces, _candidates(signature))
    story = _one_of(fits, now=now) if fits else Story.objects.create(founded_on=article).pk
    StoryMembership.objects.create(article=article, story_id=story, since=now)
    _index(article, signature, story)


def move(
    articles: Sequence[int], story: int, *, by: User | None, now: datetime
) -> list[StoryMembership]:
    """From now on the articles, all of one story, belong to another; under `hold`.

    One row of the log tells of all: who follows it looks at whole stories.
    """
    rows = StoryMembership.objects.filter(article__in=articles)
    # Who waited for the log has read the clock before the one that went first.
    since = max(now, rows.aggregate(last=Max("since"))["last"] or now)
    moved = StoryMembership.objects.bulk_create(
        StoryMembership(article_id=one, story_id=story, since=since, by=by) for one in articles
    )
    tell(SourceEventKind.GROUPED, articles[0], now=now)
    return moved


def _candidates(signature: Collection[str]) -> dict[int, list[int]]:
    """By story the articles that share a band, those that share most of them first."""
    sharing = StoryBand.objects.filter(value__in=signature).values_list("article")
    strongest = sharing.annotate(shared=Count("pk")).order_by("-shared", "article")
    articles = [article for article, _ in strongest[:CANDIDATES]]
    story_of = StoryMembership.objects.current(articles, at=None)
    found: dict[int, list[int]] = {}
    for article in articles:
        found.setdefault(story_of[article], []).append(article)
    return found


def _fitting(pieces: frozenset[int], candidates: Mapping[int, list[int]]) -> dict[int, float]:
    """Story -> how alike the first of its candidates is that is a copy.

    In rounds of one candidate of each story, so that a crowd of copies hides no small story.
    """
    fits: dict[int, float] = {}
    left = MOST_READ
    rows = ([(article, story) for article in some] for story, some in candidates.items())
    for turn in zip_longest(*rows):
        asked = dict(islice((pair for pair in turn if pair and pair[1] not in fits), left))
        for article, text in _first_texts(asked).items():
            alike = likeness(pieces, shingles(text))
            if alike >= COPY_FROM:
                fits[asked[article]] = alike
        left -= len(asked)
    return fits


def _first_texts(articles: Collection[int]) -> dict[int, str]:
    """Article -> the text by which it was placed, empty if that has been erased."""
    if not articles:
        return {}
    versions = Capture.objects.filter(article__in=articles).exclude(body__text="")
    first = dict(versions.order_by("-number").values_list("article_id", "pk"))
    bodies = CaptureBody.objects.filter(capture__in=first.values())
    rows = bodies.values_list("capture__article_id", "text")
    return {article: text or "" for article, text in rows}


def _one_of(fits: Mapping[int, float], *, now: datetime) -> int:
    """The story that the fitting ones are from now on, as far as people have not set them apart.

    The smaller go over to the largest, so that no article goes over often.
    """
    if len(fits) == 1:
        return next(iter(fits))
    now_in = StoryMembership.objects.members(fits)
    same = one_story(fits, _set_apart(fits, now_in))
    size = Counter(now_in.values())
    kept = min(same, key=lambda story: (-size[story], story))
    for story in sorted(set(same) - {kept}):
        move([one for one, home in now_in.items() if home == story], kept, by=None, now=now)
    return kept


def _set_apart(stories: Collection[int], now_in: Mapping[int, int]) -> set[frozenset[int]]:
    """The pairs of stories of which a person split the one off from the other.

    It holds wherever both sides went afterwards: a story is what its articles are in now.
    """
    pairs: set[frozenset[int]] = set()
    for article, left in _taken_out(stories).items():
        if (mine := now_in.get(article)) is None:
            continue
        stayed = StoryMembership.objects.filter(story__in=left).values_list("article_id", flat=True)
        homes = {now_in.get(one, mine) for one in stayed} - {mine}
        pairs |= {frozenset((mine, home)) for home in homes}
    return pairs


def _taken_out(stories: Collection[int]) -> dict[int, set[int]]:
    """Article -> the stories that people split it off from."""
    left: dict[int, set[int]] = {}
    was_in: dict[int, int] = {}
    seen: set[int] = set()
    rows = StoryMembership.objects.ever_in(stories)
    columns = ("article_id", "story_id", "by_id", "story__founded_on")
    for article, story, person, founder in rows.values_list(*columns):
        # Into a story of its own that was not there before.
        if person and founder == article and story not in seen and article in was_in:
            left.setdefault(article, set()).add(was_in[article])
        was_in[article] = story
        seen.add(story)
    return left


def _index(article: Article, signature: Sequence[str], story: int) -> None:
    """Make an article a candidate under each band that few of its story stand for as yet."""
    mine = StoryBand.objects.filter(value__in=signature, article__memberships__story=story)
    carried = mine.values_list("value").annotate(carriers=Count("article", distinct=True))
    enough = {value for value, carriers in carried if carriers >= CARRIERS}
    StoryBand.objects.bulk_create(
        StoryBand(article=article, value=value) for value in signature if value not in enough
    )
