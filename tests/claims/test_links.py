"""claims/links.py: a link between two claims that is taken back."""

from datetime import datetime
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from claims import ledger
from claims.actions import close, link, track
from claims.errors import ClaimError, Objection, StaleClaim
from claims.evidence import facts_of
from claims.links import unlink
from claims.merging import merge
from claims.models import Claim, ClaimLink
from claims.resting import linked_with
from claims.states import LinkKind
from tests.claims.make import NOON, at, checked, tracked
from tests.jobs.together import at_once

pytestmark = pytest.mark.django_db
WHY = "They speak of two bridges."


@pytest.fixture
def one(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def other(carl: User) -> Claim:
    return tracked(carl, "Lorries will be banned from the Harbour Bridge in Lisbon.")


@pytest.fixture
def linked(one: Claim, other: Claim, carl: User) -> ClaimLink:
    return link(one, other, kind=LinkKind.CONTRADICTS, by=carl, now=NOON)


def kinds_at(moment: datetime | None) -> list[str]:
    return list(ClaimLink.objects.in_force(moment).values_list("kind", flat=True))


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def test_a_link_that_is_taken_back_still_stands_as_of_a_moment_before(
    linked: ClaimLink, rita: User
) -> None:
    unlink(linked, why=WHY, by=rita, now=at(14))

    assert kinds_at(at(11)) == []
    assert kinds_at(NOON) == ["contradicts"]
    assert kinds_at(at(13)) == ["contradicts"]
    assert kinds_at(at(14)) == []
    assert kinds_at(None) == []


def test_the_ledgers_of_both_claims_tell_who_took_it_back_and_why(
    one: Claim, other: Claim, linked: ClaimLink, rita: User
) -> None:
    unlink(linked, why=f" {WHY} ", by=rita, now=at(14))

    for claim in (one, other):
        event = claim.ledger.get(kind="claims.unlinked")
        assert (event.actor, event.at) == (rita, at(14))
        assert (event.facts["source"], event.facts["target"]) == (one.pk, other.pk)
        assert (event.facts["link"], event.facts["kind"]) == (linked.pk, "contradicts")
        assert event.texts.get(name="why").text == WHY
        assert WHY not in str(event.facts)
        assert ledger.broken(claim) is None


def test_the_same_two_claims_can_be_linked_again(
    one: Claim, other: Claim, linked: ClaimLink, carl: User
) -> None:
    unlink(linked, why=WHY, by=carl, now=at(14))

    again = link(one, other, kind=LinkKind.CONTRADICTS, by=carl, now=at(15))
    twice = link(one, other, kind=LinkKind.CONTRADICTS, by=carl, now=at(16))

    assert again == twice
    assert again != linked
    assert [kinds_at(at(day)) for day in (13, 14, 15)] == [["contradicts"], [], ["contradicts"]]
    kinds = one.ledger.order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-3:] == ["claims.linked", "claims.unlinked", "claims.linked"]


def test_two_links_of_one_kind_are_never_in_force_at_once(
    one: Claim, other: Claim, linked: ClaimLink, carl: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLink.objects.create(source=one, target=other, kind=linked.kind, at=at(13), by=carl)


def test_both_claims_are_re_checked_and_neither_brings_the_other_evidence(
    one: Claim, other: Claim, linked: ClaimLink, carl: User
) -> None:
    for claim in (one, other):
        checked(claim, now=at(13))
    before = [facts_of(claim, at=at(14)) for claim in (one, other)]

    unlink(linked, why=WHY, by=carl, now=at(14))

    assert [waiting(claim) for claim in (one, other)] == [{"linked"}, {"linked"}]
    assert [facts_of(claim, at=at(14)) for claim in (one, other)] == before


def test_a_change_of_one_wakes_the_other_no_more(
    one: Claim, other: Claim, linked: ClaimLink, carl: User
) -> None:
    assert linked_with([one.pk]) == {other.pk}

    unlink(linked, why=WHY, by=carl, now=at(14))

    assert linked_with([one.pk]) == set()


def test_two_claims_that_contradict_each_other_no_more_can_be_merged(
    one: Claim, other: Claim, linked: ClaimLink, carl: User
) -> None:
    with pytest.raises(Objection, match="contradicting each other"):
        merge(other, one, why="The same.", by=carl, now=at(13))

    unlink(linked, why=WHY, by=carl, now=at(14))
    merge(other, one, why="The same.", by=carl, now=at(15))

    other.refresh_from_db()
    assert other.merged_into == one


def test_a_link_is_not_taken_back_without_a_reason_or_by_somebody_who_only_files(
    linked: ClaimLink, carl: User, cora: User
) -> None:
    with pytest.raises(Objection, match="Say why"):
        unlink(linked, why=" ", by=carl, now=at(14))
    with pytest.raises(Objection, match="A checker"):
        unlink(linked, why=WHY, by=cora, now=at(14))

    assert kinds_at(None) == ["contradicts"]


def test_who_takes_it_back_second_is_told(linked: ClaimLink, carl: User, rita: User) -> None:
    seen = ClaimLink.objects.get(pk=linked.pk)
    unlink(linked, why=WHY, by=rita, now=at(14))

    with pytest.raises(StaleClaim, match="before you"):
        unlink(seen, why="Another reason.", by=carl, now=at(15))

    linked.refresh_from_db()
    assert (linked.until, linked.ended_by) == (at(14), rita)


@pytest.mark.parametrize("forward", [True, False], ids=["of-the-loser", "to-the-loser"])
def test_what_a_merge_says_is_not_taken_back_until_the_merge_ends(
    one: Claim, other: Claim, carl: User, forward: bool
) -> None:
    ends = (other, one) if forward else (one, other)
    says = link(*ends, kind=LinkKind.DUPLICATE_OF, by=carl, now=NOON)
    merge(other, one, why="The same.", by=carl, now=at(13))

    with pytest.raises(Objection, match=f"{other.number} is merged"):
        unlink(says, why=WHY, by=carl, now=at(14))
    other.refresh_from_db()
    track(other, by=carl, now=at(15))
    unlink(says, why=WHY, by=carl, now=at(16))

    assert kinds_at(None) == []


def test_two_that_were_merged_into_a_third_stay_duplicates(
    one: Claim, other: Claim, carl: User
) -> None:
    third = tracked(carl, "The Harbour Bridge in Lisbon is closed to all lorries.")
    says = link(other, one, kind=LinkKind.DUPLICATE_OF, by=carl, now=NOON)
    merge(other, one, why="The same.", by=carl, now=at(13))
    merge(one, third, why="The same.", by=carl, now=at(14))

    with pytest.raises(Objection, match="the two are one claim"):
        unlink(says, why=WHY, by=carl, now=at(15))


def test_a_duplicate_that_was_closed_without_a_merge_may_stand_apart(
    one: Claim, other: Claim, carl: User
) -> None:
    says = link(other, one, kind=LinkKind.DUPLICATE_OF, by=carl, now=NOON)
    close(other, why="Nobody asks.", by=carl, now=at(13))

    unlink(says, why=WHY, by=carl, now=at(14))

    assert kinds_at(None) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_back_at_once_exactly_one_does(
    one: Claim, linked: ClaimLink, carl: User, rita: User
) -> None:
    def take_back(by: User) -> bool:
        try:
            unlink(ClaimLink.objects.get(pk=linked.pk), why=WHY, by=by, now=at(14))
        except ClaimError:
            return False
        return True

    done = at_once([partial(take_back, carl), partial(take_back, rita)])

    assert sorted(done) == [False, True]
    assert one.ledger.filter(kind="claims.unlinked").count() == 1
