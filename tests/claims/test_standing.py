"""claims.standing: who is an origin, whose denial counts, and what is set aside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.facts import ClaimFacts, ClaimKind, Confirmed, OriginKind, PassageFacts, Stance, Status
from claims.standing import ReasonCode, Standing, standing
from tests.claims.evidence import (
    NOW,
    START,
    claim,
    fact,
    nobody,
    record,
    reporter,
    said,
    speaker,
    unnamed,
)

DENIES = Stance.DENIES
SPRING = START - timedelta(days=150)


def codes(found: Standing) -> set[ReasonCode]:
    return {reason.code for reason in found.reasons}


def position(*passages: PassageFacts) -> Standing:
    facts = replace(claim(ClaimKind.POSITION, *passages), claimant="ann", holder="land")
    return standing(facts, now=NOW)


def test_a_holders_own_denial_heard_directly_counts_on_its_position() -> None:
    own = speaker(2, "land", stance=DENIES, heard_directly=True)

    assert position(speaker(1, "bob"), own).status is Status.DISPUTED


def test_a_holders_denial_that_is_only_relayed_counts_for_nothing() -> None:
    assert position(speaker(1, "bob"), speaker(2, "land", stance=DENIES)).status is (
        Status.UNVERIFIED
    )


def test_a_holders_relayed_word_and_its_own_are_two_keys_of_one_principal() -> None:
    found = position(speaker(1, "land"), speaker(2, "land", stance=DENIES, heard_directly=True))

    assert found.status is Status.DISPUTED
    assert [origin.key for origin in found.origins] == [
        "land|supports|relayed",
        "land|denies|direct",
    ]
    assert ReasonCode.TWO_VOICES in codes(found)


def test_an_origin_heard_directly_twice_has_its_latest_voice_only() -> None:
    first = speaker(1, "ann", heard_directly=True, stance=DENIES)
    then = speaker(2, "ann", heard_directly=True, at=START + timedelta(days=1))

    found = fact(first, then, speaker(3, "bob"))

    assert found.status is Status.CORROBORATED
    assert {origin.side for origin in found.origins} == {Stance.SUPPORTS}


def test_a_copy_of_an_old_word_is_not_a_latest_voice() -> None:
    denied = speaker(1, "ann", heard_directly=True, stance=DENIES, story_id=7)
    then = speaker(2, "ann", heard_directly=True, at=START + timedelta(days=1))
    copy = speaker(3, "ann", heard_directly=True, stance=DENIES, story_id=7, at=NOW)

    assert {origin.side for origin in fact(denied, then, copy).origins} == {Stance.SUPPORTS}


def test_a_record_is_not_silenced_by_its_makers_later_word() -> None:
    old = record(1, "land", stance=DENIES, at=SPRING)
    then = speaker(2, "land", heard_directly=True, at=START + timedelta(days=1))

    found = fact(old, then, interested=("land",))

    assert found.status is Status.CONTRADICTED


def test_a_later_record_does_not_silence_a_word_heard_directly() -> None:
    word = speaker(1, "ann", heard_directly=True)
    made = record(2, "ann", stance=DENIES, at=START + timedelta(days=1))

    assert {origin.side for origin in fact(word, made).origins} == {Stance.SUPPORTS, DENIES}


def test_an_interested_denial_is_printed_and_is_no_counted_origin() -> None:
    found = fact(speaker(1, "ann"), speaker(2, "vip", stance=DENIES), interested=("vip",))

    assert ReasonCode.INTERESTED_DENIAL in codes(found)
    assert {origin.principal for origin in found.origins} == {"ann"}


def test_an_interested_denial_counts_beside_a_disinterested_one() -> None:
    found = fact(
        speaker(1, "ann"),
        speaker(2, "vip", stance=DENIES),
        speaker(3, "bob", stance=DENIES),
        interested=("vip",),
    )

    assert {origin.principal for origin in found.origins} == {"ann", "vip", "bob"}


def test_a_claimant_is_interested_without_being_marked() -> None:
    facts = replace(claim(ClaimKind.FACT, speaker(1, "ann"), speaker(2, "bob")), claimant="ann")

    assert [origin.interested for origin in standing(facts, now=NOW).origins] == [True, False]


def test_state_media_and_the_principal_it_speaks_for_are_one_origin() -> None:
    found = fact(speaker(1, "land", heard_directly=True), reporter(2, owner="land"))

    assert [origin.principal for origin in found.origins] == ["land"]
    assert found.status is Status.UNVERIFIED


def test_a_papers_second_story_is_not_a_second_origin() -> None:
    found = fact(reporter(1, owner="a", story_id=1), reporter(2, owner="a", story_id=2))

    assert len(found.origins) == 1


def test_a_paper_that_copied_one_story_is_an_origin_with_another_of_its_own() -> None:
    theirs = reporter(1, owner="agency", story_id=1)
    copied = reporter(2, owner="paper", story_id=1, at=START + timedelta(hours=1))
    own = reporter(3, owner="paper", story_id=2, at=START + timedelta(hours=2))

    assert [o.principal for o in fact(theirs, copied, own).origins] == ["agency", "paper"]


def test_several_passages_of_one_article_are_one_article() -> None:
    found = fact(speaker(1, "ann", article_id=9), speaker(2, "ann", article_id=9, story_id=1))

    assert (found.origins[0].articles, found.origins[0].stories) == (1, 1)


def test_the_origin_of_a_record_says_so_and_is_direct() -> None:
    (only,) = said(record(1, "vip")).origins

    assert (only.kind, only.directly, only.key) == (OriginKind.RECORD, True, "vip|supports|record")


AUTO = Confirmed.AUTO


@pytest.mark.parametrize(
    "passage",
    [
        speaker(2, "bob", confirmed=AUTO),
        speaker(2, "ann", confirmed=AUTO, stance=DENIES),
        speaker(2, "ann", confirmed=AUTO, stance=DENIES, heard_directly=True, at=NOW),
        record(2, "bob", confirmed=AUTO, stance=DENIES),
        unnamed(2, "west", confirmed=AUTO),
        reporter(2, confirmed=AUTO),
    ],
)
def test_a_machine_brings_no_new_origin_and_no_new_side(passage: PassageFacts) -> None:
    found = fact(speaker(1, "ann", heard_directly=True), passage)

    assert [origin.key for origin in found.origins] == ["ann|supports|direct"]
    assert found.origins[0].passages == (1,)
    assert ReasonCode.WAITING in codes(found)


def test_a_machine_adds_to_an_origin_and_side_that_a_person_confirmed() -> None:
    found = fact(speaker(1, "ann"), speaker(2, "ann", confirmed=AUTO, heard_directly=True))

    (ann,) = found.origins
    assert (ann.key, ann.passages, ann.articles) == ("ann|supports|relayed", (1, 2), 2)


def test_a_machines_copy_does_not_move_an_origin_to_another_owner() -> None:
    copy = reporter(2, story_id=1, confirmed=AUTO, at=START - timedelta(days=1))

    assert [o.principal for o in fact(reporter(1), copy).origins] == ["owner:1"]


def test_a_machines_match_does_not_join_two_stories_that_people_confirmed() -> None:
    people = [reporter(1, digest="same", story_id=None), reporter(2)]
    match = reporter(3, digest="same", story_id=2, confirmed=AUTO)

    assert fact(*people, match).status is fact(*people).status is Status.CORROBORATED


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        (nobody(2), ReasonCode.REPEATED),
        (unnamed(2, "west", stance=DENIES), ReasonCode.UNNAMED_ALONE),
        (speaker(2, "bob", later=True), ReasonCode.LATER),
        (speaker(2, "bob", until=NOW), ReasonCode.STOPPED),
        (speaker(2, "bob", counted=False), ReasonCode.NOT_COUNTED),
        (speaker(2, "bob", confirmed=None), ReasonCode.WAITING),
    ],
)
def test_what_does_not_count_is_set_aside_with_its_reason(
    passage: PassageFacts,
    code: ReasonCode,
) -> None:
    found = fact(speaker(1, "ann"), passage)

    (why,) = [reason for reason in found.reasons if reason.code is code]
    assert why.appearances == (2,)


def test_a_re_check_never_answers_unchecked() -> None:
    empty = ClaimFacts(claim_id=1, kind=ClaimKind.FACT, tracked_at=START)

    assert standing(empty, now=NOW).status is Status.UNVERIFIED


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no instant"):
        standing(claim(ClaimKind.FACT), now=NOW.replace(tzinfo=None))
