"""claims.moving: a passage that is about another claim goes there, whole or not at all."""

import pytest

from accounts.models import User
from claims import ledger
from claims.deciding import Voice
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import OriginKind, Stance
from claims.models import Appearance, AppearanceDecision, Claim, LedgerEvent
from claims.moving import move
from claims.verifying import problems
from tests.claims.make import NOON, at, capture, checked, inbox, outlet, passage, tracked

pytestmark = pytest.mark.django_db
HEARD = Voice(OriginKind.FIRSTHAND)
OTHER = "Repairs of the harbour bridge cost 5 million euros"


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def other(carl: User) -> Claim:
    return tracked(carl, OTHER)


@pytest.fixture
def found(claim: Claim) -> Appearance:
    row = passage(claim, capture(of=outlet("City Herald")))
    checked(claim, now=NOON)
    return row


def put(found: Appearance, to: Claim, by: User, voice: Voice = HEARD) -> AppearanceDecision:
    return move(found, to, stance=Stance.SUPPORTS, voice=voice, by=by, now=at(13))


def test_a_moved_passage_counts_there_and_no_longer_here(
    found: Appearance, claim: Claim, other: Claim, carl: User
) -> None:
    decision = put(found, other, carl)

    assert (decision.claim, decision.decided, decision.digest) == (other, "confirmed", found.digest)
    assert found.decisions.get().decided == "dismissed"
    assert found.digest not in {row.digest for row in facts_of(claim, at=at(14)).passages}
    assert found.digest in {row.digest for row in facts_of(other, at=at(14)).passages}


def test_it_is_read_against_the_claim_it_goes_to(
    found: Appearance, other: Claim, carl: User
) -> None:
    there = put(found, other, carl).appearance

    assert (there.capture, there.start, there.end) == (found.capture, found.start, found.end)
    assert there.features == {"moved_here": 1.0}
    assert there.differences != found.differences or there.stance_score != found.stance_score


def test_both_ledgers_say_so_and_hold(
    found: Appearance, claim: Claim, other: Claim, carl: User
) -> None:
    put(found, other, carl)

    for row, decided in ((claim, "dismissed"), (other, "confirmed")):
        kinds = list(row.ledger.order_by("-seq").values_list("kind", flat=True)[:2])
        assert kinds == ["claims.passage_moved", f"claims.passage_{decided}"]
        assert row.ledger.latest("seq").facts["to"] == other.pk
        assert ledger.broken(row) is None
    assert problems() == []


def test_both_claims_are_checked_again(
    found: Appearance, claim: Claim, other: Claim, carl: User
) -> None:
    put(found, other, carl)

    for row in (claim, other):
        assert row.triggers.filter(served_by=None, kind="decision").exists()


def test_a_passage_found_there_already_is_taken_as_it_was_found(
    found: Appearance, other: Claim, carl: User
) -> None:
    first = put(found, other, carl).appearance

    again = put(found, other, carl).appearance

    assert again == first


def test_what_a_person_moved_teaches_the_matcher_nothing_of_its_own_finding(
    found: Appearance, claim: Claim, other: Claim, carl: User
) -> None:
    put(found, other, carl)

    taught = AppearanceDecision.objects.labels(since=NOON, until=at(14))
    assert {row.claim_id for row in taught} == {claim.pk}


@pytest.mark.parametrize("to", ["itself", "untracked"])
def test_it_goes_to_another_tracked_claim_only(
    found: Appearance, claim: Claim, carl: User, to: str
) -> None:
    target = claim if to == "itself" else inbox(carl, OTHER)

    with pytest.raises(Objection):
        put(found, target, carl)

    assert not found.decisions.exists()


def test_a_refused_answer_leaves_the_passage_where_it_was(
    found: Appearance, other: Claim, carl: User
) -> None:
    before = LedgerEvent.objects.count()

    with pytest.raises(Objection, match="Name the speaker"):
        put(found, other, carl, Voice(OriginKind.SPEAKER))

    assert not AppearanceDecision.objects.exists()
    assert not other.appearances.exists()
    assert LedgerEvent.objects.count() == before


def test_a_contributor_moves_nothing(found: Appearance, other: Claim, cora: User) -> None:
    with pytest.raises(Objection, match="A checker decides"):
        put(found, other, cora)

    assert not AppearanceDecision.objects.exists()
