"""What a merge keeps: interests, decisions, records, the ability to cite."""

import pytest

from accounts.models import User
from claims.actions import add_party, link
from claims.deciding import Voice, confirm, kept, meet_condition, record_outcome, second_outcome
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import ClaimKind, Confirmed, OriginKind, OutcomeKind, Stance
from claims.merging import merge
from claims.models import Appearance, AppearanceDecision, Claim, Outcome, Speaker
from claims.outcomes import outcomes_in_force, record_of
from claims.states import Decided, LinkKind, PartyRole
from tests.claims.make import at, capture, checked, confirmed, passage, report, speaker, tracked

pytestmark = pytest.mark.django_db
WHY = "They say the same."
SAME = "Lorries will be banned from the Harbour Bridge in Lisbon."
THIRD = "No lorry will be let onto the Harbour Bridge in Lisbon."


@pytest.fixture
def into(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def loser(carl: User) -> Claim:
    return tracked(carl, SAME)


def twin(of: Appearance, claim: Claim) -> Appearance:
    """The same words of the same version, found for another claim too."""
    copy = Appearance(**{field.attname: getattr(of, field.attname) for field in of._meta.fields})
    copy.pk, copy.claim = None, claim
    return kept(copy)


def by_machine(found: Appearance, *, now_day: int) -> None:
    AppearanceDecision.objects.create(
        appearance=found,
        claim_id=found.claim_id,
        digest=found.digest,
        decided=Decided.CONFIRMED.value,
        stance=Stance.SUPPORTS.value,
        origin=OriginKind.FIRSTHAND.value,
        at=at(now_day),
    )


def outcome(claim: Claim, evidence: Appearance, *, by: User, day: int = 14) -> Outcome:
    kind = OutcomeKind.CAME_TRUE
    words = "It was closed."
    return record_outcome(claim, kind=kind, words=words, evidence=evidence, by=by, now=at(day))


# --- interests -----------------------------------------------------------------------------


def test_who_was_marked_as_interested_in_the_loser_is_so_in_the_winner(
    into: Claim, loser: Claim, carl: User
) -> None:
    for name in ("Ana Costa", "Rui Alves"):
        who = speaker(name)
        words = f"{name} said the Harbour Bridge in Lisbon will be closed to lorries."
        found = twin(passage(into, capture(words)), loser)
        voice = Voice(OriginKind.SPEAKER, root=who, heard_directly=True)
        confirm(found, stance=Stance.SUPPORTS, voice=voice, by=carl, now=at(12))
        role, why = PartyRole.INTERESTED, "Owns the ferry."
        add_party(loser, speaker=who, role=role, reason=why, by=carl, now=at(13))
    assert checked(loser, now=at(13)).after == "unverified"

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert checked(into, now=at(14)).after == "unverified"
    assert not facts_of(into, at=at(13)).interested


def test_the_losers_claimant_and_holder_are_interested_in_the_winner(carl: User) -> None:
    mayor, city, guild = speaker("Ana Costa"), speaker("City of Lisbon"), speaker("Guild")
    winner = tracked(carl, claimant=mayor)
    other = tracked(carl, SAME, claimant=guild, holder=city)

    merge(other, winner, why=WHY, by=carl, now=at(14))

    told = {day: facts_of(winner, at=at(day)).interested for day in (13, 14)}
    assert told == {13: keys(mayor), 14: keys(mayor, city, guild)}


def keys(*speakers: Speaker) -> frozenset[str]:
    return frozenset(f"speaker:{one.pk}" for one in speakers)


# --- what is not one claim -----------------------------------------------------------------


def test_claims_of_two_kinds_are_not_one(into: Claim, carl: User) -> None:
    saying = tracked(carl, "Ana Costa said that the bridge will close.", kind=ClaimKind.SAID)

    with pytest.raises(Objection, match="different kinds"):
        merge(saying, into, why=WHY, by=carl, now=at(14))


@pytest.mark.parametrize("kind", [LinkKind.SAYS, LinkKind.CONTRADICTS])
@pytest.mark.parametrize("turned", [False, True])
def test_linked_claims_that_cannot_be_one_are_not_merged(
    kind: LinkKind, turned: bool, into: Claim, loser: Claim, carl: User
) -> None:
    source, target = (into, loser) if turned else (loser, into)
    link(source, target, kind=kind, by=carl, now=at(13))

    with pytest.raises(Objection, match="The two are linked"):
        merge(loser, into, why=WHY, by=carl, now=at(14))


@pytest.mark.parametrize("kind", [LinkKind.DUPLICATE_OF, LinkKind.UPDATES])
def test_other_links_hinder_no_merge(kind: LinkKind, into: Claim, loser: Claim, carl: User) -> None:
    link(loser, into, kind=kind, by=carl, now=at(13))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert loser.merged_into == into


# --- decisions -----------------------------------------------------------------------------


def test_a_persons_word_on_the_loser_goes_before_the_machines_on_the_winner(
    into: Claim, loser: Claim, carl: User
) -> None:
    mine = passage(into, capture())
    theirs = twin(mine, loser)
    confirmed(theirs, by=carl, stance=Stance.DENIES)
    by_machine(mine, now_day=13)

    merge(loser, into, why=WHY, by=carl, now=at(14))

    (fact,) = facts_of(into, at=at(14)).passages
    assert (fact.stance, fact.confirmed) == (Stance.DENIES, Confirmed.PERSON)


def test_of_two_people_the_one_who_decided_on_the_winner_goes_first(
    into: Claim, loser: Claim, carl: User, rita: User
) -> None:
    mine = passage(into, capture())
    confirmed(mine, by=carl)
    confirmed(twin(mine, loser), by=rita, stance=Stance.DENIES, now=at(13))

    merge(loser, into, why=WHY, by=carl, now=at(14))

    assert [fact.stance for fact in facts_of(into, at=at(14)).passages] == [Stance.SUPPORTS]


# --- outcomes, and what they cite ----------------------------------------------------------


@pytest.fixture
def forecast(carl: User) -> Claim:
    return tracked(carl, kind=ClaimKind.PREDICTION, condition="if the cables are worn")


@pytest.fixture
def same_forecast(carl: User) -> Claim:
    return tracked(carl, SAME, kind=ClaimKind.PREDICTION, condition="if the cables are worn")


@pytest.mark.parametrize("agreed", [True, False])
def test_a_claim_with_an_outcome_is_never_the_loser(
    agreed: bool, forecast: Claim, same_forecast: Claim, carl: User, rita: User
) -> None:
    found = confirmed(report(same_forecast, "City Herald"), by=carl)
    row = outcome(same_forecast, found, by=carl)
    if agreed:
        second_outcome(row, by=rita, now=at(14, 13))

    with pytest.raises(Objection, match="Merge the other way round"):
        merge(same_forecast, forecast, why=WHY, by=carl, now=at(15))

    merge(forecast, same_forecast, why=WHY, by=carl, now=at(15))
    assert bool(outcomes_in_force([same_forecast.pk], at=at(15))) == agreed


def test_an_outcome_that_was_taken_back_hinders_no_merge(
    forecast: Claim, same_forecast: Claim, carl: User
) -> None:
    found = confirmed(report(same_forecast, "City Herald"), by=carl)
    row = outcome(same_forecast, found, by=carl)
    second_outcome(row, agreed=False, words="Too early.", by=carl, now=at(14, 13))

    merge(same_forecast, forecast, why=WHY, by=carl, now=at(15))

    assert same_forecast.merged_into == forecast


def test_a_condition_that_came_about_is_not_lost_in_a_merge(
    forecast: Claim, same_forecast: Claim, carl: User
) -> None:
    meet_condition(same_forecast, words="They are worn.", by=carl, now=at(13))
    with pytest.raises(Objection, match="The condition of"):
        merge(same_forecast, forecast, why=WHY, by=carl, now=at(14))

    meet_condition(forecast, words="They are worn.", by=carl, now=at(14))
    merge(same_forecast, forecast, why=WHY, by=carl, now=at(14))

    assert facts_of(forecast, at=at(14)).condition_met_at == at(14)


def test_the_winners_outcome_may_rest_on_a_passage_of_the_loser(
    forecast: Claim, same_forecast: Claim, carl: User
) -> None:
    found = confirmed(report(same_forecast, "City Herald"), by=carl)
    with pytest.raises(Objection, match="not about this claim"):
        outcome(forecast, found, by=carl)
    merge(same_forecast, forecast, why=WHY, by=carl, now=at(14))

    row = outcome(forecast, found, by=carl, day=15)

    assert (row.claim, row.evidence) == (forecast, found)


def test_a_passage_that_only_the_machine_confirmed_on_the_loser_shows_no_outcome(
    forecast: Claim, same_forecast: Claim, carl: User
) -> None:
    found = report(same_forecast, "City Herald")
    by_machine(found, now_day=13)
    merge(same_forecast, forecast, why=WHY, by=carl, now=at(14))

    with pytest.raises(Objection, match="Nobody has confirmed"):
        outcome(forecast, found, by=carl, day=15)


# --- records -------------------------------------------------------------------------------


def test_two_claims_that_were_merged_stand_once_on_a_record(carl: User) -> None:
    mayor = speaker("Ana Costa")
    first, again = (
        tracked(carl, words, kind=ClaimKind.PREDICTION, claimant=mayor) for words in (SAME, THIRD)
    )

    merge(again, first, why=WHY, by=carl, now=at(14))

    assert set(Claim.objects.on_record_of(mayor)) == {first}
    assert record_of(mayor, at=at(14)).total == 1


def test_who_has_nothing_but_a_merged_claim_is_on_no_record(carl: User) -> None:
    mayor, guild = speaker("Ana Costa"), speaker("Guild")
    first = tracked(carl, kind=ClaimKind.PREDICTION, claimant=mayor)
    again = tracked(carl, SAME, kind=ClaimKind.PREDICTION, claimant=guild)

    merge(again, first, why=WHY, by=carl, now=at(14))

    assert list(Speaker.objects.on_record()) == [mayor]


def test_an_outcome_is_recorded_on_the_claim_that_another_went_into(carl: User) -> None:
    winner = tracked(carl, kind=ClaimKind.PREDICTION)
    merged = tracked(carl, SAME, kind=ClaimKind.PREDICTION)
    evidence = confirmed(report(merged, "City Herald"), by=carl, stance=Stance.SUPPORTS)
    merge(merged, winner, why=WHY, by=carl, now=at(13))

    with pytest.raises(Objection, match="on the claim that it went into"):
        outcome(merged, evidence, by=carl)

    assert outcome(winner, evidence, by=carl).claim == winner
