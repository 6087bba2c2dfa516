"""One supervised process: started on a leash, watched, ended with everything it started."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jobs.leash import leashed
from jobs.programs import Program

# Seconds to rest before the n-th restart in a row; one crash more and the run is given up.
RESTS_S: Final = (0.0, 0.5, 1.0, 2.0, 4.0)
# A child that ran this long has its earlier crashes forgiven.
STEADY_S: Final = 60.0
_READY_WITHIN_S: Final = 60.0
_LOOK_EVERY_S: Final = 0.02
_LAST_WORDS: Final = 15
# A newsroom that runs for months must not fill the disk with its own chatter.
LOG_BYTES: Final = 20_000_000


class ChildFailed(Exception):
    """A child would not start or crashed too often; the message ends with its last log lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child runs: its folder, its whole environment, the file it writes to."""

    folder: Path
    env: Mapping[str, str]
    log: Path


def rest_before_restart(crashes: int) -> float | None:
    """Seconds to wait after that many crashes in a row, or None to give up.

    >>> rest_before_restart(1), rest_before_restart(3), rest_before_restart(6)
    (0.0, 1.0, None)
    """
    return RESTS_S[crashes - 1] if crashes <= len(RESTS_S) else None


class Child:
    """A named program of this run, and the process it is at present (or none)."""

    def __init__(self, name: str, program: Program, place: Place) -> None:
        self.name = name
        self.program = program
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = False
        self._crashes = 0
        self._started_at = 0.0
        self._due_at = 0.0
        self._log_from = 0

    @property
    def pid(self) -> int:
        """The living process; raises ChildFailed where there is none."""
        if self._process is None or self._has_ended():
            raise ChildFailed(f"{self.name} is not running")
        return self._process.pid

    def start(self) -> None:
        """Start the process, in a group of its own so that a Ctrl-C reaches the supervisor only."""
        if self._process is not None and not self._has_ended():
            raise ChildFailed(f"{self.name} is running already")
        self._bury()
        place = self._place
        self._log_from = place.log.stat().st_size if place.log.exists() else 0
        command = leashed(self.program.command, parent=os.getpid(), dies_by=self.program.dies_by)
        with place.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command lines, no shell
                command,
                cwd=place.folder,
                env=dict(place.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.program.fds,
                process_group=0,
            )
        self._wanted = True
        self._started_at = time.monotonic()

    def await_ready(self) -> None:
        """Wait until it answers; raises ChildFailed where it ends, or stays silent for a minute."""
        give_up_at = time.monotonic() + _READY_WITHIN_S
        while not self.program.is_ready(self.said()):
            if self._has_ended():
                raise ChildFailed(self._obituary("ended before it was ready"))
            if time.monotonic() > give_up_at:
                raise ChildFailed(self._obituary(f"not ready after {_READY_WITHIN_S:.0f} s"))
            time.sleep(_LOOK_EVERY_S)

    def tend(self) -> bool:
        """Bring it back if it crashed and its rest is over; whether it was started just now.

        Raises ChildFailed when it has crashed too often in a row.
        """
        if not self._wanted:
            return False
        self._turn_over_log()
        if self._process is not None and self._has_ended():
            self._note_crash()
        if self._process is not None or time.monotonic() < self._due_at:
            return False
        self.start()
        return True

    def signal(self, signum: signal.Signals) -> None:
        """Send a signal to the process itself, not to what it started."""
        os.kill(self.pid, signum)

    def ask_to_stop(self) -> None:
        """Tell it to stop and stay stopped; returns at once."""
        self._wanted = False
        if self._process is not None and not self._has_ended():
            self._process.send_signal(signal.SIGTERM)

    def end_now(self) -> None:
        """Kill -9 the process and all of its group; returns at once."""
        self._wanted = False
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def see_off(self, *, within_s: float) -> None:
        """Wait until it has stopped, then kill what is left of its group."""
        give_up_at = time.monotonic() + within_s
        while not self._has_ended() and time.monotonic() < give_up_at:
            time.sleep(_LOOK_EVERY_S)
        self._bury()

    def said(self) -> str:
        """What it has logged since its last start."""
        with contextlib.suppress(FileNotFoundError), self._place.log.open("rb") as log:
            log.seek(self._log_from)
            return log.read().decode(errors="replace")
        return ""

    def _has_ended(self) -> bool:
        """Whether the process is dead, without reaping it: its group id stays ours until buried."""
        if self._process is None:
            return True
        how = os.WEXITED | os.WNOWAIT | os.WNOHANG
        return os.waitid(os.P_PID, self._process.pid, how) is not None

    def _turn_over_log(self) -> None:
        """Keep a full log as `.1` and begin again; the child appends, so it writes on unharmed."""
        log = self._place.log
        if log.stat().st_size > LOG_BYTES:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)
            self._log_from = 0

    def _note_crash(self) -> None:
        now = time.monotonic()
        self._crashes = 1 if now - self._started_at > STEADY_S else self._crashes + 1
        self._bury()
        rest = rest_before_restart(self._crashes)
        if rest is None:
            raise ChildFailed(self._obituary(f"crashed {self._crashes} times in a row"))
        self._due_at = now + rest

    def _bury(self) -> None:
        """Kill the group, a crashed worker's pool included, and reap the process."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _obituary(self, what: str) -> str:
        last = "\n".join(f"    {line}" for line in self.said().splitlines()[-_LAST_WORDS:])
        return f"{self.name} {what}\n{last}" if last else f"{self.name} {what}"
