"""nlp.stance: denial, support, repetition; without a cue no judgement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.stance import stance
from nlp.values import StanceLabel

READY = "Russia is ready for a first step toward a ceasefire"
SAYING = "Ada Byron said that Max Weber signalled that the mine will close"
MADE = date(2025, 8, 12)
NEXT_DAY = date(2025, 8, 13)

DENIALS = [
    "Russia’s position has not changed since June 2024, a spokesman said.",
    "Russia is not ready for a first step toward a ceasefire.",
    "The Kremlin dismissed talk that Russia was ready for a ceasefire.",
    "A spokesman denied that Russia was ready for a first step.",
]
UNCLEAR = [
    "Russia may be ready for a first step toward a ceasefire.",
    "The ministry denied that Russia is not ready for a ceasefire.",
    "The home side won 3-1.",
    "Russia has a new train to the coast.",
    "",
]


@pytest.mark.parametrize("passage", DENIALS)
def test_words_of_denial_deny(passage: str) -> None:
    assert stance(READY, passage).label is StanceLabel.DENIES


@pytest.mark.parametrize("passage", UNCLEAR)
def test_a_hedge_a_double_denial_and_silence_are_unclear(passage: str) -> None:
    assert stance(READY, passage).label is StanceLabel.UNCLEAR


def test_passing_on_what_somebody_said_only_repeats() -> None:
    passage = "Russia is ready for a first step toward a ceasefire, Ada Byron said."

    found = stance(READY, passage)

    assert found.label is StanceLabel.REPEATS
    assert found.cues == ("Ada Byron",)


def test_the_passage_in_its_own_voice_supports() -> None:
    assert stance(READY, f"{READY}.").label is StanceLabel.SUPPORTS


def test_a_confirmation_supports() -> None:
    passage = f"The ministry confirmed that {READY}."

    assert stance(READY, passage).label is StanceLabel.SUPPORTS


def test_the_speaker_quoted_supports_that_she_said_so() -> None:
    passage = "“There was a signal from Max Weber that the mine will close,” Ada Byron said."

    assert stance(SAYING, passage).label is StanceLabel.SUPPORTS


def test_the_evidence_is_the_sentence_that_speaks_of_the_claim() -> None:
    passage = "It rained in Lund. Russia is not ready for a first step. Trains ran late."

    assert stance(READY, passage).evidence.of(passage) == "Russia is not ready for a first step."


@pytest.mark.parametrize(
    "passage",
    [
        "Russia is no longer ready for a first step toward a ceasefire.",
        "In the talks on Friday evening, Russia was not ready for a first step toward a ceasefire.",
    ],
)
def test_a_later_refusal_does_not_deny_what_was_claimed_before(passage: str) -> None:
    found = stance(READY, passage, said_on=MADE, published=date(2025, 8, 16))

    assert found.later
    assert found.label is not StanceLabel.DENIES


def test_the_day_on_which_a_denial_was_said_does_not_make_it_later() -> None:
    passage = "Russia is not ready for a first step toward a ceasefire, he said on Wednesday."

    found = stance(READY, passage, said_on=MADE, published=NEXT_DAY)

    assert not found.later
    assert found.label is StanceLabel.DENIES


@given(st.text(max_size=80), st.text(max_size=160))
def test_any_two_texts_are_answered_within_the_passage(claim: str, passage: str) -> None:
    found = stance(claim, passage, said_on=MADE, published=NEXT_DAY)

    assert 0 <= found.score <= 1
    assert found.evidence.end <= max(1, len(passage))
