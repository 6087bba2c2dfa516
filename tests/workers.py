"""Real worker processes on the test database, for tests that need them."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor


def database_url() -> str:
    """The address of the database that this test uses, as another process names it."""
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    user = quote(str(now["USER"]), safe="")
    secret = f":{quote(str(now['PASSWORD']), safe='')}" if now["PASSWORD"] else ""
    # A socket's folder stands as django-environ reads it: an empty host, then the path.
    host = f"/{now['HOST']}" if str(now["HOST"]).startswith("/") else str(now["HOST"])
    port = f":{now['PORT']}" if now["PORT"] else ""
    return f"postgres://{user}{secret}@{host}{port}/{now['NAME']}"


@contextmanager
def newsroom(
    under: Path, *, beat: bool = True, env: Mapping[str, str] | None = None
) -> Iterator[Supervisor]:
    """A real Valkey, a real worker and, unless the sweep is switched off, a real beat."""
    values = {
        "DATABASE_URL": database_url(),
        "BROKER_URL": "",
        "INDEX_DIR": settings.INDEX_DIR,
        "SWEEP_S": "0.5",
        "LEASE_S": "3",
        "LOG_LEVEL": "WARNING",
        **(env or {}),
    }
    with RunDirectory(under) as run, Supervisor(run, env=values) as children:
        children.broker()
        children.worker(concurrency=2, wait=False)
        if beat:
            children.beat(wait=False)
        children.await_ready()
        try:
            yield children
        except BaseException:
            for log in sorted(run.path.glob("*.log")):
                print(f"--- {log.name}\n{log.read_text(errors='replace')[-6000:]}")
            raise


def until(true: Callable[[], object], children: Supervisor, *, within_s: float = 90.0) -> bool:
    """Wait for something the worker does, tending the children; whether it came."""
    end = time.monotonic() + within_s
    while not true():
        if time.monotonic() > end:
            return False
        children.tend()
        time.sleep(0.05)
    return True
