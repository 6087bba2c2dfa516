"""Long jobs in the admin: `claims/admin.py`."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs import clock
from jobs.longjobs import begin, cancel
from jobs.models import LongJob

LIST = "admin:jobs_longjob_changelist"


@pytest.fixture
def desk(ada: User) -> Client:
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def jobs(db: None) -> list[int]:
    """One that goes on, one that was given up, one that was called off after it failed."""
    now = clock.desk_now()
    begin("tests.count", ["a", "b", "c"], now=now)
    LongJob.objects.exclude(subject="a").update(dead_at=now, attempts=5, last_error="bad luck")
    cancel("tests.count", ["c"], now=now)
    return list(LongJob.objects.values_list("pk", flat=True))


def test_the_list_and_a_row_open_and_tell_the_error(desk: Client, jobs: list[int]) -> None:
    listed = desk.get(reverse(LIST), {"dead_at__isempty": "0"}).content.decode()

    assert "tests.count" in listed
    assert "2 long jobs" in listed
    row = desk.get(reverse("admin:jobs_longjob_change", args=[jobs[1]])).content.decode()
    assert "bad luck" in row


def test_what_was_given_up_goes_on_and_what_was_called_off_does_not(
    desk: Client, jobs: list[int]
) -> None:
    asked = {"action": "go_on", "_selected_action": jobs}

    page = desk.post(reverse(LIST), asked, follow=True).content.decode()

    assert "1 long jobs go on within seconds." in page
    rows = {job.subject: (job.attempts, job.dead_at is None) for job in LongJob.objects.all()}
    assert rows == {"a": (0, True), "b": (0, True), "c": (5, False)}


def test_a_checker_does_not_look_into_the_queues(carl: User, client: Client) -> None:
    client.force_login(carl)

    assert client.get(reverse(LIST)).status_code == 302
