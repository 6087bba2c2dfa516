"""A PostgreSQL server for one run of the tests: the one that is named, or a private throw-away one.

The private server belongs to a keeper process (`python -m tests.postgres`) that lives as long as
its standard input stays open. However the run ends, the pipe closes with it, even after kill -9;
the keeper then stops the server and removes its files.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg

ROLE = "recheck"
START_S = 30.0
STOP_S = 10.0
# Speed over safety: the data lives no longer than the run. No autovacuum: one that happens to look
# at a table between two tests has the planner take thousands of rows for a handful.
SETTINGS = {
    "autovacuum": "off",
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Named:
    """A server that somebody runs for us."""

    url: str


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder with `initdb` and `postgres` in it."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no server, and what would change that, in one sentence."""

    reason: str


def find(environ: Mapping[str, str], debian: Path = DEBIAN) -> Named | Binaries | Absent:
    """Say where a server is to be had: `TEST_DATABASE_URL` first, then PATH, then Debian's."""
    if url := environ.get("TEST_DATABASE_URL", ""):
        return Named(url)
    for folder in _folders(environ.get("PATH", ""), debian):
        if _runs(folder):
            return Binaries(folder) if _may_run() else Absent(_ROOT)
    return Absent(
        "no PostgreSQL server found: apt-get install postgresql, or set TEST_DATABASE_URL"
    )


_ROOT = "PostgreSQL refuses root and there is no postgres account, or no setpriv, to run it as"


def _folders(path: str, debian: Path) -> Iterator[Path]:
    """Yield candidate folders; a link on PATH is followed, since initdb looks beside itself."""
    if found := shutil.which("initdb", path=path):
        yield Path(found).resolve().parent
    yield from sorted(debian.glob("*/bin"), key=lambda p: _number(p.parent.name), reverse=True)


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0.0


def _runs(folder: Path) -> bool:
    """Tell whether both programs are there and start: a wrapper can outlive its server."""
    for name in ("initdb", "postgres"):
        try:
            asked = subprocess.run(
                [folder / name, "--version"], capture_output=True, timeout=10, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        if asked.returncode != 0:
            return False
    return True


def _may_run() -> bool:
    if os.geteuid() != 0:
        return True
    return _account() is not None and shutil.which("setpriv") is not None


def _account() -> pwd.struct_passwd | None:
    return next((user for user in pwd.getpwall() if user.pw_name == "postgres"), None)


class NoServerError(RuntimeError):
    """There is no server, or it did not start; the text says why."""


@contextmanager
def cluster() -> Iterator[str]:
    """Give the `DATABASE_URL` of a server for as long as the block lasts.

    Raises:
        NoServerError: there is none, or it did not start.
    """
    found = find(os.environ)
    if isinstance(found, Absent):
        raise NoServerError(found.reason)
    if isinstance(found, Named):
        yield found.url
        return
    # A session of its own: Ctrl-C must reach the tests first and the keeper never.
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", str(found.folder)],
        cwd=Path(__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    try:
        yield _address(keeper)
    finally:
        keeper.communicate()


def _address(keeper: subprocess.Popen[str]) -> str:
    assert keeper.stdout is not None
    line = keeper.stdout.readline().strip()
    if not line.startswith("postgres://"):
        raise NoServerError(f"PostgreSQL did not start: {line or 'no word from it'}")
    return line


# --- the keeper ----------------------------------------------------------------------------


def keep(folder: Path) -> None:
    """Run a server, print its address, wait for the end of standard input, and clean up."""
    home = Path(tempfile.mkdtemp(prefix="pg-of-recheck-"))
    try:
        _create(folder, home)
        server = _start(folder, home)
        try:
            print(_ready(server, home), flush=True)
            sys.stdin.read()
        finally:
            _stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_owner() -> list[str]:
    """Give the words that make a command die with the keeper and, under root, run as `postgres`.

    `setpriv` rather than `runuser`: that one stays in between as a second process, which would be
    the one to get the signal.
    """
    if shutil.which("setpriv") is None:
        return []
    drop = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", "--pdeathsig", "INT", *drop, "--"]


def _create(folder: Path, home: Path) -> None:
    account = _account()
    if os.geteuid() == 0 and account is not None:
        os.chown(home, account.pw_uid, account.pw_gid)
    initdb = [str(folder / "initdb"), "-D", str(home / "data"), "-U", ROLE, "--auth=trust"]
    made = subprocess.run(
        [*_as_owner(), *initdb, "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
        capture_output=True,
        check=False,
        cwd=home,
        text=True,
    )
    if made.returncode != 0:
        raise NoServerError(made.stderr.strip().replace("\n", " "))


def _start(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [*_as_owner(), folder / "postgres", "-D", home / "data", "-k", home, *options],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _ready(server: subprocess.Popen[bytes], home: Path) -> str:
    """Wait until it answers, make the database and give its address."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with psycopg.connect(
                host=str(home), user=ROLE, dbname="postgres", autocommit=True
            ) as connection:
                connection.execute("CREATE DATABASE recheck")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return f"postgres://{ROLE}@/{home}/recheck"
    raise NoServerError((home / "log").read_text(errors="replace")[-600:].replace("\n", " "))


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)
    try:
        keep(Path(sys.argv[1]))
    except NoServerError as problem:
        print(problem, flush=True)
        sys.exit(1)
