"""However a run ends, nothing of it is left, and nothing of another run is touched."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from jobs.rundir import RunDirectory, clear_dead_runs, kill_run, processes_of
from tests.jobs.tinyapp import ALONE
from tests.jobs.waiting import until

pytestmark = pytest.mark.faults

PATIENT_WITH_A_STUBBORN_CHILD = """
import contextlib, sys
from pathlib import Path
from jobs.programs import Kind, Program
from jobs.rundir import RunDirectory
from jobs.supervise import Supervisor
words = ("sh", "-c", "trap 'echo asked' TERM; echo here; while true; do sleep 600 & wait; done")
stubborn = Program(Kind.WORKER, words, lambda said: "here" in said, grace_s=600)
with (
    contextlib.suppress(KeyboardInterrupt),
    RunDirectory(Path(sys.argv[1])) as run,
    Supervisor(run) as children,
):
    children.launch("stubborn", stubborn)
    children.run_until_stopped()
"""


class Run:
    """A whole tiny run in a process of its own."""

    def __init__(self, under: Path, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.tinyrun", str(under), *words],
            env=dict(os.environ) | ALONE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.path = Path()

    def await_start(self) -> None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        assert line, self._process.communicate()[1]
        self.path = Path(line)
        until((self.path / "began").exists)

    def send(self, signum: signal.Signals) -> None:
        self._process.send_signal(signum)

    def ending(self) -> tuple[int, str]:
        """Wait for its end; give the exit status and what it complained of."""
        complaint = self._process.communicate(timeout=120)[1]
        return self._process.returncode, complaint

    def wipe_out(self) -> None:
        """Leave nothing, whatever the test came to."""
        self._process.kill()
        self._process.communicate()
        kill_run(self.path)


@pytest.fixture
def under() -> Iterator[Path]:
    """A short place for runs."""
    with RunDirectory() as around:
        yield around.path


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    """What to do after the test, even if it fails."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def start(under: Path, ends: ExitStack) -> Callable[..., Run]:
    """Begins a run; after the test none is left."""

    def begin(*words: str) -> Run:
        run = Run(under, *words)
        ends.callback(run.wipe_out)
        return run

    return begin


def test_a_killed_supervisor_leaves_nothing_running(start: Callable[..., Run], under: Path) -> None:
    run = start("linger")
    run.await_start()
    until(lambda: len(processes_of(run.path)) == 8)

    run.send(signal.SIGKILL)

    assert run.ending() == (-signal.SIGKILL, "")
    until(lambda: not processes_of(run.path))
    assert clear_dead_runs(under) == [run.path]


def test_ctrl_c_leaves_nothing_of_the_run_and_touches_no_other(
    start: Callable[..., Run], under: Path
) -> None:
    stopped, other = start(), start()
    stopped.await_start()
    other.await_start()
    before = processes_of(other.path)

    stopped.send(signal.SIGINT)

    assert stopped.ending() == (0, "")
    assert processes_of(stopped.path) == []
    assert list(under.iterdir()) == [other.path]
    assert processes_of(other.path) == before


def test_a_second_signal_ends_the_patience_with_a_stubborn_child(
    under: Path, ends: ExitStack
) -> None:
    command = [sys.executable, "-c", PATIENT_WITH_A_STUBBORN_CHILD, str(under)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ends.callback(run.kill)
    until(lambda: list(under.glob("recheck-run-*/stubborn.log")))
    (path,) = under.iterdir()
    until(lambda: (path / "stubborn.log").read_text() == "here\n")

    run.send_signal(signal.SIGTERM)
    until(lambda: "asked" in (path / "stubborn.log").read_text())
    run.send_signal(signal.SIGINT)

    assert run.communicate(timeout=60) == (b"", b"")
    assert processes_of(path) == []
    assert not path.exists()
