"""nlp.worth: what is worth a check comes first, and says why."""

from datetime import date

import pytest

from nlp.statements import read
from nlp.worth import Known, Line, Reason, in_transcript, of, of_statement


def reasons(words: str, known: Known | None = None) -> set[Reason]:
    return {reason for reason, _ in of(words, known or Known()).reasons}


SIGNS = [
    ("Unemployment fell by 4 percent.", Reason.NUMBER),
    ("It has been so since 2015.", Reason.DATE),
    ("It is the highest dam in Europe.", Reason.COMPARES),
    ("Nobody has ever seen it.", Reason.ABSOLUTE),
    ("They voted against the bill.", Reason.DEED),
    ("They voted against the tax.", Reason.THEME),
    ("Did they vote against the tax?", Reason.QUESTION),
    ("Thank you very much.", Reason.COURTESY),
    ("(APPLAUSE)", Reason.COURTESY),
    ("I think that it is lovely here.", Reason.VIEW),
    ("So be it.", Reason.SHORT),
]


@pytest.mark.parametrize(("words", "reason"), SIGNS)
def test_a_sign_is_told_as_a_reason(words: str, reason: Reason) -> None:
    assert reason in reasons(words)


def test_what_can_be_checked_comes_before_what_cannot() -> None:
    checkable = "Unemployment in the north fell from 9 to 4 percent in 2019."
    view = "I think this is a wonderful place and I love it."

    assert of(checkable).points > of(view).points > of("Thank you, good evening.").points


def test_a_claim_that_nobody_tracks_is_worth_more() -> None:
    words = "The northern dam was closed by the court."

    assert Reason.NEW in reasons(words, Known(likeness=0.1))
    assert Reason.NEW not in reasons(words, Known(likeness=0.9))
    assert Reason.NEW not in reasons(words)


def test_a_named_speaker_and_a_prediction_count() -> None:
    (statement,) = read("Ada Byron said the dam will fail on Friday.", published=date(2025, 8, 12))

    found = {reason for reason, _ in of_statement(statement).reasons}

    assert {Reason.NAMED, Reason.AHEAD} <= found


def test_an_opinion_is_worth_less() -> None:
    (opinion,) = read("“It is a great dam for all of us,” Ada Byron said.", published=None)

    assert Reason.VIEW in {reason for reason, _ in of_statement(opinion).reasons}


def test_the_points_are_the_sum_of_the_reasons_and_the_length() -> None:
    worth = of("They voted against the tax in 2019.")

    assert 0 <= worth.points - sum(points for _, points in worth.reasons) <= 1


def test_in_a_transcript_one_who_asks_claims_less() -> None:
    asked = [Line("Unemployment fell by 4 percent, did it?", "HOST") for _ in range(4)]
    same = "Unemployment fell by 4 percent, they tell us."

    points = in_transcript([*asked, Line(same, "HOST"), Line(same, "GUEST")])

    assert points[-1] > points[-2]


def test_neighbours_lift_each_other() -> None:
    line = Line("The tax fell by 4 percent.", "GUEST")

    assert in_transcript([line, line])[0] > in_transcript([line])[0]
    assert in_transcript([]) == []
