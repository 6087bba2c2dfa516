"""claims/replaying.py and `manage.py replay`: any status can be decided again from its facts."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from claims import codec
from claims.codec import Json, JsonObject
from claims.facts import ClaimFacts, ClaimKind, Stance
from claims.models import Claim, StatusCheck
from claims.replaying import Outcome, Recorded, replayed
from claims.standing import ENGINE, standing
from jobs import guards
from tests.claims.evidence import NOW, speaker
from tests.claims.evidence import claim as facts_with
from tests.claims.make import NOON, at, checked, confirmed, report, tracked


def recorded(facts: ClaimFacts, *, number: int = 1, before: str = "unchecked") -> Recorded:
    """A re-check as it is written down."""
    found = standing(facts, now=NOW)
    return Recorded(
        number=number,
        at=NOW,
        engine=ENGINE,
        facts=facts.to_json(),
        digest=facts.digest(),
        before=before,
        after=found.status.value,
        origins=[origin.to_json() for origin in found.origins],
        reasons=[reason.to_json() for reason in found.reasons],
    )


TWO = facts_with(ClaimKind.FACT, speaker(1, "ann"), speaker(2, "bob"))


def outcome(check: Recorded) -> tuple[Outcome, str]:
    (found,) = replayed([check])
    return found.outcome, found.words


def test_what_nobody_touched_is_decided_alike() -> None:
    assert outcome(recorded(TWO)) == (Outcome.SAME, "")


def test_another_status_than_its_facts_give_is_named() -> None:
    forged = replace(recorded(TWO), after="disputed")

    assert outcome(forged) == (
        Outcome.DIFFERS,
        "its facts give corroborated, recorded was disputed",
    )


def test_facts_that_were_changed_afterwards_are_named() -> None:
    check = recorded(TWO)
    other: JsonObject = {**check.facts, "claim_id": 2}

    found, words = outcome(replace(check, facts=other))

    assert (found, words) == (Outcome.DIFFERS, "its facts are not those of its digest")


@pytest.mark.parametrize(("field", "word"), [("origins", "origins"), ("reasons", "reasons")])
def test_other_origins_or_reasons_than_its_facts_give_are_named(field: str, word: str) -> None:
    nothing: list[Json] = []
    check = recorded(TWO)
    forged = replace(check, **{field: nothing})  # type: ignore[arg-type]  # one of two lists

    assert outcome(forged) == (Outcome.DIFFERS, f"its facts give other {word} than recorded")


def test_a_re_check_that_does_not_begin_where_the_last_one_ended_is_named() -> None:
    first = recorded(TWO)
    later = replace(recorded(TWO, number=2, before="disputed"), at=NOW + timedelta(hours=1))

    found = [one.words for one in replayed([first, later])]

    assert found == ["", "it began at disputed, the re-check before it ended at corroborated"]


def test_a_check_by_an_older_engine_is_said_to_be_one_and_is_not_wrong() -> None:
    old = replace(recorded(TWO), engine="standing-0", after="disputed")

    assert outcome(old) == (
        Outcome.OLDER_ENGINE,
        f"decided by standing-0; {ENGINE} would say corroborated",
    )


def test_facts_written_before_a_field_was_added_are_still_read() -> None:
    check = recorded(TWO)
    assert not any("copies" in codec.mapping(row) for row in codec.array(check.facts, "passages"))

    assert ClaimFacts.from_json(check.facts) == TWO


# --- the command ---------------------------------------------------------------------------


@pytest.fixture
def history(carl: User) -> Claim:
    """A claim with three re-checks: unverified, corroborated, disputed."""
    claim = tracked(carl)
    checked(claim, now=NOON)
    for name in ("City Herald", "Evening Courier"):
        confirmed(report(claim, name), by=carl, now=at(13))
    claim.refresh_from_db()
    checked(claim, now=at(13))
    confirmed(report(claim, "Daily Post"), by=carl, stance=Stance.DENIES, now=at(14))
    checked(claim, now=at(14))
    return claim


def replay(*words: str) -> str:
    out = StringIO()
    call_command("replay", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_claims_history_is_told_and_is_the_same(history: Claim) -> None:
    told = replay(history.number).splitlines()

    assert [line.split(", ")[1] for line in told[:-1]] == ["unverified", "corroborated", "disputed"]
    assert told[-1] == "3 re-checks decided again, 3 the same."
    assert replay("--all").splitlines() == told[-1:]


@pytest.mark.django_db
def test_the_first_re_check_that_differs_is_named_and_the_command_fails(history: Claim) -> None:
    guards.disarm()
    wrong = StatusCheck.objects.get(after="corroborated")
    StatusCheck.objects.filter(pk=wrong.pk).update(after="contradicted")

    with pytest.raises(CommandError) as refused:
        replay("--all")

    told = str(refused.value)
    assert told.startswith(f"2 differ, the first of them {history.number}: re-check {wrong.pk} of")
    assert told.endswith("its facts give corroborated, recorded was contradicted")


@pytest.mark.django_db
def test_an_older_engine_is_counted_apart(history: Claim) -> None:
    guards.disarm()
    StatusCheck.objects.filter(after="disputed").update(engine="standing-0")

    assert replay("--all") == "3 re-checks decided again, 2 the same, 1 by an older engine.\n"


@pytest.mark.django_db
def test_a_claim_that_is_not_there_is_said_so() -> None:
    with pytest.raises(CommandError, match="There is no claim C-77"):
        replay("C-77")
