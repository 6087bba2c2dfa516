"""Which reviews and editions are listed, in which order: `desk/views/queue.py`."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.models import Appearance, Claim
from jobs import clock
from publishing.models import Edition, FactCheck
from reviews import actions
from reviews.models import Review
from reviews.states import Cause
from tests.desk import make


def test_the_queue_puts_what_is_published_before_what_is_older(
    client: Client, desk: make.Desk, review: Review, edna: User
) -> None:
    other = make.claim(desk, by=edna, statement="Repairs cost 5 million euros")
    moved = actions.open_review(
        other,
        cause=Cause.STATUS_MOVED,
        words="Two origins deny it.",
        by=None,
        now=clock.desk_now(),
    )
    client.force_login(edna)

    page = client.get(reverse("desk:queue"))

    assert [row.review for row in page.context["reviews"]] == [moved, review]
    only = client.get(reverse("desk:queue"), {"view": "reopened"})
    assert [row.review for row in only.context["reviews"]] == [moved]


def test_an_unknown_filter_is_no_filter(client: Client, review: Review, edna: User) -> None:
    client.force_login(edna)

    page = client.get(reverse("desk:queue"), {"state": "x", "cause__regex": ".*", "view": "?"})

    assert [row.review for row in page.context["reviews"]] == [review]


def test_the_queue_costs_the_same_for_one_review_and_for_a_thousand(
    client: Client, review: Review, edna: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(edna)
    for_one = count_queries(reverse("desk:queue"))
    more = Claim.objects.bulk_create(
        Claim(statement=f"Claim {n}", kind="fact", filed_by=edna, filed_at=review.opened_at)
        for n in range(999)
    )
    Review.objects.bulk_create(
        Review(claim=row, cause="first", cause_words="New.", opened_at=review.opened_at)
        for row in more
    )

    assert count_queries(reverse("desk:queue")) == for_one


def test_the_queue_costs_the_same_whether_somebody_has_the_review_or_nobody(
    client: Client, review: Review, edna: User, count_queries: Callable[[str], int]
) -> None:
    client.force_login(edna)
    held_by_nobody = count_queries(reverse("desk:queue"))
    actions.assign(review, reviewer=edna, by=edna, now=clock.desk_now())

    assert count_queries(reverse("desk:queue")) == held_by_nobody


def test_the_published_list_costs_the_same_for_one_edition_and_for_many(  # noqa: PLR0917
    client: Client,
    claim: Claim,
    desk: make.Desk,
    passage: Appearance,
    carl: User,
    edna: User,
    count_queries: Callable[[str], int],
) -> None:
    first = make.published(claim, desk, passage, writer=carl, editor=edna)
    client.force_login(carl)
    for_one = count_queries(reverse("desk:published"))
    _many_editions(first, 999)

    assert count_queries(reverse("desk:published")) == for_one


def _many_editions(first: Edition, count: int) -> None:
    """Rows as the first one, each of a claim and a review of its own."""
    claim, review = first.fact_check.claim, first.review
    claims = Claim.objects.bulk_create(
        Claim(statement=f"C {n}", kind="fact", filed_by=claim.filed_by, filed_at=claim.filed_at)
        for n in range(count)
    )
    reviews = Review.objects.bulk_create(
        Review(claim=row, cause="first", state="signed_off", opened_at=review.opened_at)
        for row in claims
    )
    addresses = FactCheck.objects.bulk_create(
        FactCheck(claim=row, slug=f"check-{row.pk}", created_at=first.published_at)
        for row in claims
    )
    kept = "verdict rating title claim_words summary finding as_of change accepted_status"
    names = [*kept.split(), "published_at", "published_by"]
    same = {name: getattr(first, name) for name in names}
    Edition.objects.bulk_create(
        Edition(**same, number=1, fact_check=address, review=row)
        for address, row in zip(addresses, reviews, strict=True)
    )
