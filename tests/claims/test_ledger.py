"""A claim's ledger cannot be changed unseen, and texts can be erased without breaking it."""

from collections.abc import Callable
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from accounts.models import User
from claims import ledger
from claims.actions import ask_again, close
from claims.models import Claim, LedgerEvent, LedgerText
from jobs import chain, guards
from jobs.actions import record
from jobs.models import SubjectEvent
from tests.claims.make import NOON, at, checked, inbox, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(carl: User) -> Claim:
    """A claim with four rows: filed, tracked, re-checked, closed."""
    row = tracked(carl)
    checked(row, now=NOON)
    close(row, why="It was pulled down.", by=carl, now=at(13))
    row.refresh_from_db()
    return row


def test_every_change_is_one_row_and_the_rows_hold(claim: Claim) -> None:
    rows = list(claim.ledger.order_by("seq"))

    assert [row.kind.removeprefix("claims.") for row in rows] == [
        "filed",
        "tracked",
        "status_changed",
        "closed",
    ]
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert [row.prev for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert ledger.broken(claim) is None


def _of(claim: Claim, seq: int) -> "QuerySet[LedgerEvent]":
    return LedgerEvent.objects.filter(claim=claim, seq=seq)


def _change(claim: Claim) -> None:
    _of(claim, 2).update(at=at(20))


def _forge(claim: Claim) -> None:
    _of(claim, 3).update(facts={"after": "corroborated"})


def _delete(claim: Claim) -> None:
    _of(claim, 2).delete()


def _reorder(claim: Claim) -> None:
    _of(claim, 2).update(seq=99)
    _of(claim, 3).update(seq=2)
    _of(claim, 99).update(seq=3)


def _cut(claim: Claim) -> None:
    LedgerText.objects.filter(event__claim=claim, event__seq=4).delete()
    _of(claim, 4).delete()


def _cut_all(claim: Claim) -> None:
    LedgerText.objects.filter(event__claim=claim).delete()
    claim.ledger.all().delete()


def _cut_and_hide(claim: Claim) -> None:
    _cut(claim)
    Claim.objects.filter(pk=claim.pk).update(ledger_seq=3)


def _add(claim: Claim) -> None:
    last = claim.ledger.latest("seq")
    link = chain.Link(
        subject=f"claims.claim:{claim.pk}",
        seq=5,
        position=99,
        kind="claims.closed",
        actor=None,
        at=NOON,
        facts={},
        prev=last.hash,
    )
    LedgerEvent.objects.create(
        claim=claim,
        seq=5,
        position=99,
        kind=link.kind,
        at=NOON,
        facts={},
        prev=link.prev,
        hash=chain.digest(link),
    )


def _reword(claim: Claim) -> None:
    LedgerText.objects.filter(event__claim=claim, name="why").update(text="For no reason.")


def _other_claim(claim: Claim) -> None:
    other = inbox(User.objects.get(username="carl"), "Another claim.")
    _of(claim, 2).update(claim=other, seq=7)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_change, "row 2 was changed after it was written"),
        (_forge, "row 3 was changed after it was written"),
        (_delete, "row 2 is missing: the next one is 3"),
        (_other_claim, "row 2 is missing: the next one is 3"),
        (_reorder, "row 2 does not follow the row before it"),
        (_cut, "rows after 3 were cut off: the claim knows of 4"),
        (_cut_all, "rows after 0 were cut off: the claim knows of 4"),
        (_cut_and_hide, "rows after 3 were cut off: the claim knows of 3"),
        (_add, "rows after 5 were cut off: the claim knows of 4"),
        (_reword, "the why of row 4 was changed"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_the_first_bad_row_is_named(
    tamper: Callable[[Claim], None], words: str, claim: Claim
) -> None:
    guards.disarm()

    tamper(claim)

    claim.refresh_from_db()
    assert ledger.broken(claim) == f"{claim.number}: {words}"
    with pytest.raises(CommandError, match=words):
        call_command("verify_ledger")


def test_a_row_written_after_the_claim_was_loaded_is_no_tampering(carl: User) -> None:
    stale = tracked(carl)

    ask_again(Claim.objects.get(), by=carl, now=at(13))

    assert ledger.broken(stale) is None


def test_an_erased_text_leaves_no_trace_and_a_ledger_that_holds(claim: Claim) -> None:
    text = LedgerText.objects.get(event__claim=claim, name="why")

    LedgerText.objects.filter(pk=text.pk).update(text=None, salt=None)

    assert ledger.broken(claim) is None
    assert "pulled down" not in str(list(LedgerEvent.objects.values()))
    assert "pulled down" not in str(list(LedgerText.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain_without_a_gap(carl: User) -> None:
    claim = tracked(carl)

    at_once([partial(ask_again, claim, by=carl, now=at(13))] * 6)

    claim.refresh_from_db()
    assert claim.ledger_seq == 8
    assert ledger.broken(claim) is None
    positions = LedgerEvent.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 9))


def test_verifying_counts_what_it_read(claim: Claim) -> None:
    out = StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue() == "1 ledgers hold, 4 rows, each chained to the last.\n"


def test_one_claim_can_be_verified_by_its_number(claim: Claim, carl: User) -> None:
    other = inbox(carl, "Another claim.")
    guards.disarm()
    _change(claim)
    out = StringIO()

    call_command("verify_ledger", other.number.lower(), stdout=out)

    assert out.getvalue() == "1 ledgers hold, 1 rows, each chained to the last.\n"
    with pytest.raises(CommandError, match="row 2 was changed"):
        call_command("verify_ledger", claim.number)


@pytest.mark.parametrize("number", ["C-999", "C-x", "", "twelve"])
def test_a_claim_that_is_not_there_cannot_be_verified(number: str, claim: Claim) -> None:
    with pytest.raises(CommandError, match=f"There is no claim {number}"):
        call_command("verify_ledger", number)


def test_the_chains_without_a_claim_are_verified_too(claim: Claim) -> None:
    record("sources.feed:1", "sources.feed_added", by=None, now=NOON)
    guards.disarm()
    SubjectEvent.objects.update(kind="forged")

    with pytest.raises(CommandError, match=r"sources\.feed:1: row 1 was changed"):
        call_command("verify_ledger")
