"""A review from the queue to its verdict: `desk/views/reviews.py`."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from claims.models import Appearance
from jobs import clock
from publishing.models import Edition
from reviews import actions
from reviews.models import Review
from tests.desk import make
from tests.desk.doing import send, verdict


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
        ({"rating": "2000000000"}, "valid choice"),
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
