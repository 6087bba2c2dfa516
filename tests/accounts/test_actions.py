"""Who gets a log-in and a role is written down in the person's own chain."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import add_person, set_role
from accounts.models import User
from accounts.policy import Role, Verb
from jobs.models import SubjectEvent, SubjectText
from jobs.subjects import broken

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)


def chain_of(person: User) -> list[SubjectEvent]:
    return list(SubjectEvent.objects.filter(subject=f"accounts.user:{person.pk}").order_by("seq"))


def test_somebody_new_can_sign_in_and_has_one_role(ada: User) -> None:
    person = add_person("Carl", role=Role.CHECKER, password="long-and-plain", by=ada, now=NOON)

    assert (person.username, str(person), person.role) == ("carl", "Carl", Role.CHECKER)
    assert person.check_password("long-and-plain")
    (row,) = chain_of(person)
    assert (row.kind, row.actor, row.facts) == ("accounts.person_added", ada, {"role": "checker"})


def test_a_chain_holds_no_name_and_no_address_of_a_person(ada: User) -> None:
    add_person("Rita", role=Role.CHECKER, password="x", email="rita@example.org", by=ada, now=NOON)

    written = f"{list(SubjectEvent.objects.values())}{list(SubjectText.objects.values())}"
    assert "rita" not in written.lower()


@pytest.mark.parametrize(
    ("role", "staff"),
    [
        (Role.CONTRIBUTOR, False),
        (Role.CHECKER, False),
        (Role.EDITOR, True),
        (Role.ADMIN, True),
    ],
)
def test_the_queues_of_the_admin_open_to_those_who_sign_off(role: Role, staff: bool) -> None:
    person = add_person("Edna", role=role, password="x", by=None, now=NOON)

    assert person.is_staff is staff
    assert not person.is_superuser


def test_a_changed_role_counts_at_once_and_is_written_down(ada: User, carl: User) -> None:
    set_role(carl, role=Role.EDITOR, by=ada, now=NOON)

    assert carl.may(Verb.SIGN_OFF)
    assert carl.is_staff
    assert User.objects.get(pk=carl.pk).role == Role.EDITOR
    (row,) = chain_of(carl)
    assert row.facts == {"before": "checker", "after": "editor"}
    assert broken() == []


def test_who_loses_a_role_loses_the_admin_too(ada: User, edna: User) -> None:
    set_role(edna, role=Role.CONTRIBUTOR, by=ada, now=NOON)

    assert not edna.may(Verb.REVIEW)
    assert not edna.is_staff


def test_somebody_who_has_left_may_do_nothing(edna: User) -> None:
    edna.is_active = False

    assert not any(edna.may(verb) for verb in Verb)


def test_a_name_that_is_taken_writes_no_second_chain(ada: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person("Ada", role=Role.ADMIN, password="x", by=ada, now=NOON)

    assert SubjectEvent.objects.count() == 0


def test_the_database_knows_the_roles(carl: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=carl.pk).update(role="owner")
