"""What the ledger tells of must still be there as it was told: each tampering is named."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from claims.models import Claim
from claims.verifying import problems
from jobs import guards
from tests.claims.make import at, checked, confirmed, report, tracked

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(carl: User) -> Claim:
    """A claim with a confirmed passage, re-checked twice; its guards are off for the forger."""
    claim = tracked(carl)
    checked(claim, now=at(12))
    confirmed(report(claim, "City Herald", now=at(13)), by=carl, now=at(13))
    checked(claim, now=at(13))
    guards.disarm()
    return claim


def _run(sql: str) -> Callable[[], None]:
    def forge() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return forge


FORGERIES = {
    "a text without its salt": (
        "UPDATE claims_ledgertext SET text = 'forged', salt = NULL WHERE name = 'statement'",
        "was changed",
    ),
    "a text that is gone": (
        "DELETE FROM claims_ledgertext WHERE name = 'statement'",
        "was changed",
    ),
    "a whole ledger that is gone": (
        (
            "DELETE FROM claims_ledgertext; DELETE FROM claims_ledgerevent; "
            "UPDATE claims_claim SET ledger_seq = 0, ledger_head = ''"
        ),
        "rows of the whole ledger are missing",
    ),
    "a status in a re-check": (
        "UPDATE claims_statuscheck SET after = 'corroborated'",
        "re-check of row",
    ),
    "facts of a re-check": (
        """UPDATE claims_statuscheck SET facts = '{"claim_id": 1}'""",
        "re-check of row",
    ),
    "a side in a decision": (
        "UPDATE claims_appearancedecision SET stance = 'denies'",
        "the decision of row",
    ),
    "the status shown": ("UPDATE claims_claim SET status = 'resolved'", "shown as resolved"),
}


def test_what_nobody_touched_holds(claim: Claim) -> None:
    assert problems() == []


@pytest.mark.parametrize("name", FORGERIES)
def test_each_forgery_is_named(name: str, claim: Claim) -> None:
    sql, words = FORGERIES[name]
    for statement in sql.split("; "):
        _run(statement)()

    with pytest.raises(CommandError, match=words):
        call_command("verify_ledger")
