"""The table of `rules.md` §5: what reopens an edition."""

from dataclasses import replace
from datetime import datetime

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
from tests.claims.evidence import record, reporter, speaker
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


def accepted(edition: EditionFacts, known: StandingFacts) -> EditionFacts:
    """The edition as if its signers had accepted what was counted in `known`."""
    keys = frozenset(origin.key for origin in known.standing.origins)
    return replace(edition, accepted_origins=keys, accepted_passages=known.heard)


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


def test_a_record_of_later_is_not_older_because_its_maker_spoke_before() -> None:
    spoken = speaker(5, "norway", heard_directly=True, at=BEFORE)
    written = record(6, "norway", at=AFTER)
    edition = accepted(UNPROVEN, stands(spoken))

    found = reopening(edition, stands(spoken, written))

    assert found
    assert found.cause == Cause.NEW_ORIGIN
    assert not found.older_than_as_of


@pytest.mark.parametrize(("public", "older"), [(BEFORE, True), (AFTER, False), (None, False)])
def test_an_outcome_that_was_ours_to_see_is_older(public: datetime | None, *, older: bool) -> None:
    outcome = OutcomeFacts(OutcomeKind.DID_NOT, "It did not meet.", AFTER)
    where = stands(ROOT, kind=ClaimKind.PREDICTION, holder=None, outcome=outcome)

    found = reopening(TRUE, replace(where, outcome_public_at=public))

    assert found
    assert (found.cause, found.older_than_as_of) == (Cause.STATUS_MOVED, older)


def test_who_speaks_for_somebody_is_no_new_origin_once_that_is_known() -> None:
    spokesman = replace(NORWAY, root="spokesman", root_name="A spokesman of Norway")
    edition = accepted(MIXED, stands(spokesman))

    assert not reopening(edition, stands(replace(spokesman, root="norway")))


def test_a_house_is_no_new_origin_once_its_owner_is_known() -> None:
    heard = reporter(5, owner=None, at=AFTER)
    edition = accepted(MIXED, stands(heard, kind=ClaimKind.FACT))

    assert not reopening(edition, stands(replace(heard, owner="owner:9"), kind=ClaimKind.FACT))


@pytest.mark.parametrize(
    "now_read",
    [
        replace(NORWAY, root="spain", root_name="Spain"),
        replace(NORWAY, stance=Stance.DENIES),
    ],
    ids=["as another's word", "as a denial"],
)
def test_a_passage_that_people_read_otherwise_now_is_a_new_origin(now_read: PassageFacts) -> None:
    edition = accepted(MIXED, stands(NORWAY))

    found = reopening(edition, stands(now_read))

    assert found
    assert found.cause == Cause.NEW_ORIGIN


def test_who_was_relayed_under_one_key_is_new_when_heard_under_another() -> None:
    relayed = speaker(5, "spokesman", at=BEFORE)
    heard = replace(NORWAY, appearance_id=6, root_name=relayed.root_name)
    edition = accepted(MIXED, stands(relayed))

    found = reopening(edition, stands(replace(relayed, root="norway"), heard))

    assert found
    assert found.cause == Cause.NEW_ORIGIN


def test_causes_are_told_without_status_words() -> None:
    found = [reopening(edition, where) for edition, where, _ in CASES.values()]
    words = " ".join(each.words for each in found if each).lower()

    assert "two origins deny it" in words
    assert not [status for status in Status if f" {status.value}" in words]


def test_what_supports_a_verdict_is_unread_news_for_it_too() -> None:
    spain = speaker(6, "spain", heard_directly=True, at=AFTER)

    assert unread(TRUE, stands(ROOT, NORWAY, spain))
    assert not unread(TRUE, stands(ROOT, NORWAY))
