"""Arm the database guards, or say which are missing."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from jobs import guards


class Command(BaseCommand):
    help = "Arm the triggers that keep append-only tables append-only; --check only looks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail if missing")

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        if options["check"]:
            missing = guards.missing()
            if missing:
                raise CommandError(
                    f"{len(missing)} guards are missing, the first is {missing[0]}. "
                    "Run: manage.py guard"
                )
            return
        self.stdout.write(f"{guards.arm()} guards stand.")
