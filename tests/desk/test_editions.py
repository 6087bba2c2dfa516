"""Editions, looks at them and articles as of a moment: `desk/showing/editions.py`."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from claims.models import Appearance, Claim
from desk.history import EditionMark
from desk.showing.claim import claim_page, find
from desk.showing.editions import editions_of, marks, published
from jobs import clock
from partners.actions import create_partner
from partners.showings import acknowledge, note_fetched
from publishing.facts import Reopen
from publishing.follow import reopen
from publishing.models import Edition, Reaffirmation, Reopening
from reviews.actions import cancel
from reviews.states import Cause
from sources.actions import notice
from sources.states import NoticeKind
from tests.desk import make

HOUR = timedelta(hours=1)


@pytest.fixture
def edition(claim: Claim, passage: Appearance, desk: make.Desk, edna: User, carl: User) -> Edition:
    found = make.published(claim, desk, passage, writer=carl, editor=edna)
    clock.set_desk(found.published_at + 48 * HOUR)
    return found


@pytest.fixture
def look(edition: Edition) -> Reopening:
    """The edition, called back an hour after it came out."""
    found = Reopen(cause=Cause.NEW_ORIGIN, words="Somebody spoke.", appearances=())
    return reopen(edition, found, check=None, now=edition.published_at + HOUR)


def looked_at(edition: Edition, hours: float) -> bool:
    at = edition.published_at + hours * HOUR
    found = published(editions_of(edition.fact_check.claim, at=at), at=at)
    assert found is not None
    return found.looked_at is not None


def mark(edition: Edition, at: datetime | None) -> EditionMark:
    (found,) = marks(editions_of(edition.fact_check.claim, at=at))
    return found


def test_an_edition_holds_until_it_is_called_back(edition: Edition, look: Reopening) -> None:
    assert not looked_at(edition, 0.5)
    assert looked_at(edition, 1)
    assert mark(edition, edition.published_at).reopened == ()
    assert mark(edition, None).reopened[0].end is None


def test_a_look_lasts_until_the_edition_was_affirmed(
    edition: Edition, look: Reopening, edna: User
) -> None:
    at = edition.published_at + 3 * HOUR
    Reaffirmation.objects.create(
        reopening=look, words="It stands.", as_of=at, accepted_status="disputed", at=at, by=edna
    )

    assert looked_at(edition, 2)
    assert not looked_at(edition, 3)
    assert mark(edition, at - HOUR).reopened[0].end is None
    assert mark(edition, at).reopened[0].end == at


def test_a_look_lasts_until_its_review_was_cancelled(
    edition: Edition, look: Reopening, edna: User
) -> None:
    at = edition.published_at + 3 * HOUR
    cancel(look.review, words="Asked in error.", by=edna, now=at)

    assert looked_at(edition, 2)
    assert not looked_at(edition, 3)
    assert mark(edition, None).reopened[0].end == at


def test_who_showed_an_edition_is_known_from_when_they_said_so(
    edition: Edition, edna: User
) -> None:
    said = edition.published_at + 2 * HOUR
    ledger = create_partner("The Daily Ledger", by=None, now=said)
    page = "https://ledger.example/bridge"
    acknowledge(ledger, fact_check=edition.fact_check, shows_edition=1, url=page, now=said)

    def shown(at: datetime) -> int:
        found = published(editions_of(edition.fact_check.claim, at=at), at=at)
        return len(found.showings) if found else -1

    assert (shown(said - HOUR), shown(said)) == (0, 1)


def test_what_a_partner_said_is_not_hidden_by_what_it_fetched_since(
    edition: Edition, edna: User
) -> None:
    said = edition.published_at + 2 * HOUR
    ledger = create_partner("The Daily Ledger", by=None, now=said)
    acknowledge(ledger, fact_check=edition.fact_check, shows_edition=1, url="", now=said)
    note_fetched(ledger, edition=edition, now=said + HOUR)

    found = published(editions_of(edition.fact_check.claim, at=None), at=None)

    assert found is not None
    assert [row.known for row in found.showings] == ["said"]


def test_an_article_that_went_away_was_there_before(
    claim: Claim, edition: Edition, passage: Appearance, rita: User
) -> None:
    gone = edition.published_at + 5 * HOUR
    notice(passage.capture.article, NoticeKind.GONE, now=gone)

    def state(at: datetime) -> str:
        row = find(claim.pk)
        assert row is not None
        page = claim_page(row, tab="supports", viewer=rita, now=clock.desk_now(), at=at)
        return page.tabs.cards[0].state

    assert state(gone - HOUR) == "confirmed"
    assert state(gone) == "vanished"
