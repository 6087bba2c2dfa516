"""A process matches against the claims as they are now, whoever changed them."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from claims import ledger, replica
from claims.actions import close, edit, keep_published_text, track
from claims.models import Claim, LedgerEvent, LedgerText
from claims.texts import tracked_texts
from claims.vectors import encoder_of_this_process
from jobs import guards
from nlp.claim_index import ClaimIndex
from nlp.shelf import LAYOUT, Shelf
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


def another_process() -> replica.Replica:
    """A replica as a process has it that starts now, in the same folder."""
    replica.of_this_process.cache_clear()
    return caught_up()


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
    assert len(caught_up().index) == 0


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


def test_a_claim_in_the_inbox_that_is_edited_stays_out(carl: User) -> None:
    claim = inbox(carl)
    tracked(carl, TUNNEL)
    caught_up()

    edit(claim, {"priority": "high"}, version=1, by=carl, now=at(13))

    assert found("lorries") == []


def test_matching_knows_who_says_it_and_when(carl: User) -> None:
    mayor = speaker("Ana Costa")
    claim = tracked(carl, claimant=mayor, said_on=NOON.date())

    text = tracked_texts([claim.pk])[claim.pk]

    assert (text.speaker, text.said_on) == ("Ana Costa", NOON.date())
    assert found("Ana Costa") == [claim.pk]


def test_a_claim_is_found_by_the_words_of_its_published_check(carl: User) -> None:
    claim = tracked(carl)
    caught_up()

    keep_published_text(claim, title="Are lorries banned?", body="Engineers measured cables.")
    ledger.append(claim, "publishing.published", by=carl, now=at(13))

    assert found("banned") == [claim.pk]
    assert caught_up().index.has_bodies


def test_a_process_that_starts_late_reads_the_folder_and_builds_nothing(carl: User) -> None:
    kept, gone = tracked(carl), tracked(carl, TUNNEL)
    early = caught_up()
    close(gone, why="Open.", by=carl, now=at(13))
    early.catch_up()
    built = early.index.about["change"]

    late = another_process()

    assert late.index.about["change"] == built
    assert [one.claim_id for one in late.index.search("Lisbon")] == [kept.pk]


def test_catching_up_with_nothing_new_is_one_look_at_the_ledger(
    carl: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for n in range(3):
        tracked(carl, f"Bridge number {n} will close.")
    caught_up()

    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is a function
        caught_up()


def test_a_claim_is_put_into_the_index_that_is_there(carl: User) -> None:
    tracked(carl)
    before = caught_up().index
    rows = before.rows.ids.tolist()

    claim = tracked(carl, TUNNEL)

    assert caught_up().index.rows.ids.tolist() == [*rows, claim.pk]
    assert len(before) == 1


@pytest.mark.parametrize("harm", ["deleted", "damaged", "half changed", "of an older engine"])
def test_a_folder_that_does_not_hold_is_built_anew(carl: User, harm: str) -> None:
    claim = tracked(carl)
    caught_up()
    folder = caught_up().index.shelf.folder  # type: ignore[union-attr]  # a replica's index is kept
    match harm:
        case "deleted":
            shutil.rmtree(folder)
        case "damaged":
            (folder / "statement.values").write_bytes(b"\0" * 12)
        case "half changed":
            (folder / "changing").touch()
        case _:
            about = folder / "about.json"
            about.write_text(about.read_text().replace(f'"layout": {LAYOUT}', '"layout": 2'))

    again = another_process()

    assert [one.claim_id for one in again.index.search(BRIDGE)] == [claim.pk]
    assert again.index.shelf is not None
    assert len(ClaimIndex(again.index.shelf.folder, encoder=encoder_of_this_process())) == 1
    assert not folder.exists()


def test_a_worker_that_is_killed_in_the_middle_of_an_update_leaves_nothing_wrong(
    carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tracked(carl)
    copy = caught_up()
    second = tracked(carl, TUNNEL)
    with monkeypatch.context() as broken:
        broken.setattr(Shelf, "_tell", _killed)
        with pytest.raises(KeyboardInterrupt):
            copy.catch_up()

    assert {one.claim_id for one in copy.index.search("Lisbon")} == {first.pk}
    copy.catch_up()
    late = another_process()

    assert {one.claim_id for one in copy.index.search("Lisbon")} == {first.pk, second.pk}
    assert {one.claim_id for one in late.index.search("Lisbon")} == {first.pk, second.pk}


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_hint_does_not_wait_for_an_index_that_is_being_written(carl: User) -> None:
    copy = caught_up()
    tracked(carl)

    with replica.locked(copy.folder, wait=True):
        assert copy.catch_up(wait=False) is False
        assert len(copy.index) == 0

    assert copy.catch_up(wait=False) is True
    assert len(copy.index) == 1


def test_a_folder_that_cannot_be_written_is_told_with_the_setting_to_change(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()

    with pytest.raises(ImproperlyConfigured, match="INDEX_DIR"):
        replica.Replica(blocked / "index", encoder=None).catch_up()


def test_an_emptied_database_is_not_matched_against_its_past(carl: User) -> None:
    tracked(carl)
    assert found(BRIDGE)
    guards.disarm()
    LedgerText.objects.all().delete()
    LedgerEvent.objects.all().delete()
    Claim.objects.all().update(stage="closed", next_at=None)

    assert found(BRIDGE) == []


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
