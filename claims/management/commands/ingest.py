"""`manage.py ingest PATH_OR_URL`: any article, through the journey, and what it gave."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.ingest import Ingested, ingest
from claims.management.commands._prepared import on_a_prepared_database, set_up_if_empty
from claims.presenting import as_json, as_lines
from jobs import clock
from sources.actions import Found, pasted_address
from sources.addresses import BadAddress, canonical
from sources.errors import SourceError
from sources.extract import extract
from sources.fetch import found_in, terms
from sources.models import Outlet
from sources.refusals import FetchError
from sources.states import CaptureState
from sources.transport import fetch

MAX_BYTES = 5_000_000


class Refused(Exception):
    """What was given cannot be ingested; one line says why and what to do."""


class Command(BaseCommand):
    help = "Take an article (a file or an address) through the journey and print what it gave."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="path of a file, - for standard input, or an address")
        parser.add_argument("--published", help="the day it was published, YYYY-MM-DD")
        parser.add_argument("--outlet", help="the outlet's name, as it is known here")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        try:
            set_up_if_empty()
            with on_a_prepared_database(self.stderr):
                given = self._ingest(
                    str(options["source"]),
                    published=_day(options["published"]),
                    outlet=_outlet(options["outlet"]),
                )
        except (Refused, FetchError, SourceError, BadAddress) as error:
            self.stderr.write(f"Not ingested: {error}")
            sys.exit(2)
        text = as_json(given) if options["json"] else None
        lines = [json.dumps(text, ensure_ascii=False, indent=2)] if text else as_lines(given)
        self.stdout.write("\n".join(lines))

    def _ingest(self, source: str, *, published: date | None, outlet: Outlet | None) -> Ingested:
        found = _from_web(source) if source.startswith(("http://", "https://")) else _read(source)
        if published:
            noon = datetime.combine(published, time(12), tzinfo=ZoneInfo(settings.NEWSROOM_ZONE))
            found = replace(found, published_at=noon.astimezone(UTC))
        return ingest(found, outlet=outlet, now=clock.now())


def _from_web(url: str) -> Found:
    address = canonical(url)
    found = found_in(fetch(address, terms=terms()), url=address)
    if found.state != CaptureState.OK:
        raise Refused(f"no article text was found at {address} ({found.state.replace('_', ' ')}).")
    return found


def _read(source: str) -> Found:
    path = Path(source)
    if source != "-" and _is(path.is_dir):
        raise Refused(f"{source} is a directory. Give one file, - or an address.")
    if source != "-" and not _is(path.is_file):
        raise Refused(f"there is no file {source}. Give a path, - or an address.")
    if source != "-" and path.stat().st_size > MAX_BYTES:
        raise Refused(
            f"{source} is larger than {MAX_BYTES // 1_000_000} MB; give the article only."
        )
    body = sys.stdin.buffer.read(MAX_BYTES + 1) if source == "-" else path.read_bytes()
    if len(body) > MAX_BYTES:
        raise Refused(f"more than {MAX_BYTES // 1_000_000} MB came in; give the article only.")
    if not body.strip():
        raise Refused(f"{source} is empty. Give a file with the text of an article.")
    article = extract(body, url="", content_type="")
    if article.state != CaptureState.OK:
        raise Refused(f"{source} has no article text. {article.reason}")
    return Found(
        url=pasted_address(article.text),
        text=article.text,
        title=article.title,
        byline=article.byline,
        published_at=article.published,
        language=article.language,
        raw=body,
    )


def _is(asked: Callable[[], bool]) -> bool:
    try:
        return asked()
    except OSError:  # a name that is too long for any file
        return False


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"--published {value} is not a day. Write it as YYYY-MM-DD.") from None
    if not 1900 <= day.year <= 2200:
        raise Refused(f"--published {value} lies outside the years 1900 to 2200.")
    return day


def _outlet(value: object) -> Outlet | None:
    if value is None:
        return None
    outlet = Outlet.objects.filter(name__iexact=str(value)).first()
    if outlet is None:
        raise Refused(f"no outlet is called {value}. Add it under Sources first, or leave it out.")
    return outlet
