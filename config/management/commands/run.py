"""One kind of process in the foreground, for a newsroom that runs many on many machines."""

import os
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs import programs
from jobs.programs import Kind, Program


class Command(BaseCommand):
    help = "Become one web server, worker or beat; a process manager keeps it running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=[Kind.WEB, Kind.WORKER, Kind.BEAT])
        parser.add_argument("--queues", default="", help="worker: fetch,match,... (default: all)")
        parser.add_argument("--concurrency", type=int, default=2, help="processes (default: 2)")
        parser.add_argument("--host", default="127.0.0.1", help="web: address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="web: port (default: 8000)")

    def handle(self, *_args: object, kind: str, **options: object) -> None:
        command = program(Kind(kind), options).command
        os.chdir(settings.BASE_DIR)
        # The process manager's signals must reach the program itself, so we turn into it.
        os.execv(command[0], command)  # noqa: S606 - our own command line, no shell


def program(kind: Kind, options: dict[str, object]) -> Program:
    """Choose the program by kind and options; raises CommandError for a queue nobody fills."""
    if kind == Kind.BEAT:
        return programs.beat("config.celery")
    concurrency = int(str(options["concurrency"]))
    if kind == Kind.WORKER:
        queues = _known_queues(str(options["queues"]))
        name = f"worker-{os.getpid()}"
        return programs.worker("config.celery", name=name, queues=queues, concurrency=concurrency)
    port = int(str(options["port"]))
    bind = f"{options['host']}:{port}"
    return programs.web("config.wsgi", bind=bind, answers_at=port, workers=concurrency)


def _known_queues(named: str) -> tuple[str, ...]:
    """Read the names; a misspelt queue would be listened to for ever in silence."""
    queues = tuple(filter(None, (name.strip() for name in named.split(","))))
    known = sorted(set(settings.QUEUES.values()))
    unknown = sorted(set(queues) - set(known))
    if unknown:
        raise CommandError(
            f"No queue is called {', '.join(unknown)}. There are: {', '.join(known)}."
        )
    return queues
