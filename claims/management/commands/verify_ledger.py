"""Read every chain from its first row, and name the first bad one."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from claims import ledger
from claims.management.commands._named import claims_named
from claims.management.commands._prepared import on_a_prepared_database
from claims.verifying import problems
from jobs.subjects import broken


class Command(BaseCommand):
    help = "Verify the ledgers of all claims, or of one, and of all other subjects."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("claim", nargs="?", help="a claim's number, as in C-12")

    def handle(self, *args: object, **options: str | None) -> None:  # noqa: ARG002
        with on_a_prepared_database(self.stderr):
            self._verify(options["claim"])

    def _verify(self, wanted: str | None) -> None:
        claims = claims_named(wanted)
        if wanted is None:
            found = problems() + broken()
        else:
            found = [words for claim in claims if (words := ledger.broken(claim))]
        if found:
            raise CommandError("The ledger does not hold.\n  " + "\n  ".join(found))
        rows = sum(claims.values_list("ledger_seq", flat=True))
        self.stdout.write(f"{claims.count()} ledgers hold, {rows} rows, each chained to the last.")
