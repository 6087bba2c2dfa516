"""Agreeing with an outcome, withdrawing it, taking it back: `desk/views/outcomes.py`."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import actions, deciding
from claims.actions import Draft
from claims.errors import Objection
from claims.facts import ClaimKind, OutcomeKind
from claims.models import Claim, Outcome
from jobs import clock
from tests.desk import make


@pytest.fixture
def forecast(desk: make.Desk, rita: User) -> Claim:
    draft = Draft(
        statement=make.STATEMENT,
        kind=ClaimKind.PREDICTION,
        claimant=desk.lind,
        due_on=date(2031, 5, 20),
    )
    row = actions.file_claim(draft, by=rita, now=clock.desk_now())
    actions.track(row, by=rita, now=clock.desk_now())
    return row


@pytest.fixture
def outcome(forecast: Claim, desk: make.Desk, rita: User) -> Outcome:
    """What Rita recorded; it waits for a second person."""
    passage = make.confirmed(forecast, desk, by=rita)
    row = deciding.record_outcome(
        forecast,
        kind=OutcomeKind.CAME_TRUE,
        words="It held.",
        evidence=passage,
        by=rita,
        now=clock.desk_now(),
    )
    make.settle()
    return row


@pytest.fixture
def agreed(outcome: Outcome, carl: User) -> Outcome:
    """The same with Carl's name beside it; its claim is resolved."""
    deciding.second_outcome(outcome, by=carl, now=clock.desk_now())
    make.settle()
    assert status(outcome) == "resolved"
    return outcome


def status(outcome: Outcome) -> str:
    make.settle()
    return Claim.objects.get(pk=outcome.claim_id).status


def back_page(outcome: Outcome) -> str:
    return reverse("desk:take_back", args=[outcome.pk])


def claim_page(client: Client, outcome: Outcome) -> str:
    return client.get(reverse("desk:claim", args=[outcome.claim_id])).content.decode()


def test_who_recorded_an_outcome_withdraws_it_without_a_reason_while_it_waits(
    client: Client, outcome: Outcome, rita: User
) -> None:
    client.force_login(rita)
    offered = claim_page(client, outcome)
    asked = client.get(back_page(outcome)).content.decode()

    answer = client.post(back_page(outcome), {"words": ""})

    assert back_page(outcome) in offered
    assert "Withdraw it" in offered
    assert "I agree" not in offered
    assert "keeps its status, Awaiting: this outcome does not count" in asked
    assert answer.status_code == 302
    assert not outcome.seconds.get().agreed
    after = claim_page(client, outcome)
    assert "taken back by Rita" in after
    assert back_page(outcome) not in after


def test_what_was_agreed_with_is_taken_back_with_a_reason_alone(
    client: Client, agreed: Outcome, rita: User
) -> None:
    client.force_login(rita)
    asked = client.get(back_page(agreed)).content.decode()

    refused = client.post(back_page(agreed), {"words": " "})
    kept = status(agreed)
    done = client.post(back_page(agreed), {"words": "It opened again."}, follow=True)

    assert "goes from Resolved to Awaiting." in asked
    assert refused.status_code == 422
    assert "Say why it is taken back." in refused.content.decode()
    assert kept == "resolved"
    assert f"Taken back. {agreed.claim.number} is re-checked now." in done.content.decode()
    assert status(agreed) == "awaiting"
    page = claim_page(client, agreed)
    assert "It opened again." in page
    assert "Outcome taken back." in page


def test_somebody_else_says_no_with_a_reason(client: Client, outcome: Outcome, carl: User) -> None:
    client.force_login(carl)
    offered = claim_page(client, outcome)

    refused = client.post(back_page(outcome), {"words": ""})
    done = client.post(back_page(outcome), {"words": "It was another bridge."})

    assert "I agree" in offered
    assert "I do not agree" in offered
    assert (refused.status_code, done.status_code) == (422, 302)
    assert outcome.seconds.get().words == "It was another bridge."


