"""Start polling a feed."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs import clock
from sources.actions import add_feed
from sources.addresses import BadAddress, check_url
from sources.models import Feed, Outlet


class Command(BaseCommand):
    help = "Poll a feed (RSS, Atom or JSON Feed) of a known outlet from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url")
        parser.add_argument("--outlet", required=True, help="its name, as it is known here")

    def handle(self, *_args: object, url: str, outlet: str, **_options: object) -> None:
        known = Outlet.objects.filter(name__iexact=outlet).first()
        if known is None:
            raise CommandError(f"No outlet is called {outlet}. Add it first: manage.py add_outlet")
        try:
            address = check_url(url, allow=frozenset(settings.FETCH_ALLOW))
        except BadAddress as error:
            raise CommandError(str(error)) from error
        if Feed.objects.filter(url=address).exists():
            raise CommandError("That feed is polled already.")
        now = clock.now()
        add_feed(address, outlet=known, by=None, now=now.desk, due=now.machine)
        self.stdout.write(f"{address} is polled from now on.")
