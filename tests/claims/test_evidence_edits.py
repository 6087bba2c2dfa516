"""What an edit brought, and when we knew of it: claims/evidence.py, through real versions."""

import pytest

from accounts.models import User
from claims.deciding import Voice, confirm
from claims.evidence import facts_of
from claims.facts import OriginKind, Stance, Status
from claims.ingest import read_now
from claims.matching import want_reading
from claims.models import Claim
from claims.standing import standing
from sources.actions import notice
from sources.grouping import join_story
from sources.models import Capture
from sources.states import NoticeKind
from tests.claims.make import (
    NOON,
    OTHER_NEWS,
    at,
    both,
    capture,
    confirmed,
    read,
    report,
    speaker,
    tracked,
)

pytestmark = pytest.mark.django_db

PAGE = "https://gazette.example/position"
WORDS = "The Harbour Bridge in Lisbon will be closed to lorries, as our reporter saw."


def version(text: str, *, day: int) -> Capture:
    """What stands at one address that was published on the first of the month."""
    return capture(text, url=PAGE, published=at(1), now=at(day, 13))


def test_words_that_an_edit_brought_were_not_public_before_it(carl: User) -> None:
    claim = tracked(carl)
    read(version(OTHER_NEWS, day=12), now=at(12, 13))
    (found,) = read(version(f"{OTHER_NEWS} {WORDS}", day=16), now=at(16, 13))
    confirmed(found, by=carl, now=at(16, 14))
    read(version(f"{OTHER_NEWS} {WORDS} One more thing was added.", day=17), now=at(17, 13))

    rows = facts_of(claim, at=at(18)).passages

    assert [row.at for row in rows] == [at(16, 13)] * 2


def test_words_that_stood_there_from_the_first_are_as_old_as_the_article(carl: User) -> None:
    claim = tracked(carl)
    read(version(f"{OTHER_NEWS} {WORDS}", day=12), now=at(12, 13))
    read(version(OTHER_NEWS, day=13), now=at(13, 13))
    read(version(f"{WORDS} {OTHER_NEWS}", day=14), now=at(14, 13))

    assert {row.at for row in facts_of(claim, at=at(18)).passages} == {at(1)}


def test_a_page_rewritten_during_the_dispute_is_no_record_older_than_it(carl: User) -> None:
    holder = speaker("The port authority")
    claim = tracked(carl, holder=holder)
    confirmed(report(claim, "City Herald", now=at(12, 13)), by=carl, now=at(12, 14))
    read(version(OTHER_NEWS, day=12), now=at(12, 13))
    (found,) = read(version(f"{OTHER_NEWS} {WORDS}", day=16), now=at(16, 13))
    voice = Voice(OriginKind.RECORD, root=holder, heard_directly=True)
    confirm(found, stance=Stance.DENIES, voice=voice, by=carl, now=at(16, 14))

    assert standing(facts_of(claim, at=at(17)), now=at(17)).status is Status.UNVERIFIED


def edited_away(carl: User) -> Claim:
    """A claim whose one passage an edit took away at 13:00 of the 13th, read at 15:00."""
    claim = tracked(carl)
    (found,) = read(version(WORDS, day=12), now=at(12, 13))
    confirmed(found, by=carl, now=at(12, 14))
    later = version(OTHER_NEWS, day=13)
    want_reading([later], due=at(13, 13))
    read_now(later, now=both(at(13, 15)))
    return claim


def test_an_edit_is_known_from_when_it_was_read_and_not_from_when_it_was_fetched(
    carl: User,
) -> None:
    claim = edited_away(carl)

    (before,) = facts_of(claim, at=at(13, 14)).passages
    (after,) = facts_of(claim, at=at(13, 16)).passages

    assert (before.until, after.until) == (None, at(13, 15))


def test_a_story_taken_back_takes_a_copy_back_from_the_day_it_came_to_it(
    carl: User, edna: User
) -> None:
    claim = tracked(carl)
    cited = report(claim, "City Herald", now=NOON)
    confirmed(cited, by=carl, now=NOON)
    other = report(claim, "Evening Courier", now=NOON).capture.article
    notice(other, NoticeKind.RETRACTED, now=at(13))
    story = other.memberships.get().story

    join_story(cited.capture.article, story, by=edna, now=at(14))
    rows = {row.outlet_name: row for row in facts_of(claim, at=at(15)).passages}

    assert rows["City Herald"].retracted_at == at(14)
    assert rows["Evening Courier"].retracted_at == at(13)
