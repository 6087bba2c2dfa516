"""What the match page says of the machine: where it may confirm alone, how often people agreed."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.auto import confirm_by_machine
from claims.calibrating import FEW
from claims.confirming import audited
from claims.models import Appearance, Claim
from claims.thresholds import Limits, set_thresholds
from desk.showing.machine import agreement_words
from jobs import clock
from sources.actions import Found, record_capture
from tests.claims.labelled import decided
from tests.claims.make import read, tracked
from tests.desk import make

AGAIN = "Anna Lind said again on Wednesday that the harbour bridge is safe for heavy lorries."


@pytest.fixture
def claim(desk: make.Desk, rita: User) -> Claim:
    row = make.claim(desk, by=rita)
    make.confirmed(row, desk, by=rita)
    make.settle()
    return row


@pytest.fixture
def waiting(desk: make.Desk, claim: Claim) -> Appearance:
    """A further word of the same speaker, in English, on which nobody has decided."""
    return in_english(AGAIN, claim, desk)


@pytest.fixture
def _on(waiting: Appearance, carl: User, edna: User) -> None:
    now = clock.desk_now()
    other = tracked(carl, "A bakery in Oslo sold four thousand rolls.", now=now)
    decided(other, [0.99] * 300, by=carl, matcher=waiting.scored_by, now=now)
    limits = Limits("en", waiting.scored_by, suggest=0.1, auto=0.2)
    set_thresholds(limits, by=edna, now=now)


def in_english(text: str, claim: Claim, desk: make.Desk) -> Appearance:
    now = clock.desk_now()
    url = f"https://northern-wire.example/{len(text)}"
    given = Found(url=url, text=text, language="en", published_at=now)
    version = record_capture(given, outlet=desk.second, now=now).capture
    return next(one for one in read(version, now=now) if one.claim_id == claim.pk)


def page(client: Client, row: Appearance) -> str:
    return client.get(reverse("desk:match", args=[row.pk])).content.decode()


def test_while_auto_confirm_is_off_the_page_says_why(
    client: Client, waiting: Appearance, carl: User
) -> None:
    client.force_login(carl)

    told = page(client, waiting)

    off = "auto-confirm is off (nobody has turned it on for this language and matcher)"
    assert f"{off}: a person confirms every match" in told


@pytest.mark.usefixtures("_on")
def test_where_it_is_on_the_page_says_where_it_begins_and_why_this_one_waits(
    client: Client, claim: Claim, desk: make.Desk, carl: User
) -> None:
    client.force_login(carl)

    told = page(client, in_english(make.DENIAL, claim, desk))

    words = "it says something otherwise than the claim"
    assert f"auto-confirm begins at 0.20; a person decides, as {words}" in told


@pytest.mark.usefixtures("_on")
def test_what_was_confirmed_alone_is_called_so(
    client: Client, claim: Claim, waiting: Appearance, carl: User
) -> None:
    assert not audited(waiting.digest)
    # Of a claim about a person the machine confirms nothing, so here nobody is one.
    for speaker in (claim.claimant, *(row.root for row in claim.decisions.all())):
        if speaker:
            type(speaker).objects.filter(pk=speaker.pk).update(kind="organisation")
    (decision,) = confirm_by_machine(waiting.capture, now=clock.desk_now())
    client.force_login(carl)

    assert decision.by is None
    assert "Confirmed automatically on " in page(client, waiting)
    shown = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    assert "confirmed automatically" in shown
    assert f"Passage confirmed automatically: {waiting.stance}." in shown


def test_agreement_is_counted_and_measured_only_where_there_is_enough(
    desk: make.Desk, carl: User
) -> None:
    now = clock.desk_now()
    claim = make.claim(desk, by=carl)
    decided(claim, [0.9], by=carl, now=now)
    assert "People agreed with 1 of 1 matches" in agreement_words(now=now)

    decided(claim, [0.9] * (FEW - 2), by=carl, now=now)
    decided(claim, [0.9], by=carl, sided=False, now=now)

    assert agreement_words(now=now) == (
        "People agreed in 100.0 % of 100 matches in the last 90 days,"
        " with the stance too in 99.0 %."
    )


def test_before_anybody_has_decided_the_page_says_so(client: Client, carl: User) -> None:
    client.force_login(carl)

    told = client.get(reverse("desk:matches")).content.decode()

    assert "Nobody has decided on a match in the last 90 days." in told
