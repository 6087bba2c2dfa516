"""Writes about the newsroom's people, each with its row in the person's chain."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.policy import Role
from jobs.actions import record


@transaction.atomic
def add_person(
    name: str, *, role: Role, password: str, email: str = "", by: User | None, now: datetime
) -> User:
    """Give somebody a log-in; `by` is None only for the first people of a newsroom."""
    person = User.objects.create_user(
        username=name.lower(),
        first_name=name,
        email=email,
        password=password,
        role=role.value,
        is_staff=_is_staff(role),
    )
    facts = {"role": role.value}
    record(_subject(person), "accounts.person_added", by=by, now=now, facts=facts)
    return person


@transaction.atomic
def set_role(person: User, *, role: Role, by: User, now: datetime) -> None:
    """Change what somebody may do, from their next click on."""
    User.objects.filter(pk=person.pk).update(role=role.value, is_staff=_is_staff(role))
    facts = {"before": person.role, "after": role.value}
    record(_subject(person), "accounts.role_set", by=by, now=now, facts=facts)
    person.refresh_from_db()


@transaction.atomic
def set_active(person: User, *, active: bool, by: User, now: datetime) -> None:
    """Let somebody in, or no longer; what they did stays theirs."""
    User.objects.filter(pk=person.pk).update(is_active=active)
    kind = "accounts.person_enabled" if active else "accounts.person_disabled"
    record(_subject(person), kind, by=by, now=now)
    person.refresh_from_db()


def _is_staff(role: Role) -> bool:
    """Whether the admin's queues open: to those who sign off."""
    return role in {Role.EDITOR, Role.ADMIN}


def _subject(person: User) -> str:
    return f"accounts.user:{person.pk}"
