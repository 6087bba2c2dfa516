"""Re-checks and editions of the seed story, through real rows and the real ledger."""

import pytest

from accounts.models import User
from claims.deciding import dismiss
from claims.ledger import broken
from claims.models import LedgerEvent
from publishing.actions import let_stand, publish
from publishing.errors import NotReady
from publishing.follow import follow_ledger
from publishing.models import Edition, Reaffirmation, Reopening
from publishing.states import Change
from reviews.actions import cancel, open_review
from reviews.models import Review
from reviews.states import Cause, Ending
from tests.publishing import make
from tests.publishing.make import Signed, Story, at

pytestmark = pytest.mark.django_db


def first_edition(story: Story, writer: User, signer: User) -> Edition:
    case = Signed(story.claim, writer, signer, "Unproven", at(13, 8), [story.first])
    return make.published(case)


def test_the_holders_own_word_reopens_and_ends_as_an_update(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    first = first_edition(story, carl, edna)
    denial = story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))

    follow_ledger(now=at(13, 15))
    second = make.published(
        Signed(
            story.claim, rita, edna, "Half true", at(13, 16), [story.first, denial], Ending.UPDATE
        ),
        change_words="Russia's foreign ministry has spoken itself.",
    )

    look = Reopening.objects.get()
    assert (look.edition, look.cause) == (first, Cause.NEW_ORIGIN)
    assert look.words == "New: Russia, heard directly, denies it."
    assert (look.appearances, look.older_than_as_of) == ([denial.pk], False)
    assert (second.number, second.change) == (2, Change.UPDATE)
    story.claim.refresh_from_db()
    assert broken(story.claim) is None
    kinds = list(story.claim.ledger.order_by("seq").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("publishing.")] == [
        "publishing.published",
        "publishing.reopened",
        "publishing.published",
    ]


def test_what_was_public_before_as_of_makes_it_a_correction(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    case = Signed(story.claim, carl, edna, "Unproven", at(13, 17, 10), [story.first])
    make.published(case)
    denial = story.holder_denies(published=at(13, 12), captured=at(14, 9))
    make.recheck(story.claim, when=at(14, 10))

    follow_ledger(now=at(14, 11))
    ended = Signed(story.claim, rita, edna, "Half true", at(14, 12), [denial], Ending.UPDATE)
    with pytest.raises(NotReady, match="that is a correction"):
        make.published(ended, change_words="The ministry has spoken.")

    assert Reopening.objects.get().older_than_as_of
    review = Review.objects.get(edition=None, state="signed_off")
    named = publish(
        review,
        title="A signal came",
        change=Change.UPDATE,
        change_words="The ministry has spoken.",
        update_reason="The page was only put online on the 14th.",
        by=edna,
        now=at(14, 13),
    )
    assert named.number == 2


def test_a_silent_edit_reopens_once_and_then_stands(carl: User, rita: User, edna: User) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    version = story.first.capture
    make.capture(
        "Zelenskyy told reporters that a signal had come.",
        of=make.outlet("Northern Wire"),
        published=at(16, 6),
        number=2,
        article=version.article,
    ).readings.create(engine="test", done_at=at(16, 6, 10))
    make.recheck(story.claim, when=at(16, 7))

    follow_ledger(now=at(16, 8))
    case = Signed(story.claim, rita, edna, "Unproven", at(16, 9), [story.first], Ending.STANDS)
    review = make.signed(case)
    kept = let_stand(review, words="The first version is archived.", by=edna, now=at(16, 10))
    again = let_stand(review, words="Pressed twice.", by=edna, now=at(16, 11))
    make.recheck(story.claim, when=at(18, 7))
    follow_ledger(now=at(18, 8))

    look = Reopening.objects.get()
    assert look.cause == Cause.EVIDENCE_CHANGED
    assert look.words.endswith("no longer there as quoted: Northern Wire.")
    assert again == kept == Reaffirmation.objects.get()
    assert not Reopening.objects.unresolved()


def test_a_later_report_of_a_known_origin_reopens_nothing(carl: User, edna: User) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    copy = make.capture(
        "Zelenskyy said again that Witkoff had spoken of a Russian signal.",
        of=make.outlet("The Lantern"),
        published=at(15, 20),
    )
    make.relayed(story.claim, copy, story.russia, by=carl, when=at(15, 22))
    make.recheck(story.claim, when=at(16, 9))

    read = follow_ledger(now=at(16, 10))

    assert read > 0
    assert not Reopening.objects.exists()


def test_a_mass_event_opens_one_review(carl: User, edna: User) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    for hour in (14, 15, 16):
        make.recheck(story.claim, when=at(13, hour))

    follow_ledger(now=at(13, 19))
    make.recheck(story.claim, when=at(13, 19, 30))
    follow_ledger(now=at(13, 20))

    assert Reopening.objects.count() == 1
    assert Review.objects.open().count() == 1


def test_a_review_that_is_open_already_looks_at_it_too(carl: User, edna: User) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    asked = open_review(story.claim, cause=Cause.ASKED, words="A reader.", by=edna, now=at(13, 9))
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))

    follow_ledger(now=at(13, 15))

    assert Reopening.objects.get().review == asked


