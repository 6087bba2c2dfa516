"""Links, `claims/follow.py`: a change of one claim has the other looked at, and brings nothing."""

from datetime import datetime

import pytest

from accounts.models import User
from claims.actions import close, edit, link, reword
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimKind
from claims.follow import follow_linked
from claims.models import Claim
from claims.resting import linked_with
from claims.states import LinkKind
from claims.tasks import recheck_due
from tests.claims.make import NOON, at, both, checked, confirmed, inbox, report, tracked
from tests.jobs.listening import listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def saying(carl: User) -> Claim:
    return tracked(carl, "A governor in Nairobi promised free school meals.", kind=ClaimKind.SAID)


@pytest.fixture
def content(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def stranger(carl: User) -> Claim:
    return tracked(carl, "A bakery in Oslo sold four thousand rolls.")


def settled(*claims: Claim, now: datetime = NOON) -> None:
    """All re-checked, and every change of a link followed."""
    for claim in claims:
        claim.refresh_from_db()
        checked(claim, now=now)
    while follow_linked(now=both(now)):
        pass
    for claim in claims:
        claim.triggers.filter(served_by=None).update(served_by=claim.checks.latest("at"))


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def corroborate(claim: Claim, *, by: User) -> None:
    """Two more newsrooms of their own report it, and the claim is re-checked."""
    for name in ("City Herald", "Evening Courier"):
        confirmed(report(claim, name), by=by, now=at(13))
    claim.refresh_from_db()
    checked(claim, now=at(13))


@pytest.mark.parametrize("kind", LinkKind)
@pytest.mark.parametrize("forward", [True, False], ids=["target", "source"])
def test_a_change_of_one_rechecks_the_other_and_nobody_else(
    kind: LinkKind, *, forward: bool, saying: Claim, content: Claim, stranger: Claim, carl: User
) -> None:
    one, other = (saying, content) if forward else (content, saying)
    link(saying, content, kind=kind, by=carl, now=NOON)
    settled(saying, content, stranger)
    facts, status = facts_of(other, at=at(12, 13)), other.status

    corroborate(one, by=carl)
    assert one.status == "corroborated"
    assert follow_linked(now=both(at(13))) == 1

    assert (waiting(other), waiting(stranger)) == ({"linked"}, set())
    other.refresh_from_db()
    check = checked(other, now=at(13))
    assert (check.triggers, check.after) == (["linked"], status)
    assert facts_of(other, at=at(13)) == facts


def test_two_claims_that_are_linked_do_not_wake_each_other_for_ever(
    saying: Claim, content: Claim, carl: User
) -> None:
    link(saying, content, kind=LinkKind.SAYS, by=carl, now=NOON)
    settled(saying, content)
    corroborate(saying, by=carl)

    for _ in range(3):
        follow_linked(now=both(at(13)))
        for claim in Claim.objects.filter(next_at__lte=at(13)):
            checked(claim, now=at(13))

    assert follow_linked(now=both(at(13))) == 0
    assert (waiting(saying), waiting(content)) == (set(), set())


def test_a_re_check_that_changed_nothing_wakes_nobody(
    saying: Claim, content: Claim, carl: User
) -> None:
    link(saying, content, kind=LinkKind.SAYS, by=carl, now=NOON)
    settled(saying, content)

    checked(saying, now=at(13))

    assert follow_linked(now=both(at(13))) == 0


def test_an_edit_the_end_and_the_link_itself_are_changes_too(
    saying: Claim, content: Claim, carl: User
) -> None:
    settled(saying, content)
    link(saying, content, kind=LinkKind.UPDATES, by=carl, now=at(13))
    follow_linked(now=both(at(13)))
    assert waiting(content) == {"linked"}

    settled(saying, content, now=at(13))
    edit(saying, {"priority": "high"}, version=saying.version, by=carl, now=at(14))
    follow_linked(now=both(at(14)))
    assert waiting(content) == {"linked"}

    settled(content, now=at(14))
    close(saying, why="Nobody asks any more.", by=carl, now=at(15))
    follow_linked(now=both(at(15)))
    assert waiting(content) == {"linked"}


def test_the_sweep_of_rechecks_follows_links_by_itself(
    saying: Claim, content: Claim, carl: User
) -> None:
    link(saying, content, kind=LinkKind.SAYS, by=carl, now=NOON)

    with listening():
        recheck_due()

    served = [kind for row in content.checks.all() for kind in row.triggers]
    assert set(served) == {"tracked", "linked"}
    assert (waiting(saying), waiting(content)) == (set(), set())


def test_links_are_read_in_both_directions(
    saying: Claim, content: Claim, stranger: Claim, carl: User
) -> None:
    link(saying, content, kind=LinkKind.SAYS, by=carl, now=NOON)
    link(content, stranger, kind=LinkKind.CONTRADICTS, by=carl, now=NOON)

    assert linked_with([content.pk]) == {saying.pk, stranger.pk}
    assert linked_with([saying.pk]) == {content.pk}


# --- a new wording --------------------------------------------------------------------------


def test_a_new_wording_of_a_frozen_claim_is_a_new_claim_that_updates_it(
    content: Claim, carl: User
) -> None:
    Claim.objects.filter(pk=content.pk).update(frozen_at=NOON, holder=None, topics=["bridges"])
    content.refresh_from_db()
    confirmed(report(content, "City Herald"), by=carl)

    new = reword(content, "The bridge will close to all cars.", by=carl, now=at(13))

    assert (new.statement, new.stage, new.kind, new.topics) == (
        "The bridge will close to all cars.",
        "inbox",
        content.kind,
        ["bridges"],
    )
    (row,) = new.links.all()
    assert (row.kind, row.target) == ("updates", content)
    assert facts_of(new, at=at(14)).passages == ()
    content.refresh_from_db()
    assert content.statement != new.statement


def test_the_same_words_are_no_new_wording(content: Claim, carl: User) -> None:
    with pytest.raises(Objection, match="the same words"):
        reword(content, f" {content.statement} ", by=carl, now=at(13))


def test_what_is_not_a_persons_to_change_is_not_edited(carl: User) -> None:
    claim = inbox(carl)

    for name in ("status", "stage", "frozen_at", "condition_met_at", "merged_into"):
        with pytest.raises(Objection, match="does not change"):
            edit(claim, {name: None}, version=1, by=carl, now=NOON)
