from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims import actions
from claims.asof import REMOVED, changes_around, claim_as_of, suggested
from claims.deciding import dismiss
from claims.facts import ClaimKind, Stance
from claims.models import Claim, LedgerText, StatusCheck
from tests.claims import make
from tests.claims.make import BRIDGE, at

pytestmark = pytest.mark.django_db
# What a claim's row of then is compared by; `next_at` and the ledger's own columns are not kept.
FIELDS = (
    "statement",
    "priority",
    "condition",
    "due_on",
    "earliest",
    "look_again_on",
    "stage",
    "status",
    "status_before",
    "status_since",
    "last_checked_at",
    "looked_back",
    "version",
)


def row(claim: Claim) -> dict[str, object]:
    return {name: getattr(claim, name) for name in FIELDS}


def edited(claim: Claim, by: User, *, now: datetime, **changes: object) -> None:
    actions.edit(claim, changes, version=claim.version, by=by, now=now)


@pytest.fixture
def claim(carl: User, rita: User) -> Claim:
    """A claim with a past: filed, tracked, re-checked, edited, denied, closed."""
    made = make.inbox(
        carl,
        now=at(12),
        kind=ClaimKind.FACT,
        look_again_on=date(2025, 8, 20),
    )
    actions.track(made, by=carl, now=at(12, 13))
    make.checked(made, now=at(12, 13))
    first = make.report(made, "City Herald", now=at(13))
    make.confirmed(first, by=rita, now=at(13, 13))
    make.checked(made, now=at(13, 13))
    edited(made, carl, now=at(13, 15), statement="The Harbour Bridge is closed.", priority="high")
    edited(made, carl, now=at(13, 16), look_again_on=date(2025, 8, 30))
    second = make.report(made, "Northern Wire", now=at(14))
    make.confirmed(second, by=rita, stance=Stance.DENIES, now=at(14, 13))
    make.checked(made, now=at(14, 13))
    actions.note_look_back(made, words="Searched 2020 to 2025: nothing.", by=carl, now=at(14, 15))
    actions.close(made, why="Settled.", by=carl, now=at(15))
    return Claim.objects.get()


def test_as_of_now_is_the_claim_of_now(claim: Claim) -> None:
    assert row(claim_as_of(claim, at=at(16))) == row(claim)


def test_each_moment_has_the_status_that_the_last_re_check_had_found(claim: Claim) -> None:
    def stood(moment: datetime) -> tuple[str, str, datetime | None]:
        then = claim_as_of(claim, at=moment)
        return then.status, then.status_before, then.last_checked_at

    first = at(12, 13)
    assert stood(at(12, 12, 59)) == ("unchecked", "", None)
    assert stood(first) == ("unverified", "unchecked", first)
    assert stood(at(14, 12)) == ("unverified", "unchecked", at(13, 13))
    assert stood(at(14, 13)) == ("disputed", "unverified", at(14, 13))
    assert claim_as_of(claim, at=at(14, 12)).status_since == first


def test_words_and_days_are_those_of_then(claim: Claim) -> None:
    before, between = claim_as_of(claim, at=at(13, 14)), claim_as_of(claim, at=at(13, 15))

    assert (before.statement, before.version, before.priority) == (BRIDGE, 1, "normal")
    assert before.look_again_on == date(2025, 8, 20)
    assert (between.statement, between.version) == ("The Harbour Bridge is closed.", 2)
    assert between.look_again_on == date(2025, 8, 20)
    assert claim_as_of(claim, at=at(13, 16)).look_again_on == date(2025, 8, 30)


def test_erased_words_are_said_to_be_removed(claim: Claim) -> None:
    filed = LedgerText.objects.filter(event__claim=claim, event__kind="claims.filed")
    filed.update(text=None, salt=None)

    assert claim_as_of(claim, at=at(13)).statement == REMOVED
    assert claim_as_of(claim, at=at(16)).statement == "The Harbour Bridge is closed."


def test_stage_and_look_back_are_those_of_then(claim: Claim) -> None:
    def stood(moment: datetime) -> tuple[str, str]:
        then = claim_as_of(claim, at=moment)
        return then.stage, then.looked_back

    assert stood(at(12)) == ("inbox", "")
    assert stood(at(14, 14)) == ("tracked", "")
    assert stood(at(14, 15)) == ("tracked", "Searched 2020 to 2025: nothing.")
    assert stood(at(15)) == ("closed", "Searched 2020 to 2025: nothing.")


def test_what_happens_later_never_changes_an_earlier_moment(carl: User, rita: User) -> None:
    claim = make.tracked(carl, now=at(12))
    make.checked(claim, now=at(12))
    then = row(claim_as_of(claim, at=at(12)))

    make.confirmed(make.report(claim, "City Herald", now=at(13)), by=rita, now=at(13, 13))
    edited(claim, carl, now=at(13, 13), statement="Another wording.")
    make.checked(claim, now=at(13, 13))
    actions.note_look_back(claim, words="Nothing.", by=carl, now=at(14))
    actions.close(claim, why="Settled.", by=carl, now=at(15))

    claim.refresh_from_db()
    assert row(claim_as_of(claim, at=at(12))) == then


def test_a_passage_waited_until_somebody_decided_on_it(carl: User) -> None:
    claim = make.tracked(carl, now=at(12))
    passage = make.report(claim, "City Herald", now=at(13))
    dismiss(passage, by=carl, now=at(14))

    def waited(moment: datetime) -> list[int]:
        then = claim_as_of(claim, at=moment)
        return list(suggested(then, at=moment).values_list("pk", flat=True))

    assert waited(at(12, 13)) == []
    assert waited(at(13)) == [passage.pk]
    assert waited(at(14)) == []
    assert list(suggested(claim, at=None)) == []


def test_nothing_waited_where_nothing_was_tracked(carl: User) -> None:
    claim = make.tracked(carl, now=at(12))
    make.report(claim, "City Herald", now=at(13))
    actions.close(claim, why="Settled.", by=carl, now=at(14))

    assert suggested(claim_as_of(claim, at=at(13)), at=at(13)).count() == 1
    assert suggested(claim_as_of(claim, at=at(15)), at=at(15)).count() == 0


def test_the_changes_around_a_moment_pass_over_re_checks_that_changed_nothing(
    claim: Claim,
) -> None:
    around = changes_around(claim, at=at(13, 14))

    # The confirming and the re-check at 13:00 changed no status; the edit at 15:00 is next.
    assert (around.before, around.after) == (at(13, 13), at(13, 15))
    assert changes_around(claim, at=at(12)).before is None
    assert changes_around(claim, at=at(15)).after is None


@pytest.mark.parametrize("more", [0, 30])
def test_looking_back_costs_the_same_for_any_past(
    claim: Claim, more: int, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    check = claim.checks.order_by("pk").first()
    assert check is not None
    for n in range(more):
        moment = at(13) + timedelta(minutes=n)
        StatusCheck.objects.create(
            claim=claim,
            slot=moment,
            at=moment,
            facts=check.facts,
            digest=check.digest,
            before=check.after,
            after=check.after,
            engine=check.engine,
        )

    with django_assert_num_queries(4):
        claim_as_of(claim, at=at(14))
