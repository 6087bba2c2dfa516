"""Ratings that contradict each other: `desk/views/links.py`, `desk/showing/odds.py`, the queue."""

from collections.abc import Callable
from functools import partial

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.links import unlink
from claims.models import Appearance, Claim
from desk.signing import Words, sign_and_publish
from jobs import clock
from publishing.errors import NotReady
from publishing.models import BothSeen, Edition
from publishing.states import Change
from reviews.actions import open_review
from reviews.models import Review
from reviews.states import Cause, ReviewState
from tests.desk import make
from tests.desk.doing import send
from tests.desk.rated import contradicting, many_against, published, ready, unsafe
from tests.jobs.together import at_once

WHY = "One speaks of the old bridge."
HEADING = "Ratings that contradict each other"


@pytest.fixture
def first(claim: Claim, desk: make.Desk, passage: Appearance, carl: User, edna: User) -> Edition:
    return published(claim, desk, passage, writer=carl, editor=edna)


@pytest.fixture
def pair(
    first: Edition, desk: make.Desk, rita: User, carl: User, edna: User
) -> tuple[Edition, Edition]:
    """Two editions that say "True", and a link made afterwards that says they contradict."""
    row, passage = unsafe(desk, by=rita)
    second = published(row, desk, passage, writer=carl, editor=edna)
    contradicting(row, first.fact_check.claim, by=rita)
    return first, second


def page_of(client: Client, name: str, *args: int) -> str:
    return client.get(reverse(f"desk:{name}", args=args)).content.decode()


def see(client: Client, pair: tuple[Edition, Edition], words: str) -> HttpResponse:
    url = reverse("desk:odds", args=[edition.pk for edition in pair])
    return client.post(url, {"words": words})  # type: ignore[return-value]  # of the tests


def test_the_second_of_two_shows_the_first_beside_it_and_asks_for_a_tick(
    client: Client, first: Edition, desk: make.Desk, rita: User, edna: User
) -> None:
    row, passage = unsafe(desk, by=rita)
    contradicting(row, first.fact_check.claim, by=rita)
    review = ready(row, desk, passage, writer=rita, editor=edna)
    client.force_login(edna)

    page = page_of(client, "review", review.pk)
    blank = send(client, review, "sign_off", title="Is it unsafe?", change="first")
    state = Review.objects.get(pk=review.pk).state
    ticked = send(
        client, review, "sign_off", title="Is it unsafe?", change="first", seen=[first.pk]
    )

    number = first.fact_check.claim.number
    assert f"I have seen both: edition 1 of {number} says True" in page
    assert first.get_absolute_url() in page
    assert make.STATEMENT in page
    assert (blank.status_code, state) == (422, ReviewState.READY)
    assert "Look at both, and tick that you have seen them." in blank.content.decode()
    assert ticked.status_code == 302
    assert {BothSeen.objects.get().one, BothSeen.objects.get().other} == set(Edition.objects.all())
    assert HEADING not in page_of(client, "queue")


@pytest.mark.parametrize("forged", [["999"], ["-1"], ["x"], ["9" * 30], ["²"]])
def test_a_tick_of_anything_else_is_refused(
    client: Client,
    first: Edition,
    desk: make.Desk,
    rita: User,
    edna: User,
    forged: list[str],
) -> None:
    row, passage = unsafe(desk, by=rita)
    contradicting(row, first.fact_check.claim, by=rita)
    review = ready(row, desk, passage, writer=rita, editor=edna)
    client.force_login(edna)

    answer = send(client, review, "sign_off", title="Is it?", change="first", seen=forged)

    assert answer.status_code == 422
    assert Edition.objects.get() == first


def test_a_verdict_that_contradicts_nothing_is_not_asked_about(
    client: Client, claim: Claim, desk: make.Desk, passage: Appearance, carl: User, edna: User
) -> None:
    review = ready(claim, desk, passage, writer=carl, editor=edna)
    client.force_login(edna)

    page = page_of(client, "review", review.pk)

    assert "It contradicts what we have published" not in page
    assert 'name="seen"' not in page


