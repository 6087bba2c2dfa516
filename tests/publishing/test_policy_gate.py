"""What stands against publishing: each objection alone, by the table."""

from dataclasses import replace

import pytest

from publishing.facts import Draft, EvidenceFacts, Reopen
from publishing.policy import change_objection, gate, objection_to_close
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
    rating_changed=False,
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
SAME_WORDS = "A changed rating is an update or a correction."
SECOND = replace(
    DRAFT, number=2, change=Change.UPDATE, ending=Ending.UPDATE, change_words="The ministry spoke."
)
CLEARER = replace(SECOND, change=Change.CLARIFICATION, ending=Ending.CLARIFICATION)
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
    "new rating as clarification": (replace(CLEARER, rating_changed=True), SAME_WORDS),
    "new rating as typo": (replace(CLEARER, change=Change.TYPO, rating_changed=True), SAME_WORDS),
    "new rating as typo after a question": (
        replace(CLEARER, change=Change.TYPO, ending=Ending.FIRST, rating_changed=True),
        SAME_WORDS,
    ),
    "silent change": (replace(SECOND, change_words=" "), "Say what changed and why"),
    "was ours to see": (replace(SECOND, older_than_as_of=True), "that is a correction"),
}


@pytest.mark.parametrize("name", GATE)
def test_each_objection_stops_an_edition(name: str) -> None:
    draft, words = GATE[name]

    objections = gate(draft)

    assert len(objections) == 1
    assert words in objections[0]


@pytest.mark.parametrize(
    "draft",
    [
        DRAFT,
        SECOND,
        CLEARER,
        replace(CLEARER, change=Change.TYPO),
        replace(SECOND, rating_changed=True),
        replace(SECOND, change=Change.CORRECTION, ending=Ending.CORRECTION, rating_changed=True),
        replace(SECOND, change=Change.RETRACTION, ending=Ending.RETRACTION, rating_changed=True),
    ],
)
def test_nothing_stands_against_a_right_edition(draft: Draft) -> None:
    assert gate(draft) == ()


@pytest.mark.parametrize(
    ("published", "looked_at", "editor", "stops"),
    [
        (False, False, False, ""),
        (False, False, True, ""),
        (True, False, True, ""),
        (True, False, False, "Only an editor closes"),
        (True, True, True, "is being looked at again"),
        (True, True, False, "is being looked at again"),
    ],
)
def test_what_readers_hold_as_valid_is_closed_by_an_editor_and_never_during_a_look(
    published: bool, looked_at: bool, editor: bool, stops: str
) -> None:
    objection = objection_to_close(published=published, looked_at=looked_at, may_publish=editor)

    assert bool(objection) is bool(stops)
    assert stops in (objection or "")
