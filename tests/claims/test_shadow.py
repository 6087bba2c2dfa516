"""claims/shadow.py and claims/releasing.py: a changed method moves nothing that nobody let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import User
from claims.actions import ask_again, close
from claims.errors import Objection
from claims.facts import ClaimFacts, ClaimKind, Stance, Status
from claims.ledger import broken
from claims.models import Claim, LedgerEvent, StatusCheck
from claims.releasing import release_method
from claims.replaying import Outcome, Recorded, replayed
from claims.shadow import by_method_alone
from claims.standing import ENGINE, standing
from claims.verifying import problems
from tests.claims.evidence import NOW, speaker
from tests.claims.evidence import claim as facts_with
from tests.claims.make import NOON, at, checked, confirmed, report, tracked
from tests.claims.older import OLDER, decided_by_an_older_method

ONE = facts_with(ClaimKind.FACT, speaker(1, "ann"))
TWO = facts_with(ClaimKind.FACT, speaker(1, "ann"), speaker(2, "bob"))
DENIED = facts_with(
    ClaimKind.FACT, speaker(1, "ann"), speaker(2, "bob"), speaker(3, "cat", stance=Stance.DENIES)
)


def recorded(facts: ClaimFacts, *, engine: str = OLDER, after: str, shadow: str = "") -> Recorded:
    """A re-check of these facts that ended as told, with the origins of the rules of now."""
    found = standing(facts, now=NOW)
    return Recorded(
        number=1,
        at=NOW,
        engine=engine,
        facts=facts.to_json(),
        digest=facts.digest(),
        before="unchecked",
        after=after,
        origins=[origin.to_json() for origin in found.origins],
        reasons=[reason.to_json() for reason in found.reasons],
        shadow=shadow,
    )


def moved_by_method(last: Recorded | None, facts: ClaimFacts) -> bool:
    later = NOW + timedelta(hours=3)
    return by_method_alone(last, standing(facts, now=later))


def test_the_first_re_check_has_nothing_to_be_held_against() -> None:
    assert not moved_by_method(None, TWO)


def test_what_the_same_method_finds_is_never_held_up() -> None:
    assert not moved_by_method(recorded(ONE, engine=ENGINE, after="unverified"), TWO)


def test_a_changed_method_that_says_the_same_moves_nothing() -> None:
    assert not moved_by_method(recorded(TWO, after="corroborated"), TWO)


def test_the_same_evidence_with_another_answer_is_our_methods_doing() -> None:
    assert moved_by_method(recorded(TWO, after="unverified"), TWO)


def test_the_same_status_by_other_origins_is_our_methods_doing_too() -> None:
    last = replace(recorded(TWO, after="corroborated"), origins=recorded(ONE, after="").origins)

    assert moved_by_method(last, TWO)


def test_new_evidence_is_let_through_whatever_the_method_did() -> None:
    assert not moved_by_method(recorded(TWO, after="unverified"), DENIED)


def test_what_waits_goes_on_waiting_for_as_long_as_it_says_so() -> None:
    waits = recorded(TWO, engine=ENGINE, after="unverified", shadow="corroborated")

    assert moved_by_method(waits, TWO)
    assert not moved_by_method(waits, DENIED)


def test_a_second_change_of_method_that_agrees_with_what_stands_ends_the_wait() -> None:
    assert not moved_by_method(recorded(TWO, after="corroborated", shadow="unverified"), TWO)
    assert moved_by_method(recorded(TWO, after="disputed", shadow="unverified"), TWO)


def test_a_re_check_in_shadow_is_replayed_as_what_its_rules_said() -> None:
    check = recorded(TWO, engine=ENGINE, after="unverified", shadow="corroborated")

    (found,) = replayed([replace(check, before="unverified")])

    assert (found.outcome, found.words) == (Outcome.SAME, "")


# --- in the database -------------------------------------------------------------------------


@pytest.fixture
def held(carl: User) -> Claim:
    """Two origins support it, of which the method of before counted one; re-checked since."""
    claim = tracked(carl)
    for name in ("City Herald", "Evening Courier"):
        confirmed(report(claim, name), by=carl, now=NOON)
    checked(claim, now=NOON)
    decided_by_an_older_method(claim, status=Status.UNVERIFIED, origins=1)
    ask_again(claim, by=carl, now=at(13))
    checked(claim, now=at(13))
    return claim


@pytest.mark.django_db
def test_a_claim_stays_where_it_stood_while_the_changed_method_waits(held: Claim) -> None:
    check = held.checks.newest_first()[0]

    assert (held.status, check.after, check.shadow) == ("unverified", "unverified", "corroborated")
    assert (check.engine, len(check.origins)) == (ENGINE, 2)
    assert list(StatusCheck.objects.waiting_for_release()) == [check]
    event = held.ledger.order_by("seq").last()
    assert event is not None
    assert (event.kind, event.facts["shadow"]) == ("claims.rechecked", "corroborated")


@pytest.mark.django_db
def test_an_editor_lets_it_move_and_the_cause_is_kept(held: Claim, edna: User) -> None:
    (waits,) = StatusCheck.objects.waiting_for_release()

    assert release_method([waits.pk], by=edna, now=at(14)) == 1
    assert not StatusCheck.objects.waiting_for_release().exists()
    check = checked(held, now=at(14))

    assert (held.status, held.status_before) == ("corroborated", "unverified")
    assert (check.shadow, check.triggers) == ("", ["method"])
    assert not StatusCheck.objects.waiting_for_release().exists()
    told = held.ledger.get(kind="claims.method_released")
    assert (told.actor, told.facts["shadow"]) == (edna, "corroborated")
    assert broken(held) is None
    # The history of before was forged for this test, and nothing else was.
    assert [words.split(" of row")[0] for words in problems()] == [f"{held.number}: the re-check"]


@pytest.mark.django_db
def test_who_lets_it_go_twice_lets_it_go_once(held: Claim, edna: User) -> None:
    (waits,) = StatusCheck.objects.waiting_for_release()

    assert [release_method([waits.pk], by=edna, now=at(14)) for _ in range(2)] == [1, 0]
    assert LedgerEvent.objects.filter(kind="claims.method_released").count() == 1


@pytest.mark.django_db
def test_what_was_re_checked_since_it_was_seen_is_left_alone(
    held: Claim, carl: User, edna: User
) -> None:
    (seen,) = StatusCheck.objects.waiting_for_release()
    ask_again(held, by=carl, now=at(14))
    checked(held, now=at(14))

    assert release_method([seen.pk], by=edna, now=at(14)) == 0
    assert [row.pk for row in StatusCheck.objects.waiting_for_release()] != [seen.pk]


@pytest.mark.django_db
def test_only_an_editor_lets_it_move(held: Claim, carl: User) -> None:
    with pytest.raises(Objection, match="Only an editor"):
        release_method([1], by=carl, now=at(14))


@pytest.mark.django_db
def test_new_evidence_moves_a_claim_that_waits(held: Claim, carl: User) -> None:
    denial = report(held, "Daily Post", now=at(14))
    confirmed(denial, by=carl, stance=Stance.DENIES, now=at(14))

    check = checked(held, now=at(14))

    assert (held.status, check.shadow) == ("disputed", "")
    assert not StatusCheck.objects.waiting_for_release().exists()


@pytest.mark.django_db
def test_a_closed_claim_waits_for_nobody(held: Claim, edna: User) -> None:
    close(held, why="No longer of interest.", by=edna, now=at(14))

    assert not StatusCheck.objects.waiting_for_release().exists()
