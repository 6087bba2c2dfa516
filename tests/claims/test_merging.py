"""claims/merging.py: two claims that are one, of which one closes and the other reads both."""

from functools import partial

import pytest

from accounts.models import User
from claims import ledger
from claims.actions import track
from claims.deciding import dismiss
from claims.errors import ClaimError, Objection
from claims.evidence import facts_of
from claims.merging import merge
from claims.models import Appearance, Claim
from claims.standing import standing
from tests.claims.make import (
    NOON,
    at,
    capture,
    checked,
    confirmed,
    inbox,
    passage,
    read,
    report,
    tracked,
)
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db
WHY = "They say the same."


@pytest.fixture
def into(carl: User) -> Claim:
    claim = tracked(carl)
    confirmed(report(claim, "City Herald"), by=carl)
    return claim


@pytest.fixture
def loser(carl: User) -> Claim:
    claim = tracked(carl, "Lorries will be banned from the Harbour Bridge in Lisbon.")
    confirmed(report(claim, "Evening Courier"), by=carl)
    return claim


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def status(claim: Claim, *, day: int) -> str:
    return standing(facts_of(claim, at=at(day)), now=at(day)).status


def test_the_winners_standing_reads_both_from_then_on(
    into: Claim, loser: Claim, carl: User
) -> None:
    checked(into, now=at(12, 13))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert (loser.stage, loser.merged_into) == ("closed", into)
    assert [status(into, day=day) for day in (13, 14)] == ["unverified", "corroborated"]
    assert "linked" in waiting(into)
    for claim in (into, loser):
        event = claim.ledger.get(kind="claims.merged")
        assert event.facts == {"loser": loser.pk, "into": into.pk}
        assert ledger.broken(claim) is None


def test_no_row_of_the_losers_history_moves(into: Claim, loser: Claim, carl: User) -> None:
    before = set(Appearance.objects.values_list("pk", "claim_id"))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert set(Appearance.objects.values_list("pk", "claim_id")) == before
    assert Claim.objects.get(pk=loser.pk).statement == loser.statement


def test_a_passage_of_both_is_one_passage(into: Claim, loser: Claim, carl: User) -> None:
    shared = capture(f"{into.statement} {loser.statement}")
    found = [row for row in read(shared) if row.claim_id == into.pk]
    again = found[0]
    twin = Appearance(**{f.attname: getattr(again, f.attname) for f in again._meta.fields})
    twin.pk, twin.claim = None, loser
    if not Appearance.objects.filter(claim=loser, capture=shared, start=again.start).exists():
        twin.save()
    merge(loser, into, why=WHY, by=carl, now=at(14))

    rows = facts_of(into, at=at(14)).passages

    here = [row for row in rows if row.article_id == shared.article_id]
    assert [row.appearance_id for row in here if row.digest == again.digest] == [again.pk]


def test_what_was_decided_on_the_winner_itself_goes_first(
    into: Claim, loser: Claim, carl: User
) -> None:
    words = capture(f"{into.statement} A bakery in Oslo sold four thousand rolls.")
    mine = passage(into, words)
    confirmed(mine, by=carl, now=at(12, 13))
    twin = Appearance(**{f.attname: getattr(mine, f.attname) for f in mine._meta.fields})
    twin.pk, twin.claim = None, loser
    if not Appearance.objects.filter(claim=loser, capture=words, start=mine.start).exists():
        twin.save()
    theirs = Appearance.objects.get(claim=loser, capture=words, start=mine.start)
    dismiss(theirs, by=carl, now=at(13))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert mine.pk in {row.appearance_id for row in facts_of(into, at=at(14)).passages}


def test_a_suggestion_of_the_loser_still_waits_for_a_person_and_counts_for_the_winner(
    into: Claim, loser: Claim, carl: User
) -> None:
    found = report(loser, "Daily Post")
    merge(loser, into, why=WHY, by=carl, now=at(14))
    into.refresh_from_db()
    checked(into, now=at(14))
    assert found in Appearance.objects.undecided()

    confirmed(found, by=carl, now=at(15))

    assert waiting(into) == {"decision"}
    assert len(standing(facts_of(into, at=at(15)), now=at(15)).origins) == 3


def test_what_was_merged_into_the_loser_goes_along(into: Claim, loser: Claim, carl: User) -> None:
    first = tracked(carl, "Lorries are banned from the bridge at the harbour.")
    merge(first, loser, why=WHY, by=carl, now=at(13))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert set(into.merged.all()) == {first, loser}


def test_tracking_the_loser_again_ends_the_merge(into: Claim, loser: Claim, carl: User) -> None:
    merge(loser, into, why=WHY, by=carl, now=at(14))
    into.refresh_from_db()
    checked(into, now=at(14))

    track(loser, by=carl, now=at(15))

    loser.refresh_from_db()
    assert (loser.stage, loser.merged_into, loser.merged_at) == ("tracked", None, None)
    assert waiting(into) == {"linked"}
    assert status(into, day=15) == "unverified"


@pytest.mark.parametrize(
    ("frozen", "refusal"),
    [((True, True), "never merge"), ((True, False), "into it instead"), ((False, True), "")],
)
def test_a_claim_with_an_edition_is_never_the_loser(
    frozen: tuple[bool, bool], refusal: str, into: Claim, loser: Claim, carl: User
) -> None:
    for claim, is_frozen in zip((loser, into), frozen, strict=True):
        Claim.objects.filter(pk=claim.pk, stage="tracked").update(
            frozen_at=NOON if is_frozen else None
        )

    if refusal:
        with pytest.raises(Objection, match=refusal):
            merge(loser, into, why=WHY, by=carl, now=at(14))
        assert not Claim.objects.exclude(merged_into=None).exists()
    else:
        merge(loser, into, why=WHY, by=carl, now=at(14))
        assert loser.merged_into == into


def test_what_cannot_be_merged_is_refused(
    into: Claim, loser: Claim, carl: User, cora: User
) -> None:
    with pytest.raises(Objection, match="into itself"):
        merge(into, into, why=WHY, by=carl, now=at(14))
    with pytest.raises(Objection, match="not tracked"):
        merge(loser, inbox(carl), why=WHY, by=carl, now=at(14))
    with pytest.raises(Objection, match="Say why"):
        merge(loser, into, why=" ", by=carl, now=at(14))
    with pytest.raises(Objection, match="A checker merges"):
        merge(loser, into, why=WHY, by=cora, now=at(14))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_two_claims_into_each_other_one_is_told(carl: User) -> None:
    one, other = tracked(carl), tracked(carl, "A bakery in Oslo sold four thousand rolls.")

    def merged(loser: Claim, winner: Claim) -> bool:
        try:
            merge(loser, winner, why=WHY, by=carl, now=at(14))
        except ClaimError:
            return False
        return True

    done = at_once([partial(merged, one, other), partial(merged, other, one)])

    assert sorted(done) == [False, True]
    assert Claim.objects.filter(stage="tracked").count() == 1
