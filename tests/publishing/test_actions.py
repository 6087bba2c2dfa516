"""Publishing and letting stand: one effect each, or a refusal that names every reason."""

from datetime import timedelta

import pytest

from accounts.models import User
from claims.actions import close
from claims.facts import Stance
from claims.models import Claim
from publishing.actions import let_stand, publish
from publishing.errors import NothingToAffirm, NotReady
from publishing.follow import follow_ledger
from publishing.models import Citation, Edition, FactCheck
from publishing.states import Change
from reviews.models import RatingScale
from reviews.states import Ending
from sources.models import CaptureBody
from tests.publishing import make
from tests.publishing.make import Signed, at

pytestmark = pytest.mark.django_db
OTHER_RATING = (
    "Your verdict rates it Half true, the edition says Unproven: publish a new edition instead."
)


def test_an_edition_keeps_what_its_signers_accepted(carl: User, edna: User) -> None:
    story = make.story(carl)

    edition = make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))

    claim = Claim.objects.get(pk=story.claim.pk)
    assert edition.number == 1
    assert edition.as_of == at(13, 8)
    assert edition.claim_words == claim.statement
    assert (
        edition.said_by_words == "Said by Volodymyr Zelenskyy, citing Steve Witkoff, citing Russia"
    )
    assert edition.accepted_status == "unverified"
    assert edition.accepted_origins == [f"speaker:{story.russia.pk}|supports|relayed"]
    assert claim.frozen_at == edition.published_at
    assert edition.fact_check.slug == "a-signal-came"
    event = claim.ledger.get(kind="publishing.published")
    assert event.facts["edition"] == edition.pk
    assert (event.facts["change"], event.facts["rating_changed"]) == ("first", False)


def test_a_citation_carries_quote_hash_time_and_link(carl: User, edna: User) -> None:
    story = make.story(carl)

    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))

    citation = Citation.objects.get()
    version = story.first.capture
    assert citation.quote == version.body.text
    assert (citation.sha256, citation.url) == (version.sha256, version.article.url)
    assert citation.published_at == version.published_at
    assert citation.origin_words == "Russia, through Steve Witkoff and Volodymyr Zelenskyy"


def test_a_claim_that_was_closed_after_the_sign_off_is_not_published(
    carl: User, edna: User
) -> None:
    story = make.story(carl)
    review = make.signed(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    close(story.claim, why="Merged elsewhere.", by=carl, now=at(13, 9))

    with pytest.raises(NotReady, match="is not tracked any more"):
        publish(
            review,
            title="A signal came",
            change=Change.FIRST,
            change_words="",
            by=edna,
            now=at(13, 10),
        )

    assert not Edition.objects.exists()


def test_publishing_twice_gives_the_same_edition(carl: User, edna: User) -> None:
    story = make.story(carl)
    review = make.signed(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    twice = [
        publish(
            review,
            title="A signal came",
            change=Change.FIRST,
            change_words="",
            by=edna,
            now=at(13, 9) + timedelta(seconds=n),
        )
        for n in range(2)
    ]

    assert twice[0] == twice[1]
    assert Edition.objects.count() == 1
    assert story.claim.ledger.filter(kind="publishing.published").count() == 1


def test_every_objection_is_named_and_nothing_is_written(carl: User, edna: User) -> None:
    story = make.story(carl)
    review = make.signed(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))

    with pytest.raises(NotReady) as refused:
        publish(review, title="", change=Change.UPDATE, change_words="", by=carl, now=at(13, 9))

    assert refused.value.objections == (
        "Only an editor publishes.",
        "Give the fact-check a title of at most 200 characters.",
        "Only the first edition is called first.",
    )
    assert not FactCheck.objects.exists()


def test_counted_evidence_that_nobody_has_read_stops_the_edition(carl: User, edna: User) -> None:
    story = make.story(carl)
    case = Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first])
    make.signed(case)
    story.holder_denies(published=at(13, 7), captured=at(13, 9))

    with pytest.raises(NotReady, match="is unread: New: Russia, heard directly, denies it"):
        publish(
            story.claim.reviews.get(),
            title="A signal came",
            change=Change.FIRST,
            change_words="",
            by=edna,
            now=at(13, 10),
        )


def test_an_unconfirmed_or_erased_passage_is_not_quoted(carl: User, edna: User) -> None:
    story = make.story(carl)
    loose = make.passage(
        story.claim,
        make.capture("Somebody said so.", of=make.outlet("Ferry"), published=at(12, 9)),
        stance=Stance.SUPPORTS,
        found=at(12, 10),
    )
    CaptureBody.objects.filter(pk=loose.capture_id).update(text=None)

    with pytest.raises(NotReady) as refused:
        make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [loose]))

    assert refused.value.objections == (
        "Nobody has confirmed evidence 1.",
        "The text of evidence 1 has been erased: it cannot be quoted.",
    )


def test_a_rating_of_an_older_scale_is_refused(carl: User, edna: User) -> None:
    story = make.story(carl)
    review = make.signed(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    RatingScale.objects.create(name="Scale", version=2, since=at(13, 8))

    with pytest.raises(NotReady, match="not on the newsroom's scale"):
        publish(review, title="A", change=Change.FIRST, change_words="", by=edna, now=at(13, 9))


def test_who_made_the_edition_does_not_judge_it_alone(carl: User, edna: User) -> None:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    case = Signed(story.claim, carl, edna, "Half true", at(13, 16), [story.first], Ending.UPDATE)

    with pytest.raises(NotReady, match="Ask somebody who had none"):
        make.published(case, change_words="The ministry spoke.")


def test_two_fact_checks_never_share_an_address(carl: User, edna: User) -> None:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    slugs = []
    for title in ("A signal came", "Corrections", "Сигнал"):
        other = make.claim(f"Another claim: {title}", by=carl)
        found = make.relayed(other, story.first.capture, story.russia, by=carl, when=at(12, 11))
        edition = make.published(
            Signed(other, carl, edna, "Unproven", at(13, 8), [found]), title=title
        )
        slugs.append((edition.fact_check.slug, other.pk))

    assert [slug for slug, _ in slugs] == [
        f"a-signal-came-{slugs[0][1]}",
        f"corrections-{slugs[1][1]}",
        f"fact-check-{slugs[2][1]}",
    ]


def test_nothing_that_was_not_reopened_is_affirmed(carl: User, rita: User, edna: User) -> None:
    story = make.story(carl)
    case = Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first])
    edition = make.published(case)

    with pytest.raises(NothingToAffirm):
        let_stand(edition.review, words="It stands.", by=edna, now=at(13, 9))


def test_only_a_signed_off_look_lets_an_edition_stand(carl: User, rita: User, edna: User) -> None:
    story = make.story(carl)
    make.published(Signed(story.claim, carl, edna, "Unproven", at(13, 8), [story.first]))
    denial = story.holder_denies(published=at(13, 12), captured=at(13, 13))
    make.recheck(story.claim, when=at(13, 14))
    follow_ledger(now=at(13, 15))
    review = make.signed(
        Signed(story.claim, rita, edna, "Half true", at(13, 16), [denial], Ending.UPDATE)
    )

    with pytest.raises(NotReady) as refused:
        let_stand(review, words=" ", by=rita, now=at(13, 17))

    assert refused.value.objections == (
        "Only an editor lets an edition stand.",
        "The review was not signed off as standing.",
        "Say in a sentence why it stands: readers see it.",
        OTHER_RATING,
    )
