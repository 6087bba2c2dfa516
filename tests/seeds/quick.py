"""The seed story played straight into the test database: no processes, and nothing over a wire."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from claims.models import Appearance, Claim, Reading
from claims.states import Trigger
from claims.waiting import ask_recheck
from jobs import clock
from nlp import ENGINE
from seeds.cast import found_newsroom
from seeds.hands import ByAction
from seeds.library import article
from seeds.play import Play
from seeds.pump import settle_inside
from seeds.script import Arrival, aug
from seeds.story import Scene, Step
from seeds.worlds import StraightIn, url_in
from sources.actions import record_capture
from sources.models import Article, Capture, CaptureBody, StoryMembership

Steps: TypeAlias = tuple[Step, ...]
Order: TypeAlias = Callable[[list[Arrival]], list[Arrival]]
# So many copies take the way of every article; the others are written as that way leaves them.
READ: Final = 5


def new_play() -> Play:
    """The seed newsroom on the morning of 12 August, with nothing played yet."""
    clock.set_desk(aug(12, 9))
    world = StraightIn()
    room = found_newsroom(world, now=clock.now())
    return Play(room, world, ByAction(room), settle_inside, lambda _beat: None)


def statuses(play: Play) -> dict[str, str]:
    """Where each claim of the story stands now."""
    now = dict(Claim.objects.values_list("pk", "status"))
    return {code: now[claim.pk] for code, claim in play.claims.items()}


def reordered(steps: Steps, order: Order) -> Steps:
    """A day's articles in another order at the same hours; then its people, without verdicts."""
    came = [step for step in steps if isinstance(step, Arrival)]
    pairs = zip(came, order(came), strict=True)
    moved = [replace(piece, at=slot.at) for slot, piece in pairs]
    people = [step for step in steps if isinstance(step, Scene) and not step.editorial]
    return (*moved, *people)


def copies(play: Play, arrival: Arrival, count: int) -> None:
    """So many outlets that nobody knows carry one and the same article, word for word."""
    first = Capture.objects.get(article__url=url_in(play.world, article(arrival.article)))
    urls = [f"https://copy-{n}.example/{arrival.article}" for n in range(count)]
    found = StraightIn().found(article(arrival.article))
    for url in urls[:READ]:
        record_capture(replace(found, url=url), now=clock.desk_now())
    play.settle()
    _as_read(first, urls[READ:])
    play.settle()


def _as_read(first: Capture, urls: Sequence[str]) -> None:
    now = clock.now()
    story = StoryMembership.objects.filter(article=first.article).latest("since").story_id
    articles = Article.objects.bulk_create(Article(url=url, first_seen_at=now.desk) for url in urls)
    StoryMembership.objects.bulk_create(
        StoryMembership(article=one, story_id=story, since=now.desk) for one in articles
    )
    versions = Capture.objects.bulk_create(_copy_of(first, one) for one in articles)
    text = first.body.text
    CaptureBody.objects.bulk_create(CaptureBody(capture=one, text=text) for one in versions)
    Reading.objects.bulk_create(
        Reading(capture=one, engine=ENGINE, done_at=now.machine) for one in versions
    )
    passages = list(Appearance.objects.filter(capture=first))
    Appearance.objects.bulk_create(
        _passage_in(version, passage) for version in versions for passage in passages
    )
    ask_recheck({one.claim_id for one in passages}, why=Trigger.NEW_PASSAGE, now=now.desk)


def _copy_of(first: Capture, home: Article) -> Capture:
    return Capture(
        article=home,
        number=1,
        title=first.title,
        byline=first.byline,
        published_at=first.published_at,
        fetched_at=clock.desk_now(),
        language=first.language,
        sha256=first.sha256,
    )


def _passage_in(version: Capture, passage: Appearance) -> Appearance:
    kept = {
        field.name: getattr(passage, field.name)
        for field in Appearance._meta.concrete_fields
        if field.name not in {"id", "capture", "statement", "found_at"}
    }
    return Appearance(capture=version, found_at=version.fetched_at, **kept)
