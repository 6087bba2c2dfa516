"""Django's migrate, and the guards right after it."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    """A migration that re-makes a table on SQLite drops its triggers, so they are made anew."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["check_unapplied"] or options["plan"]):
            call_command("guard", stdout=StringIO())
