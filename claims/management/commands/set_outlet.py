"""Say what is known of an outlet: its owner, for whom it speaks, whether it counts."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from claims.errors import Objection
from claims.management.commands._prepared import on_a_prepared_database
from claims.models import Speaker
from claims.outlets import set_counted, set_mouthpiece, set_owner
from jobs import clock
from sources.models import Outlet


class Command(BaseCommand):
    help = "Say who owns an outlet, for whom it speaks, and whether it counts as a witness."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("domain", help="the outlet's own, as in herald.example")
        parser.add_argument("--owner", help="its owner group; an empty name: unknown")
        parser.add_argument("--speaks-for", help="a known speaker; an empty name: itself again")
        counts = parser.add_mutually_exclusive_group()
        counts.add_argument("--counted", action="store_true", help="it counts as a witness again")
        counts.add_argument("--not-counted", metavar="REASON", help="it does not count, and why")

    def handle(
        self,
        *_args: object,
        domain: str,
        owner: str | None,
        speaks_for: str | None,
        counted: bool,
        not_counted: str | None,
        **_options: object,
    ) -> None:
        if owner is None and speaks_for is None and not counted and not_counted is None:
            raise CommandError("Say what is known of the outlet; --help has the ways.")
        with on_a_prepared_database(self.stderr), transaction.atomic():
            outlet = _named(domain)
            if owner is not None:
                set_owner(outlet, owner=owner or None, by=None, now=clock.desk_now())
            if speaks_for is not None:
                principal = _speaker(speaks_for) if speaks_for else None
                set_mouthpiece(outlet, principal=principal, by=None, now=clock.desk_now())
            if counted or not_counted is not None:
                _count(outlet, counted=counted, reason=not_counted or "")
        self.stdout.write(f"{outlet} is known so from now on; its claims are looked at again.")


def _count(outlet: Outlet, *, counted: bool, reason: str) -> None:
    try:
        set_counted(outlet, counted=counted, reason=reason, by=None, now=clock.desk_now())
    except Objection as refusal:
        raise CommandError(str(refusal)) from refusal


def _named(domain: str) -> Outlet:
    outlet = Outlet.objects.filter(domain=domain.lower()).first()
    if outlet is None:
        raise CommandError(f"There is no outlet {domain}.")
    return outlet


def _speaker(name: str) -> Speaker:
    speaker = Speaker.objects.named(name)
    if speaker is None:
        raise CommandError(f"Nobody here is called {name}. Add that speaker first.")
    return speaker
