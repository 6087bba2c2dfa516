"""sources/grouping.py: people split and join stories, and what rests on them is looked at."""

import pytest

from accounts.models import User
from claims.evidence import facts_of
from claims.follow import follow_sources
from claims.models import Claim
from claims.standing import standing
from sources.actions import notice
from sources.grouping import join_story, split_story
from sources.models import Article, StoryMembership
from sources.states import NoticeKind
from tests.claims.make import (
    NOON,
    at,
    both,
    capture,
    checked,
    confirmed,
    outlet,
    passage,
    report,
    tracked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def status(claim: Claim, *, day: int) -> str:
    return standing(facts_of(claim, at=at(day)), now=at(day)).status


def followed(claim: Claim) -> None:
    """Re-checked, and nothing of the sources left to follow."""
    while follow_sources(now=both(NOON)):
        pass
    claim.refresh_from_db()
    checked(claim, now=NOON)


def test_two_reports_that_are_joined_are_one_origin_and_again_two_when_split(
    claim: Claim, edna: User, carl: User
) -> None:
    first, second = (
        confirmed(report(claim, name), by=carl).capture.article
        for name in ("City Herald", "Evening Courier")
    )
    followed(claim)
    story = first.memberships.get().story

    join_story(second, story, by=edna, now=at(14))
    follow_sources(now=both(at(14)))
    assert waiting(claim) == {"grouped"}
    claim.refresh_from_db()
    assert checked(claim, now=at(14)).after == "unverified"

    split_story(second, by=edna, now=at(16))
    follow_sources(now=both(at(16)))
    assert waiting(claim) == {"grouped"}
    assert [status(claim, day=day) for day in (13, 15, 16)] == [
        *("corroborated", "unverified", "corroborated"),
    ]


def test_claims_of_the_story_that_was_left_are_looked_at_too(
    claim: Claim, edna: User, carl: User
) -> None:
    original = capture(of=outlet("City Herald"))
    confirmed(passage(claim, original), by=carl)
    copy = capture(of=outlet("Evening Courier"))
    assert _story(copy.article) == _story(original.article)
    followed(claim)

    split_story(copy.article, by=edna, now=at(14))
    follow_sources(now=both(at(14)))

    assert waiting(claim) == {"grouped"}


@pytest.mark.parametrize("split", [True, False])
def test_what_was_split_off_is_not_taken_back_with_the_story(
    split: bool,
    claim: Claim,
    edna: User,
    carl: User,
) -> None:
    original, copy = capture(of=outlet("City Herald")), capture(of=outlet("Evening Courier"))
    confirmed(passage(claim, original), by=carl)
    passage(claim, copy)
    if split:
        split_story(copy.article, by=edna, now=at(13))

    notice(copy.article, NoticeKind.RETRACTED, now=at(14))

    stopped = {row.outlet_name: row.retracted_at for row in facts_of(claim, at=at(15)).passages}
    assert stopped == {"City Herald": None if split else at(14), "Evening Courier": at(14)}


def _story(article: Article) -> int:
    return StoryMembership.objects.current([article.pk], at=at(20))[article.pk]
