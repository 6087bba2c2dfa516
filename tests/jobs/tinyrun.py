"""A whole run as one process that a test can interrupt or kill: `python -m tests.jobs.tinyrun DIR`."""

import contextlib
import sys
from pathlib import Path

from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor
from tests.jobs.tinyapp import linger

TINY = "tests.jobs.tinyapp"


def main(under: Path) -> None:
    """Start everything, say where, and run until stopped."""
    with (
        RunDirectory(under) as run,
        Supervisor(run, env={"BROKER_URL": ""}, app=TINY, wsgi=TINY) as children,
    ):
        linger.app.conf.broker_url = children.broker()
        children.worker(concurrency=2)
        children.beat()
        children.web()
        linger.delay("lingering")
        print(run.path, flush=True)
        children.run_until_stopped()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(Path(sys.argv[1]))
