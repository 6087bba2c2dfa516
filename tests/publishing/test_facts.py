"""Whose word a counted passage is, whatever key its origin has."""

from dataclasses import replace

from claims.facts import ClaimKind, Stance
from publishing.facts import heard_in
from publishing.policy import reopening
from tests.claims.evidence import record, speaker
from tests.publishing.make import at
from tests.publishing.test_policy import BEFORE, MIXED, NORWAY, accepted, stands


def test_who_speaks_for_somebody_no_more_is_no_new_origin() -> None:
    spokesman = replace(speaker(4, "norway", at=BEFORE), root_name="A spokesman of Norway")
    edition = accepted(MIXED, stands(spokesman, NORWAY))

    assert not reopening(edition, stands(replace(spokesman, root="spokesman"), NORWAY))


def test_a_record_by_whom_it_is_about_is_heard_as_a_word_of_its_maker() -> None:
    own = record(4, "russia", stance=Stance.DENIES, at=at(13, 12))
    disputed = stands(speaker(5, "norway", at=BEFORE), own, kind=ClaimKind.POSITION)
    counted = disputed.standing.origins[-1]

    (heard,) = heard_in(counted, disputed.facts)

    assert (counted.key, heard.manner) == ("russia|denies|direct", "direct")
