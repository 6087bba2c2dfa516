"""Fetch another sentence encoder from a model hub."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.errors import Objection
from claims.hub import DEADLINE_S, HUB, MAX_BYTES, Hub, fetch_encoder
from sources.refusals import FetchError
from sources.transport import Terms


class Command(BaseCommand):
    help = "Fetch a sentence encoder, as a multilingual one; SENTENCE_ENCODER then names it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("model", help="as in sentence-transformers/all-MiniLM-L12-v2")
        parser.add_argument("--hub", default=HUB, help="its address")
        parser.add_argument("--revision", default="main", help="a branch, a tag or a commit")

    def handle(
        self, *_args: object, model: str, hub: str, revision: str, **_options: object
    ) -> None:
        terms = Terms(
            user_agent=settings.FETCH_USER_AGENT,
            allow=frozenset(settings.FETCH_ALLOW),
            deadline_s=DEADLINE_S,
            max_bytes=MAX_BYTES,
        )
        try:
            place = fetch_encoder(model, terms=terms, hub=Hub(hub.rstrip("/"), revision))
        except (Objection, FetchError) as problem:
            raise CommandError(f"{model} was not fetched. {problem}") from problem
        self.stdout.write(f"{model} lies in {place}.")
        self.stdout.write(f"Set SENTENCE_ENCODER={model} and start the workers again.")
