"""What an edit of a claim may not do: everything that filing may not, and thaw what froze."""

import pytest

from accounts.models import User
from claims.actions import edit
from claims.errors import Objection, StaleClaim
from claims.models import Claim, LedgerText
from tests.claims.make import BRIDGE, NOON, at, inbox, speaker, tracked

pytestmark = pytest.mark.django_db


def test_the_statement_is_frozen_by_its_first_edition(carl: User) -> None:
    claim = tracked(carl)
    Claim.objects.update(frozen_at=NOON)
    claim.refresh_from_db()

    with pytest.raises(Objection, match="File a new claim and link the two"):
        edit(claim, {"statement": "Something else."}, version=1, by=carl, now=at(13))

    edit(claim, {"priority": "high"}, version=1, by=carl, now=at(13))
    assert (claim.statement, claim.priority) == (BRIDGE, "high")


def test_who_loaded_a_claim_before_it_froze_does_not_edit_its_statement(carl: User) -> None:
    loaded_before = tracked(carl)
    Claim.objects.update(frozen_at=NOON)

    with pytest.raises(Objection, match="frozen by its first edition"):
        edit(loaded_before, {"statement": "Something else."}, version=1, by=carl, now=at(13))

    assert Claim.objects.get().statement == BRIDGE


def test_an_old_version_of_a_frozen_claim_is_told_to_load_it_again(carl: User) -> None:
    claim = tracked(carl)
    Claim.objects.update(frozen_at=NOON, version=2)

    with pytest.raises(StaleClaim, match="Somebody changed"):
        edit(claim, {"statement": "Something else."}, version=1, by=carl, now=at(13))


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (" \u200b\n", "no visible text"),
        ("w" * 10_001, "10,001 characters; at most 10,000 fit"),
        ("A bridge\x00 will close", "NUL character at position 8"),
    ],
    ids=["nothing visible", "too long", "NUL"],
)
def test_what_could_not_be_filed_cannot_be_edited_in(words: str, refusal: str, carl: User) -> None:
    claim = tracked(carl)

    with pytest.raises(Objection, match=refusal):
        edit(claim, {"statement": words}, version=1, by=carl, now=at(13))

    assert Claim.objects.get().statement == BRIDGE


def test_an_edited_statement_is_kept_without_stray_spaces(carl: User) -> None:
    claim = tracked(carl)

    edit(claim, {"statement": "  Lorries take\n the tunnel. "}, version=1, by=carl, now=at(13))

    assert claim.statement == "Lorries take the tunnel."
    kept = LedgerText.objects.get(event__kind="claims.edited", name="statement")
    assert kept.text == "Lorries take the tunnel."


def test_the_criterion_froze_at_filing(carl: User) -> None:
    claim = inbox(carl, criterion="Lorries are turned away.")

    with pytest.raises(Objection, match="The criterion froze at filing"):
        edit(claim, {"criterion": "Something easier."}, version=1, by=carl, now=at(13))

    assert Claim.objects.get().criterion == "Lorries are turned away."


def test_who_was_not_heard_is_not_filed_as_claimant_too(carl: User) -> None:
    mayor = speaker("Ana Costa")

    with pytest.raises(Objection, match="The alleged source was not heard"):
        inbox(carl, claimant=mayor, alleged_source=mayor)

    assert not Claim.objects.exists()
    inbox(carl, claimant=mayor, alleged_source=speaker("City of Lisbon"))
