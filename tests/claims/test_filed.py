"""What a claim was filed with is kept by the first row of its ledger, and told of the past."""

from datetime import date

import pytest

from accounts.models import User
from claims import ledger
from claims.actions import edit
from claims.asof import claim_as_of
from claims.facts import ClaimKind
from claims.models import Claim, LedgerEvent, LedgerText
from claims.states import Priority, Speaks
from tests.claims.make import BRIDGE, at, inbox, speaker

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 20)


def edited(claim: Claim, by: User, **changes: object) -> None:
    edit(claim, changes, version=claim.version, by=by, now=at(13))


def test_ids_days_and_words_of_our_lists_stand_in_the_row(cora: User) -> None:
    mayor, city = speaker("Ana Costa"), speaker("City of Lisbon")
    claim = inbox(
        cora,
        kind=ClaimKind.PLAN,
        claimant=mayor,
        holder=city,
        said_on=date(2025, 8, 12),
        due_on=DAY,
        due_zones=("Europe/Lisbon",),
        earliest=date(2025, 8, 18),
        speaks_of=Speaks.PERIOD,
        priority=Priority.LOW,
    )

    facts = claim.ledger.get().facts
    assert facts.pop("statement").startswith("sha256:")
    assert facts == {
        "kind": "plan",
        "founded_on": None,
        "speaks_of": "period",
        "claimant": mayor.pk,
        "alleged_source": None,
        "holder": city.pk,
        "said_on": "2025-08-12",
        "due_on": "2025-08-20",
        "due_zones": ["Europe/Lisbon"],
        "earliest": "2025-08-18",
        "look_again_on": None,
        "priority": "low",
    }


def test_what_people_wrote_stands_in_the_row_as_a_commitment_alone(cora: User) -> None:
    topics = ("transport", "weather")
    claim = inbox(cora, condition="If it rains.", criterion="No car crosses.", topics=topics)

    kept = dict(LedgerText.objects.filter(event__claim=claim).values_list("name", "text"))
    row = str(list(LedgerEvent.objects.values()))
    assert kept == {
        "statement": BRIDGE,
        "condition": "If it rains.",
        "criterion": "No car crosses.",
        "topics": "transport\nweather",
    }
    assert not [words for words in (BRIDGE, "rains", "crosses", *topics) if words in row]
    assert ledger.broken(claim) is None


def test_a_field_that_was_edited_before_any_re_check_is_as_it_was_filed(carl: User) -> None:
    claim = inbox(carl, priority=Priority.HIGH, condition="If it rains.", due_on=DAY)
    edited(claim, carl, priority="low", condition="If it snows.", due_on=None, look_again_on=DAY)

    then = claim_as_of(claim, at=at(12, 13))

    assert (then.priority, then.condition) == ("high", "If it rains.")
    assert (then.due_on, then.look_again_on) == (DAY, None)


def test_a_condition_that_was_added_later_was_none_when_it_was_filed(carl: User) -> None:
    claim = inbox(carl)
    edited(claim, carl, condition="If it rains.")

    assert claim_as_of(claim, at=at(12, 13)).condition == ""


def test_an_erased_condition_is_told_no_more(carl: User) -> None:
    claim = inbox(carl, condition="If it rains.")
    edited(claim, carl, condition="If it snows.")
    LedgerText.objects.filter(name="condition").update(text=None, salt=None)

    assert claim_as_of(claim, at=at(12, 13)).condition == ""
    assert ledger.broken(claim) is None


def test_a_row_of_an_older_version_holds_and_tells_of_its_statement_alone(carl: User) -> None:
    older = Claim.objects.create(
        statement=BRIDGE, kind="fact", priority="high", filed_by=carl, filed_at=at(12)
    )
    facts, texts = {"kind": "fact", "founded_on": None}, {"statement": BRIDGE}
    ledger.append(older, "claims.filed", by=carl, now=at(12), facts=facts, texts=texts)
    edited(older, carl, statement="Lorries take the tunnel.", priority="low", due_on=DAY)

    then = claim_as_of(older, at=at(12, 13))

    assert (then.statement, then.priority, then.due_on) == (BRIDGE, "", None)
    assert ledger.broken(older) is None
