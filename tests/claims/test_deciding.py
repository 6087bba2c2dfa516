"""What people decide of passages is kept, inherited by copies, and re-checked."""

import pytest

from accounts.models import User
from claims.deciding import (
    Voice,
    add_speaker,
    confirm,
    dismiss,
    quote,
    set_principal,
)
from claims.errors import Objection
from claims.evidence import facts_of
from claims.facts import OriginKind, Stance
from claims.models import (
    Appearance,
    AppearanceDecision,
    Claim,
    LedgerEvent,
    Speaker,
    Statement,
)
from claims.standing import standing
from claims.states import Decided
from jobs.subjects import broken
from tests.claims.make import (
    BRIDGE,
    BRIDGE_NEWS,
    NOON,
    at,
    capture,
    checked,
    confirmed,
    outlet,
    passage,
    read,
    speaker,
    tracked,
)

pytestmark = pytest.mark.django_db
HEARD = Voice(OriginKind.FIRSTHAND)


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl)


@pytest.fixture
def found(claim: Claim) -> Appearance:
    """A passage about the claim that waits for a person; the claim was re-checked."""
    row = passage(claim, capture(of=outlet("City Herald")))
    checked(claim, now=NOON)
    return row


# --- passages ------------------------------------------------------------------------------


def test_a_confirmed_passage_asks_for_a_recheck_and_is_in_the_ledger(
    found: Appearance, claim: Claim, carl: User
) -> None:
    row = confirm(found, stance=Stance.SUPPORTS, voice=HEARD, note="Seen.", by=carl, now=at(13))

    assert (row.decided, row.digest, row.by) == ("confirmed", found.digest, carl)
    assert waiting(claim) == {"decision"}
    event = claim.ledger.latest("seq")
    assert event.kind == "claims.passage_confirmed"
    assert event.facts["appearance"] == found.pk
    assert "Seen." not in str(list(LedgerEvent.objects.values("facts")))


def test_a_person_may_see_another_side_than_the_machine_which_keeps_its_own(
    found: Appearance, claim: Claim, carl: User
) -> None:
    machine = found.stance

    confirm(found, stance=Stance.DENIES, voice=HEARD, by=carl, now=at(13))

    found.refresh_from_db()
    assert found.stance == machine
    (fact,) = facts_of(claim, at=at(13)).passages
    assert fact.stance is Stance.DENIES


def test_copies_and_unchanged_versions_inherit_what_was_decided(
    found: Appearance, claim: Claim, carl: User
) -> None:
    confirmed(found, by=carl, now=at(13))

    copy = capture("From our wires. " + BRIDGE_NEWS, of=outlet("Evening Courier"), now=at(14))
    read(copy, now=at(14))

    assert not Appearance.objects.undecided().exists()
    facts = facts_of(claim, at=at(14))
    assert [row.confirmed for row in facts.passages] == ["person", "person"]
    assert [origin.articles for origin in standing(facts, now=at(14)).origins] == [2]


def test_a_dismissed_passage_and_its_copies_are_no_evidence(
    found: Appearance, claim: Claim, carl: User
) -> None:
    dismiss(found, by=carl, now=at(13))
    read(capture(BRIDGE_NEWS, of=outlet("Evening Courier"), now=at(14)), now=at(14))

    assert facts_of(claim, at=at(14)).passages == ()
    assert not Appearance.objects.undecided().exists()
    assert claim.ledger.filter(kind="claims.passage_dismissed").count() == 1


def test_the_last_decision_counts_and_the_first_is_kept(
    found: Appearance, claim: Claim, carl: User, rita: User
) -> None:
    dismiss(found, by=carl, now=at(13))
    confirmed(found, by=rita, now=at(14))

    assert len(facts_of(claim, at=at(14)).passages) == 1
    assert facts_of(claim, at=at(13)).passages == ()
    rows = AppearanceDecision.objects.order_by("pk").values_list("decided", flat=True)
    assert list(rows) == [Decided.DISMISSED, Decided.CONFIRMED]


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice(OriginKind.SPEAKER), "Name the speaker"),
        (Voice(OriginKind.UNNAMED), "whose unnamed sources"),
    ],
    ids=["speaker", "unnamed"],
)
def test_an_origin_that_names_nobody_is_refused(
    voice: Voice, words: str, found: Appearance, carl: User
) -> None:
    with pytest.raises(Objection, match=words):
        confirm(found, stance=Stance.SUPPORTS, voice=voice, by=carl, now=at(13))

    assert not AppearanceDecision.objects.exists()


def test_a_contributor_decides_on_no_passage(found: Appearance, cora: User) -> None:
    with pytest.raises(Objection, match="A checker decides"):
        confirm(found, stance=Stance.SUPPORTS, voice=HEARD, by=cora, now=at(13))
    with pytest.raises(Objection, match="A checker decides"):
        dismiss(found, by=cora, now=at(13))


def test_of_copies_a_queue_shows_one(claim: Claim) -> None:
    for name in ("City Herald", "Evening Courier", "Northern Wire"):
        read(capture(BRIDGE_NEWS, of=outlet(name)))

    assert Appearance.objects.undecided().count() == 3
    assert Appearance.objects.undecided().once_per_passage().count() == 1


def test_a_claim_filed_from_a_sentence_has_that_sentence_as_its_first_passage(
    carl: User,
) -> None:
    version = capture('Mayor Ana Costa said: "' + BRIDGE + '" Cables were measured.')
    read(version)
    statement = Statement.objects.filter(capture=version).earliest("order")
    claim = tracked(carl)

    first = quote(claim, statement, now=NOON)
    again = quote(claim, statement, now=at(13))

    assert first == again
    assert (first.start, first.end) == (statement.sentence_start, statement.sentence_end)
    assert (first.statement, first.score) == (statement, 1.0)


# --- speakers ------------------------------------------------------------------------------


def test_a_speaker_is_found_by_name_and_alias_whatever_the_case(carl: User) -> None:
    mayor = add_speaker("Ana Costa", kind="person", aliases=("the mayor",), by=carl, now=NOON)

    assert Speaker.objects.named("ana costa") == mayor
    assert Speaker.objects.named("The Mayor") == mayor
    assert Speaker.objects.named("Costa") is None
    assert broken() == []


def test_an_alias_of_two_speakers_names_neither(carl: User) -> None:
    speaker("Ana Costa", "the mayor")
    speaker("Rui Lopes", "the mayor")

    assert Speaker.objects.named("the mayor") is None


def test_who_speaks_for_whom_rechecks_what_rests_on_it(
    found: Appearance, claim: Claim, carl: User, edna: User
) -> None:
    city, mayor = speaker("City of Lisbon"), speaker("Ana Costa")
    voice = Voice(OriginKind.SPEAKER, root=mayor, heard_directly=True)
    confirm(found, stance=Stance.SUPPORTS, voice=voice, by=carl, now=at(13))
    checked(claim, now=at(13))

    set_principal(mayor, principal=city, by=edna, now=at(14))

    assert waiting(claim) == {"settings"}
    (before,) = facts_of(claim, at=at(13)).passages
    (after,) = facts_of(claim, at=at(14)).passages
    assert (before.root, after.root) == (f"speaker:{mayor.pk}", f"speaker:{city.pk}")
