"""Two published ratings that come to contradict each other: `publishing/{pairs,seeing}.py`."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims.actions import link
from claims.links import unlink
from claims.models import Claim, ClaimLink
from claims.states import LinkKind
from publishing.errors import NotAtOdds, NotReady
from publishing.models import BothSeen, Edition, FactCheck
from publishing.pairs import locked_with_linked, pair_of, rivals_of, unseen
from publishing.seeing import see_both
from publishing.states import Change
from reviews.actions import cancel, open_review
from reviews.states import Cause, Polarity
from tests.jobs.together import at_once
from tests.publishing import make
from tests.publishing.make import at
from tests.publishing.rated import released, verdict

pytestmark = pytest.mark.django_db
WHY = "One speaks of the old bridge."


@pytest.fixture
def safe(carl: User) -> Claim:
    return make.claim("The bridge is safe for lorries", by=carl)


@pytest.fixture
def unsafe(carl: User) -> Claim:
    return make.claim("The bridge is unsafe for lorries", by=carl)


def waiting() -> list[set[int]]:
    return [{pair.source.pk, pair.target.pk} for pair in unseen(most=10)]


@pytest.fixture
def pair(safe: Claim, unsafe: Claim, carl: User, edna: User) -> tuple[Edition, Edition]:
    """Both are rated as true, and then a person links them as contradicting each other."""
    first = released(verdict(safe, "True", by=carl, signer=edna, when=at(13, 8)))
    second = released(verdict(unsafe, "Mostly true", by=carl, signer=edna, when=at(13, 9)))
    link(safe, unsafe, kind=LinkKind.CONTRADICTS, by=carl, now=at(14, 8))
    return first, second


def test_a_link_between_two_published_ratings_that_contradict_waits_for_a_person(
    pair: tuple[Edition, Edition], safe: Claim, unsafe: Claim, carl: User
) -> None:
    assert waiting() == [{pair[0].pk, pair[1].pk}]
    assert [len(unseen(claim=each, most=10)) for each in (safe, unsafe)] == [1, 1]
    assert unseen(claim=make.claim("Nobody asks", by=carl), most=10) == []


def test_two_links_between_the_same_two_ask_once(
    safe: Claim, pair: tuple[Edition, Edition], unsafe: Claim, carl: User
) -> None:
    link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(14, 9))

    assert len(rivals_of(safe, Polarity.SUPPORTS)) == 1
    assert len(unseen(most=10)) == 1


def test_both_that_were_seen_with_a_reason_wait_no_more(
    pair: tuple[Edition, Edition], safe: Claim, unsafe: Claim, edna: User
) -> None:
    row = see_both(pair[1], pair[0], words=f" {WHY} ", by=edna, now=at(14, 9))
    twice = see_both(pair[0], pair[1], words="Again.", by=edna, now=at(14, 10))

    assert waiting() == []
    assert row == twice
    assert (row.one, row.other, row.words, row.by) == (*pair, WHY, edna)
    for claim in (safe, unsafe):
        event = claim.ledger.get(kind="publishing.both_seen")
        assert event.texts.get(name="words").text == WHY
        assert WHY not in str(event.facts)


def test_a_new_edition_of_either_asks_again(
    pair: tuple[Edition, Edition], safe: Claim, unsafe: Claim, rita: User, edna: User
) -> None:
    see_both(*pair, words=WHY, by=edna, now=at(14, 9))
    case = verdict(unsafe, "True", by=rita, signer=edna, when=at(14, 10))

    with pytest.raises(NotReady, match="rated True in its edition 1"):
        released(case, change=Change.CORRECTION)

    assert waiting() == []
    assert [rival.edition for rival in rivals_of(unsafe, Polarity.SUPPORTS)] == [pair[0]]


def test_a_new_edition_that_contradicts_no_more_ends_it(
    pair: tuple[Edition, Edition], unsafe: Claim, rita: User, edna: User
) -> None:
    case = verdict(unsafe, "False", by=rita, signer=edna, when=at(14, 10))
    released(case, change=Change.CORRECTION)

    assert waiting() == []


def test_an_open_review_of_one_takes_it_off_and_one_that_is_cancelled_puts_it_back(
    pair: tuple[Edition, Edition], unsafe: Claim, edna: User
) -> None:
    review = open_review(unsafe, cause=Cause.ASKED, words=WHY, by=edna, now=at(14, 9))
    while_open = waiting()

    cancel(review, words="Not now.", by=edna, now=at(14, 10))

    assert while_open == []
    assert waiting() == [{pair[0].pk, pair[1].pk}]


def test_what_was_taken_back_from_readers_contradicts_nothing(
    pair: tuple[Edition, Edition], unsafe: Claim, rita: User, edna: User
) -> None:
    case = verdict(unsafe, "Mostly true", by=rita, signer=edna, when=at(14, 10))
    released(case, change=Change.RETRACTION)

    assert waiting() == []


def test_seeing_both_needs_an_editor_and_a_reason(
    pair: tuple[Edition, Edition], carl: User, edna: User
) -> None:
    with pytest.raises(NotReady) as refused:
        see_both(*pair, words=" ", by=carl, now=at(14, 9))

    assert refused.value.objections == (
        "Only an editor answers for two ratings that contradict.",
        "Say why both stay as they are.",
    )
    assert not BothSeen.objects.exists()


def test_what_was_replaced_or_unlinked_meanwhile_is_not_recorded_as_seen(
    pair: tuple[Edition, Edition], unsafe: Claim, carl: User, edna: User
) -> None:
    unlink(ClaimLink.objects.get(), why=WHY, by=carl, now=at(14, 9))

    with pytest.raises(NotAtOdds, match="Nothing was recorded"):
        see_both(*pair, words=WHY, by=edna, now=at(14, 10))

    assert pair_of(*(edition.pk for edition in pair)) is None
    assert not BothSeen.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_who_publishes_a_claim_keeps_others_from_those_that_are_linked_with_it(
    safe: Claim, unsafe: Claim, carl: User
) -> None:
    link(unsafe, safe, kind=LinkKind.CONTRADICTS, by=carl, now=at(12, 12))

    def is_free() -> bool:
        try:
            with transaction.atomic():
                Claim.objects.select_for_update(nowait=True).get(pk=unsafe.pk)
        except OperationalError:
            return False
        return True

    with transaction.atomic():
        locked_with_linked(safe.pk)
        while_published = at_once([is_free])

    assert while_published == [False]
    assert at_once([is_free]) == [True]


def test_all_that_waits_costs_the_same_for_one_pair_and_for_many(
    pair: tuple[Edition, Edition], carl: User, edna: User
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            unseen(most=1000)
        return len(asked)

    for_one = cost()
    _many(pair, 200, by=carl)

    assert len(unseen(most=1000)) == 201
    assert cost() == for_one


def _many(pair: tuple[Edition, Edition], count: int, *, by: User) -> None:
    """As many claims more, each published as the first one is and contradicting it."""
    first = pair[0]
    claims = [make.claim(f"Claim {n}", by=by) for n in range(count)]
    reviews = make.ended_reviews(first.review, count)
    addresses = FactCheck.objects.bulk_create(
        FactCheck(claim=claim, slug=f"check-{claim.pk}", created_at=at(14, 8)) for claim in claims
    )
    kept = "number verdict rating title claim_words summary finding as_of change accepted_status"
    same = {name: getattr(first, name) for name in (*kept.split(), "published_at", "published_by")}
    Edition.objects.bulk_create(
        Edition(**same, fact_check=address, review=review)
        for address, review in zip(addresses, reviews, strict=True)
    )
    ClaimLink.objects.bulk_create(
        ClaimLink(
            source=claim,
            target=first.fact_check.claim,
            kind=LinkKind.CONTRADICTS.value,
            at=at(15, 8),
            by=by,
        )
        for claim in claims
    )
