"""Tie a command to its parent's life, so that a killed supervisor leaves nothing running.

The kernel sends the signal when the parent dies (Linux `prctl(PR_SET_PDEATHSIG)`, see prctl(2)).
It survives `exec` but not `fork`, and it follows the *thread* that forked: start children from a
thread that lives as long as they should.
"""

import ctypes
import os
import shutil
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
# The parent may die before the leash is on; then nothing would ever come, so look once more.
_EXEC_IF_PARENT_LIVES: Final = 'test "$PPID" = "$0" && exec "$@"'


def leashed(
    command: tuple[str, ...],
    *,
    parent: int,
    dies_by: signal.Signals,
    setpriv: str | None = shutil.which("setpriv"),
) -> list[str]:
    """Give the command line that runs `command` and ends it by `dies_by` when `parent` dies.

    Takes util-linux's setpriv where there is one, otherwise this file as a launcher.

    >>> leashed(("sleep", "9"), parent=7, dies_by=signal.SIGTERM, setpriv="/usr/bin/setpriv")[:3]
    ['/usr/bin/setpriv', '--pdeathsig', 'TERM']
    """
    if setpriv is None:
        return [sys.executable, "-I", "-S", __file__, str(parent), str(int(dies_by)), *command]
    short = dies_by.name.removeprefix("SIG")
    shell = ["/bin/sh", "-c", _EXEC_IF_PARENT_LIVES, str(parent)]
    return [setpriv, "--pdeathsig", short, "--", *shell, *command]


def _become(parent: int, dies_by: int, command: list[str]) -> None:
    """Put the leash on this process and turn it into the command."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, dies_by, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl refused PR_SET_PDEATHSIG")
    if os.getppid() == parent:
        os.execvp(command[0], command)  # noqa: S606 - the supervisor's own command line, no shell


if __name__ == "__main__":
    _become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