def test_a_review_that_was_asked_for_ends_as_stands_once_it_looks_at_an_edition(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    open_review(story.claim, cause=Cause.ASKED, words="A reader.", by=edna, now=at(13, 9))
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    case = Signed(story.claim, rita, edna, "Unproven", at(13, 16), [story.first], Ending.STANDS)

    kept = let_stand(make.signed(case), words="It was no news.", by=edna, now=at(13, 17))

    assert Reopening.objects.get() == kept.reopening
    assert not Reopening.objects.unresolved()


def test_a_look_that_a_person_cancelled_is_not_asked_for_twice(carl: User, edna: User) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    cancel(Review.objects.open().get(), words="Known.", by=edna, now=at(13, 16))

    make.recheck(story.claim, when=at(13, 17))
    follow_ledger(now=at(13, 18))

    assert Reopening.objects.count() == 1


def test_a_cancelled_look_at_no_passage_declines_its_own_words_alone(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    heard = make.capture("Norway heard it too.", of=make.outlet("Ferry"), published=at(12, 13))
    norway = make.spoken(story.claim, heard, make.speaker("Norway"), by=carl, when=at(12, 14))
    make.published(Signed(story.claim, carl, edna, "True", at(13, 8), [story.first]))
    dismiss(norway, by=carl, now=at(13, 9))
    make.recheck(story.claim, when=at(13, 10))
    follow_ledger(now=at(13, 10))
    first = Reopening.objects.get()
    cancel(Review.objects.open().get(), words="Known.", by=edna, now=at(13, 11))

    make.recheck(story.claim, when=at(13, 12))
    follow_ledger(now=at(13, 12))
    same_words = Reopening.objects.count()
    dismiss(story.first, by=carl, now=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 14))

    last = Reopening.objects.latest("pk")
    assert (
        (first.cause, first.appearances) == (last.cause, last.appearances) == ("status_moved", [])
    )
    assert same_words == 1
    assert Reopening.objects.count() == 2
    assert first.words != last.words


def test_news_for_a_verdict_that_waits_to_be_published_opens_a_new_review(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    first_edition(story, carl, edna)
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    case = Signed(story.claim, rita, edna, "Half true", at(13, 16), [story.first], Ending.UPDATE)
    waiting = make.signed(case)
    make.recheck(story.claim, when=at(13, 17))
    follow_ledger(now=at(13, 17))
    quiet = Reopening.objects.count()
    record = make.capture("A second state agrees.", of=make.outlet("Ferry"), published=at(13, 18))
    make.spoken(story.claim, record, make.speaker("Norway"), by=carl, when=at(13, 18, 30))
    make.recheck(story.claim, when=at(13, 19))

    with pytest.raises(NotReady, match="New: Norway, heard directly, supports it"):
        publish(
            waiting,
            title="A signal came",
            change=Change.UPDATE,
            change_words="The ministry spoke.",
            by=edna,
            now=at(13, 19),
        )
    follow_ledger(now=at(13, 20))

    assert quiet == 1
    assert Reopening.objects.count() == 2
    assert Review.objects.open().get().reopening.cause == Cause.NEW_ORIGIN


def test_a_claim_without_an_edition_is_never_reopened(carl: User) -> None:
    make.story(carl)

    follow_ledger(now=at(12, 13))

    assert not Review.objects.exists()
    assert not LedgerEvent.objects.filter(kind="publishing.reopened").exists()
