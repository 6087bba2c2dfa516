"""claims/outlets.py, claims/resting.py: what is known of an outlet, and what then is looked at."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from claims.actions import add_party
from claims.deciding import Voice, add_alias, confirm, set_principal
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimKind, OriginKind, Stance
from claims.models import Claim, Counting, Mouthpiece, Speaker
from claims.outlets import set_counted, set_mouthpiece, set_owner
from claims.standing import Standing, standing
from claims.states import PartyRole
from jobs.models import SubjectEvent
from sources.models import Outlet
from tests.claims.make import NOON, at, checked, confirmed, report, speaker, tracked

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(carl: User) -> Claim:
    """A claim that two newsrooms' own reporters support, re-checked."""
    claim = tracked(carl)
    for name in ("City Herald", "Evening Courier"):
        confirmed(report(claim, name), by=carl)
    checked(claim, now=NOON)
    return claim


@pytest.fixture
def other(carl: User) -> Claim:
    """A claim on which nothing rests, re-checked."""
    claim = tracked(carl, "A bakery in Oslo sold four thousand rolls.")
    checked(claim, now=NOON)
    return claim


@pytest.fixture
def courier(claim: Claim) -> Outlet:
    return Outlet.objects.get(name="Evening Courier")


def stands(claim: Claim, *, day: int) -> Standing:
    return standing(facts_of(claim, at=at(day)), now=at(day))


def waiting(claim: Claim) -> set[str]:
    claim.refresh_from_db()
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def kinds(house: Outlet) -> list[str]:
    rows = SubjectEvent.objects.filter(subject=f"sources.outlet:{house.pk}").order_by("seq")
    return list(rows.values_list("kind", flat=True))


# --- owners ---------------------------------------------------------------------------------


def test_a_new_owner_rechecks_what_rests_on_the_outlet_and_nothing_else(
    claim: Claim, other: Claim, courier: Outlet, edna: User
) -> None:
    set_owner(courier, owner="City Herald Group", by=edna, now=at(14))

    assert (waiting(claim), waiting(other)) == ({"settings"}, set())
    assert checked(claim, now=at(14)).after == "unverified"


# --- state media ------------------------------------------------------------------------------


def test_state_media_are_one_origin_with_the_office_that_they_speak_for(
    claim: Claim, other: Claim, courier: Outlet, carl: User, edna: User
) -> None:
    ministry = speaker("Ministry")
    words = Voice(OriginKind.SPEAKER, root=ministry, heard_directly=True)
    confirm(report(claim, "Daily Post"), stance=Stance.SUPPORTS, voice=words, by=carl, now=NOON)

    set_mouthpiece(courier, principal=ministry, by=edna, now=at(14))

    before, after = (
        {origin.principal for origin in stands(claim, day=day).origins} for day in (13, 14)
    )
    assert len(before) == 3
    assert len(after) == 2
    assert f"speaker:{ministry.pk}" in after
    assert (waiting(claim), waiting(other)) == ({"settings", "new_passage", "decision"}, set())
    assert kinds(courier)[-1] == "claims.mouthpiece_set"


def test_state_media_of_an_interested_office_are_interested(
    claim: Claim, courier: Outlet, carl: User, edna: User
) -> None:
    ministry, state = speaker("Ministry"), speaker("State")
    set_principal(ministry, principal=state, by=edna, now=at(13))
    set_mouthpiece(courier, principal=ministry, by=edna, now=at(13))
    why = {"role": PartyRole.SUBJECT, "reason": "It is about the state."}
    add_party(claim, speaker=state, **why, by=carl, now=at(14))  # type: ignore[arg-type]  # two types

    found = {origin.name: origin.interested for origin in stands(claim, day=14).origins}

    assert found == {"City Herald": False, "Evening Courier": True}


