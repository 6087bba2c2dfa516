"""claims.standing: which way evidence can move a status, and what is as if it had never been."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.facts import ClaimFacts, ClaimKind, Confirmed, PassageFacts, Stance, Status
from claims.standing import Standing, standing
from claims.voices import interested_in, speaks_for
from tests.claims.evidence import NOW, START, nobody, reporter, speaker
from tests.claims.test_standing_properties import claims

lawful = settings(deadline=None, max_examples=200)
BY_EVIDENCE = (ClaimKind.FACT, ClaimKind.SAID, ClaimKind.POSITION)


@st.composite
def evidence(draw: st.DrawFn) -> ClaimFacts:
    """A claim that evidence decides; each passage stands in an article of a known story."""
    facts = draw(claims())
    rows = [
        replace(
            row,
            story_id=row.story_id or 7,
            article_id=row.article_id or 7,
            # Mostly what counts, so that there is something to move.
            captured_at=START,
            later=False,
            until=draw(st.sampled_from([None, None, None, row.until])),
            retracted_at=None,
        )
        for row in facts.passages
    ]
    kind = draw(st.sampled_from(BY_EVIDENCE))
    return replace(facts, kind=kind, condition="", passages=tuple(rows))


def found(facts: ClaimFacts, *more: PassageFacts) -> Standing:
    return standing(replace(facts, passages=(*facts.passages, *more)), now=NOW)


def stranger(stance: Stance) -> PassageFacts:
    """Somebody without an interest whom nobody had heard yet, in a story of its own.

    The last to speak: who speaks first opens the dispute that a record must be older than.
    """
    row = speaker(10**7, "stranger", stance=stance, heard_directly=True, story_id=999)
    return replace(row, article_id=999, at=NOW + timedelta(days=30))


@lawful
@given(facts=evidence())
def test_another_supporter_never_weakens_a_claim(facts: ClaimFacts) -> None:
    before, after = found(facts).status, found(facts, stranger(Stance.SUPPORTS)).status

    assert (before, after) in {
        (Status.UNVERIFIED, Status.UNVERIFIED),
        (Status.UNVERIFIED, Status.CORROBORATED),
        (Status.CORROBORATED, Status.CORROBORATED),
        (Status.CONTRADICTED, Status.CONTRADICTED),
        (Status.CONTRADICTED, Status.DISPUTED),
        (Status.DISPUTED, Status.DISPUTED),
        # Told beside the word of one torn origin, the claim no longer hangs on that origin.
        (Status.DISPUTED, Status.CORROBORATED),
    }


@lawful
@given(facts=evidence())
def test_a_denial_without_an_interest_is_never_passed_over(facts: ClaimFacts) -> None:
    after = found(facts, stranger(Stance.DENIES))

    assert after.status in {Status.DISPUTED, Status.CONTRADICTED}
    assert "stranger|denies|direct" in {origin.key for origin in after.origins}


@lawful
@given(facts=evidence())
def test_another_denial_never_strengthens_a_claim(facts: ClaimFacts) -> None:
    before, after = found(facts).status, found(facts, stranger(Stance.DENIES)).status

    assert before is not Status.CONTRADICTED or after is Status.CONTRADICTED


@lawful
@given(facts=evidence())
def test_no_number_of_interested_voices_corroborates_a_claim(facts: ClaimFacts) -> None:
    status = found(facts)
    supports = [origin for origin in status.origins if origin.side is Stance.SUPPORTS]
    assume(facts.kind is not ClaimKind.SAID)

    if all(origin.interested for origin in supports):
        assert status.status is not Status.CORROBORATED
    told = {speaks_for(origin.principal) for origin in supports if origin.interested}
    assert told <= interested_in(facts)


@lawful
@given(facts=evidence(), data=st.data())
def test_a_story_that_was_taken_back_is_as_if_it_had_never_been(
    facts: ClaimFacts, data: st.DataObject
) -> None:
    assume(facts.passages)
    one = data.draw(st.sampled_from(facts.passages))
    rows = [replace(row, retracted_at=NOW) if row == one else row for row in facts.passages]
    without = [row for row in facts.passages if row.story_id != one.story_id]

    taken_back = standing(replace(facts, passages=tuple(rows)), now=NOW)

    never = standing(replace(facts, passages=tuple(without)), now=NOW)
    assert (taken_back.status, taken_back.origins) == (never.status, never.origins)


@lawful
@given(facts=evidence(), data=st.data())
def test_an_outlet_that_does_not_count_is_as_if_it_had_never_been(
    facts: ClaimFacts, data: st.DataObject
) -> None:
    assume(facts.passages)
    house = data.draw(st.sampled_from(facts.passages)).outlet_id
    rows = [replace(row, counted=row.counted and row.outlet_id != house) for row in facts.passages]
    without = [row for row in facts.passages if row.outlet_id != house]

    uncounted = standing(replace(facts, passages=tuple(rows)), now=NOW)

    never = standing(replace(facts, passages=tuple(without)), now=NOW)
    assert (uncounted.status, uncounted.origins) == (never.status, never.origins)


@lawful
@given(facts=evidence())
def test_what_nobody_confirmed_is_as_if_it_had_never_been(facts: ClaimFacts) -> None:
    without = [row for row in facts.passages if row.confirmed is not None]

    never = standing(replace(facts, passages=tuple(without)), now=NOW)

    assert (found(facts).status, found(facts).origins) == (never.status, never.origins)


@lawful
@given(facts=evidence(), shuffle=st.randoms(use_true_random=False))
def test_the_order_in_which_passages_were_found_decides_nothing(
    facts: ClaimFacts, shuffle: Random
) -> None:
    ids = [row.appearance_id for row in facts.passages]
    shuffle.shuffle(ids)
    rows = [
        replace(row, appearance_id=number) for row, number in zip(facts.passages, ids, strict=True)
    ]

    other = standing(replace(facts, passages=tuple(rows)), now=NOW)

    assert other.status is found(facts).status
    assert {one.key for one in other.origins} == {one.key for one in found(facts).origins}


@lawful
@given(facts=evidence(), number=st.integers(1, 40))
def test_any_number_of_fresh_domains_is_one_witness_at_most(facts: ClaimFacts, number: int) -> None:
    fresh = [
        reporter(10**7 + n, owner=None, story_id=1000 + n, article_id=1000 + n)
        for n in range(number)
    ]

    one, many = found(facts, fresh[0]), found(facts, *fresh)

    assert many.status is one.status
    assert len(many.origins) <= len(found(facts).origins) + 1 + _unnamed(facts)


@lawful
@given(facts=evidence(), number=st.integers(1, 40))
def test_who_names_no_source_moves_nothing(facts: ClaimFacts, number: int) -> None:
    loud = [nobody(10**7 + n, story_id=1000 + n, article_id=1000 + n) for n in range(number)]

    crowd = found(facts, *loud)

    assert (crowd.status, crowd.origins) == (found(facts).status, found(facts).origins)


@lawful
@given(facts=evidence(), hours=st.integers(0, 2_000))
def test_a_status_by_evidence_stays_until_evidence_changes(facts: ClaimFacts, hours: int) -> None:
    lasting = [replace(row, until=None) for row in facts.passages]
    still = replace(facts, passages=tuple(lasting), due_on=None, earliest=None)

    later = standing(still, now=NOW + timedelta(hours=hours))

    assert later.status is standing(still, now=NOW).status


def _unnamed(facts: ClaimFacts) -> int:
    """Unnamed sources may come to count beside a new named witness."""
    return len(
        {(row.side, row.stance) for row in facts.passages if row.confirmed is Confirmed.PERSON}
    )
