"""The table of `rules.md` §5: what reopens an edition."""

from dataclasses import replace

import pytest

from claims.facts import (
    ClaimFacts,
    ClaimKind,
    OutcomeFacts,
    OutcomeKind,
    PassageFacts,
    Stance,
    Status,
)
from claims.standing import standing
from publishing.facts import EditionFacts, StandingFacts
from publishing.policy import reopening, unread
from reviews.states import Cause, Polarity
from tests.claims.evidence import speaker
from tests.publishing.make import at

AS_OF = at(13, 8)
NOW = at(14, 9)
UNPROVEN = EditionFacts(
    as_of=AS_OF,
    rating="Unproven",
    polarity=Polarity.NONE,
    sits_with=frozenset({"unchecked", "unverified", "disputed", "awaiting", "due"}),
    accepted_status=Status.UNVERIFIED,
    accepted_origins=frozenset({"russia|supports|relayed"}),
    cited=frozenset({1}),
)
TRUE = replace(
    UNPROVEN,
    rating="True",
    polarity=Polarity.SUPPORTS,
    sits_with=frozenset({"corroborated", "came_true"}),
    accepted_status=Status.CORROBORATED,
    accepted_origins=frozenset({"russia|supports|relayed", "norway|supports|direct"}),
)
MIXED = replace(
    UNPROVEN,
    rating="Half true",
    polarity=Polarity.MIXED,
    sits_with=frozenset(status.value for status in Status) | {"did_not"},
)
BEFORE, AFTER = at(12, 9), at(13, 12)
ROOT = speaker(1, "russia", at=BEFORE)
COPY = speaker(2, "russia", at=AFTER)
DENIAL = speaker(3, "russia", stance=Stance.DENIES, heard_directly=True, at=AFTER)
OLD_DENIALS = [
    speaker(number, root, stance=Stance.DENIES, heard_directly=True, at=BEFORE)
    for number, root in ((3, "kremlin"), (4, "washington"))
]
NORWAY = speaker(5, "norway", heard_directly=True, at=AFTER)


def stands(*passages: PassageFacts, **more: object) -> StandingFacts:
    given: dict[str, object] = {"kind": ClaimKind.POSITION, "holder": "russia", **more}
    facts = ClaimFacts(claim_id=1, tracked_at=at(12, 8), passages=passages, **given)  # type: ignore[arg-type]
    return StandingFacts(at=NOW, standing=standing(facts, now=NOW), facts=facts)


