"""Signing a verdict off, publishing it, letting it stand: `desk/signing.py`."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import deciding
from claims.deciding import Voice
from claims.facts import OriginKind, Stance
from claims.models import Appearance, Claim
from claims.recheck import recheck
from jobs import clock
from jobs.due import lease
from publishing.follow import follow_ledger
from publishing.models import Edition, FactCheck
from reviews import actions
from reviews.models import Review
from reviews.states import Cause, ReviewState
from tests.desk import make
from tests.desk.doing import send


@pytest.fixture
def reopened(
    claim: Claim, desk: make.Desk, passage: Appearance, rita: User, carl: User, edna: User
) -> Review:
    """A published edition that a confirmed denial has called back, with Rita's new verdict in."""
    make.published(claim, desk, passage, writer=carl, editor=edna)
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    denial = next(row for row in given.passages if row.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, desk.berg, heard_directly=True)
    later = clock.desk_now() + timedelta(minutes=1)
    deciding.confirm(denial, stance=Stance.DENIES, voice=voice, by=carl, now=later)
    for row in lease(Claim.objects.tracked(), due_by=later, now=clock.machine_now(), most=5):
        recheck(row, now=later)
    follow_ledger(now=later)
    opened = Review.objects.open().get()
    actions.assign(opened, reviewer=rita, by=rita, now=later)
    finding = make.finding(desk, passage)
    actions.hand_in(opened, finding=replace(finding, as_of=later), by=rita, now=later)
    return opened


def test_a_reopened_edition_can_stand_with_the_reason_that_readers_see(
    client: Client, claim: Claim, reopened: Review, edna: User
) -> None:
    client.force_login(edna)
    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    listed = client.get(reverse("desk:published")).content.decode()

    answer = send(client, reopened, "sign_off", change="stands", change_words="It was weighed.")

    assert "May no longer hold." in page
    assert "Looked at again since" in listed
    assert answer.status_code == 302
    assert reopened.reopening.reaffirmation.words == "It was weighed."
    assert "It still holds" in client.get(reverse("desk:claim", args=[claim.pk])).content.decode()


def test_a_review_that_was_asked_for_may_stand_once_it_looks_at_an_edition(
    client: Client, reopened: Review, edna: User
) -> None:
    client.force_login(edna)
    offered = 'value="stands"'
    Review.objects.filter(pk=reopened.pk).update(cause=Cause.ASKED.value)
    address = reverse("desk:review", args=[reopened.pk])
    looked_at = client.get(address).content.decode()

    answer = send(client, reopened, "sign_off", change="stands", change_words="It was weighed.")

    assert offered in looked_at
    assert answer.status_code == 302
    assert reopened.reopening.reaffirmation.words == "It was weighed."


def test_a_review_that_was_only_asked_for_looks_at_nothing_that_could_stand(
    client: Client, claim: Claim, desk: make.Desk, passage: Appearance, rita: User, edna: User
) -> None:
    make.published(claim, desk, passage, writer=rita, editor=edna)
    now = clock.desk_now()
    asked = actions.open_review(claim, cause=Cause.ASKED, words="A reader.", by=edna, now=now)
    make.handed_in(asked, desk, passage, by=rita)
    client.force_login(edna)

    page = client.get(reverse("desk:review", args=[asked.pk])).content.decode()

    assert 'value="update"' in page
    assert 'value="stands"' not in page


def test_a_reopened_edition_can_be_updated(
    client: Client, reopened: Review, rita: User, edna: User
) -> None:
    client.force_login(edna)
    words = "An engineer who measured the cracks denies it."
    typed = {"title": "Is the bridge safe?", "change": "update", "change_words": words}

    blank = send(client, reopened, "sign_off", **{**typed, "change_words": ""})
    answer = send(client, reopened, "sign_off", **{**typed, "update_reason": "It is newer."})

    assert blank.status_code == 422
    assert "Say what changed and why" in blank.content.decode()
    assert answer.status_code == 302
    edition = Edition.objects.get(number=2)
    assert (edition.change, edition.change_words) == ("update", words)


def test_nobody_signs_their_own_verdict(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=edna)
    client.force_login(edna)

    page = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    answer = send(client, review, "sign_off", title="Is it safe?", change="first")

    assert "You wrote this verdict, so somebody else must sign it off." in page
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_refused_publication_takes_the_sign_off_back_too(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, carl: User, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=carl)
    client.force_login(edna)

    answer = send(client, review, "sign_off", title="", change="first")

    assert answer.status_code == 422
    assert "Give the fact-check a title" in answer.content.decode()
    review.refresh_from_db()
    assert review.state == ReviewState.READY


def test_signing_what_was_never_handed_in_is_not_possible(
    client: Client, review: Review, edna: User
) -> None:
    client.force_login(edna)

    answer = send(client, review, "sign_off", title="Is it safe?", change="first")

    assert answer.status_code == 422
    assert not FactCheck.objects.exists()


def test_a_verdict_goes_back_with_a_note(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, carl: User, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=carl)
    client.force_login(edna)

    assert send(client, review, "send_back", note="").status_code == 422
    assert send(client, review, "send_back", note="Ask the engineer too.").status_code == 302

    client.force_login(carl)
    page = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    assert "Ask the engineer too." in page
    assert "Hand in my verdict" in page
