"""A leashed command ends with its parent, whatever ends the parent."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.leash import leashed
from jobs.rundir import MARK, processes_of
from tests.jobs.waiting import until

SLEEP = ("sleep", "600")
LEASHES = pytest.mark.parametrize("setpriv", [shutil.which("setpriv"), None])
# Starts a command given after the word on how: leashed by setpriv or by our launcher, or bare.
PARENT = """
import os, signal, subprocess, sys
from jobs.leash import leashed
how, *command = sys.argv[1:]
if how != "bare":
    setpriv = None if how == "None" else how
    command = leashed(tuple(command), parent=os.getpid(), dies_by=signal.SIGTERM, setpriv=setpriv)
subprocess.Popen(command, process_group=0).wait()
"""


def parent_of_sleep(how: str, mark: Path) -> subprocess.Popen[bytes]:
    """A process with a sleeping child; both carry the mark."""
    env = dict(os.environ) | {MARK: str(mark)}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, how, *SLEEP], env=env)
    until(lambda: sleepers(mark))
    return parent


def sleepers(mark: Path) -> list[int]:
    return [
        pid
        for pid in processes_of(mark)
        if Path(f"/proc/{pid}/cmdline").read_bytes() == b"sleep\x00600\x00"
    ]


@LEASHES
def test_a_leashed_command_dies_with_its_killed_parent(setpriv: str | None, tmp_path: Path) -> None:
    parent = parent_of_sleep(str(setpriv), tmp_path)

    parent.kill()
    parent.wait()

    until(lambda: not processes_of(tmp_path))


def test_a_command_without_a_leash_outlives_its_killed_parent(tmp_path: Path) -> None:
    parent = parent_of_sleep("bare", tmp_path)

    parent.kill()
    parent.wait()

    (left,) = sleepers(tmp_path)
    os.kill(left, signal.SIGKILL)


@LEASHES
def test_a_command_whose_parent_is_gone_already_never_runs(
    setpriv: str | None, tmp_path: Path
) -> None:
    trace = tmp_path / "ran"
    gone = subprocess.Popen(["true"])
    gone.wait()

    command = leashed(
        ("touch", str(trace)), parent=gone.pid, dies_by=signal.SIGTERM, setpriv=setpriv
    )
    subprocess.run(command, check=False)

    assert not trace.exists()
