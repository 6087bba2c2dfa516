"""`make serve`: the whole newsroom on this machine, until Ctrl-C."""

import contextlib
import os
import socket
from argparse import ArgumentParser

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.shortcuts import resolve_url

from jobs.children import ChildFailed
from jobs.models import SubjectEvent
from jobs.programs import listen
from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor


class Command(BaseCommand):
    help = "Set up the database, then run broker, worker, beat and web server until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0: any free one")
        parser.add_argument("--concurrency", type=int, default=2, help="worker processes")

    def handle(self, *_args: object, port: int, concurrency: int, **_options: object) -> None:
        door = _door(port)
        # Ctrl-C is how this command is meant to end.
        with contextlib.suppress(KeyboardInterrupt):
            self._prepare()
            try:
                self._run(door, concurrency)
            except ChildFailed as failure:
                raise CommandError(str(failure)) from failure
        self.stdout.write("Stopped.")

    def _prepare(self) -> None:
        """Bring the database up to date; an empty one gets a small newsroom to play in."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        if _cut_off():
            raise CommandError(
                "This database was only half seeded: the first start was cut off. "
                "Remove it, or name an empty one in DATABASE_URL, and start again."
            )
        if get_user_model().objects.exists():
            self.stdout.write("Log-ins stay as they were. A new password: manage.py changepassword")
        else:
            self.stdout.write("Seeding a newsroom to play in; this takes half a minute.")
            call_command("seed", stdout=self.stdout)
        connections.close_all()

    def _run(self, door: socket.socket, concurrency: int) -> None:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        env = {"PUBLIC_URL": os.environ.get("PUBLIC_URL", address)}
        with RunDirectory() as run, Supervisor(run, env=env) as children:
            children.broker()
            children.worker(concurrency=concurrency, wait=False)
            children.beat(wait=False)
            children.web(door=door, wait=False)
            children.await_ready()
            self.stdout.write(f"{settings.NEWSROOM_NAME} is open at {address}/")
            self.stdout.write(f"Sign in at {address}{resolve_url(settings.LOGIN_URL)}")
            self.stdout.write(f"Logs are in {run.path} while it runs. Ctrl-C stops it.")
            self.stdout.flush()
            children.run_until_stopped()


def _cut_off() -> bool:
    """Whether the seed story began in this database and did not come to its end."""
    told = SubjectEvent.objects.filter(kind__startswith="seeds.")
    kinds = set(told.values_list("kind", flat=True))
    return kinds == {"seeds.begun"}


def _door(port: int) -> socket.socket:
    try:
        return listen(port)
    except OSError as error:
        raise CommandError(
            f"Port {port} on 127.0.0.1 cannot be had ({error.strerror}). "
            f"Another one can: manage.py serve --port {port + 1}"
        ) from error
