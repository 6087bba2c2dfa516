"""Make a speaker known."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from claims.deciding import add_speaker, set_principal
from claims.management.commands._prepared import on_a_prepared_database
from claims.models import Speaker
from claims.states import SpeakerKind
from jobs import clock


class Command(BaseCommand):
    help = "Add a speaker with other names, and for whom it speaks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--kind", choices=[kind.value for kind in SpeakerKind], default="person"
        )
        parser.add_argument("--alias", action="append", default=[], help="may be given often")
        parser.add_argument("--speaks-for", help="a known speaker: its words count as this one's")

    def handle(
        self,
        *_args: object,
        name: str,
        kind: str,
        alias: list[str],
        speaks_for: str | None,
        **_options: object,
    ) -> None:
        with on_a_prepared_database(self.stderr):
            self._add(name, kind=kind, alias=alias, speaks_for=speaks_for)

    def _add(self, name: str, *, kind: str, alias: list[str], speaks_for: str | None) -> None:
        if Speaker.objects.named(name):
            raise CommandError(f"{name} is known already.")
        principal = Speaker.objects.named(speaks_for) if speaks_for else None
        if speaks_for and principal is None:
            raise CommandError(f"Nobody here is called {speaks_for}. Add that speaker first.")
        now = clock.desk_now()
        speaker = add_speaker(name, kind=kind, aliases=tuple(alias), by=None, now=now)
        if principal:
            set_principal(speaker, principal=principal, by=None, now=now)
        words = f", who speaks for {principal}" if principal else ""
        self.stdout.write(f"{speaker} is known{words}.")
