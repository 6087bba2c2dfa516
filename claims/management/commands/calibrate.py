"""`manage.py calibrate`: how good the matcher is by people's decisions, and its thresholds."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.policy import Verb
from claims.calibrating import WINDOW_DAYS, primary, reliability
from claims.drawing import Panel, svg
from claims.errors import Objection
from claims.labels import exported
from claims.management.commands._prepared import on_a_prepared_database
from claims.measuring import Asked, Group, as_lines, changes, groups_of
from claims.thresholds import Limits, set_thresholds
from jobs import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed."""

    language: str
    matcher: str
    days: int
    precision: float
    plot: Path | None
    export: Path | None
    auto: str | None
    yes: bool
    by: str | None


class Command(BaseCommand):
    help = (
        "Measure matching by what people decided and say where its thresholds would stand;"
        " changes nothing without a person's yes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", default="", help="only this one, as in en")
        parser.add_argument("--matcher", default="", help="only the scores of this one")
        parser.add_argument("--days", type=int, default=WINDOW_DAYS, help="decisions so far back")
        parser.add_argument("--precision", type=float, default=0.5, help="wanted of suggestions")
        parser.add_argument("--plot", type=Path, help="write a reliability plot, as SVG")
        parser.add_argument("--export", type=Path, help="write the labels, as JSON lines")
        parser.add_argument("--auto", choices=["on", "off"], help="turn auto-confirm on or off")
        parser.add_argument("--yes", action="store_true", help="set what is proposed")
        parser.add_argument("--by", help="who sets it: an editor or administrator, by log-in")

    def handle(self, *_args: object, **options: Any) -> None:
        given = _checked(Given(**{one.name: options[one.name] for one in fields(Given)}))
        with on_a_prepared_database(self.stderr):
            self._calibrate(given, now=clock.desk_now())

    def _calibrate(self, given: Given, *, now: datetime) -> None:
        by = _person(given.by) if given.by else None
        asked = Asked(given.language, given.matcher, given.days, given.precision, given.auto)
        groups = groups_of(asked, now=now)
        self.stdout.write("\n".join(as_lines(groups, days=given.days)))
        self._write_files(given, groups, now=now)
        wanted = changes(groups)
        if not wanted:
            self.stdout.write("Nothing to change.")
        elif by and self._agreed(given):
            self._set(wanted, by=by, now=now)
        else:
            self.stdout.write("Nothing was changed. To set this: --yes --by NAME.")

    def _write_files(self, given: Given, groups: Iterable[Group], *, now: datetime) -> None:
        if given.plot:
            panels = [Panel(group.title, reliability(group.labels)) for group in groups]
            _write(given.plot, svg(panels))
            self.stdout.write(f"The plot is in {given.plot}.")
        if given.export:
            found = exported(
                now=now, days=given.days, language=given.language, matcher=given.matcher
            )
            rows = list(found)
            _write(given.export, "".join(f"{json.dumps(row, sort_keys=True)}\n" for row in rows))
            self.stdout.write(f"{len(rows)} labels are in {given.export}.")

    def _agreed(self, given: Given) -> bool:
        if given.yes or not sys.stdin.isatty():
            return given.yes
        return input("Set this? y/N ").strip().lower() in {"y", "yes"}

    def _set(self, wanted: Iterable[Limits], *, by: User, now: datetime) -> None:
        for limits in wanted:
            try:
                set_thresholds(limits, by=by, now=now)
            except Objection as objection:
                raise CommandError(f"{limits.language}, {limits.matcher}: {objection}") from None
            self.stdout.write(f"Set for {limits.language}, {limits.matcher}, by {by}.")


def _checked(given: Given) -> Given:
    if given.days < 1:
        raise CommandError("--days is a number of days, 1 or more.")
    if not 0 < given.precision < 1:
        raise CommandError("--precision lies between 0 and 1, as in 0.5.")
    if given.yes and not given.by:
        raise CommandError("Say who sets it: --by NAME.")
    return replace(given, language=primary(given.language) if given.language else "")


def _person(name: str) -> User:
    person = User.objects.filter(username__iexact=name, is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in as {name}.")
    if not person.may(Verb.SET_THRESHOLDS):
        raise CommandError(f"{person} is no editor. An editor or an administrator sets thresholds.")
    return person


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
