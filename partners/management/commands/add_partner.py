"""Give a partner outlet its key, and a webhook where it wants one."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from jobs import clock
from partners.actions import add_endpoint, create_partner, issue_key
from partners.errors import PartnerError
from partners.models import Partner
from partners.states import PartnerEvent, Scope


class Command(BaseCommand):
    help = "Add a partner; prints its key and its webhook's secret, each shown only now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--webhook", help="https address that receives events")

    @transaction.atomic
    def handle(self, *_args: object, name: str, webhook: str | None, **_options: object) -> None:
        if Partner.objects.filter(name__iexact=name).exists():
            raise CommandError(f"{name} is a partner already.")
        now = clock.now()
        partner = create_partner(name, by=None, now=now.desk)
        _, key = issue_key(partner, scopes=[Scope.READ, Scope.ACKNOWLEDGE], by=None, now=now)
        lines = [f"{partner}: key {key}"]
        if webhook:
            try:
                endpoint = add_endpoint(
                    partner, url=webhook, events=list(PartnerEvent), by=None, now=now.desk
                )
            except PartnerError as error:
                raise CommandError(str(error)) from error
            lines.append(f"{webhook}: secret {endpoint.secret}")
        self.stdout.write("\n".join(lines))
