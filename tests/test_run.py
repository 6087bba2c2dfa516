"""The runner of the suite tells the truth: what ran, what did not, and why."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests import chromium, postgres
from tests.parts import Tally
from tests.run import Part, main, missing_parts, summary

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
SUITE = """
import os, pytest
ON_SQLITE = os.environ["DATABASE_URL"].startswith("sqlite")
def test_right(): pass
@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL alone has it")
def test_of_one_engine(): pass
@pytest.mark.browser
def test_page(): pass
"""
SKIPS = """
import pytest
def test_without_data(): pytest.skip("no data folder")
"""
FAILS = """
import pytest
@pytest.fixture
def torn():
    yield
    raise OSError("teardown")
def test_wrong(): assert 1 == 2
def test_torn(torn): pass
"""
server = pytest.mark.skipif(
    isinstance(postgres.find(os.environ), postgres.Absent), reason="no PostgreSQL server found"
)
private_server = pytest.mark.skipif(
    not isinstance(postgres.find(os.environ), postgres.Binaries),
    reason="no PostgreSQL binaries found, or another server is named",
)


@pytest.fixture
def run_suite(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run a small suite of its own through the runner; gives its exit code and its summary."""

    def run(text: str, *words: str, **environ: str) -> tuple[int, str]:
        (tmp_path / "test_small.py").write_text(text)
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser: drives a page\n")
        config = ["-c", str(tmp_path / "pytest.ini"), "-p", "no:django", "-q", str(tmp_path)]
        code = main([*words, *config], {**os.environ, "RECHECK_REQUIRE": "", **environ})
        return code, capfd.readouterr().out.partition("=== What ran ===")[2]

    return run


@server
def test_both_databases_are_counted_and_the_browser_once(
    run_suite: Callable[..., tuple[int, str]],
) -> None:
    code, told = run_suite(SUITE, "--require", "postgres,browser,everything")

    assert code == 0, told
    assert "SQLite      2 passed, 0 failed, 1 skipped" in told
    assert "PostgreSQL  2 passed, 0 failed, 0 skipped" in told
    assert "browser     1 " in told
    assert told.splitlines()[-1] == "4 passed, 0 failed, 1 skipped"


def test_a_missing_server_is_named_and_fails_only_where_it_is_required(
    run_suite: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "find", lambda _environ: postgres.Absent("no server here"))

    code, told = run_suite(SUITE)
    required, told_again = run_suite(SUITE, RECHECK_REQUIRE="postgres")

    assert (code, required) == (0, 1)
    assert "PostgreSQL  left out: no server here" in told
    assert "Required, but left out: PostgreSQL: no server here" in told_again


def test_a_failure_and_a_broken_teardown_both_fail_the_run(
    run_suite: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "find", lambda _environ: postgres.Absent("no server here"))

    code, told = run_suite(FAILS)

    assert code == 1
    assert told.splitlines()[-1] == "0 passed, 2 failed, 0 skipped"


def test_a_suite_that_cannot_start_fails_the_run(
    run_suite: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "find", lambda _environ: postgres.Absent("no server here"))

    assert run_suite(SUITE, "--no-such-option")[0] == 1


def test_a_test_that_was_skipped_everywhere_fails_where_everything_is_required(
    run_suite: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "find", lambda _environ: postgres.Absent("no server here"))

    assert run_suite(SKIPS)[0] == 0
    code, told = run_suite(SKIPS, "--require", "everything")

    assert code == 1
    assert "test_without_data: no data folder" in told


def test_an_unknown_requirement_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["--require", "postgresql"], {})


def test_a_browser_part_that_only_skipped_does_not_count_as_run() -> None:
    tally = Tally(skipped=(("t::page", chromium.MISSING),), browser=("t::page",))
    parts = [Part("SQLite", tally)]

    assert list(missing_parts(parts, ["browser"])) == ["browser: no test that drives a browser ran"]
    assert f"  browser     left out: {chromium.MISSING}" in list(summary(parts, []))


def test_a_wrapper_without_a_server_is_no_server(tmp_path: Path) -> None:
    (tmp_path / "initdb").write_text("#!/bin/sh\necho 'no server installed' >&2\nexit 1\n")
    (tmp_path / "initdb").chmod(0o755)

    found = postgres.find({"PATH": str(tmp_path)}, debian=tmp_path / "none")

    assert isinstance(found, postgres.Absent)


def test_a_named_server_comes_first() -> None:
    url = "postgres://somebody@db.example/x"

    assert postgres.find({"TEST_DATABASE_URL": url}) == postgres.Named(url)


@private_server
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_private_server_ends_with_the_run_however_that_ends(end: signal.Signals) -> None:
    code = (
        "import time\nfrom tests import postgres\n"
        "with postgres.cluster() as url:\n    print(url, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as run:
        assert run.stdout is not None
        home = Path(run.stdout.readline().strip().removeprefix("postgres://recheck@/")).parent
        with psycopg.connect(host=str(home), user="recheck", dbname="recheck") as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)

        run.send_signal(end)
        run.wait()

    _wait_until(lambda: not home.exists())
    assert not _processes_naming(str(home))


def _wait_until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Poll for an end that another process brings about."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not end"
        time.sleep(0.05)


def _processes_naming(words: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if words in command:
            found.append(command)
    return found
