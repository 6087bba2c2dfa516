"""What stands against publishing: each objection alone, by the table."""

from dataclasses import replace

import pytest

from publishing.policy import Draft, EvidenceFacts, Reopen, change_objection, gate
from publishing.states import Change
from reviews.states import Cause, Ending


@pytest.mark.parametrize(
    ("change", "older", "reason", "stops"),
    [
        (Change.UPDATE, False, "", False),
        (Change.UPDATE, True, " ", True),
        (Change.UPDATE, True, "It was put online on the 14th.", False),
        (Change.CORRECTION, True, "", False),
        (Change.CORRECTION, False, "", False),
    ],
)
def test_an_update_that_was_ours_to_see_needs_a_reason(
    change: Change, older: bool, reason: str, stops: bool
) -> None:
    assert bool(change_objection(change, older_than_as_of=older, reason=reason)) is stops


DRAFT = Draft(
    title="A signal came",
    claim_words="Russia is ready",
    number=1,
    change=Change.FIRST,
    change_words="",
    update_reason="",
    ending=Ending.FIRST,
    on_scale=True,
    writer=1,
    signer=2,
    may_publish=True,
    evidence=(EvidenceFacts(order=1, confirmed_by_person=True, readable=True),),
    older_than_as_of=False,
    unread=None,
)
SECOND = replace(
    DRAFT, number=2, change=Change.UPDATE, ending=Ending.UPDATE, change_words="The ministry spoke."
)
UNREAD = Reopen(Cause.NEW_ORIGIN, "New: Russia, heard directly, denies it.")
GATE: dict[str, tuple[Draft, str]] = {
    "no right": (replace(DRAFT, may_publish=False), "Only an editor publishes."),
    "unsigned": (replace(DRAFT, ending=None), "Nobody has signed the verdict off."),
    "own signature": (replace(DRAFT, signer=1), "signed off by its own writer"),
    "no title": (replace(DRAFT, title=" "), "a title of at most 200"),
    "long title": (replace(DRAFT, title="x" * 201), "a title of at most 200"),
    "no claim": (replace(DRAFT, claim_words=""), "words of the claim are missing"),
    "old scale": (replace(DRAFT, on_scale=False), "not on the newsroom's scale"),
    "no evidence": (replace(DRAFT, evidence=()), "rests on no passage"),
    "unconfirmed": (
        replace(
            DRAFT, evidence=(EvidenceFacts(order=1, confirmed_by_person=False, readable=True),)
        ),
        "Nobody has confirmed evidence 1.",
    ),
    "erased": (
        replace(
            DRAFT, evidence=(EvidenceFacts(order=1, confirmed_by_person=True, readable=False),)
        ),
        "evidence 1 has been erased",
    ),
    "unread": (replace(DRAFT, unread=UNREAD), "is unread: New: Russia, heard directly, denies it."),
    "first twice": (replace(SECOND, change=Change.FIRST), "Only the first edition"),
    "update first": (replace(DRAFT, change=Change.UPDATE), "Only the first edition"),
    "other ending": (replace(SECOND, change=Change.CORRECTION), "signed off as update"),
    "stands": (replace(SECOND, ending=Ending.STANDS), "signed off as stands"),
    "silent change": (replace(SECOND, change_words=" "), "Say what changed and why"),
    "was ours to see": (replace(SECOND, older_than_as_of=True), "that is a correction"),
}


@pytest.mark.parametrize("name", GATE)
def test_each_objection_stops_an_edition(name: str) -> None:
    draft, words = GATE[name]

    objections = gate(draft)

    assert len(objections) == 1
    assert words in objections[0]


@pytest.mark.parametrize("draft", [DRAFT, SECOND])
def test_nothing_stands_against_a_right_edition(draft: Draft) -> None:
    assert gate(draft) == ()