def test_a_pair_stands_on_the_queue_with_both_ratings_until_both_were_seen(
    client: Client, pair: tuple[Edition, Edition], edna: User
) -> None:
    client.force_login(edna)
    queue = page_of(client, "queue")

    blank = see(client, pair, " ")
    done = see(client, pair, WHY)

    assert HEADING in queue
    assert queue.count('<p class="rating">True</p>') == 2
    for edition in pair:
        assert edition.get_absolute_url() in queue
    assert blank.status_code == 422
    assert "Say why both stay as they are." in blank.content.decode()
    assert done.status_code == 302
    assert HEADING not in page_of(client, "queue")
    after = page_of(client, "odds", pair[0].pk, pair[1].pk)
    assert f"{edna} has seen both" in after
    assert WHY in after


def test_both_claims_show_it_to_staff_while_it_waits(
    client: Client, pair: tuple[Edition, Edition], cora: User, edna: User
) -> None:
    client.force_login(cora)
    claims = [edition.fact_check.claim_id for edition in pair]
    told = "Its rating contradicts another one."
    before = [told in page_of(client, "claim", pk) for pk in claims]

    client.force_login(edna)
    see(client, pair, WHY)

    assert before == [True, True]
    assert [told in page_of(client, "claim", pk) for pk in claims] == [False, False]
    for pk in claims:
        assert "Seen beside a rating that contradicts it" in page_of(client, "claim", pk)


def test_readers_are_shown_nothing_of_it(client: Client, pair: tuple[Edition, Edition]) -> None:
    for edition in pair:
        page = client.get(edition.get_absolute_url()).content.decode()

        assert "contradicts" not in page


def test_a_review_of_one_of_the_two_is_the_other_way(
    client: Client, pair: tuple[Edition, Edition], edna: User
) -> None:
    client.force_login(edna)
    claim = pair[1].fact_check.claim
    offered = reverse("desk:step", args=[claim.pk, "review"])
    page = page_of(client, "odds", pair[0].pk, pair[1].pk)

    review = open_review(claim, cause=Cause.ASKED, words=WHY, by=edna, now=clock.desk_now())

    assert offered in page
    assert HEADING not in page_of(client, "queue")
    after = page_of(client, "odds", pair[0].pk, pair[1].pk)
    assert reverse("desk:review", args=[review.pk]) in after
    assert offered not in after


def test_who_does_not_publish_sees_both_and_answers_for_neither(
    client: Client, pair: tuple[Edition, Edition], rita: User
) -> None:
    client.force_login(rita)

    page = page_of(client, "odds", pair[0].pk, pair[1].pk)

    assert "An editor says that both stay" in page
    assert "I have seen both" not in page
    assert see(client, pair, WHY).status_code == 403
    assert not BothSeen.objects.exists()


def test_who_answers_for_what_is_gone_meanwhile_keeps_the_words(
    client: Client, pair: tuple[Edition, Edition], carl: User, edna: User
) -> None:
    client.force_login(edna)
    says = pair[1].fact_check.claim.links.get()
    unlink(says, why="Two bridges.", by=carl, now=clock.desk_now())

    answer = see(client, pair, WHY)

    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert "They do not contradict each other, or no longer" in answer.content.decode()
    assert not BothSeen.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_signed_at_once_one_is_asked_and_neither_waits_for_ever(
    claim: Claim, desk: make.Desk, passage: Appearance, rita: User, edna: User
) -> None:
    other, second = unsafe(desk, by=rita)
    contradicting(other, claim, by=rita)
    rows = ((claim, passage), (other, second))
    reviews = [ready(row, desk, given, writer=rita, editor=edna) for row, given in rows]
    now = clock.desk_now()

    def sign(review: Review) -> bool:
        words = Words(f"Is {review.claim.number} so?")
        try:
            sign_and_publish(review, change=Change.FIRST, words=words, by=edna, now=now)
        except NotReady:
            return False
        return True

    assert sorted(at_once([partial(sign, each) for each in reviews])) == [False, True]
    assert Edition.objects.count() == 1


def test_two_editions_that_are_not_there_are_not_found(client: Client, edna: User) -> None:
    client.force_login(edna)

    assert client.get(reverse("desk:odds", args=[1, 2])).status_code == 404


def test_the_queue_and_a_claim_cost_the_same_with_one_pair_and_with_many(
    client: Client, pair: tuple[Edition, Edition], edna: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(edna)
    claim = pair[0].fact_check.claim
    pages = [reverse("desk:queue"), reverse("desk:claim", args=[claim.pk])]
    for_one = [count_queries(url) for url in pages]
    many_against(claim, like=pair[1], count=60)

    assert [count_queries(url) for url in pages] == for_one
    assert "Only the newest are shown." in client.get(pages[0]).content.decode()
