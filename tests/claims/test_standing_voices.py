"""Whose word counts, and since when: claims/origins.py and claims/voices.py, through standing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.facts import PassageFacts, Stance, Status
from tests.claims.evidence import START, fact, record, reporter, speaker, unnamed

DENIES = Stance.DENIES
DAY = timedelta(days=1)
SUPPORT = speaker(1, "ann", heard_directly=True, story_id=7)
COPY = speaker(2, "ann", heard_directly=True, story_id=7, at=START + 2 * DAY)
DENIAL = speaker(3, "ann", heard_directly=True, stance=DENIES, at=START + DAY)


def test_unnamed_sources_of_an_interested_party_are_interested() -> None:
    found = fact(
        speaker(1, "zel", heard_directly=True), unnamed(2, "vip"), interested=("zel", "vip")
    )

    assert found.status is Status.UNVERIFIED


def test_the_unnamed_aides_of_an_interested_party_deny_as_it_would() -> None:
    found = fact(
        speaker(1, "ann"),
        speaker(2, "bob"),
        speaker(3, "vip", heard_directly=True, stance=DENIES),
        unnamed(4, "other", stance=DENIES),
        interested=("vip", "other"),
    )

    assert found.status is Status.CORROBORATED


def test_unnamed_sources_count_beside_a_record_whosever_house_found_it() -> None:
    found = fact(unnamed(1, "west"), record(2, None, owner=None))

    assert found.status is Status.CORROBORATED


@pytest.mark.parametrize(
    "first_print",
    [
        SUPPORT,
        replace(SUPPORT, until=START + 3 * DAY),
    ],
    ids=["stands", "was edited"],
)
def test_a_copy_of_an_old_word_is_never_the_last_word(first_print: PassageFacts) -> None:
    found = fact(first_print, COPY, DENIAL)

    assert {origin.side for origin in found.origins} == {DENIES}


def test_a_first_print_that_was_taken_back_dates_nothing() -> None:
    found = fact(replace(SUPPORT, retracted_at=START + 3 * DAY, story_id=8), COPY, DENIAL)

    assert {origin.side for origin in found.origins} == {Stance.SUPPORTS}


def test_a_sentence_taken_over_into_another_story_is_no_second_witness() -> None:
    """Of the same words in stories of two houses the first print's house is the one that saw."""
    saw = reporter(1, owner="owner:agency", story_id=7, digest="as our reporter saw")
    taken = replace(
        saw, appearance_id=2, article_id=2, owner="owner:press", story_id=8, at=saw.at + DAY
    )

    found = fact(saw, taken)

    assert [(origin.principal, origin.articles) for origin in found.origins] == [
        ("owner:agency", 2)
    ]
