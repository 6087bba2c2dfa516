"""Merged claims on the desk: passages of both under the winner's tabs, one row on a record."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.deciding import Voice
from claims.facts import ClaimKind, OriginKind, OutcomeKind, Stance
from claims.merging import merge
from claims.models import Appearance, Claim, Outcome
from desk.confirmed import confirmed_passages, latest_decisions, passages_with
from desk.showing.speaker import speaker_page, speaker_rows
from desk.showing.tabs import tabs_of
from jobs import clock
from tests.desk import make

AGAIN = "The harbour bridge is safe for lorries, however heavy"
WHY = "The same words."


@pytest.fixture
def winner(claim: Claim, passage: Appearance, desk: make.Desk, rita: User) -> Claim:
    """The claim into which the one with the confirmed passage was merged."""
    other = make.claim(desk, by=rita, statement=AGAIN)
    merge(claim, other, why=WHY, by=rita, now=clock.desk_now())
    return other


def forecast(desk: make.Desk, by: User, words: str) -> Claim:
    draft = Draft(statement=words, kind=ClaimKind.PREDICTION, claimant=desk.lind)
    row = actions.file_claim(draft, by=by, now=clock.desk_now())
    actions.track(row, by=by, now=clock.desk_now())
    return row


def test_the_winners_tabs_show_what_was_confirmed_on_the_loser(
    winner: Claim, passage: Appearance
) -> None:
    tabs = tabs_of(winner, asked="supports")

    assert [card.pk for card in tabs.cards] == [passage.pk]
    assert [row for row, _ in confirmed_passages(winner)] == [passage]


def test_before_the_merge_the_tabs_show_the_winners_own(
    claim: Claim, passage: Appearance, desk: make.Desk, rita: User
) -> None:
    other = make.claim(desk, by=rita, statement=AGAIN)
    before = clock.desk_now()
    merge(claim, other, why=WHY, by=rita, now=clock.desk_now())

    assert not tabs_of(other, asked="supports", at=before).cards
    assert tabs_of(other, asked="supports", at=clock.desk_now()).cards


def test_once_a_merge_has_ended_the_tabs_of_then_still_show_both(
    claim: Claim, winner: Claim, passage: Appearance, rita: User
) -> None:
    then = clock.desk_now()
    claim.refresh_from_db()
    actions.track(claim, by=rita, now=clock.desk_now())

    assert [card.pk for card in tabs_of(winner, asked="supports", at=then).cards] == [passage.pk]
    assert not tabs_of(winner, asked="supports").cards


def test_words_of_both_claims_are_shown_once_as_the_winners(
    claim: Claim, passage: Appearance, desk: make.Desk, rita: User
) -> None:
    other = make.claim(desk, by=rita, statement=AGAIN)
    fields = {name.attname: getattr(passage, name.attname) for name in passage._meta.fields}
    own = deciding.kept(Appearance(**{**fields, "id": None, "claim_id": other.pk}))
    voice = Voice(OriginKind.SPEAKER, desk.lind, heard_directly=True)
    deciding.confirm(own, stance=Stance.DENIES, voice=voice, by=rita, now=clock.desk_now())
    merge(claim, other, why=WHY, by=rita, now=clock.desk_now())

    (shown,) = passages_with(other, {passage.digest})

    assert shown == own
    assert latest_decisions(other)[own.digest].stance == Stance.DENIES


def test_an_outcome_is_recorded_from_the_page_on_a_passage_of_the_loser(
    client: Client, desk: make.Desk, rita: User
) -> None:
    one = forecast(desk, rita, make.STATEMENT)
    other = forecast(desk, rita, AGAIN)
    found = make.confirmed(one, desk, by=rita)
    merge(one, other, why=WHY, by=rita, now=clock.desk_now())
    (offered,) = [row for row, _ in confirmed_passages(other)]
    client.force_login(rita)
    came = {"kind": OutcomeKind.CAME_TRUE.value, "words": "It held.", "evidence": offered.pk}
    typed = {**came, "version": other.version}

    client.post(reverse("desk:step", args=[other.pk, "outcome"]), typed)

    row = Outcome.objects.get()
    assert (row.claim, row.evidence.digest) == (other, found.digest)


def test_merged_claims_are_one_row_of_a_speakers_record(desk: make.Desk, rita: User) -> None:
    one, other = forecast(desk, rita, make.STATEMENT), forecast(desk, rita, AGAIN)

    merge(one, other, why=WHY, by=rita, now=clock.desk_now())

    (row,) = speaker_rows([desk.lind], now=clock.desk_now())
    page = speaker_page(desk.lind, now=clock.desk_now())
    assert (row.record.total, page.record.total) == (1, 1)
    assert not page.others


def test_a_merged_claim_is_not_listed_beside_the_record(winner: Claim, desk: make.Desk) -> None:
    page = speaker_page(desk.lind, now=clock.desk_now())

    assert [row.claim for row in page.others] == [winner]
