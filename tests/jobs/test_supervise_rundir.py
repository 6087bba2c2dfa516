"""A run's directory lives as long as the run, and takes nothing else with it."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobs import rundir
from jobs.rundir import MARK, RunDirectory, clear_dead_runs, processes_of, short_place
from tests.jobs.waiting import until

MANY_BIRTHS = """
import sys
from pathlib import Path
from jobs.rundir import RunDirectory
for _ in range(60):
    with RunDirectory(Path(sys.argv[1])) as run:
        run.log("here").write_text("still")
        assert run.log("here").read_text() == "still"
"""


def test_a_run_directory_is_private_and_goes_with_its_run(tmp_path: Path) -> None:
    with RunDirectory(tmp_path) as run:
        mode = run.path.stat().st_mode & 0o777

    assert mode == 0o700
    assert list(tmp_path.iterdir()) == []


def test_a_dead_runs_directory_is_removed_at_the_next_start(tmp_path: Path) -> None:
    dead = tmp_path / "recheck-run-deadbeef"
    dead.mkdir()
    (dead / "worker.log").write_text("last words")

    with RunDirectory(tmp_path) as run:
        assert list(tmp_path.iterdir()) == [run.path]


def test_a_living_runs_directory_is_never_touched(tmp_path: Path) -> None:
    with RunDirectory(tmp_path) as first, RunDirectory(tmp_path) as second:
        removed = clear_dead_runs(tmp_path)

        assert removed == []
        assert first.path != second.path
        assert first.path.is_dir()
        assert second.path.is_dir()


def test_what_a_dead_run_left_running_is_killed(tmp_path: Path) -> None:
    dead = tmp_path / "recheck-run-deadbeef"
    dead.mkdir()
    left = subprocess.Popen(["sleep", "600"], env={MARK: str(dead), "PATH": os.environ["PATH"]})

    with RunDirectory(tmp_path):
        assert left.wait(timeout=10) == -9


def test_the_processes_of_another_run_are_not_ours(tmp_path: Path) -> None:
    other = subprocess.Popen(
        ["sleep", "600"], env={MARK: f"{tmp_path}/recheck-run-1", "PATH": os.environ["PATH"]}
    )
    try:
        # A new process has no environment to read for a moment.
        until(lambda: processes_of(tmp_path / "recheck-run-1") == [other.pid])
        assert processes_of(tmp_path / "recheck-run-") == []
    finally:
        other.kill()
        other.wait()


def test_a_file_or_a_link_of_that_name_is_left_alone(tmp_path: Path) -> None:
    away = tmp_path / "elsewhere"
    away.mkdir()
    (tmp_path / "recheck-run-file").write_text("mine")
    (tmp_path / "recheck-run-link").symlink_to(away)

    assert clear_dead_runs(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "elsewhere",
        "recheck-run-file",
        "recheck-run-link",
    ]


def test_runs_that_begin_at_the_same_moment_do_not_sweep_each_other_away(tmp_path: Path) -> None:
    born = [
        subprocess.Popen([sys.executable, "-c", MANY_BIRTHS, str(tmp_path)], stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    words = [process.communicate(timeout=60)[1] for process in born]

    assert words == [b"", b"", b""]
    assert list(tmp_path.iterdir()) == []


def test_a_directory_swept_away_at_birth_is_not_taken_for_ours(tmp_path: Path) -> None:
    newborn = tmp_path / "recheck-run-newborn1"
    newborn.mkdir()
    swept = rundir._lock(newborn, wait=False)
    with ThreadPoolExecutor(1) as pool:
        birth = pool.submit(rundir._lock, newborn, wait=True)
        until(lambda: "->" in Path("/proc/locks").read_text())

        newborn.rmdir()
        os.close(swept)

        assert birth.result(timeout=60) == -1


def test_the_brokers_socket_fits_into_a_socket_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/" + "long/" * 30)

    with RunDirectory() as run:
        assert len(os.fsencode(run.socket)) < 108


def test_a_short_temporary_directory_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/var/tmp")

    assert short_place() == Path("/var/tmp")
