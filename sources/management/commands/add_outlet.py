"""Make an outlet known."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from jobs import clock
from sources.actions import add_outlet
from sources.models import Outlet
from sources.states import OutletKind


class Command(BaseCommand):
    help = "Add an outlet; without an owner it counts as of unknown owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--domain", required=True, help="as in example.org")
        parser.add_argument("--owner", help="its owner group")
        parser.add_argument(
            "--kind", choices=[kind.value for kind in OutletKind], default="newsroom"
        )
        parser.add_argument("--zone", default="", help="IANA time zone, as in Europe/Kyiv")

    def handle(
        self,
        *_args: object,
        name: str,
        domain: str,
        owner: str | None,
        kind: str,
        zone: str,
        **_options: object,
    ) -> None:
        if Outlet.objects.filter(domain=domain.lower()).exists():
            raise CommandError(f"An outlet at {domain} is known already.")
        outlet = add_outlet(
            name,
            domain=domain.lower(),
            owner=owner,
            kind=kind,
            zone=zone,
            by=None,
            now=clock.desk_now(),
        )
        self.stdout.write(f"{outlet} is known, owned by {owner or 'nobody we know of'}.")