def test_a_second_click_takes_nothing_back_twice(
    client: Client, agreed: Outcome, rita: User
) -> None:
    client.force_login(rita)

    for _ in range(2):
        answer = client.post(back_page(agreed), {"words": "It opened again."})
        assert answer.status_code == 302

    assert agreed.seconds.filter(agreed=False).count() == 1


def test_a_second_click_on_agreeing_is_no_mistake(
    client: Client, outcome: Outcome, carl: User
) -> None:
    client.force_login(carl)
    agree = reverse("desk:agree", args=[outcome.pk])

    for _ in range(2):
        answer = client.post(agree, follow=True)
        assert "Agreed. The outcome counts." in answer.content.decode()

    assert outcome.seconds.count() == 1


def test_who_agreed_and_clicks_again_after_it_was_taken_back_is_told(
    client: Client, agreed: Outcome, rita: User, carl: User
) -> None:
    now = clock.desk_now()
    deciding.second_outcome(agreed, agreed=False, words="It opened again.", by=rita, now=now)
    client.force_login(carl)

    answer = client.post(reverse("desk:agree", args=[agreed.pk]), follow=True)

    assert "This outcome was taken back." in answer.content.decode()
    assert "The outcome counts." not in answer.content.decode()


def test_what_somebody_else_took_back_meanwhile_is_told(
    client: Client, outcome: Outcome, rita: User, carl: User
) -> None:
    now = clock.desk_now()
    deciding.second_outcome(outcome, agreed=False, words="Another one.", by=carl, now=now)
    client.force_login(rita)

    page = client.get(back_page(outcome)).content.decode()
    answer = client.post(back_page(outcome), {"words": "Mine too."})

    assert "taken back by Carl" in page
    assert "Nothing is left to do here" in page
    assert answer.status_code == 422
    assert "was taken back already" in answer.content.decode()


def test_an_earlier_outcome_counts_again_and_the_page_says_so_before(
    client: Client, agreed: Outcome, rita: User, carl: User
) -> None:
    now = clock.desk_now()
    told = {"kind": OutcomeKind.LATE, "words": "It held late.", "evidence": agreed.evidence}
    later = deciding.record_outcome(agreed.claim, **told, by=rita, now=now)  # type: ignore[arg-type]  # named above
    deciding.second_outcome(later, by=carl, now=now)
    client.force_login(rita)

    page = client.get(back_page(later)).content.decode()

    assert "stays Resolved. It came true, recorded on" in page


def test_a_contributor_is_shown_no_way_to_take_it_back(
    client: Client, agreed: Outcome, cora: User
) -> None:
    client.force_login(cora)

    assert "take-back" not in claim_page(client, agreed)


@pytest.mark.parametrize(
    ("kind", "offered"),
    [(ClaimKind.PREDICTION, True), (ClaimKind.POSITION, False), (ClaimKind.SAID, False)],
)
def test_a_condition_is_asked_for_only_where_it_decides(
    client: Client, desk: make.Desk, rita: User, kind: ClaimKind, offered: bool
) -> None:
    draft = Draft(statement="It opens", kind=kind, claimant=desk.lind, condition="it rains")
    claim = actions.file_claim(draft, by=rita, now=clock.desk_now())
    actions.track(claim, by=rita, now=clock.desk_now())
    client.force_login(rita)
    step = reverse("desk:step", args=[claim.pk, "condition"])

    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    answer = client.post(step, {"words": "It rained.", "version": claim.version})

    assert (f'"{step}"' in page) == offered
    assert (answer.status_code == 302) == offered
    assert ("no condition that it waits for" in answer.content.decode()) != offered


def test_the_verb_itself_asks_why_unless_its_recorder_withdraws_it(
    outcome: Outcome, rita: User, carl: User
) -> None:
    now = clock.desk_now()

    with pytest.raises(Objection, match="Say why"):
        deciding.second_outcome(outcome, agreed=False, by=carl, now=now)
    deciding.second_outcome(outcome, by=carl, now=now)
    with pytest.raises(Objection, match="Say why"):
        deciding.second_outcome(outcome, agreed=False, words=" ", by=rita, now=now)

    assert [each.agreed for each in outcome.seconds.all()] == [True]