def test_an_outlet_may_have_its_own_voice_again(claim: Claim, courier: Outlet, edna: User) -> None:
    set_mouthpiece(courier, principal=speaker("Ministry"), by=edna, now=at(13))
    set_mouthpiece(courier, principal=None, by=edna, now=at(15))

    principals = [
        {origin.principal.split(":")[0] for origin in stands(claim, day=day).origins}
        for day in (12, 13, 15)
    ]
    assert principals == [{"owner"}, {"owner", "speaker"}, {"owner"}]
    assert Mouthpiece.objects.count() == 2


# --- whether it counts --------------------------------------------------------------------


def test_an_outlet_that_does_not_count_says_why_and_counted_before(
    claim: Claim, courier: Outlet, edna: User
) -> None:
    set_counted(courier, counted=False, reason="It is a satire.", by=edna, now=at(14))

    assert waiting(claim) == {"settings"}
    assert [stands(claim, day=day).status for day in (13, 14)] == ["corroborated", "unverified"]
    assert kinds(courier)[-1] == "claims.outlet_not_counted"
    courier.refresh_from_db()
    assert (courier.counted, courier.not_counted_reason) == (False, "It is a satire.")


def test_an_outlet_may_count_again(claim: Claim, courier: Outlet, edna: User) -> None:
    set_counted(courier, counted=False, reason="It is a satire.", by=edna, now=at(13))
    set_counted(courier, counted=True, by=edna, now=at(15))

    found = [stands(claim, day=day).status for day in (12, 14, 15)]

    assert found == ["corroborated", "unverified", "corroborated"]


@pytest.mark.parametrize("counted", [True, False])
def test_what_was_set_aside_before_there_were_dated_rows_stays_so_in_the_past(
    counted: bool, claim: Claim, courier: Outlet, edna: User
) -> None:
    Outlet.objects.filter(pk=courier.pk).update(counted=False, not_counted_reason="It is a satire.")
    before = stands(claim, day=13)

    set_counted(courier, counted=counted, reason="A new editor.", by=edna, now=at(14))

    assert before.status == "unverified"
    assert stands(claim, day=13) == before
    assert stands(claim, day=14).status == ("corroborated" if counted else "unverified")
    base, row = Counting.objects.order_by("since")
    assert (base.counted, base.reason, base.set_by) == (False, "It is a satire.", None)
    assert (row.counted, row.since) == (counted, at(14))
    event = SubjectEvent.objects.filter(subject=f"sources.outlet:{courier.pk}").latest("seq")
    assert event.facts["base"] == base.pk


def test_a_past_of_dated_rows_is_left_as_it_is(claim: Claim, courier: Outlet, edna: User) -> None:
    set_counted(courier, counted=False, reason="It is a satire.", by=edna, now=at(13))
    set_counted(courier, counted=True, by=edna, now=at(15))

    assert [row.since for row in Counting.objects.order_by("since")] == [at(13), at(15)]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_an_outlet_is_not_set_aside_without_a_short_reason(
    reason: str, courier: Outlet, edna: User
) -> None:
    with pytest.raises(Objection, match=r"reason|why"):
        set_counted(courier, counted=False, reason=reason, by=edna, now=at(13))


def test_a_checker_decides_nothing_of_an_outlet(courier: Outlet, carl: User) -> None:
    with pytest.raises(Objection, match="An editor decides"):
        set_counted(courier, counted=True, by=carl, now=NOON)
    with pytest.raises(Objection, match="An editor decides"):
        set_owner(courier, owner=None, by=carl, now=NOON)
    with pytest.raises(Objection, match="An editor decides"):
        set_mouthpiece(courier, principal=None, by=carl, now=NOON)


