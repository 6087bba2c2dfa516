"""claims.standing and claims.wording: the reason lines, word for word."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from claims.codec import Json, JsonObject
from claims.facts import ClaimKind, OutcomeFacts, OutcomeKind, PassageFacts, Stance, Status
from claims.standing import Reason, ReasonCode, Standing, standing
from claims.wording import (
    LABELS,
    for_readers,
    headline_for_readers,
    sentence,
    sentences,
    unchecked,
)
from tests.claims.evidence import (
    NOW,
    START,
    claim,
    copies,
    fact,
    nobody,
    record,
    reporter,
    said,
    speaker,
)

DENIES = Stance.DENIES


def readers(found: Standing) -> list[str]:
    return [line for line in map(for_readers, found.reasons) if line]


def test_one_origin_is_named_first_and_its_articles_last() -> None:
    relayed = speaker(1, "russia", via=("Witkoff", "Zelenskyy"))
    of_two_more_stories = [speaker(number, "russia") for number in (2, 3)]

    found = fact(relayed, *of_two_more_stories, *copies(relayed, 11))

    assert sentences(found)[0] == (
        "Only one independent origin carries it: Russia, relayed by Witkoff and Zelenskyy, "
        "not heard directly (14 articles, 3 stories)."
    )


def test_two_origins_that_nobody_denies() -> None:
    lines = sentences(fact(reporter(1), reporter(2)))

    assert lines == (
        (
            "Two independent origins support it, none denies it: "
            "Outlet 1, own reporter (1 article); Outlet 2, own reporter (1 article)."
        ),
        "A denial by an origin without an interest would put it in dispute.",
    )


def test_both_sides_of_a_dispute_the_denying_one_first() -> None:
    found = fact(speaker(1, "ann"), speaker(2, "bob", stance=DENIES, heard_directly=True))

    assert sentences(found)[:2] == (
        "One independent origin denies it: Bob, heard directly (1 article).",
        "One independent origin supports it: Ann, not heard directly (1 article).",
    )


def test_a_contradicted_claim_has_its_own_origin_at_most() -> None:
    denials = (record(2, "bob", stance=DENIES), speaker(3, "cy", stance=DENIES))

    assert sentences(fact(speaker(1, "ann"), *denials))[:2] == (
        (
            "Two independent origins deny it: Bob, on record (1 article); "
            "Cy, not heard directly (1 article)."
        ),
        "Only its own origin supports it: Ann, not heard directly (1 article).",
    )
    assert "No origin supports it any more." in sentences(fact(*denials))


def test_an_origin_on_both_sides_is_said_in_words() -> None:
    found = fact(speaker(1, "land"), speaker(2, "land", stance=DENIES, heard_directly=True))

    assert "Land, heard directly, denies it; others relay that Land would support it." in (
        sentences(found)
    )


def test_numbers_are_words_up_to_twelve_and_figures_after() -> None:
    twelve = [speaker(number, f"who {number}") for number in range(12)]

    assert sentences(fact(*twelve))[0].startswith("Twelve independent origins support it")
    assert sentences(fact(*twelve, speaker(99, "ann")))[0].startswith("13 independent origins")
    assert "; eight more." in sentences(fact(*twelve, speaker(99, "ann")))[0]


def test_a_date_that_passed_is_said_with_its_day() -> None:
    facts = replace(claim(ClaimKind.PREDICTION), due_on=date(2025, 8, 15))

    assert sentences(standing(facts, now=NOW))[0] == (
        "Its date passed on Fri 15 Aug; nobody has recorded the outcome."
    )


def test_a_claim_that_waits_says_from_when_and_until_when() -> None:
    facts = replace(
        claim(ClaimKind.PREDICTION), earliest=date(2025, 8, 18), due_on=date(2025, 8, 24)
    )

    assert sentences(standing(facts, now=START))[0] == (
        "It can come true from Mon 18 Aug; due Sun 24 Aug."
    )


def test_a_day_of_another_year_is_written_with_its_year() -> None:
    facts = replace(claim(ClaimKind.PREDICTION), due_on=date(2026, 1, 2))

    assert sentences(standing(facts, now=NOW))[0] == "It is due Fri 2 Jan 2026."


def test_an_outcome_is_told_with_its_day_and_its_words() -> None:
    outcome = OutcomeFacts(OutcomeKind.CAME_TRUE, "both sides met.", START + timedelta(days=4))
    facts = replace(claim(ClaimKind.PREDICTION), outcome=outcome)

    found = standing(facts, now=NOW)

    assert sentences(found) == ("It came true, recorded on Sat 16 Aug: both sides met.",)
    assert headline_for_readers(found) == "It came true"


@pytest.mark.parametrize(
    ("passages", "headline"),
    [
        ([], "No origin supports it yet"),
        ([speaker(1, "ann")], "One origin supports it"),
        ([speaker(1, "ann"), speaker(2, "bob")], "Two origins support it"),
        (
            [speaker(1, "ann"), speaker(2, "bob", stance=DENIES)],
            "One origin supports it, one origin denies it",
        ),
        (
            [speaker(1, "ann", stance=DENIES), speaker(2, "bob", stance=DENIES)],
            "Two origins deny it",
        ),
    ],
)
def test_readers_hear_how_many_origins_say_what(
    passages: list[PassageFacts],
    headline: str,
) -> None:
    assert headline_for_readers(fact(*passages)) == headline


def test_readers_hear_nothing_of_matches_that_wait_for_a_person() -> None:
    found = fact(speaker(1, "ann"), speaker(2, "bob", confirmed=None), nobody(3))

    assert "One suggested passage waits for a person and does not count yet." in sentences(found)
    assert readers(found)[1:] == [
        "One passage repeats it and names no source of its own.",
        (
            "A second independent origin would change this; "
            "a denial by an origin without an interest would change this."
        ),
    ]


def test_what_would_change_a_saying_names_a_record() -> None:
    assert sentences(said(reporter(1)))[-1] == (
        "A recording, transcript or official text would corroborate it; "
        "a second independent origin would corroborate it; "
        "a denial by an origin without an interest would put it in dispute."
    )


def test_every_code_has_its_sentence() -> None:
    origins: list[Json] = list(_described())
    params: JsonObject = {
        "origins": origins,
        "unopposed": True,
        "name": "Ann",
        "directly": "denies",
        "relayed": "Land",
        "passages": 2,
        "phase": "from",
        "condition": "the next meeting",
        "kind": "did_not",
        "words": "",
        "ways": ["outcome"],
        **dict.fromkeys(("earliest", "due", "on"), "2025-08-15"),
        **{f"{name}_year": False for name in ("earliest", "due", "on")},
    }

    told = [sentence(Reason(code, params)) for code in ReasonCode]

    assert all(line[0].isupper() and line.endswith(".") for line in told)
    assert len(set(told)) == len(told)


def _described() -> list[JsonObject]:
    reasons = fact(speaker(1, "ann")).reasons
    rows = reasons[0].to_json()["params"]
    assert isinstance(rows, dict)
    listed = rows["origins"]
    assert isinstance(listed, list)
    return [row for row in listed if isinstance(row, dict)]


def test_every_status_has_its_label() -> None:
    assert set(LABELS) == set(Status)
    assert unchecked("in 2 minutes") == "No re-check yet; first one due in 2 minutes."


def test_two_voices_are_told_by_both_names_also_where_the_denials_settle_it() -> None:
    ministry = speaker(1, "land", stance=DENIES, heard_directly=True)
    others = [reporter(number, stance=DENIES) for number in (2, 3)]

    found = fact(speaker(4, "land", via=("Envoy",)), ministry, *others)

    assert any("others relay that" in line for line in sentences(found))
