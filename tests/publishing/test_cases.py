"""What a review about to be published stands on: `publishing/cases.py`, through the verbs."""

from datetime import datetime

import pytest

from accounts.models import User
from claims.deciding import dismiss
from claims.models import Claim
from desk.forms.steps import CloseForm
from publishing.actions import close_claim, let_stand, publish
from publishing.errors import MayNotClose, NothingToAffirm, NotReady
from publishing.follow import follow_ledger
from publishing.models import Edition, Reaffirmation, Reopening
from publishing.states import Change
from reviews.actions import Finding, assign, cancel, hand_in, open_review, send_back, sign_off
from reviews.follow import follow_ledger as follow_claims
from reviews.models import Rating, RatingScale, Review
from reviews.states import Cause, Confidence, Ending
from tests.publishing import make
from tests.publishing.make import Signed, Story, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(carl: User, edna: User) -> Story:
    """S3 with its first edition, Unproven as of 13 August 08:00."""
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    return story


@pytest.fixture
def reopened(story: Story) -> Story:
    """The holder's own word, later than as-of, has called the edition back."""
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    return story


# --- a changed rating ----------------------------------------------------------------------


@pytest.mark.parametrize("change", [Change.CLARIFICATION, Change.TYPO])
def test_a_new_rating_does_not_go_out_under_a_small_name(
    change: Change, reopened: Story, rita: User, edna: User
) -> None:
    case = Signed(
        reopened.claim, rita, edna, "Half true", at(13, 16), [reopened.first], Ending.CLARIFICATION
    )

    with pytest.raises(NotReady, match="A changed rating is an update or a correction"):
        make.published(case, change=change.value, change_words="Clearer.")

    assert Edition.objects.count() == 1


def test_the_same_word_of_a_newer_scale_is_no_new_rating(
    reopened: Story, rita: User, edna: User
) -> None:
    old = make.rating("Unproven")
    newer = RatingScale.objects.create(name="Scale", version=2, since=at(13, 15))
    kept = Rating.objects.create(
        scale=newer,
        order=0,
        label=old.label,
        definition="What it means now.",
        polarity=old.polarity,
        number=old.number,
        sits_with=old.sits_with,
    )
    case = Signed(
        reopened.claim, rita, edna, "Unproven", at(13, 16), [reopened.first], Ending.CLARIFICATION
    )

    edition = make.published(case, change_words="Clearer.")

    assert edition.rating == kept
    event = reopened.claim.ledger.get(kind="publishing.published", facts__number=2)
    assert event.facts["rating_changed"] is False


def test_an_edition_does_not_stand_on_a_verdict_that_rates_it_otherwise(
    reopened: Story, rita: User, edna: User
) -> None:
    review = make.signed(
        Signed(reopened.claim, rita, edna, "Half true", at(13, 16), [reopened.first], Ending.STANDS)
    )

    with pytest.raises(NotReady) as refused:
        let_stand(review, words="It stands.", by=edna, now=at(13, 17))

    words = "Your verdict rates it Half true, the edition says Unproven: publish a new edition"
    assert refused.value.objections == (f"{words} instead.",)
    assert not Reaffirmation.objects.exists()


# --- whose look it is ----------------------------------------------------------------------


def test_a_review_never_ends_the_look_of_another_one(
    reopened: Story, carl: User, rita: User, edna: User
) -> None:
    waiting = make.signed(
        Signed(reopened.claim, rita, edna, "Unproven", at(13, 16), [reopened.first], Ending.STANDS)
    )
    record = make.capture("A second state agrees.", of=make.outlet("Ferry"), published=at(13, 18))
    make.spoken(reopened.claim, record, make.speaker("Norway"), by=carl, when=at(13, 18, 30))
    make.recheck(reopened.claim, when=at(13, 19))
    follow_ledger(now=at(13, 20))

    with pytest.raises(NothingToAffirm):
        let_stand(waiting, words="It stands.", by=edna, now=at(13, 21))

    assert Reopening.objects.count() == 2
    assert Reopening.objects.unresolved().get().review == Review.objects.open().get()


# --- correction or update ------------------------------------------------------------------


def test_what_came_to_light_during_the_look_can_make_it_a_correction(
    reopened: Story, carl: User, rita: User, edna: User
) -> None:
    """A witness who was public before as-of is found while the newer one is looked at."""
    old = make.capture("Norway heard it too.", of=make.outlet("Ferry"), published=at(13, 6))
    heard = make.spoken(reopened.claim, old, make.speaker("Norway"), by=carl, when=at(13, 15, 30))
    case = Signed(reopened.claim, rita, edna, "Half true", at(13, 16), [heard], Ending.UPDATE)

    with pytest.raises(NotReady, match="that is a correction"):
        make.published(case, change_words="Norway has spoken.")

    assert not Reopening.objects.get().older_than_as_of