def test_the_command_sets_what_is_named_and_says_so(courier: Outlet) -> None:
    speaker("Ministry")
    out = StringIO()

    words = ["--owner", "City Herald Group", "--speaks-for", "Ministry", "--not-counted", "Satire"]
    call_command("set_outlet", courier.domain, *words, stdout=out)

    assert kinds(courier)[-3:] == [
        "sources.owner_set",
        "claims.mouthpiece_set",
        "claims.outlet_not_counted",
    ]
    assert "Evening Courier" in out.getvalue()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["nowhere.example", "--counted"], "There is no outlet"),
        (["evening-courier.example"], "Say what"),
        (["evening-courier.example", "--speaks-for", "Nobody"], "Nobody here is called"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(
    words: list[str], refusal: str, courier: Outlet
) -> None:
    with pytest.raises(CommandError, match=refusal):
        call_command("set_outlet", *words)


# --- speakers -----------------------------------------------------------------------------


@pytest.fixture
def mayor(db: None) -> Speaker:
    return speaker("Ana Costa")


@pytest.mark.parametrize("role", ["claimant", "holder"])
def test_whom_a_claim_is_of_rests_on_for_whom_they_speak(
    role: str, mayor: Speaker, carl: User, edna: User
) -> None:
    mine = tracked(carl, kind=ClaimKind.POSITION, **{role: mayor})  # type: ignore[arg-type]  # a role
    checked(mine, now=NOON)

    set_principal(mayor, principal=speaker("City of Lisbon"), by=edna, now=at(14))

    assert waiting(mine) == {"settings"}


def test_who_speaks_for_somebody_in_between_is_reached_too(
    claim: Claim, mayor: Speaker, carl: User, edna: User
) -> None:
    spokesman, city = speaker("Rui Lopes"), speaker("City of Lisbon")
    words = Voice(OriginKind.SPEAKER, root=spokesman, heard_directly=True)
    confirm(report(claim, "Daily Post"), stance=Stance.SUPPORTS, voice=words, by=carl, now=at(13))
    set_principal(spokesman, principal=mayor, by=edna, now=at(13))
    checked(claim, now=at(13))

    set_principal(mayor, principal=city, by=edna, now=at(14))

    assert waiting(claim) == {"settings"}
    assert f"speaker:{city.pk}" in {one.principal for one in stands(claim, day=14).origins}


def test_the_members_of_a_ring_are_one(edna: User, mayor: Speaker, carl: User) -> None:
    claim, spokesman = tracked(carl), speaker("Rui Lopes")
    for one, house in ((mayor, "Daily Post"), (spokesman, "City Herald")):
        words = Voice(OriginKind.SPEAKER, root=one, heard_directly=True)
        confirm(report(claim, house), stance=Stance.SUPPORTS, voice=words, by=carl, now=at(13))
    set_principal(mayor, principal=spokesman, by=edna, now=at(14))
    set_principal(spokesman, principal=mayor, by=edna, now=at(14))

    assert [len(stands(claim, day=day).origins) for day in (13, 14)] == [2, 1]


def test_another_name_rechecks_what_rests_on_the_speaker(
    mayor: Speaker, other: Claim, carl: User, edna: User
) -> None:
    mine = tracked(carl, claimant=mayor)
    checked(mine, now=NOON)

    add_alias(mayor, " the  mayor ", by=edna, now=at(14))

    assert Speaker.objects.named("The Mayor") == mayor
    assert (waiting(mine), waiting(other)) == ({"settings"}, set())


def test_a_name_of_nothing_is_refused(mayor: Speaker, edna: User) -> None:
    with pytest.raises(Objection, match="from 1 to 200"):
        add_alias(mayor, "  ", by=edna, now=NOON)


def test_an_alleged_source_is_a_witness_when_it_is_heard_itself(mayor: Speaker, carl: User) -> None:
    claim = tracked(carl, claimant=speaker("Rui Lopes"), alleged_source=mayor)
    words = Voice(OriginKind.SPEAKER, root=mayor, heard_directly=True)
    confirm(report(claim, "Daily Post"), stance=Stance.DENIES, voice=words, by=carl, now=NOON)

    assert stands(claim, day=13).status == "disputed"
