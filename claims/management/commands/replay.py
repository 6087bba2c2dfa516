"""Decide re-checks again from the facts that they recorded, and name the first that differs."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from claims.management.commands._named import claims_named
from claims.management.commands._prepared import on_a_prepared_database
from claims.models import Claim, StatusCheck
from claims.replaying import Outcome, Recorded, Replayed, replayed


class Command(BaseCommand):
    help = "Decide each re-check again from its recorded facts: the statuses must be the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("claim", nargs="?", help="a claim's number, as in C-12")
        which.add_argument("--all", action="store_true", help="every claim, in few words")

    def handle(
        self,
        *_args: object,
        claim: str | None,
        all: bool,  # noqa: A002  (the option's own name)
        **_options: object,
    ) -> None:
        with on_a_prepared_database(self.stderr):
            self._replay(claim, quiet=all)

    def _replay(self, wanted: str | None, *, quiet: bool) -> None:
        counts: Counter[Outcome] = Counter()
        first = ""
        for claim in claims_named(wanted).iterator():
            for one in replayed(_recorded(claim)):
                counts[one.outcome] += 1
                if not quiet:
                    self.stdout.write(_line(one))
                if one.outcome is Outcome.DIFFERS and not first:
                    first = f"{claim.number}: {_line(one)}"
        if first:
            raise CommandError(f"{counts[Outcome.DIFFERS]} differ, the first of them {first}")
        self.stdout.write(_summary(counts))


def _recorded(claim: Claim) -> Iterator[Recorded]:
    for check in StatusCheck.objects.filter(claim=claim).order_by("at", "pk").iterator():
        yield check.recorded()


def _line(one: Replayed) -> str:
    check = one.recorded
    words = f": {one.words}" if one.words else ""
    when = f"{check.at:%Y-%m-%d %H:%M:%S}Z"
    return f"re-check {check.number} of {when}, {check.after}, {one.outcome.value}{words}"


def _summary(counts: Counter[Outcome]) -> str:
    total = counts.total()
    told = f"{total} re-checks decided again, {counts[Outcome.SAME]} the same"
    older = counts[Outcome.OLDER_ENGINE]
    return f"{told}, {older} by an older engine." if older else f"{told}."
