"""The starting scale means what the rules say, and a changed scale is a new version."""

import pytest

from accounts.models import User
from claims.facts import OutcomeKind, Status
from jobs.models import SubjectEvent
from jobs.subjects import broken
from reviews.models import Rating, RatingScale
from reviews.scales import AGAINST, ALL, OPEN, STARTING, SUPPORTS, Word, add_scale
from reviews.states import Polarity
from tests.claims.make import NOON, at

EXPECTED = {
    Polarity.SUPPORTS: {"corroborated", "came_true"},
    Polarity.AGAINST: {"contradicted", "did_not"},
    Polarity.NONE: {"unchecked", "unverified", "disputed", "awaiting", "due"},
}
KNOWN = {*Status, *OutcomeKind}


@pytest.mark.once
@pytest.mark.parametrize("word", STARTING, ids=lambda word: word.label)
def test_a_word_sits_with_what_its_direction_says(word: Word) -> None:
    expected = EXPECTED.get(word.polarity, set(KNOWN) - {"resolved"})

    assert set(word.sits_with) == expected


@pytest.mark.once
def test_the_lists_name_only_statuses_and_outcomes_that_exist() -> None:
    assert {*SUPPORTS, *AGAINST, *OPEN, *ALL} <= KNOWN


@pytest.mark.once
@pytest.mark.parametrize("label", ["Misleading", "Missing context", "Unproven", "Too early"])
def test_a_word_outside_true_and_false_has_no_number(label: str) -> None:
    (word,) = [one for one in STARTING if one.label == label]

    assert word.number is None


@pytest.mark.once
def test_numbers_rise_from_false_to_true_and_none_is_given_twice() -> None:
    numbered = [(word.number, word.label) for word in STARTING if word.number]

    assert [number for number, _ in numbered] == [1, 2, 3, 4, 5]
    assert (numbered[0][1], numbered[-1][1]) == ("False", "True")


@pytest.mark.django_db
def test_a_new_scale_is_a_new_version_and_the_old_one_stays(ada: User) -> None:
    first = add_scale(by=ada, now=NOON)
    second = add_scale(words=STARTING[:2], by=ada, now=at(13))

    assert (first.version, second.version) == (1, 2)
    assert first.ratings.count() == len(STARTING)
    assert [str(rating) for rating in second.ratings.all()] == ["False", "Mostly false"]
    assert SubjectEvent.objects.filter(kind="reviews.scale_added", actor=ada).count() == 2
    assert broken() == []


@pytest.mark.django_db
def test_scales_of_two_names_count_their_own_versions() -> None:
    add_scale(by=None, now=NOON)

    other = add_scale("Election scale", by=None, now=NOON)

    assert other.version == 1
    assert RatingScale.objects.count() == 2
    assert Rating.objects.count() == 2 * len(STARTING)
