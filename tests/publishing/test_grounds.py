"""What an edition is held against, read from rows: keys that change, days, outcomes."""

from datetime import date, datetime

import pytest

from accounts.models import User
from claims import outlets
from claims.actions import edit
from claims.deciding import Voice, confirm, record_outcome, second_outcome, set_principal
from claims.facts import ClaimKind, OriginKind, OutcomeKind, Stance
from claims.models import Appearance, Claim
from publishing.actions import publish
from publishing.errors import NotReady
from publishing.follow import follow_ledger
from publishing.models import Edition, Reopening
from publishing.reading import page_of
from publishing.states import Change
from reviews.states import Cause, Ending
from tests.publishing import make
from tests.publishing.make import Signed, Story, at

pytestmark = pytest.mark.django_db


def reported(story: Story, *, by: User) -> Appearance:
    """A house of unknown owner whose own reporter heard it."""
    version = make.capture(
        "Our reporter heard it too.", of=make.outlet("Ferry"), published=at(12, 13)
    )
    found = make.passage(story.claim, version, stance=Stance.SUPPORTS, found=at(12, 14))
    confirm(found, stance=Stance.SUPPORTS, voice=Voice(OriginKind.FIRSTHAND), by=by, now=at(12, 14))
    return found


def half_true(story: Story, writer: User, signer: User) -> Edition:
    """An edition that any new origin would call back."""
    make.recheck(story.claim, when=at(12, 15))
    return make.published(
        Signed(story.claim, writer, signer, "Half true", at(13, 8), [story.first])
    )


def bridge(writer: User) -> tuple[Claim, Appearance]:
    """A prediction without a day, and its one passage."""
    row = make.claim("The bridge will be shut", by=writer, kind=ClaimKind.PREDICTION)
    version = make.capture(
        "It will be shut.", of=make.outlet("Northern Wire"), published=at(12, 10)
    )
    return row, make.spoken(row, version, make.speaker("Lind"), by=writer, when=at(12, 11))


# --- known origins under other keys ---------------------------------------------------------


def test_a_known_speaker_reopens_nothing_once_it_is_known_for_whom_it_speaks(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    spokesman = make.speaker("A spokesman of Norway")
    version = make.capture(
        "Norway's spokesman heard it too.", of=make.outlet("Ferry"), published=at(12, 13)
    )
    make.spoken(story.claim, version, spokesman, by=carl, when=at(12, 14))
    half_true(story, carl, edna)

    set_principal(spokesman, principal=make.speaker("Norway"), by=edna, now=at(13, 9))
    make.recheck(story.claim, when=at(13, 10))
    follow_ledger(now=at(13, 11))

    assert not Reopening.objects.exists()


def test_readers_are_not_told_of_new_reporting_when_only_an_owner_became_known(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    house = reported(story, by=carl).capture.article.outlet
    assert house
    edition = half_true(story, carl, edna)

    outlets.set_owner(house, owner="Ferry Group", by=edna, now=at(13, 9))
    make.recheck(story.claim, when=at(13, 10))
    follow_ledger(now=at(13, 11))

    shown = page_of(edition.fact_check)
    assert shown
    assert shown.note is None
    assert not Reopening.objects.exists()


def test_a_house_that_was_first_counted_after_publication_does_reopen(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    half_true(story, carl, edna)

    reported(story, by=carl)
    make.recheck(story.claim, when=at(13, 10))
    follow_ledger(now=at(13, 11))

    assert Reopening.objects.get().cause == Cause.NEW_ORIGIN


def test_a_verdict_knows_an_origin_whose_owner_became_known_since_its_as_of(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    house = reported(story, by=carl).capture.article.outlet
    assert house
    review = make.signed(Signed(story.claim, carl, edna, "Half true", at(13, 8), [story.first]))

    outlets.set_owner(house, owner="Ferry Group", by=edna, now=at(13, 9))
    edition = publish(
        review, title="A signal", change=Change.FIRST, change_words="", by=edna, now=at(13, 10)
    )

    assert edition.number == 1


# --- days and outcomes ----------------------------------------------------------------------


def test_a_day_that_was_filed_after_as_of_was_not_accepted(carl: User, edna: User) -> None:
    row, heard = bridge(carl)
    make.recheck(row, when=at(13, 7))
    review = make.signed(Signed(row, carl, edna, "Unproven", at(13, 8), [heard]))
    row.refresh_from_db()
    edit(row, {"due_on": date(2025, 8, 12)}, version=row.version, by=edna, now=at(13, 9))

    with pytest.raises(NotReady, match=r"is unread: The date by which it was to be so has passed"):
        publish(
            review, title="A signal", change=Change.FIRST, change_words="", by=edna, now=at(13, 10)
        )


def came_true(public: datetime, *, writer: User, second: User, editor: User) -> Signed:
    """An edition of a prediction, called back by an outcome; and the verdict that would update it.

    `public` is when the passage came out on which the outcome rests; we met it on the 14th.
    """
    row, heard = bridge(writer)
    make.recheck(row, when=at(12, 12))
    make.published(Signed(row, writer, editor, "Unproven", at(13, 8), [heard]))
    version = make.capture("It was shut at noon.", of=make.outlet("Ferry"), published=public)
    seen = make.spoken(row, version, make.speaker("Lind"), by=writer, when=at(14, 9))
    kind = OutcomeKind.CAME_TRUE
    outcome = record_outcome(
        row, kind=kind, words="It was shut.", evidence=seen, by=writer, now=at(14, 10)
    )
    second_outcome(outcome, by=second, now=at(14, 11))
    make.recheck(row, when=at(14, 12))
    follow_ledger(now=at(14, 12))
    return Signed(row, second, editor, "True", at(14, 13), [seen], Ending.UPDATE)


def test_an_outcome_that_was_public_before_as_of_makes_it_a_correction(
    carl: User, rita: User, edna: User
) -> None:
    case = came_true(at(12, 13), writer=carl, second=rita, editor=edna)

    with pytest.raises(NotReady, match="that is a correction"):
        make.published(case, change_words="The bridge was shut.")

    look = Reopening.objects.get()
    assert (look.cause, look.older_than_as_of) == (Cause.STATUS_MOVED, True)


def test_an_outcome_that_came_out_after_as_of_makes_it_an_update(
    carl: User, rita: User, edna: User
) -> None:
    case = came_true(at(13, 20), writer=carl, second=rita, editor=edna)

    edition = make.published(case, change_words="The bridge was shut.")

    assert edition.change == Change.UPDATE
    assert not Reopening.objects.get().older_than_as_of
