"""claims.standing: same evidence, same answer, in any order, however often, from any store."""

import json
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from types import FrameType

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.facts import (
    ClaimFacts,
    ClaimKind,
    Confirmed,
    OriginKind,
    OutcomeFacts,
    OutcomeKind,
    PassageFacts,
    Stance,
)
from claims.standing import Origin, Reason, Standing, standing
from claims.wording import for_readers, headline_for_readers, sentences
from tests.claims.evidence import NOW, START, claim, copies, speaker

# A slow machine is no wrong answer.
steady = settings(deadline=None)

WHO = st.sampled_from(["ann", "bob", "land", "owner:1"])
MOMENTS = st.integers(-20_000, 20_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
DATES = st.dates(date(2025, 7, 1), date(2026, 2, 1))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ZONES = st.lists(st.sampled_from(["UTC", "Europe/Kyiv", "America/Juneau"]), max_size=2).map(tuple)


@st.composite
def passages(draw: st.DrawFn) -> list[PassageFacts]:
    one = st.builds(
        PassageFacts,
        appearance_id=st.integers(1, 10**6),
        digest=st.sampled_from(["a", "b", "c", "d", "e"]),
        stance=st.sampled_from(Stance),
        origin=st.sampled_from(OriginKind),
        outlet_id=st.integers(1, 9),
        outlet_name=NAMES,
        at=MOMENTS,
        captured_at=MOMENTS,
        confirmed=st.sampled_from([Confirmed.PERSON, Confirmed.PERSON, Confirmed.AUTO, None]),
        article_id=st.none() | st.integers(1, 5),
        root=st.none() | WHO,
        root_name=NAMES,
        heard_directly=st.booleans(),
        side=st.sampled_from(["", "west", "ann"]),
        via=st.lists(NAMES, max_size=3).map(tuple),
        owner=st.none() | st.sampled_from(["owner:1", "owner:2", "land"]),
        counted=st.sampled_from([True, True, False]),
        story_id=st.none() | st.integers(1, 4),
        later=st.sampled_from([False, False, True]),
        until=st.none() | MOMENTS,
        retracted_at=st.none() | st.none() | MOMENTS,
    )
    return draw(st.lists(one, max_size=8, unique_by=lambda passage: passage.appearance_id))


@st.composite
def claims(draw: st.DrawFn) -> ClaimFacts:
    outcomes = st.builds(OutcomeFacts, kind=st.sampled_from(OutcomeKind), words=NAMES, at=MOMENTS)
    facts = st.builds(
        ClaimFacts,
        claim_id=st.integers(1, 99),
        kind=st.sampled_from(ClaimKind),
        tracked_at=MOMENTS,
        claimant=st.none() | WHO,
        interested=st.frozensets(WHO, max_size=2),
        holder=st.none() | WHO,
        due_on=st.none() | DATES,
        due_zones=ZONES,
        earliest=st.none() | DATES,
        look_again_on=st.none() | DATES,
        home_zone=st.sampled_from(["UTC", "Europe/Paris"]),
        condition=st.sampled_from(["", "", "the next meeting"]),
        condition_met_at=st.none() | MOMENTS,
        outcome=st.none() | st.none() | outcomes,
        passages=passages().map(tuple),
    )
    return draw(facts)


@steady
@given(facts=claims(), shuffle=st.randoms(use_true_random=False))
def test_any_order_gives_the_same_standing(facts: ClaimFacts, shuffle: Random) -> None:
    mixed = list(facts.passages)
    shuffle.shuffle(mixed)
    other = replace(facts, passages=tuple(mixed))

    assert standing(other, now=NOW) == standing(facts, now=NOW)
    assert other.digest() == facts.digest()


@steady
@given(facts=claims())
def test_the_same_passage_twice_is_the_same_passage(facts: ClaimFacts) -> None:
    twice = replace(facts, passages=facts.passages * 2)

    assert standing(twice, now=NOW) == standing(facts, now=NOW)


@steady
@given(facts=claims(), data=st.data())
def test_copies_of_a_confirmed_story_change_no_status_and_no_origin(
    facts: ClaimFacts,
    data: st.DataObject,
) -> None:
    if not facts.passages:
        return
    copied = data.draw(st.sampled_from(facts.passages))
    later = [
        replace(
            copied,
            appearance_id=2 * 10**6 + number,
            article_id=None,
            owner=f"copy:{number}",
            at=copied.at + timedelta(seconds=number),
        )
        for number in range(1, 4)
        if copied.owner is not None and copied.counted
    ]
    more = replace(facts, passages=(*facts.passages, *later))

    alone, crowd = standing(facts, now=NOW), standing(more, now=NOW)

    assert crowd.status is alone.status
    assert {o.key for o in crowd.origins} == {o.key for o in alone.origins}


@steady
@given(facts=claims(), data=st.data())
def test_what_only_a_machine_matched_changes_no_status_and_no_origin(
    facts: ClaimFacts,
    data: st.DataObject,
) -> None:
    matched = tuple(
        replace(passage, appearance_id=passage.appearance_id + 10**7, confirmed=Confirmed.AUTO)
        for passage in data.draw(passages())
        if passage.retracted_at is None and passage.story_id is not None
    )
    alone = standing(facts, now=NOW)
    crowd = standing(replace(facts, passages=(*facts.passages, *matched)), now=NOW)

    assert crowd.status is alone.status
    assert {o.key for o in crowd.origins} == {o.key for o in alone.origins}


@steady
@given(facts=claims(), share=st.floats(0, 1, exclude_max=True))
def test_until_the_next_look_time_changes_nothing(facts: ClaimFacts, share: float) -> None:
    found = standing(facts, now=NOW)
    end = found.next_look or NOW + timedelta(days=400)
    between = NOW + (end - NOW) * share

    later = standing(facts, now=min(between, end - timedelta(microseconds=1)))

    assert later.status is found.status
    if found.next_look is not None:
        assert later == found


@steady
@given(facts=claims())
def test_facts_survive_a_journey_through_json(facts: ClaimFacts) -> None:
    stored = json.loads(json.dumps(facts.to_json()))

    again = ClaimFacts.from_json(stored)

    assert again == facts
    assert again.to_json() == facts.to_json()
    assert standing(again, now=NOW) == standing(facts, now=NOW)


@steady
@given(facts=claims())
def test_a_standing_survives_a_journey_through_json(facts: ClaimFacts) -> None:
    found = standing(facts, now=NOW)

    assert Standing.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert all(Origin.from_json(origin.to_json()) == origin for origin in found.origins)
    assert all(Reason.from_json(reason.to_json()) == reason for reason in found.reasons)


@steady
@given(facts=claims())
def test_every_reason_has_a_sentence_and_readers_never_meet_a_status_word(
    facts: ClaimFacts,
) -> None:
    found = standing(facts, now=NOW)
    desk = sentences(found)
    public = [headline_for_readers(found), *map(for_readers, found.reasons)]

    assert all(line.endswith(".") for line in desk)
    assert not any(word in line.lower() for line in public for word in ("corrobor", "contradict"))


def test_the_same_facts_written_in_another_zone_have_the_same_digest() -> None:
    here = claim(ClaimKind.FACT, speaker(1, "ann", at=START))
    kyiv = datetime.fromisoformat("2025-08-12T11:00:00+03:00")
    there = claim(ClaimKind.FACT, speaker(1, "ann", at=kyiv))

    assert there.digest() == here.digest()


def test_ten_times_the_passages_cost_about_ten_times_the_work() -> None:
    base = speaker(1, "ann")
    few = claim(ClaimKind.FACT, base, *copies(base, 200))
    many = claim(ClaimKind.FACT, base, *copies(base, 2_000))

    assert calls(many) < 11 * calls(few)


def calls(facts: ClaimFacts) -> int:
    """How many functions one standing calls: work that no clock and no other process moves."""
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        standing(facts, now=NOW)
    finally:
        sys.setprofile(before)
    return made
