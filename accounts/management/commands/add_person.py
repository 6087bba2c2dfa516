"""Give somebody a log-in."""

import secrets
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import add_person
from accounts.models import User
from accounts.policy import Role
from jobs import clock


class Command(BaseCommand):
    help = "Add a person with a role; prints a password, which exists nowhere else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="first name, which is also the log-in")
        parser.add_argument("--role", choices=[role.value for role in Role], default="checker")
        parser.add_argument("--email", default="")

    def handle(self, *_args: object, name: str, role: str, email: str, **_options: object) -> None:
        if User.objects.filter(username__iexact=name).exists():
            raise CommandError(f"Somebody signs in as {name.lower()} already. Choose another name.")
        password = secrets.token_urlsafe(12)
        person = add_person(
            name, role=Role(role), password=password, email=email, by=None, now=clock.desk_now()
        )
        self.stdout.write(f"{person} signs in as {person.username} / {password}  ({role})")
