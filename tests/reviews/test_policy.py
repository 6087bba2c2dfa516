"""Who may judge and who may sign, and by when a review should be done."""

from datetime import timedelta

import pytest

from accounts.policy import Role
from reviews.policy import (
    LONGEST_SUMMARY,
    TARGETS,
    due_at,
    objection_to_judges,
    objection_to_sign_off,
    objection_to_verdict,
)
from reviews.states import Cause
from tests.claims.make import NOON

pytestmark = pytest.mark.once


def test_every_cause_has_a_target_and_what_readers_rely_on_comes_first() -> None:
    assert set(TARGETS) == set(Cause)
    assert due_at(Cause.EVIDENCE_RETRACTED, opened_at=NOON) == NOON + timedelta(hours=2)
    assert min(TARGETS.values()) == TARGETS[Cause.EVIDENCE_RETRACTED]
    assert max(TARGETS.values()) == TARGETS[Cause.FIRST]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, None),
        ({"role": Role.CONTRIBUTOR}, "a checker writes the verdict"),
        ({"summary": " \n"}, "the one sentence that readers see first"),
        ({"summary": "w" * (LONGEST_SUMMARY + 1)}, "301 characters; at most 300 fit"),
        ({"summary": "w" * LONGEST_SUMMARY}, None),
        ({"reasoning": ""}, "the reasoning is empty"),
        ({"evidence": 0}, "Add at least one passage"),
        ({"looked_back_needed": True}, "This claim speaks of a first. Note what the search"),
    ],
    ids=[
        "fit",
        "role",
        "no summary",
        "long summary",
        "full summary",
        "no reasoning",
        "no evidence",
        "no look back",
    ],
)
def test_a_verdict_needs_a_checker_words_and_evidence(
    changed: dict[str, object], words: str | None
) -> None:
    case: dict[str, object] = {
        "role": Role.CHECKER,
        "summary": "It is so.",
        "reasoning": "We saw it.",
        "evidence": 1,
        "looked_back_needed": False,
        **changed,
    }

    objection = objection_to_verdict(**case)  # type: ignore[arg-type]  # by name

    assert objection is None if words is None else words in str(objection)


@pytest.mark.parametrize(
    ("signer", "role", "words"),
    [
        (2, Role.EDITOR, None),
        (2, Role.ADMIN, None),
        (1, Role.EDITOR, "somebody else must sign it off"),
        (1, Role.ADMIN, "somebody else must sign it off"),
        (2, Role.CHECKER, "Only an editor"),
        (2, Role.CONTRIBUTOR, "Only an editor"),
    ],
)
def test_four_eyes_see_every_verdict(signer: int, role: Role, words: str | None) -> None:
    objection = objection_to_sign_off(signer=signer, role=role, writer=1)

    assert objection is None if words is None else words in str(objection)


@pytest.mark.parametrize(
    ("judges", "people", "fit"),
    [
        ({1, 2}, set(), True),
        ({1, 2}, {1}, True),
        ({1, 2}, {3, 4}, True),
        ({1, 2}, {1, 2}, False),
        ({1}, {1, 2}, False),
    ],
    ids=["no edition", "one is new", "both are new", "nobody is new", "nobody, and one less"],
)
def test_somebody_who_had_no_part_in_the_edition_looks_again(
    judges: set[int], people: set[int], fit: bool
) -> None:
    assert (objection_to_judges(judges=judges, edition_people=people) is None) is fit
