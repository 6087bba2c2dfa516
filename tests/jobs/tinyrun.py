"""A whole run as one process, for a test to interrupt or kill.

`python -m tests.jobs.tinyrun DIR [linger]`; with `linger` its worker is busy beyond any patience.
"""

import contextlib
import sys
from pathlib import Path

from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor
from tests.jobs.tinyapp import ALONE, TINY, app, linger, note


def main(under: Path, *, busy: bool) -> None:
    """Start everything, say where, and run until stopped."""
    with (
        RunDirectory(under) as run,
        Supervisor(run, env=ALONE, app=TINY, wsgi=TINY) as children,
    ):
        app.conf.update(broker_url=children.broker())
        children.worker(wait=False)
        children.beat(wait=False)
        children.web(wait=False)
        children.await_ready()
        (linger if busy else note).delay("began")
        print(run.path, flush=True)
        children.run_until_stopped()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(Path(sys.argv[1]), busy="linger" in sys.argv)
