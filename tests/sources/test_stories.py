"""sources/stories.py: copies are one story whatever their order, their number and their hour."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims.evidence import facts_of
from claims.follow import follow_sources
from claims.standing import standing
from sources.actions import notice
from sources.alike import COPY_FROM, likeness, shingles
from sources.grouping import join_story, split_story
from sources.models import Article, CaptureBody, SourceEvent, Story, StoryBand
from sources.states import NoticeKind
from sources.stories import CARRIERS
from tests.claims.make import NOON, at, both, capture, checked, confirmed, outlet, passage, tracked
from tests.sources.copies import LEFT_OUT, PARTS, WORDS, come, stories, text

db = pytest.mark.django_db
HOUR = timedelta(hours=1)


def grouped() -> list[int]:
    return list(SourceEvent.objects.filter(kind="grouped").values_list("article_id", flat=True))


@pytest.mark.once
def test_the_texts_here_are_copies_of_the_whole_one_alone() -> None:
    pieces = {name: shingles(text(name)) for name in LEFT_OUT}

    assert all(likeness(pieces["whole"], pieces[part]) >= COPY_FROM for part in PARTS)
    pairs = list(itertools.combinations(PARTS, 2))
    assert all(likeness(pieces[one], pieces[other]) < COPY_FROM for one, other in pairs)


@db
@pytest.mark.parametrize("order", list(itertools.permutations(("head", "whole", "tail"))))
def test_any_order_of_arrival_gives_the_same_status(order: tuple[str, ...], carl: User) -> None:
    claim = tracked(carl)
    for n, name in enumerate(order):
        version = capture(text(name), of=outlet(name), published=at(12, 13), now=at(12, 14, n))
        confirmed(passage(claim, version, now=at(12, 14, n)), by=carl, now=at(12, 15, n))

    assert len(set(stories(Article.objects.all()))) == 1
    assert standing(facts_of(claim, at=at(13)), now=at(13)).status == "unverified"


@db
@pytest.mark.parametrize("order", list(itertools.permutations(LEFT_OUT)))
def test_one_text_that_ties_three_stories_makes_them_one_in_any_order(
    order: tuple[str, ...],
) -> None:
    articles = [come(name, now=NOON + n * HOUR) for n, name in enumerate(order)]

    assert len(set(stories(articles))) == 1
    came_before = order.index("whole")
    assert len(set(stories(articles[:came_before], at=NOON + HOUR * (came_before - 1)))) == (
        came_before
    ), "what stood before is told as it stood"


@db
def test_a_story_that_goes_over_is_told_once_and_the_largest_stays() -> None:
    small = come("tail")
    large = [come("head"), come("head", url="https://copy.example/1")]
    (was, stays) = stories([small, large[0]])

    come("whole", now=NOON + HOUR)

    assert stories([small, *large]) == [stays] * 3
    assert grouped() == [small.pk]
    assert [row.story_id for row in small.memberships.order_by("pk")] == [was, stays]
    assert Story.objects.get(pk=was).founded_on == small


@db
def test_claims_in_stories_that_became_one_are_looked_at(carl: User) -> None:
    claim = tracked(carl)
    for name in ("head", "tail"):
        confirmed(passage(claim, capture(text(name), of=outlet(name))), by=carl)
    while follow_sources(now=both(NOON)):
        pass
    claim.refresh_from_db()
    assert checked(claim, now=NOON).after == "corroborated"

    come("whole", now=at(14))
    follow_sources(now=both(at(14)))

    waiting = claim.triggers.filter(served_by=None).values_list("kind", flat=True)
    assert set(waiting) == {"grouped"}
    claim.refresh_from_db()
    assert checked(claim, now=at(14)).after == "unverified"
    assert standing(facts_of(claim, at=at(13)), now=at(13)).status == "corroborated"


@db
def test_what_is_taken_back_is_so_for_every_copy_that_was_tied_later(carl: User) -> None:
    claim = tracked(carl)
    head, tail = (capture(text(name), of=outlet(name)) for name in ("head", "tail"))
    confirmed(passage(claim, head), by=carl)
    come("whole", now=at(13))

    notice(tail.article, NoticeKind.RETRACTED, now=at(14))

    (found,) = facts_of(claim, at=at(15)).passages
    assert found.retracted_at == at(14)


@db
def test_what_a_person_split_is_not_made_one_again_by_copies(edna: User) -> None:
    left, stays = come("head"), come("whole")
    split_story(left, by=edna, now=at(13))
    apart = stories([left, stays])

    copies = [
        come("tail", now=at(14)),
        come("head", url="https://of-the-one.example/1", now=at(14)),
        come("whole", url="https://of-the-other.example/1", now=at(14)),
    ]

    assert stories([left, stays]) == apart
    assert stories(copies) == [apart[1], *apart], "each came to the likest"


@db
def test_a_split_holds_wherever_the_story_that_was_left_went(edna: User) -> None:
    """The story of the tails is the larger one: the one that was left goes over into it."""
    left, stays = come("head"), come("head", url="https://copy.example/1")
    split_story(left, by=edna, now=at(13))
    tails = [come("tail", url=f"https://tail-{n}.example/1", now=at(13)) for n in range(3)]
    only_the_other = " ".join(WORDS[100:])

    tied = [come("tie", words=only_the_other, now=at(14))]
    come("whole", now=at(15))

    assert len(set(stories([stays, *tails, *tied]))) == 1
    assert stories([left]) != stories([stays])


@db
def test_what_a_person_put_back_is_one_with_its_copies_again(edna: User) -> None:
    left, stays = come("head"), come("whole")
    home = Story.objects.get(pk=stories([stays])[0])
    split_story(left, by=edna, now=at(13))
    copy = come("head", url="https://copy.example/1", now=at(14))
    assert stories([copy]) == stories([left])

    join_story(left, home, by=edna, now=at(15))
    come("whole", url="https://copy.example/2", now=at(16))

    assert set(stories([left, stays, copy])) == {home.pk}


@db
def test_two_stories_that_a_person_made_one_stay_one(edna: User) -> None:
    first, second = come("head"), come("tail")
    join_story(second, Story.objects.get(founded_on=first), by=edna, now=at(13))

    copy = come("tail", url="https://copy.example/1", now=at(14))

    assert len(set(stories([first, second, copy]))) == 1


@db
def test_who_read_the_clock_first_and_came_second_is_in_the_story_all_the_same() -> None:
    parts = [come("head", now=NOON + HOUR), come("tail", now=NOON + HOUR)]

    whole = come("whole", now=NOON)

    assert len(set(stories([*parts, whole]))) == 1


@db
def test_a_text_that_was_erased_is_compared_with_nothing() -> None:
    first = come("head")
    CaptureBody.objects.filter(capture__article=first).update(text=None)

    again = come("head", url="https://copy.example/1")

    assert stories([again]) != stories([first])


@db
def test_a_crowd_of_copies_costs_no_more_than_a_few_and_is_tied_as_they_are() -> None:
    few = [_copy(n) for n in range(CARRIERS + 4)]
    small = come("tail")
    with CaptureQueriesContext(connection) as early:
        few.append(_copy(500))
    crowd = [_copy(n) for n in range(600, 620)]
    with CaptureQueriesContext(connection) as late:
        crowd.append(_copy(700))

    assert len(late) == len(early)
    assert StoryBand.objects.count() <= 16 * CARRIERS + 16
    assert stories([small]) != stories(few[:1])
    come("whole")
    assert len(set(stories([small, *few, *crowd]))) == 1


def _copy(n: int) -> Article:
    return come("head", url=f"https://copy-{n}.example/1")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_crash_remains() -> None:
    articles = [come(part) for part in PARTS]
    before = stories(articles), SourceEvent.objects.count()

    with transaction.atomic():
        come("whole")
        assert len(set(stories(articles))) == 1
        transaction.set_rollback(True)

    assert (stories(articles), SourceEvent.objects.count()) == before
