"""`manage.py seed`: fill an empty database with the seed newsroom, its story already played."""

import os
import signal
import subprocess
import sys

from django.core.management.base import BaseCommand, CommandError

from config.settings import BASE_DIR
from jobs.leash import leashed
from jobs.programs import listen

PLAY = (sys.executable, "manage.py", "play", "--at-once", "--quiet")


class Command(BaseCommand):
    help = "Fill an empty database with the seed newsroom, as the story left it on 25 August 2025."

    def handle(self, *_args: object, **_options: object) -> None:
        with listen(0) as probe:
            port = probe.getsockname()[1]
        # A process of its own: only there may the fetcher reach the story's local outlets.
        command = leashed(
            (*PLAY, f"--press-port={port}"), parent=os.getpid(), dies_by=signal.SIGKILL
        )
        done = subprocess.run(  # noqa: S603  (our own command)
            command,
            cwd=BASE_DIR,
            env={**os.environ, "FETCH_ALLOW": f"127.0.0.1:{port}", "LOG_LEVEL": "WARNING"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.stdout.write(done.stdout.strip())
        if done.returncode:
            raise CommandError(done.stderr.strip() or "The seed story broke off.")
