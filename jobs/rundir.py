"""One short-lived directory per run, locked while the run lives, cleared away once it is dead.

It holds the broker's socket, the children's logs and, for a demo, the database. The lock is a
`flock` on the directory itself: the kernel lets go of it however the run ends, so "lock free"
means "run dead", and no pid file can lie.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

# Every process of a run carries this in its environment, its children's children included.
MARK: Final = "RECHECK_RUN"
_PREFIX: Final = "recheck-run-"
# sun_path in unix(7) has 108 bytes with the closing zero; the longest name in a run is this long.
_ROOM_FOR_SOCKET: Final = 107 - len(f"/{_PREFIX}12345678/valkey.sock")
_BIRTHS_TRIED: Final = 20
_GONE_WITHIN_S: Final = 5.0
_LOOK_EVERY_S: Final = 0.01


class NoRunDirectory(Exception):
    """No run directory could be made; the message says where it was tried."""


class RunDirectory:
    """A run's own directory, made and locked on entry and removed on exit.

    `under` is where to make it (default: the system's temporary directory, or /tmp where that
    path would be too long for a socket). Entering first removes the directories of dead runs
    there, and kills what those left running; a live run's directory is never touched.
    Raises NoRunDirectory.
    """

    def __init__(self, under: Path | None = None) -> None:
        self._under = short_place() if under is None else under
        self._lock = -1
        self.path = self._under

    def __enter__(self) -> Self:
        clear_dead_runs(self._under)
        for _ in range(_BIRTHS_TRIED):
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._under))
            self._lock = _lock(self.path, wait=True)
            if self._lock >= 0:
                return self
        raise NoRunDirectory(f"no run directory could be made in {self._under}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    @property
    def socket(self) -> Path:
        """Where the broker listens."""
        return self.path / "valkey.sock"

    def log(self, name: str) -> Path:
        """Where the child of that name writes."""
        return self.path / f"{name}.log"


def short_place() -> Path:
    """Give the temporary directory, or /tmp where a socket's path would not fit in it."""
    usual = Path(tempfile.gettempdir())
    return usual if len(os.fsencode(usual)) <= _ROOM_FOR_SOCKET else Path("/tmp")  # noqa: S108 - mkdtemp makes it private


def clear_dead_runs(under: Path) -> list[Path]:
    """Remove the directories of dead runs and kill what they left; give what was removed."""
    removed = []
    for path in sorted(under.glob(f"{_PREFIX}*")):
        if not _is_ours(path):
            continue
        lock = _lock(path, wait=False)
        if lock < 0:
            continue
        kill_run(path)
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)
        removed.append(path)
    return removed


def processes_of(path: Path) -> list[int]:
    """Pids of the living processes that carry the run's mark, by /proc; never this process."""
    mark = f"{MARK}={path}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        # Gone meanwhile, or another person's: not ours to count.
        with contextlib.suppress(OSError):
            pid = int(entry.parent.name)
            if pid != os.getpid() and mark in entry.read_bytes().split(b"\0"):
                found.append(pid)
    return sorted(found)


def kill_run(path: Path) -> None:
    """Kill -9 whatever still carries the run's mark, and wait until it is gone (at most 5 s)."""
    give_up_at = time.monotonic() + _GONE_WITHIN_S
    while (left := processes_of(path)) and time.monotonic() < give_up_at:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_LOOK_EVERY_S)


def _is_ours(path: Path) -> bool:
    try:
        seen = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.getuid()


def _lock(path: Path, *, wait: bool) -> int:
    """Lock the directory; give the open descriptor, or -1 where it is held or gone."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return -1
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(opened)
        return -1
    # A sweep may have removed the new directory before we held its lock.
    if not path.exists():
        os.close(opened)
        return -1
    return opened
