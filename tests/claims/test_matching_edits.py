"""A passage that an edit left alone lives on, also where the ranker does not see its claim."""

import pytest

from accounts.models import User
from claims.deciding import Voice, confirm, quote
from claims.evidence import facts_of
from claims.facts import OriginKind, Stance
from claims.models import Appearance, Claim, Statement
from claims.passages import appearance
from claims.standing import standing
from nlp.values import Span
from tests.claims.make import NOON, at, capture, checked, outlet, read, speaker, tracked

pytestmark = pytest.mark.django_db
PAGE = "https://city-herald.example/pictures"
SAID = "“Putin is interested in nothing but photographs of the talks,” Ana Costa said."
NEWS = f"Nobody expects much of Friday. {SAID} The hotel is full."
EDITED = f"The hotel is empty. {SAID} Nobody expects much of Friday."


@pytest.fixture
def claim(carl: User) -> Claim:
    """Tracked in other words than the passage that it was filed from, which is confirmed."""
    row = tracked(carl, "The Kremlin leader only wants pictures")
    first = capture(NEWS, of=outlet("City Herald"), url=PAGE)
    assert read(first) == []  # the ranker does not see the two as one
    statement = Statement.objects.get(capture=first, proposed__contains="photographs")
    voice = Voice(OriginKind.SPEAKER, speaker("Ana Costa"), heard_directly=True)
    passage = quote(row, statement, now=NOON)
    confirm(passage, stance=Stance.SUPPORTS, voice=voice, by=carl, now=NOON)
    checked(row, now=NOON)
    return row


def edited(text: str, *, day: int = 13) -> list[Appearance]:
    return read(capture(text, url=PAGE, now=at(day)), now=at(day))


def waiting(claim: Claim) -> set[str]:
    return set(claim.triggers.filter(served_by=None).values_list("kind", flat=True))


def test_an_edit_elsewhere_keeps_what_the_ranker_does_not_find(claim: Claim) -> None:
    (kept,) = edited(EDITED)

    assert EDITED[kept.start : kept.end] == SAID
    assert kept.features == {"filed_from": 1.0, "carried_over": 1.0}
    assert kept.score == 1.0
    assert kept.statement is not None
    assert kept.statement.capture == kept.capture
    old, new = facts_of(claim, at=at(14)).passages
    assert (old.until, new.until, new.confirmed) == (at(13), None, "person")
    stands = standing(facts_of(claim, at=at(14)), now=at(14))
    assert [(one.name, one.side) for one in stands.origins] == [("Ana Costa", "supports")]


def test_an_edit_elsewhere_is_no_change_of_the_passage(claim: Claim) -> None:
    edited(EDITED)

    assert waiting(claim) == {"new_passage"}


def test_a_passage_is_carried_on_through_every_later_version(claim: Claim) -> None:
    edited(EDITED, day=13)
    (kept,) = edited(EDITED + " It rains.", day=14)

    assert kept.features["carried_over"] == 1.0
    assert Appearance.objects.filter(claim=claim).count() == 3


def test_a_passage_in_other_case_and_spaces_is_carried_on(claim: Claim) -> None:
    (kept,) = edited(EDITED.replace("nothing but photographs", "nothing  but PHOTOGRAPHS"))

    assert kept.features["carried_over"] == 1.0


def test_a_passage_that_was_reworded_is_not_carried_on(claim: Claim) -> None:
    assert edited(NEWS.replace("nothing but", "more than")) == []

    assert waiting(claim) == {"passage_changed"}


def test_words_that_moved_into_a_longer_sentence_are_not_carried_on(claim: Claim) -> None:
    assert edited(NEWS.replace(SAID, f"It is not true that {SAID}")) == []

    assert waiting(claim) == {"passage_changed"}


def test_a_passage_of_two_sentences_is_carried_on_as_it_stood(claim: Claim) -> None:
    first = claim.appearances.get()
    end = NEWS.index(" The hotel")
    both = Span(0, end)
    features = {"older_engine": 1.0}
    appearance(
        first.capture,
        both,
        claim,
        score=0.6,
        features=features,
        statement=None,
        now=NOON,
    ).save()

    kept, _ = edited(f"It rains. {NEWS}")

    assert f"It rains. {NEWS}"[kept.start : kept.end] == NEWS[:end]
    assert (kept.score, kept.features) == (0.6, {**features, "carried_over": 1.0})


def test_another_article_carries_nothing_over(claim: Claim) -> None:
    assert read(capture(EDITED, url="https://a.example/1", now=at(13)), now=at(13)) == []


def test_reading_an_edited_version_again_writes_nothing_more(claim: Claim) -> None:
    version = capture(EDITED, url=PAGE, now=at(13))
    read(version, now=at(13))
    version.readings.update(next_at=at(13))

    read(version, now=at(13))

    assert Appearance.objects.filter(capture=version).count() == 1
