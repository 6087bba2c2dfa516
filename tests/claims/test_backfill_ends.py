"""What cuts the look through the archive off, calls it off or holds a text back."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from accounts.models import User
from claims import backfill
from claims.actions import close, edit, track
from claims.backfill import BITE, ask_search, stop_search
from claims.errors import Objection
from claims.gleaning import Gleaner
from claims.models import Appearance, LedgerEvent
from tests.claims.archive import LATER, archive, job, search
from tests.claims.make import BRIDGE, OTHER_NEWS, at, capture, inbox, read, tracked

pytestmark = pytest.mark.django_db


def test_what_a_kill_cuts_off_is_found_once(
    carl: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LEASE_S = 60
    archive(BITE + 1)
    claim = tracked(carl, now=LATER)
    with monkeypatch.context() as broken:
        broken.setattr(backfill, "_found", _killed)  # after the passages, before the progress
        with pytest.raises(KeyboardInterrupt):
            search(slices=1)
    assert job(claim).done == 0
    assert claim.appearances.count() == BITE

    search(at(14))

    assert claim.appearances.count() == BITE + 1
    assert (job(claim).done, job(claim).found) == (BITE + 1, BITE + 1)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_claim_that_is_closed_is_looked_for_no_longer(carl: User) -> None:
    archive(BITE + 1)
    claim = tracked(carl, now=LATER)
    search(slices=1, bites=1)

    close(claim, why="It was a joke.", by=carl, now=at(14))
    assert search(at(14)) == 0

    assert job(claim).cancelled_at == at(14)


def test_a_claim_that_is_tracked_again_is_looked_for_from_the_start(carl: User) -> None:
    archive(2 * BITE)
    claim = tracked(carl, now=LATER)
    search(slices=1, bites=1)
    close(claim, why="Not ours.", by=carl, now=at(14))
    track(claim, by=carl, now=at(14))

    search(at(14), slices=0)

    assert (job(claim).cursor, job(claim).done) == ("", 0)


def test_new_words_are_looked_for_anew_and_a_new_priority_is_not(carl: User) -> None:
    capture()
    claim = tracked(carl, "The bakery in Oslo was closed for a week.", now=LATER)
    search()
    assert not claim.appearances.exists()

    edit(claim, {"priority": "high"}, version=claim.version, by=carl, now=at(14))
    assert search(at(14)) == 0
    edit(claim, {"statement": BRIDGE}, version=claim.version, by=carl, now=at(15))
    search(at(15))

    assert claim.appearances.count() == 1


def test_who_stops_a_search_keeps_what_it_found(carl: User) -> None:
    archive(BITE + 1)
    claim = tracked(carl, now=LATER)
    search(slices=1, bites=1)

    stop_search(claim, by=carl, now=at(14))
    assert search(at(14)) == 0

    assert (job(claim).cancelled_at, job(claim).found) == (at(14), BITE)
    with pytest.raises(Objection, match="not being searched"):
        stop_search(claim, by=carl, now=at(14))


def test_what_people_ask_of_a_search_stands_in_the_ledger(carl: User) -> None:
    claim = tracked(carl, now=LATER)

    ask_search(claim, by=carl, now=LATER)
    stop_search(claim, by=carl, now=LATER)

    kinds = LedgerEvent.objects.filter(claim=claim).order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["claims.search_asked", "claims.search_stopped"]


def test_only_who_may_decide_asks_and_only_for_tracked_claims(carl: User, cora: User) -> None:
    claim = tracked(carl, now=LATER)

    for step in (ask_search, stop_search):
        with pytest.raises(Objection, match="A checker"):
            step(claim, by=cora, now=LATER)
    with pytest.raises(Objection, match="Track it first"):
        ask_search(inbox(carl), by=carl, now=LATER)


def breaking(error: Exception) -> Callable[[Gleaner, str], frozenset[int]]:
    """A look that fails on the articles of the bakery."""
    real = Gleaner.carried

    def carried(gleaner: Gleaner, text: str) -> frozenset[int]:
        if "bakery" in text:
            raise error
        return real(gleaner, text)

    return carried


def test_a_text_that_cannot_be_searched_is_left_out_and_not_counted(
    carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(4, every=2)
    claim = tracked(carl, now=LATER)

    with monkeypatch.context() as broken:
        broken.setattr(Gleaner, "carried", breaking(ValueError("what is this?")))
        search()

    assert (job(claim).done, job(claim).total, job(claim).found) == (2, 4, 2)
    assert job(claim).finished_at == LATER


def test_a_database_that_fails_is_no_odd_text(carl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(4, every=2)
    claim = tracked(carl, now=LATER)

    with monkeypatch.context() as broken:
        broken.setattr(Gleaner, "carried", breaking(DatabaseError("away")))
        search(slices=1)
    assert "away" in job(claim).last_error
    assert job(claim).done == 0
    search(at(14))

    assert (job(claim).done, job(claim).found) == (4, 2)


def test_a_text_is_held_back_only_where_it_lacks_most_of_the_claims_words() -> None:
    gleaner = Gleaner({1: BRIDGE, 2: "It rained.", 3: OTHER_NEWS})

    assert gleaner.carried("In Lisbon lorries were seen.") == {1, 2}
    assert gleaner.carried("Snow fell in Lisbon.") == {2}
    assert gleaner.carried("") == {2}, "too few words to tell are always looked for"


def test_words_that_stand_far_apart_are_not_about_one_thing() -> None:
    gleaner = Gleaner({1: BRIDGE})
    between = "snow fell all night. " * 40

    assert gleaner.carried(f"In Lisbon {between} lorries waited.") == frozenset()
    assert gleaner.carried(f"{between} In Lisbon lorries waited. {between}") == {1}
    assert gleaner.carried(f"{between} In Lisbon lorries waited.") == {1}


def test_every_passage_of_the_stories_own_articles_passes_the_first_look(carl: User) -> None:
    versions = archive(3)
    for version in versions:
        read(version)
    claim = tracked(carl, now=LATER)
    search()

    gleaner = Gleaner({claim.pk: claim.statement})
    texts = [row.capture.body.text or "" for row in Appearance.objects.with_passage()]
    assert len(texts) == 3
    assert all(gleaner.carried(text) for text in texts)
