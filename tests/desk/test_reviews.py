"""From the queue to a published edition: `desk/views/reviews.py`, `desk/views/queue.py`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims import deciding
from claims.deciding import Voice
from claims.facts import OriginKind, Stance
from claims.models import Appearance, Claim
from claims.recheck import recheck
from desk.forms.reviews import MOMENT
from jobs import clock
from jobs.due import lease
from publishing.follow import follow_ledger
from publishing.models import Edition, FactCheck
from reviews import actions
from reviews.models import Review
from reviews.states import Cause, ReviewState
from tests.desk import make


@pytest.fixture
def desk(edna: User) -> make.Desk:
    return make.desk(edna)


@pytest.fixture
def claim(desk: make.Desk, rita: User) -> Claim:
    return make.claim(desk, by=rita)


@pytest.fixture
def passage(claim: Claim, desk: make.Desk, rita: User) -> Appearance:
    found = make.confirmed(claim, desk, by=rita)
    make.settle()
    return found


@pytest.fixture
def review(claim: Claim, passage: Appearance, edna: User) -> Review:
    return make.review(claim, by=edna)


def send(client: Client, review: Review, name: str, **typed: object) -> HttpResponse:
    version = Review.objects.get(pk=review.pk).version
    url = reverse(f"desk:{name}", args=[review.pk])
    return client.post(url, {"version": version, **typed})  # type: ignore[return-value]  # of the tests


def verdict(desk: make.Desk, passage: Appearance) -> dict[str, object]:
    now = clock.desk_now() + timedelta(seconds=1)
    return {
        "evidence": [passage.pk],
        "rating": desk.rating("Unproven").pk,
        "confidence": "middling",
        "as_of": now.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)).strftime(MOMENT),
        "summary": "One person says so, nobody else does.",
        "reasoning": "Only the mayor vouches for it [1].",
    }


def test_a_verdict_goes_from_the_queue_to_the_readers(
    client: Client,
    review: Review,
    desk: make.Desk,
    passage: Appearance,
    carl: User,
    edna: User,
) -> None:
    client.force_login(carl)
    assert send(client, review, "take").status_code == 302
    assert send(client, review, "hand_in", **verdict(desk, passage)).status_code == 302

    client.force_login(edna)
    answer = send(client, review, "sign_off", title="Is the bridge safe?", change="first")

    assert answer.status_code == 302
    edition = Edition.objects.get()
    assert (edition.rating.label, edition.verdict.by) == ("Unproven", carl)
    assert edition.review.signed_by == edna
    readers = Client().get(edition.fact_check.get_absolute_url()).content.decode()
    assert "Is the bridge safe?" in readers
    assert "Unproven" in readers


def test_a_draft_is_kept_whatever_it_is_and_stays_when_handed_back(
    client: Client, review: Review, passage: Appearance, carl: User
) -> None:
    client.force_login(carl)
    send(client, review, "take")

    kept = send(client, review, "draft", summary="Half a sent", evidence=[passage.pk])
    send(client, review, "hand_back")
    send(client, review, "take")

    assert kept.status_code == 302
    page = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    assert "Half a sent" in page
    assert f'name="evidence" value="{passage.pk}" checked' in page


def test_a_draft_saved_in_the_background_answers_with_its_time(
    client: Client, review: Review, carl: User
) -> None:
    client.force_login(carl)
    send(client, review, "take")
    url = reverse("desk:draft", args=[review.pk])

    answer = client.post(url, {"version": 2, "summary": "So"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.content.decode().startswith("Draft saved ")


def test_who_lost_the_review_keeps_the_text(
    client: Client, review: Review, carl: User, rita: User
) -> None:
    actions.assign(review, reviewer=carl, by=carl, now=clock.desk_now())
    actions.assign(review, reviewer=rita, by=rita, now=clock.desk_now())
    client.force_login(carl)

    answer = send(client, review, "draft", summary="Mine, and long")

    assert answer.status_code == 409
    assert "Nothing of yours is lost" in answer.content.decode()
    assert "Mine, and long" in answer.content.decode()


def test_a_verdict_from_an_old_page_keeps_the_text_and_names_who_moved_it(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, carl: User, rita: User
) -> None:
    actions.assign(review, reviewer=carl, by=carl, now=clock.desk_now())
    stale = review.version
    actions.hand_back(review, by=carl, now=clock.desk_now())
    actions.assign(review, reviewer=rita, by=rita, now=clock.desk_now())
    client.force_login(carl)

    answer = send(client, review, "hand_in", **{**verdict(desk, passage), "version": stale})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Rita (" in page
    assert "One person says so" in page
    assert not review.verdicts.exists()


@pytest.mark.parametrize("name", ["take", "hand_back", "draft", "hand_in"])
def test_a_move_without_the_version_that_was_seen_is_refused(
    client: Client, review: Review, carl: User, name: str
) -> None:
    client.force_login(carl)

    answer = client.post(reverse(f"desk:{name}", args=[review.pk]), {"summary": "So"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"evidence": []}, "Add at least one passage as evidence."),
        ({"summary": ""}, "required"),
        ({"summary": "x" * 301}, "300"),
        ({"reasoning": " "}, "required"),
        ({"rating": ""}, "required"),
        ({"rating": "999"}, "valid choice"),
        ({"as_of": "yesterday"}, "Use YYYY-MM-DDTHH:MM"),
        ({"as_of": "2199-01-01T00:00:00"}, "As-of lies in the future"),
    ],
)
def test_a_verdict_with_a_mistake_comes_back_with_the_reason_and_the_text(  # noqa: PLR0917
    client: Client,
    review: Review,
    desk: make.Desk,
    passage: Appearance,
    carl: User,
    typed: dict[str, object],
    words: str,
) -> None:
    client.force_login(carl)
    send(client, review, "take")

    answer = send(client, review, "hand_in", **{**verdict(desk, passage), **typed})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "<title>Problem:" in page
    assert typed.get("reasoning") or "Only the mayor vouches for it [1]." in page
    assert not review.verdicts.exists()


def test_nobody_signs_their_own_verdict(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=edna)
    client.force_login(edna)

    page = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    answer = send(client, review, "sign_off", title="Is it safe?", change="first")

    assert "You wrote this verdict, so somebody else must sign it off." in page
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_refused_publication_takes_the_sign_off_back_too(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, carl: User, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=carl)
    client.force_login(edna)

    answer = send(client, review, "sign_off", title="", change="first")

    assert answer.status_code == 422
    assert "Give the fact-check a title" in answer.content.decode()
    review.refresh_from_db()
    assert review.state == ReviewState.READY


def test_a_verdict_goes_back_with_a_note(
    client: Client, review: Review, desk: make.Desk, passage: Appearance, carl: User, edna: User
) -> None:
    make.handed_in(review, desk, passage, by=carl)
    client.force_login(edna)

    assert send(client, review, "send_back", note="").status_code == 422
    assert send(client, review, "send_back", note="Ask the engineer too.").status_code == 302

    client.force_login(carl)
    page = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    assert "Ask the engineer too." in page
    assert "Hand in my verdict" in page


def test_signing_what_was_never_handed_in_is_not_possible(
    client: Client, review: Review, edna: User
) -> None:
    client.force_login(edna)

    answer = send(client, review, "sign_off", title="Is it safe?", change="first")

    assert answer.status_code == 422
    assert not FactCheck.objects.exists()


@pytest.fixture
def reopened(  # noqa: PLR0917
    claim: Claim, desk: make.Desk, passage: Appearance, rita: User, carl: User, edna: User
) -> Review:
    """A published edition that a confirmed denial has called back, with Rita's new verdict in."""
    make.published(claim, desk, passage, writer=carl, editor=edna)
    given = make.article(desk.second, text=make.DENIAL, path="denial")
    denial = next(row for row in given.passages if row.claim_id == claim.pk)
    voice = Voice(OriginKind.SPEAKER, desk.berg, heard_directly=True)
    later = clock.desk_now() + timedelta(minutes=1)
    deciding.confirm(denial, stance=Stance.DENIES, voice=voice, by=carl, now=later)
    for row in lease(Claim.objects.tracked(), due_by=later, now=clock.machine_now(), most=5):
        recheck(row, now=later)
    follow_ledger(now=later)
    opened = Review.objects.open().get()
    actions.assign(opened, reviewer=rita, by=rita, now=later)
    finding = make.finding(desk, passage)
    actions.hand_in(opened, finding=replace(finding, as_of=later), by=rita, now=later)
    return opened


