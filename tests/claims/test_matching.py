"""A version is read once: its statements, and the passages that touch tracked claims."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from claims.actions import close
from claims.matching import read, read_due, want_reading
from claims.models import Appearance, Attribution, Claim, Reading, Statement
from claims.passages import passage_digest, published_on
from jobs.due import LostLease, lease
from nlp import ENGINE
from sources.models import Capture, Outlet
from tests.claims import make
from tests.claims.make import (
    BRIDGE,
    BRIDGE_NEWS,
    NOON,
    OTHER_NEWS,
    at,
    both,
    capture,
    outlet,
    reading_of,
    speaker,
    tracked,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
QUOTED = (
    'Mayor Ana Costa said on Tuesday: "The Harbour Bridge in Lisbon will be closed to lorries." '
    "Engineers measured the cables for three weeks."
)


def held(version: Capture) -> Reading:
    """The reading of a version, as a worker holds it."""
    want_reading([version], due=NOON)
    (row,) = lease(Reading.objects.filter(capture=version), due_by=NOON, now=NOON, most=1)
    return row


def rows() -> tuple[int, int, int]:
    return (Statement.objects.count(), Attribution.objects.count(), Appearance.objects.count())


def test_a_statement_close_to_a_tracked_claim_is_not_called_new(carl: User) -> None:
    tracked(carl)
    make.read(capture(QUOTED))
    make.read(capture("Mayor Ana Costa said on Tuesday: “The bakery in Oslo sold bread again.”"))

    known, new = Statement.objects.order_by("pk")

    assert "not tracked yet" not in dict(known.reasons)
    assert "not tracked yet" in dict(new.reasons)


def test_an_organisation_named_by_what_it_is_is_known_if_the_newsroom_knows_it(
    carl: User,
) -> None:
    ministry = speaker("The transport ministry")
    make.read(capture("The transport ministry said that the tunnel is closed."))

    (voice,) = Attribution.objects.all()

    assert (voice.speaker, voice.named) == (ministry, False)


def test_a_passage_is_the_very_words_that_touch_a_claim(carl: User) -> None:
    claim = tracked(carl)
    version = capture()

    (passage,) = make.read(version)

    text = version.body.text or ""
    assert passage.claim == claim
    assert text[passage.start : passage.end].strip() == BRIDGE
    assert (passage.engine, passage.found_at) == (ENGINE, NOON)
    assert passage.digest == passage_digest(BRIDGE)
    assert passage.score > 0.9


def test_an_article_about_something_else_touches_nothing(carl: User) -> None:
    tracked(carl)

    assert make.read(capture(OTHER_NEWS)) == []


def test_one_article_can_touch_many_claims_and_one_claim_many_articles(carl: User) -> None:
    bridge, cables = tracked(carl), tracked(carl, "Engineers measured the cables for three weeks.")

    first, second = make.read(capture()), make.read(capture())

    for found in (first, second):
        assert {row.claim_id for row in found} == {bridge.pk, cables.pk}


def test_a_claim_in_the_inbox_or_closed_is_not_matched(carl: User) -> None:
    make.inbox(carl)
    close(tracked(carl), why="Gone.", by=carl, now=NOON)

    assert make.read(capture()) == []


def test_reading_a_version_says_who_speaks_and_knows_the_speaker(carl: User) -> None:
    mayor = speaker("Ana Costa")

    make.read(capture(QUOTED))

    relays = Attribution.objects.filter(name__icontains="Ana Costa")
    assert relays
    assert {relay.speaker for relay in relays} == {mayor}
    assert {relay.heard_directly for relay in relays} == {True}


def test_reading_twice_writes_once(carl: User) -> None:
    tracked(carl)
    version = capture(QUOTED)
    make.read(version)
    before = rows()
    Reading.objects.update(next_at=NOON)

    assert read_due(now=both(NOON)) == 1

    assert before[0] > 0
    assert before[2] > 0
    assert rows() == before
    assert (reading_of(version).last_error, reading_of(version).next_at) == ("", None)


def test_a_version_is_read_once_per_engine_however_often_it_is_wanted() -> None:
    version = capture()

    for _ in range(3):
        want_reading([version, version], due=NOON)

    assert Reading.objects.count() == 1


def test_who_lost_the_lease_of_a_reading_writes_nothing(carl: User) -> None:
    tracked(carl)
    version = capture(QUOTED)
    slow = held(version)
    lease(Reading.objects.all(), due_by=NOON + HOUR, now=NOON + HOUR, most=1)

    with pytest.raises(LostLease):
        read(slow, now=both(NOON))

    assert rows() == (0, 0, 0)
    assert reading_of(version).done_at is None


def test_a_reading_that_is_done_is_due_no_more(carl: User) -> None:
    version = capture()

    make.read(version)

    reading = reading_of(version)
    assert (reading.done_at, reading.next_at) == (NOON, None)
    assert read_due(now=both(at(20))) == 0


def test_a_version_that_cannot_be_read_is_tried_later_and_holds_up_no_other(carl: User) -> None:
    broken, good = capture(), capture(OTHER_NEWS)
    Outlet.objects.create(name="Nowhere", domain="nowhere.example", zone="No/Such_Zone")
    broken.article.outlet = Outlet.objects.get(domain="nowhere.example")
    broken.article.save()
    want_reading([broken, good], due=NOON)

    assert read_due(now=both(NOON)) == 2

    assert reading_of(good).done_at == NOON
    failed = reading_of(broken)
    assert (failed.done_at, failed.attempts) == (None, 1)
    assert "No/Such_Zone" in failed.last_error
    assert failed.next_at is not None
    assert failed.next_at > NOON


def test_an_erased_text_is_read_as_nothing(carl: User) -> None:
    tracked(carl)
    version = capture()
    type(version.body)._base_manager.update(text=None, raw=None)

    assert make.read(version) == []


# --- what a reading asks for ---------------------------------------------------------------


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def test_a_new_passage_asks_for_the_recheck_of_its_claim_alone(carl: User) -> None:
    touched, other = tracked(carl), tracked(carl, "A bakery in Oslo sold four thousand rolls.")
    for claim in (touched, other):
        make.checked(claim, now=NOON)

    make.read(capture(now=at(13)), now=at(13))

    assert waiting(touched) == {"new_passage"}
    assert waiting(other) == set()
    touched.refresh_from_db()
    assert touched.next_at == NOON + 3 * HOUR


def test_an_edit_that_drops_a_passage_asks_for_a_recheck(carl: User) -> None:
    claim = tracked(carl)
    make.read(capture(url="https://a.example/1"))
    make.checked(claim, now=NOON)

    make.read(capture(OTHER_NEWS, url="https://a.example/1", now=at(13)), now=at(13))

    assert waiting(claim) == {"passage_changed"}


def test_an_edit_elsewhere_in_the_article_keeps_the_passage(carl: User) -> None:
    claim = tracked(carl)
    make.read(capture(url="https://a.example/1"))
    make.checked(claim, now=NOON)

    longer = capture(BRIDGE_NEWS + " " + OTHER_NEWS, url="https://a.example/1", now=at(13))
    make.read(longer, now=at(13))

    assert waiting(claim) == {"new_passage"}
    assert claim.appearances.values("digest").distinct().count() == 1


# --- small rules ---------------------------------------------------------------------------


@pytest.mark.once
def test_copies_of_a_passage_share_a_digest_and_other_words_do_not() -> None:
    assert passage_digest("The  bridge\nCLOSES ") == passage_digest("the bridge closes")
    assert passage_digest("The bridge closes") != passage_digest("The bridge closed")


def test_the_day_of_an_article_is_the_day_where_its_outlet_is() -> None:
    herald = outlet("City Herald")
    version = capture(of=herald, published=at(12, 23))
    assert published_on(version) == date(2025, 8, 13)  # Kyiv, the newsroom's own

    herald.zone = "America/New_York"
    version.article.outlet = herald

    assert published_on(version) == date(2025, 8, 12)


def test_an_article_without_a_date_has_no_day() -> None:
    version = capture()
    version.published_at = None

    assert published_on(version) is None