CASES: dict[str, tuple[EditionFacts, StandingFacts, Cause | None]] = {
    "nothing is new": (UNPROVEN, stands(ROOT), None),
    "another passage of a known origin": (UNPROVEN, stands(ROOT, COPY), None),
    "the holder's own word against it": (UNPROVEN, stands(ROOT, DENIAL), Cause.NEW_ORIGIN),
    "a new supporter of what was unproven": (
        replace(UNPROVEN, sits_with=UNPROVEN.sits_with | {"corroborated"}),
        stands(ROOT, NORWAY),
        Cause.NEW_ORIGIN,
    ),
    "a known origin, now heard itself": (
        replace(MIXED, accepted_origins=frozenset({"norway|supports|relayed"})),
        stands(NORWAY),
        Cause.NEW_ORIGIN,
    ),
    "an origin heard directly, now only by hearsay": (
        replace(MIXED, accepted_origins=frozenset({"russia|supports|direct"})),
        stands(ROOT),
        None,
    ),
    "a new supporter of what was rated true": (
        TRUE,
        stands(ROOT, NORWAY, speaker(6, "spain", heard_directly=True, at=AFTER)),
        None,
    ),
    "the status moved where the rating does not sit": (
        UNPROVEN,
        stands(ROOT, *OLD_DENIALS, kind=ClaimKind.FACT, holder=None),
        Cause.STATUS_MOVED,
    ),
    "the status that its signers accepted": (
        replace(
            UNPROVEN,
            accepted_status=Status.CONTRADICTED,
            accepted_origins=frozenset(
                {"russia|supports|relayed", "kremlin|denies|direct", "washington|denies|direct"}
            ),
        ),
        stands(ROOT, *OLD_DENIALS, kind=ClaimKind.FACT, holder=None),
        None,
    ),
    "an interested denial that standing does not count": (
        TRUE,
        stands(
            ROOT,
            NORWAY,
            replace(DENIAL, root="kyiv", root_name="Kyiv"),
            kind=ClaimKind.FACT,
            holder=None,
            interested=frozenset({"kyiv"}),
        ),
        None,
    ),
    "a quoted article was changed": (
        UNPROVEN,
        stands(replace(ROOT, until=at(13, 20)), COPY),
        Cause.EVIDENCE_CHANGED,
    ),
    "it was changed before the verdict": (
        UNPROVEN,
        stands(replace(ROOT, until=at(13, 7)), COPY),
        None,
    ),
    "the new version still carries the passage": (
        UNPROVEN,
        stands(
            replace(ROOT, until=at(13, 20)),
            replace(ROOT, appearance_id=9, captured_at=at(13, 20)),
        ),
        None,
    ),
    "an article that nobody quotes was changed": (
        UNPROVEN,
        stands(ROOT, replace(COPY, until=at(13, 20))),
        None,
    ),
    "a quoted article was taken back": (
        UNPROVEN,
        stands(replace(ROOT, retracted_at=at(13, 20)), COPY),
        Cause.EVIDENCE_RETRACTED,
    ),
    "a due date passed": (
        replace(UNPROVEN, accepted_status=Status.AWAITING),
        stands(ROOT, kind=ClaimKind.PREDICTION, holder=None, due_on=at(13, 8).date()),
        Cause.DATE_PASSED,
    ),
    "a due date passed, also beside a rating that sits with all": (
        replace(MIXED, accepted_status=Status.AWAITING),
        stands(ROOT, kind=ClaimKind.PREDICTION, holder=None, due_on=at(13, 8).date()),
        Cause.DATE_PASSED,
    ),
    "it had passed when it was signed": (
        replace(UNPROVEN, accepted_status=Status.DUE),
        stands(ROOT, kind=ClaimKind.PREDICTION, holder=None, due_on=at(12, 8).date()),
        None,
    ),
    "an outcome that the rating sits with": (
        TRUE,
        stands(
            ROOT,
            kind=ClaimKind.PREDICTION,
            holder=None,
            outcome=OutcomeFacts(OutcomeKind.CAME_TRUE, "It met.", AFTER),
        ),
        None,
    ),
    "an outcome that the rating does not sit with": (
        TRUE,
        stands(
            ROOT,
            kind=ClaimKind.PREDICTION,
            holder=None,
            outcome=OutcomeFacts(OutcomeKind.DID_NOT, "It did not meet.", AFTER),
        ),
        Cause.STATUS_MOVED,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edition_is_called_back_by_the_table(name: str) -> None:
    edition, where, cause = CASES[name]

    found = reopening(edition, where)

    assert (found and found.cause) == cause


def test_evidence_public_before_as_of_is_older() -> None:
    moved = reopening(UNPROVEN, stands(ROOT, *OLD_DENIALS, kind=ClaimKind.FACT, holder=None))
    spoken = reopening(UNPROVEN, stands(ROOT, DENIAL))

    assert moved
    assert spoken
    assert (moved.older_than_as_of, spoken.older_than_as_of) == (True, False)
    assert moved.appearances == (3, 4)


def test_a_word_heard_later_is_not_older_because_it_was_relayed_before() -> None:
    edition = replace(UNPROVEN, accepted_origins=frozenset[str]())

    found = reopening(edition, stands(ROOT, replace(COPY, heard_directly=True)))

    assert found
    assert not found.older_than_as_of


def test_causes_are_told_without_status_words() -> None:
    found = [reopening(edition, where) for edition, where, _ in CASES.values()]
    words = " ".join(each.words for each in found if each).lower()

    assert "two origins deny it" in words
    assert not [status for status in Status if f" {status.value}" in words]


def test_what_supports_a_verdict_is_unread_news_for_it_too() -> None:
    spain = speaker(6, "spain", heard_directly=True, at=AFTER)

    assert unread(TRUE, stands(ROOT, NORWAY, spain))
    assert not unread(TRUE, stands(ROOT, NORWAY))