def test_a_reopened_edition_can_stand_with_the_reason_that_readers_see(
    client: Client, claim: Claim, reopened: Review, edna: User
) -> None:
    client.force_login(edna)
    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    listed = client.get(reverse("desk:published")).content.decode()

    answer = send(client, reopened, "sign_off", change="stands", change_words="It was weighed.")

    assert "May no longer hold." in page
    assert "Looked at again since" in listed
    assert answer.status_code == 302
    assert reopened.reopening.reaffirmation.words == "It was weighed."
    assert "It still holds" in client.get(reverse("desk:claim", args=[claim.pk])).content.decode()


def test_a_reopened_edition_can_be_updated(
    client: Client, reopened: Review, rita: User, edna: User
) -> None:
    client.force_login(edna)
    words = "An engineer who measured the cracks denies it."
    typed = {"title": "Is the bridge safe?", "change": "update", "change_words": words}

    blank = send(client, reopened, "sign_off", **{**typed, "change_words": ""})
    answer = send(client, reopened, "sign_off", **{**typed, "update_reason": "It is newer."})

    assert blank.status_code == 422
    assert "Say what changed and why" in blank.content.decode()
    assert answer.status_code == 302
    edition = Edition.objects.get(number=2)
    assert (edition.change, edition.change_words) == ("update", words)


def test_a_double_click_takes_a_review_once(client: Client, review: Review, carl: User) -> None:
    client.force_login(carl)
    url, seen = reverse("desk:take", args=[review.pk]), {"version": 1}

    first, second = client.post(url, seen), client.post(url, seen)

    assert (first.status_code, second.status_code) == (302, 409)
    assert review.assignments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_review_at_once_exactly_one_has_it(
    review: Review, carl: User, rita: User
) -> None:
    start, answers = Barrier(2), []

    def take(person: User) -> None:
        client = Client()
        client.force_login(person)
        start.wait()
        answer = client.post(reverse("desk:take", args=[review.pk]), {"version": 1})
        answers.append(answer.status_code)
        connection.close()

    people = [Thread(target=take, args=[person]) for person in (carl, rita)]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert sorted(answers) == [302, 409]
    assert review.assignments.filter(handed_back_at=None).count() == 1


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
