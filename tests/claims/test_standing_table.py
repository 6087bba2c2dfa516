"""claims.standing: the table of statuses by evidence, one row per line of the rules."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.facts import ClaimKind, PassageFacts, Stance, Status
from claims.standing import standing
from tests.claims.evidence import (
    NOW,
    START,
    claim,
    fact,
    nobody,
    record,
    reporter,
    speaker,
    unnamed,
)

DENIES = Stance.DENIES
SPRING = START - timedelta(days=150)

FACTS: list[tuple[str, list[PassageFacts], Status]] = [
    ("nothing at all", [], Status.UNVERIFIED),
    ("one origin", [speaker(1, "ann")], Status.UNVERIFIED),
    ("two origins", [speaker(1, "ann"), speaker(2, "bob")], Status.CORROBORATED),
    ("one root heard by two outlets", [speaker(1, "ann"), speaker(2, "ann")], Status.UNVERIFIED),
    ("only interested ones", [speaker(1, "vip"), speaker(2, "vip 2")], Status.UNVERIFIED),
    ("one of two is disinterested", [speaker(1, "vip"), speaker(2, "ann")], Status.CORROBORATED),
    ("a record is one origin of a fact", [record(1, "ann")], Status.UNVERIFIED),
    ("one denial, nothing else", [speaker(1, "ann", stance=DENIES)], Status.DISPUTED),
    (
        "one for, one against",
        [speaker(1, "ann"), speaker(2, "bob", stance=DENIES)],
        Status.DISPUTED,
    ),
    (
        "two deny, its own origin supports",
        [speaker(1, "ann"), speaker(2, "bob", stance=DENIES), speaker(3, "cy", stance=DENIES)],
        Status.CONTRADICTED,
    ),
    (
        "two deny, one of them disinterested",
        [speaker(1, "ann"), speaker(2, "vip", stance=DENIES), speaker(3, "cy", stance=DENIES)],
        Status.CONTRADICTED,
    ),
    (
        "two deny, two support",
        [
            speaker(1, "ann"),
            speaker(4, "dee"),
            speaker(2, "bob", stance=DENIES),
            speaker(3, "cy", stance=DENIES),
        ],
        Status.DISPUTED,
    ),
    (
        "one record denies",
        [speaker(1, "ann"), record(2, "bob", stance=DENIES)],
        Status.CONTRADICTED,
    ),
    (
        "a record on either side",
        [record(1, "ann"), record(2, "bob", stance=DENIES)],
        Status.DISPUTED,
    ),
    (
        "an interested denial alone leaves one origin as it is",
        [speaker(1, "ann"), speaker(2, "vip", stance=DENIES, heard_directly=True)],
        Status.UNVERIFIED,
    ),
    (
        "an interested denial alone leaves two origins as they are",
        [
            speaker(1, "ann"),
            speaker(2, "bob"),
            speaker(3, "vip", stance=DENIES, heard_directly=True),
        ],
        Status.CORROBORATED,
    ),
    (
        "an interested party's record older than the dispute counts",
        [speaker(1, "ann"), record(2, "vip", stance=DENIES, at=SPRING)],
        Status.CONTRADICTED,
    ),
    (
        "an interested party's record made in the dispute is only its word",
        [speaker(1, "ann"), record(2, "vip", stance=DENIES, at=START + timedelta(days=1))],
        Status.UNVERIFIED,
    ),
    (
        "one origin relayed on one side and heard directly on the other",
        [speaker(1, "vip"), speaker(2, "vip", stance=DENIES, heard_directly=True)],
        Status.DISPUTED,
    ),
    ("unclear never counts", [speaker(1, "ann", stance=Stance.UNCLEAR)], Status.UNVERIFIED),
    (
        "a repeating passage with a chain is its root's word",
        [speaker(1, "ann"), speaker(2, "bob", stance=Stance.REPEATS)],
        Status.CORROBORATED,
    ),
    (
        "a repeating passage without a source is nobody's word",
        [speaker(1, "ann"), nobody(2), nobody(3, stance=Stance.SUPPORTS)],
        Status.UNVERIFIED,
    ),
    (
        "a reporter who repeats and does not vouch",
        [speaker(1, "ann"), reporter(2, stance=Stance.REPEATS)],
        Status.UNVERIFIED,
    ),
    ("nobody denies for nobody", [speaker(1, "ann"), nobody(2, stance=DENIES)], Status.UNVERIFIED),
    ("two newsrooms were there", [reporter(1), reporter(2)], Status.CORROBORATED),
    (
        "two newsrooms of one group",
        [reporter(1, owner="group"), reporter(2, owner="group")],
        Status.UNVERIFIED,
    ),
    (
        "a syndicated copy elsewhere",
        [reporter(1, story_id=7), reporter(2, story_id=7)],
        Status.UNVERIFIED,
    ),
    (
        "a copy whose story is not known yet",
        [reporter(1, digest="same"), reporter(2, digest="same", story_id=None)],
        Status.UNVERIFIED,
    ),
    (
        "ten fresh domains",
        [reporter(number, owner=None) for number in range(1, 11)],
        Status.UNVERIFIED,
    ),
    (
        "a newsroom and ten fresh domains",
        [reporter(20), *(reporter(number, owner=None) for number in range(1, 11))],
        Status.CORROBORATED,
    ),
    ("unnamed sources alone", [unnamed(1, "west"), unnamed(2, "east")], Status.UNVERIFIED),
    ("unnamed beside a named one", [unnamed(1, "west"), speaker(2, "ann")], Status.CORROBORATED),
    ("unnamed beside a record", [unnamed(1, "west"), record(2, "ann")], Status.CORROBORATED),
    (
        "unnamed officials of the named one",
        [unnamed(1, "ann"), speaker(2, "ann")],
        Status.UNVERIFIED,
    ),
    (
        "unnamed beside an interested one only",
        [unnamed(1, "vip"), speaker(2, "vip")],
        Status.UNVERIFIED,
    ),
    (
        "unnamed against somebody named",
        [unnamed(1, "west", stance=DENIES), speaker(2, "ann")],
        Status.UNVERIFIED,
    ),
    (
        "unnamed beside an outlet of unknown owner",
        [unnamed(1, "west"), reporter(2, owner=None)],
        Status.UNVERIFIED,
    ),
    (
        "an outlet that does not count",
        [speaker(1, "ann"), speaker(2, "bob", counted=False)],
        Status.UNVERIFIED,
    ),
    (
        "a passage about a later time",
        [speaker(1, "ann"), speaker(2, "bob", later=True, stance=DENIES)],
        Status.UNVERIFIED,
    ),
    (
        "an article that was changed",
        [speaker(1, "ann"), speaker(2, "bob", until=NOW)],
        Status.UNVERIFIED,
    ),
    (
        "an article that will change",
        [speaker(1, "ann"), speaker(2, "bob", until=NOW + timedelta(seconds=1))],
        Status.CORROBORATED,
    ),
    (
        "a story taken back, with its copies",
        [
            speaker(1, "ann"),
            speaker(2, "bob", story_id=7, retracted_at=NOW),
            speaker(3, "bob", story_id=7),
        ],
        Status.UNVERIFIED,
    ),
    (
        "a passage that nobody has confirmed",
        [speaker(1, "ann"), speaker(2, "bob", confirmed=None)],
        Status.UNVERIFIED,
    ),
    (
        "a passage that we did not have yet",
        [speaker(1, "ann"), speaker(2, "bob", captured_at=NOW + timedelta(hours=1))],
        Status.UNVERIFIED,
    ),
]


@pytest.mark.parametrize(
    ("passages", "status"),
    [(passages, status) for _, passages, status in FACTS],
    ids=[name for name, _, _ in FACTS],
)
def test_a_fact_stands_where_the_table_says(passages: list[PassageFacts], status: Status) -> None:
    assert fact(*passages, interested=("vip", "vip 2")).status is status


SAYINGS: list[tuple[str, list[PassageFacts], Status]] = [
    ("one newsroom heard it", [reporter(1)], Status.UNVERIFIED),
    ("two newsrooms heard it", [reporter(1), reporter(2)], Status.CORROBORATED),
    ("one record is enough", [record(1, None)], Status.CORROBORATED),
    ("a record by the sayer's own office is enough", [record(1, "vip")], Status.CORROBORATED),
    ("one group's two papers", [reporter(1, owner="g"), reporter(2, owner="g")], Status.UNVERIFIED),
    ("a copy of the story", [reporter(1, story_id=7), reporter(2, story_id=7)], Status.UNVERIFIED),
    (
        "an unnamed participant beside a named one",
        [speaker(1, "ann"), unnamed(2, "west")],
        Status.CORROBORATED,
    ),
    ("another's account of the sayer", [speaker(1, "vip"), reporter(2)], Status.UNVERIFIED),
    (
        "the sayer's own word beside a newsroom",
        [speaker(1, "vip", heard_directly=True), reporter(2)],
        Status.CORROBORATED,
    ),
    (
        "the sayer's own denial alone",
        [reporter(1), reporter(2), speaker(3, "vip", heard_directly=True, stance=DENIES)],
        Status.CORROBORATED,
    ),
    ("one record denies it", [reporter(1), record(2, None, stance=DENIES)], Status.CONTRADICTED),
    (
        "the sayer's own late transcript without it",
        [reporter(1), record(2, "vip", stance=DENIES, at=START + timedelta(days=1))],
        Status.UNVERIFIED,
    ),
]


@pytest.mark.parametrize(
    ("passages", "status"),
    [(passages, status) for _, passages, status in SAYINGS],
    ids=[name for name, _, _ in SAYINGS],
)
def test_a_saying_stands_where_the_table_says(passages: list[PassageFacts], status: Status) -> None:
    facts = replace(claim(ClaimKind.SAID, *passages), claimant="vip")

    assert standing(facts, now=NOW).status is status
