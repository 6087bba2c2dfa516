"""claims.standing: the seed story's eight claims, day by day, as the acceptance table has them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from claims.facts import ClaimFacts, ClaimKind, OutcomeFacts, OutcomeKind, PassageFacts, Stance
from claims.standing import Standing, standing
from claims.wording import sentences
from tests.claims.evidence import copies, record, reporter, speaker, unnamed

ZELENSKYY, WITKOFF, RUSSIA, US = "zelenskyy", "witkoff", "russia", "us"


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2025, 8, day, hour, minute, tzinfo=UTC)


DAYS = [12, 13, 14, 15, 16, 18, 25]


def s1(now: datetime) -> ClaimFacts:
    edited = reporter(2, at=at(12, 11), until=at(16, 9) if now >= at(16, 9) else at(30))
    again = reporter(3, owner="owner:2", story_id=2, at=at(16, 9))
    mine = reporter(1, at=at(12, 9))
    return told(ClaimKind.SAID, now, mine, edited, again, *copies(mine, 20), claimant=ZELENSKYY)


def s2(now: datetime) -> ClaimFacts:
    named = speaker(1, ZELENSKYY, heard_directly=True, at=at(12, 9))
    participant = unnamed(2, "europe", at=at(13, 9))
    return told(ClaimKind.SAID, now, named, participant, *copies(named, 20), claimant=WITKOFF)


def s3(now: datetime) -> ClaimFacts:
    relayed = speaker(1, RUSSIA, via=("Witkoff", "Zelenskyy"), at=at(12, 9))
    european = speaker(2, RUSSIA, via=("a European official",), at=at(13, 8))
    ministry = speaker(3, RUSSIA, heard_directly=True, stance=Stance.DENIES, at=at(13, 17))
    summit = speaker(4, "reporters", stance=Stance.DENIES, later=True, at=at(16, 10))
    posts = speaker(5, RUSSIA, via=("a post",), at=at(18, 9))
    passages = (relayed, european, ministry, summit, posts, *copies(relayed, 20))
    return told(ClaimKind.POSITION, now, *passages, claimant=ZELENSKYY, holder=RUSSIA)


def s4(now: datetime) -> ClaimFacts:
    first = speaker(1, ZELENSKYY, heard_directly=True, at=at(12, 9))
    found = at(14, 10)
    spring = datetime(2025, 3, 14, tzinfo=UTC)
    readout = datetime(2025, 3, 18, tzinfo=UTC)
    kremlin = record(2, RUSSIA, stance=Stance.DENIES, at=spring, captured_at=found)
    house = record(3, US, stance=Stance.DENIES, at=readout, captured_at=found)
    passages = (first, kremlin, house, *copies(first, 20))
    return told(ClaimKind.FACT, now, *passages, claimant=ZELENSKYY, interested=(RUSSIA,))


def s5(now: datetime) -> ClaimFacts:
    facts = told(ClaimKind.PREDICTION, now, reporter(1, at=at(12, 9)))
    due = replace(facts, due_on=date(2025, 8, 13), due_zones=("Europe/Berlin",))
    return ended(due, OutcomeKind.CAME_TRUE, at(13, 11), now)


def s6(now: datetime) -> ClaimFacts:
    facts = told(ClaimKind.PREDICTION, now, reporter(1, at=at(12, 9)))
    due = replace(facts, due_on=date(2025, 8, 15), due_zones=("America/Juneau",))
    return ended(due, OutcomeKind.CAME_TRUE, at(16, 10), now)


def s7(now: datetime) -> ClaimFacts:
    plan = speaker(1, US, heard_directly=True, at=at(12, 9))
    denial = speaker(2, RUSSIA, stance=Stance.DENIES, heard_directly=True, at=at(14, 9))
    facts = told(ClaimKind.PLAN, now, plan, denial, claimant=US, holder=US)
    return replace(facts, earliest=date(2025, 8, 18), look_again_on=date(2025, 8, 25))


def s8(now: datetime) -> ClaimFacts:
    facts = told(ClaimKind.PREDICTION, now, speaker(1, "trump", at=at(12, 9)), claimant="trump")
    met = at(18, 18)
    on = replace(facts, condition="the next meeting", condition_met_at=met if now >= met else None)
    return ended(on, OutcomeKind.DID_NOT, at(19, 9), now)


def told(
    kind: ClaimKind,
    now: datetime,
    *passages: PassageFacts,
    claimant: str | None = None,
    holder: str | None = None,
    interested: tuple[str, ...] = (),
) -> ClaimFacts:
    """The claim as the newsroom knew it at `now`."""
    return ClaimFacts(
        claim_id=1,
        kind=kind,
        tracked_at=at(12, 9, 30),
        claimant=claimant,
        holder=holder,
        interested=frozenset(interested),
        passages=tuple(passage for passage in passages if passage.captured_at <= now),
    )


def ended(facts: ClaimFacts, kind: OutcomeKind, when: datetime, now: datetime) -> ClaimFacts:
    outcome = OutcomeFacts(kind, "seen by everybody", when)
    return replace(facts, outcome=outcome) if now >= when else facts


def found(story: Callable[[datetime], ClaimFacts], now: datetime) -> Standing:
    return standing(story(now), now=now)


LETTERS = {
    "unverified": "U",
    "corroborated": "C",
    "disputed": "D",
    "contradicted": "X",
    "awaiting": "A",
    "due": "due",
    "resolved": "R",
}
TABLE = [
    (s1, "C C C C C C C"),
    (s2, "U C C C C C C"),
    (s3, "U D D D D D D"),
    (s4, "U U X X X X X"),
    (s5, "A R R R R R R"),
    (s6, "A A A A R R R"),
    (s7, "A A A A A A A"),
    (s8, "A A A A A due R"),
]


@pytest.mark.parametrize(("story", "row"), TABLE, ids=[story.__name__ for story, _ in TABLE])
def test_each_claim_stands_at_the_end_of_each_day_as_the_table_says(
    story: Callable[[datetime], ClaimFacts],
    row: str,
) -> None:
    ends = [at(day, 20) for day in DAYS]

    assert " ".join(LETTERS[found(story, now).status] for now in ends) == row


@pytest.mark.parametrize(
    ("story", "now", "letter"),
    [
        (s1, at(12, 10), "U"),
        (s1, at(12, 11), "C"),
        (s1, at(16, 9), "C"),
        (s3, at(13, 16), "U"),
        (s3, at(13, 17), "D"),
        (s4, at(13, 12), "U"),
        (s5, at(13, 10), "A"),
        (s6, at(15, 21), "A"),
        (s6, at(16, 7, 59), "A"),
        (s6, at(16, 8), "due"),
        (s8, at(18, 17), "A"),
    ],
)
def test_a_claim_turns_at_its_hour(
    story: Callable[[datetime], ClaimFacts],
    now: datetime,
    letter: str,
) -> None:
    assert LETTERS[found(story, now).status] == letter


def test_the_virtual_meeting_is_due_from_the_end_of_its_day_if_nobody_records_it() -> None:
    facts = replace(s5(at(15)), outcome=None)

    assert LETTERS[standing(facts, now=at(13, 21, 59)).status] == "A"
    assert LETTERS[standing(facts, now=at(13, 22)).status] == "due"


def test_the_ministrys_word_is_a_new_counted_origin_and_nothing_after_it_is() -> None:
    keys = [{origin.key for origin in found(s3, at(day, 20)).origins} for day in DAYS]

    assert keys[0] == {"russia|supports|relayed"}
    assert keys[1] == {"russia|supports|relayed", "russia|denies|direct"}
    assert all(later == keys[1] for later in keys[1:])


def test_the_three_way_meeting_can_come_true_from_today_on_the_18th() -> None:
    assert "It can come true from Mon 18 Aug." in sentences(found(s7, at(17)))
    assert "It can come true from today." in sentences(found(s7, at(18)))
    assert "It can come true since Mon 18 Aug." in sentences(found(s7, at(19)))


def test_the_three_way_meetings_denial_is_listed() -> None:
    told_on = sentences(found(s7, at(14)))

    assert any(line.startswith("One independent origin denies it: Russia") for line in told_on)


def test_the_three_way_meeting_is_looked_at_again_on_the_25th() -> None:
    before, then = sentences(found(s7, at(24))), sentences(found(s7, at(25)))

    assert "We look again on Mon 25 Aug; the date is ours, not the speaker's." in before
    assert any("Mon 25 Aug, has come" in line for line in then)
    assert found(s7, at(24)).next_look == at(25, 0)


@pytest.mark.parametrize("story", [story for story, _ in TABLE])
def test_ten_thousand_copies_give_the_same_table(
    story: Callable[[datetime], ClaimFacts],
) -> None:
    now = at(16, 20)
    facts = story(now)
    shared = facts.passages[0]
    many = replace(facts, passages=(*facts.passages, *copies(shared, 10_000, first=50_000)))

    crowd = standing(many, now=now + timedelta(days=10))
    alone = standing(facts, now=now + timedelta(days=10))

    assert crowd.status is alone.status
    assert [origin.key for origin in crowd.origins] == [origin.key for origin in alone.origins]
