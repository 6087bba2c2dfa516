"""However a run ends, nothing of it is left, and nothing of another run is touched."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs.rundir import RunDirectory, clear_dead_runs, kill_run, processes_of
from tests.jobs.tinyapp import ALONE
from tests.jobs.waiting import until

pytestmark = pytest.mark.faults


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


@pytest.fixture
def under() -> Iterator[Path]:
    """A short place for runs."""
    with RunDirectory() as around:
        yield around.path


@pytest.fixture
def start(under: Path) -> Iterator[Callable[..., Run]]:
    """Begins a run; after the test none is left, even if it failed."""
    begun: list[Run] = []

    def begin(*words: str) -> Run:
        begun.append(Run(under, *words))
        return begun[-1]

    yield begin
    for run in begun:
        run.send(signal.SIGKILL)
        run.ending()
        kill_run(run.path)


def test_a_killed_supervisor_leaves_nothing_running(start: Callable[..., Run], under: Path) -> None:
    run = start("linger")
    run.await_start()
    assert len(processes_of(run.path)) == 8

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


def test_a_second_signal_ends_the_patience_with_a_busy_worker(start: Callable[..., Run]) -> None:
    run = start("linger")
    run.await_start()

    run.send(signal.SIGTERM)
    until(lambda: "Warm shutdown" in (run.path / "worker.log").read_text())
    run.send(signal.SIGINT)

    assert run.ending() == (0, "")
    assert processes_of(run.path) == []
    assert not run.path.exists()
