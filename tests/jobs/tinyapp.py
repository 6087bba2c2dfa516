"""The smallest application with tasks and a page, for tests of what runs them."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from celery import Celery

TINY: Final = "tests.jobs.tinyapp"
# With our own broker, and without Django, which Celery would load for a suite that names it.
ALONE: Final = {"BROKER_URL": "", "DJANGO_SETTINGS_MODULE": ""}

app = Celery("tiny", broker=os.environ.get("BROKER_URL"))
app.conf.update(
    task_ignore_result=True,
    accept_content=["json"],
    broker_connection_retry_on_startup=True,
    worker_enable_remote_control=False,
    beat_schedule={"tick": {"task": "tiny.note", "schedule": 0.2, "args": ["tick"]}},
)


@app.task(name="tiny.note")
def note(name: str) -> None:
    """Leave a file of that name with our pid in the run's directory."""
    (Path(os.environ["RECHECK_RUN"]) / name).write_text(str(os.getpid()), encoding="ascii")


@app.task(name="tiny.linger")
def linger(name: str) -> None:
    """Note that we began, then take longer than any test."""
    note(name)
    time.sleep(600)


def application(
    environ: dict[str, object], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    """Answer every request with the pid."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