def test_a_cancelled_look_does_not_make_a_later_update_a_correction(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 17, 10), [story.first]))
    denial = story.holder_denies(published=at(13, 12), captured=at(14, 9))
    make.recheck(story.claim, when=at(14, 10))
    follow_ledger(now=at(14, 11))
    older = Reopening.objects.get().older_than_as_of
    cancel(Review.objects.open().get(), words="Of another thing.", by=edna, now=at(14, 12))
    dismiss(denial, by=carl, now=at(14, 12))
    heard = make.capture("Norway heard it too.", of=make.outlet("Ferry"), published=at(15, 13))
    norway = make.spoken(story.claim, heard, make.speaker("Norway"), by=carl, when=at(15, 14))
    make.recheck(story.claim, when=at(15, 15))
    follow_ledger(now=at(15, 15))

    edition = make.published(
        Signed(story.claim, rita, edna, "True", at(15, 16), [norway], Ending.UPDATE),
        change_words="Norway spoke.",
    )

    assert older
    assert edition.change == Change.UPDATE


# --- who judges ----------------------------------------------------------------------------


def handed_in(review: Review, *, by: User, editor: User, when: datetime) -> None:
    """A verdict of this person, Half true, ready to be signed."""
    assign(review, reviewer=by, by=editor, now=when)
    finding = Finding(
        rating=make.rating("Half true"),
        confidence=Confidence.HIGH,
        summary="The ministry denies it.",
        reasoning="It spoke itself [1].",
        as_of=when,
        evidence=list(review.claim.appearances.order_by("-pk")[:1]),
    )
    hand_in(review, finding=finding, by=by, now=when)


def test_who_wrote_a_verdict_that_was_replaced_is_nobody_new_among_the_judges(
    reopened: Story, carl: User, rita: User, edna: User
) -> None:
    review = Review.objects.open().get()
    handed_in(review, by=rita, editor=edna, when=at(13, 16))
    send_back(review, note="Ask the ministry.", by=edna, now=at(13, 17))
    handed_in(review, by=carl, editor=edna, when=at(13, 18))
    sign_off(review, ending=Ending.UPDATE, by=edna, now=at(13, 19))

    with pytest.raises(NotReady, match="Everybody here had a part in the edition"):
        publish(
            review,
            title="A signal came",
            change=Change.UPDATE,
            change_words="The ministry spoke.",
            by=edna,
            now=at(13, 20),
        )


def test_who_wrote_a_verdict_that_was_replaced_had_a_part_in_the_edition(
    carl: User, rita: User, edna: User
) -> None:
    story = make.story(carl)
    review = open_review(story.claim, cause=Cause.FIRST, words="Asked.", by=edna, now=at(13, 8))
    handed_in(review, by=rita, editor=edna, when=at(13, 8))
    send_back(review, note="Ask the ministry.", by=edna, now=at(13, 8))
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    case = Signed(story.claim, rita, edna, "Half true", at(13, 16), [story.first], Ending.UPDATE)

    with pytest.raises(NotReady, match="Everybody here had a part in the edition"):
        make.published(case, change_words="The ministry spoke.")


# --- closing a claim -----------------------------------------------------------------------


def test_a_claim_whose_edition_is_looked_at_stays_open(reopened: Story, edna: User) -> None:
    with pytest.raises(MayNotClose, match="is being looked at again"):
        close_claim(reopened.claim, why="Old.", by=edna, now=at(13, 16))
    follow_claims()

    assert Claim.objects.get(pk=reopened.claim.pk).stage == "tracked"
    assert Review.objects.open().exists()


def test_the_desk_closes_by_the_same_rule(reopened: Story, edna: User) -> None:
    form = CloseForm({"why": "Old."}, claim=reopened.claim)

    assert form.is_valid()
    with pytest.raises(MayNotClose):
        form.act(by=edna, now=at(13, 16))


def test_a_claim_with_an_edition_is_closed_by_an_editor_alone(
    story: Story, carl: User, edna: User
) -> None:
    with pytest.raises(MayNotClose, match="Only an editor closes"):
        close_claim(story.claim, why="Old.", by=carl, now=at(13, 16))
    close_claim(story.claim, why="Old.", by=edna, now=at(13, 16))

    assert Claim.objects.get(pk=story.claim.pk).stage == "closed"


def test_a_look_that_is_over_keeps_no_claim_open(reopened: Story, rita: User, edna: User) -> None:
    case = Signed(
        reopened.claim, rita, edna, "Half true", at(13, 16), [reopened.first], Ending.UPDATE
    )
    make.published(case, change_words="The ministry spoke.")

    close_claim(reopened.claim, why="Old.", by=edna, now=at(13, 18))

    assert Claim.objects.get(pk=reopened.claim.pk).stage == "closed"


def test_a_claim_without_an_edition_is_closed_by_a_checker(carl: User) -> None:
    claim = make.story(carl).claim

    close_claim(claim, why="Not ours.", by=carl, now=at(13, 8))

    assert Claim.objects.get(pk=claim.pk).stage == "closed"


# --- who said it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimant", "source", "words"),
    [
        (
            "Volodymyr Zelenskyy",
            "Russia",
            "Said by Volodymyr Zelenskyy, citing Steve Witkoff, citing Russia",
        ),
        ("Steve Witkoff", "Russia", "Said by Steve Witkoff, citing Russia"),
        ("Steve Witkoff", "", "Said by Steve Witkoff"),
        ("", "Russia", ""),
    ],
)
def test_an_edition_names_the_claimant_that_people_gave_it(
    claimant: str, source: str, words: str, carl: User, edna: User
) -> None:
    story = make.story(carl)
    story.claim.claimant = make.speaker(claimant) if claimant else None
    story.claim.alleged_source = make.speaker(source) if source else None
    story.claim.save()

    edition = make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))

    assert edition.said_by_words == words
