"""A process matches against the claims as they are now, whoever changed them."""

from functools import partial

import pytest

from accounts.models import User
from claims import replica
from claims.actions import close, edit, track
from claims.models import Claim, LedgerEvent, LedgerText
from jobs import guards
from tests.claims.make import BRIDGE, NOON, at, capture, inbox, read, speaker, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db
TUNNEL = "The Tagus tunnel in Lisbon will open for cyclists."


def caught_up() -> replica.Replica:
    copy = replica.of_this_process()
    copy.catch_up()
    return copy


def found(words: str) -> list[int]:
    return [one.claim_id for one in caught_up().index.search(words)]


def test_a_claim_is_matched_as_soon_as_it_is_tracked(carl: User) -> None:
    assert found(BRIDGE) == []
    claim = inbox(carl)
    assert found(BRIDGE) == []

    track(claim, by=carl, now=NOON)

    assert found(BRIDGE) == [claim.pk]


def test_a_closed_claim_is_matched_no_more(carl: User) -> None:
    claim = tracked(carl)
    assert found(BRIDGE) == [claim.pk]

    close(claim, why="Pulled down.", by=carl, now=at(13))

    assert found(BRIDGE) == []
    assert caught_up().texts == {}


def test_a_claim_that_comes_back_is_matched_again(carl: User) -> None:
    claim = tracked(carl)
    close(claim, why="Pulled down.", by=carl, now=at(13))
    caught_up()

    track(claim, by=carl, now=at(14))

    assert found(BRIDGE) == [claim.pk]


def test_a_claim_is_matched_by_its_new_words(carl: User) -> None:
    claim = tracked(carl)
    caught_up()

    edit(claim, {"statement": TUNNEL}, version=1, by=carl, now=at(13))

    assert found("cyclists tunnel Tagus") == [claim.pk]
    assert found("lorries") == []
    assert caught_up().texts[claim.pk].statement == TUNNEL


def test_a_claim_in_the_inbox_that_is_edited_stays_out(carl: User) -> None:
    claim = inbox(carl)
    tracked(carl, TUNNEL)
    caught_up()

    edit(claim, {"priority": "high"}, version=1, by=carl, now=at(13))

    assert claim.pk not in caught_up().texts


def test_matching_knows_who_says_it_and_when(carl: User) -> None:
    mayor = speaker("Ana Costa")
    claim = tracked(carl, claimant=mayor, said_on=NOON.date())

    text = caught_up().texts[claim.pk]

    assert (text.speaker, text.said_on) == ("Ana Costa", NOON.date())


def test_a_process_that_starts_late_knows_the_same(carl: User) -> None:
    kept, gone = tracked(carl), tracked(carl, TUNNEL)
    early = caught_up()
    close(gone, why="Open.", by=carl, now=at(13))
    early.catch_up()

    late = replica.Replica()

    assert late.texts == early.texts == {kept.pk: replica.claim_text(kept)}
    assert len(late.index) == len(early.index) == 1


def test_catching_up_with_nothing_new_is_one_look_at_the_ledger(
    carl: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for n in range(3):
        tracked(carl, f"Bridge number {n} will close.")
    caught_up()

    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture that is a function
        caught_up()


def test_an_emptied_database_is_not_matched_against_its_past(carl: User) -> None:
    tracked(carl)
    assert found(BRIDGE)
    guards.disarm()
    LedgerText.objects.all().delete()
    LedgerEvent.objects.all().delete()
    Claim.objects.all().update(stage="closed", next_at=None)

    assert found(BRIDGE) == []
    assert caught_up().texts == {}


def test_a_backup_put_back_under_the_same_positions_is_noticed(carl: User) -> None:
    claim = tracked(carl)
    caught_up()
    guards.disarm()
    LedgerEvent.objects.update(hash="another history")
    Claim.objects.filter(pk=claim.pk).update(statement=TUNNEL)

    assert found("cyclists tunnel Tagus") == [claim.pk]


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_tracks_is_matched_here(carl: User) -> None:
    caught_up()

    (claim,) = at_once([partial(tracked, carl)])

    (passage,) = read(capture())
    assert passage.claim_id == claim.pk
