"""`seeds/telling.py`: what a stranger reads of the story."""

import pytest

from seeds.play import Decided
from seeds.telling import suggested

pytestmark = pytest.mark.once
ONE_BEFORE = "1 has the words of one decided before"


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        (Decided({}, (), 0), "suggested: nothing"),
        (Decided({"S1": 1}, (), 1), "suggested: S1; people dismiss 1"),
        (
            Decided({"S1": 2, "S3": 1}, ("S3",), 1),
            f"suggested: S1 (2), S3; people confirm S3, dismiss 1; {ONE_BEFORE}",
        ),
        (
            Decided({"S1": 2, "S3": 2}, (), 0),
            "suggested: S1 (2), S3 (2); 4 have the words of some decided before",
        ),
        (
            Decided({"S2": 1}, ("S2",), 0, ("S4",)),
            "suggested: S2; people confirm S2, add S4 themselves",
        ),
    ],
)
def test_an_article_says_what_was_suggested_and_what_became_of_it(
    decided: Decided, words: str
) -> None:
    assert suggested(decided) == words
