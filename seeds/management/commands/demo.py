"""`make demo`: the main job once, for real, and gone without a trace."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from config.settings import BASE_DIR
from jobs.children import ChildFailed
from jobs.leash import leashed
from jobs.programs import listen
from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor


class Command(BaseCommand):
    help = "Play the seed story with a real broker, worker, beat and web server; exits 0 or 1."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keep-logs", action="store_true", help="print logs where it fails")

    def handle(self, *_args: object, keep_logs: bool, **_options: object) -> None:
        started = time.monotonic()
        try:
            with RunDirectory() as run:
                self._play(run, keep_logs=keep_logs)
        except ChildFailed as failure:
            raise CommandError(f"The demo broke off. {failure}") from failure
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing of the demo is left behind.") from None
        self.stdout.write(f"Done in {time.monotonic() - started:.0f} s. Everything was stopped.")

    def _play(self, run: RunDirectory, *, keep_logs: bool) -> None:
        with listen(0) as probe:
            press_port = probe.getsockname()[1]
        door = listen(0)
        web = f"http://127.0.0.1:{door.getsockname()[1]}"
        env = {
            "DATABASE_URL": f"sqlite:///{run.path / 'demo.sqlite3'}",
            "INDEX_DIR": str(run.path / "index"),
            "FETCH_ALLOW": f"127.0.0.1:{press_port}",
            "PUBLIC_URL": web,
            "BROKER_URL": "",  # its own, whatever the environment names
            "SWEEP_S": "0.25",
            "LOG_LEVEL": "WARNING",
        }
        with Supervisor(run, env=env) as children:
            children.broker()
            # They load while the database is made; the beat, which brings work, comes after it.
            children.worker(concurrency=2, wait=False)
            children.web(door=door, wait=False)
            children.command("migrate", "--verbosity", "0")
            children.beat(wait=False)
            children.await_ready()
            self.stdout.write("Valkey, a Celery worker, beat, gunicorn and SQLite are running.")
            self.stdout.flush()
            words = ["play", "--press-port", str(press_port), "--web", web]
            code = self._watch(children, words)
            if code:
                if keep_logs:
                    self.stderr.write(children.log("worker")[-8000:])
                raise CommandError("The demo did not come out as written.")

    def _watch(self, children: Supervisor, words: list[str]) -> int:
        """Run the story as a child of ours, and tend the others meanwhile."""
        command = leashed(
            (sys.executable, "manage.py", *words), parent=os.getpid(), dies_by=signal.SIGKILL
        )
        with subprocess.Popen(command, cwd=BASE_DIR, env=children.env) as story:  # noqa: S603
            with contextlib.ExitStack() as stack:
                stack.callback(story.terminate)
                while story.poll() is None:
                    children.tend()
                    time.sleep(0.1)
                stack.pop_all()
            return story.returncode
