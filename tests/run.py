"""`make test`: the suite on SQLite, then on PostgreSQL where a server is at hand, with one summary.

`python -m tests.run [--require postgres,browser,everything] [pytest's own words]`. A part that is
required (also by the variable RECHECK_REQUIRE) and was left out is a failure; `everything` adds
each single test that was skipped wherever it could have run.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest

from tests import postgres
from tests.parts import Tally

ROOT = Path(__file__).resolve().parent.parent
PARTS = frozenset({"postgres", "browser", "everything"})
# What a developer has set for a newsroom of their own must not reach the tests.
NOT_FOR_TESTS = frozenset(
    {"ALLOWED_HOSTS", "BEHIND_TLS", "BROKER_URL", "DEBUG", "FETCH_ALLOW", "LOG_LEVEL"}
    | {"NEWSROOM_NAME", "NEWSROOM_ZONE", "PUBLIC_URL", "SECRET_KEY", "LEASE_S", "SWEEP_S"}
)
FINE = frozenset({pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the run: what it counted, or why it did not run (`reason`)."""

    name: str
    tally: Tally = field(default_factory=Tally)
    code: int = 0
    seconds: float = 0.0
    reason: str = ""

    @property
    def ran(self) -> bool:
        return not self.reason

    @property
    def broken(self) -> bool:
        return self.code not in FINE


def main(words: Sequence[str], environ: Mapping[str, str]) -> int:
    required, rest = _asked(words, environ)
    with tempfile.TemporaryDirectory(prefix="tests-of-recheck-") as folder:
        parts = list(_parts(rest, {**environ, "RECHECK_REQUIRE": ",".join(required)}, Path(folder)))
    missing = [*missing_parts(parts, required)]
    print("\n".join(summary(parts, missing)), flush=True)
    return int(bool(missing) or any(part.broken or part.tally.failed for part in parts))


def _asked(words: Sequence[str], environ: Mapping[str, str]) -> tuple[list[str], list[str]]:
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=__doc__)
    parser.add_argument("--require", default=environ.get("RECHECK_REQUIRE", ""))
    known, rest = parser.parse_known_args(words)
    required = [name.strip() for name in known.require.split(",") if name.strip()]
    if unknown := sorted(set(required) - PARTS):
        parser.error(f"--require knows {', '.join(sorted(PARTS))}; not {', '.join(unknown)}")
    return required, rest


# --- running -------------------------------------------------------------------------------


def _parts(rest: Sequence[str], environ: Mapping[str, str], folder: Path) -> Iterator[Part]:
    sqlite = f"sqlite:///{folder / 'recheck.sqlite3'}"
    first = _run("SQLite", rest, {**environ, "DATABASE_URL": sqlite}, folder)
    yield first
    if first.code == pytest.ExitCode.INTERRUPTED and not first.tally.failed:
        yield Part("PostgreSQL", reason="stopped before it")
    else:
        yield _on_postgres(rest, environ, folder)


def _on_postgres(rest: Sequence[str], environ: Mapping[str, str], folder: Path) -> Part:
    found = postgres.find(environ)
    if isinstance(found, postgres.Absent):
        return Part("PostgreSQL", reason=found.reason)
    try:
        with postgres.cluster() as url:
            words = [*rest, "--again"]
            return _run("PostgreSQL", words, {**environ, "DATABASE_URL": url}, folder)
    except postgres.NoServerError as problem:
        return Part("PostgreSQL", code=1, reason=str(problem))


def _run(name: str, rest: Sequence[str], environ: Mapping[str, str], folder: Path) -> Part:
    print(f"\n=== The tests on {name} ===", flush=True)
    told = folder / f"{name}.json"
    child = {key: value for key, value in environ.items() if key not in NOT_FOR_TESTS}
    child["TEST_SQLITE"] = str(folder / "test.sqlite3")
    pytest_words = [sys.executable, "-m", "pytest", "-p", "tests.parts", "--tally", str(told)]
    began = time.monotonic()
    with _started([*_tied(), *pytest_words, *rest], child) as process:
        code = process.wait()
    return Part(name, Tally.read(told), code, time.monotonic() - began)


def _tied() -> list[str]:
    """Give the words that end a child with its parent, where the system has them."""
    return ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []


@contextmanager
def _started(
    command: Sequence[str], environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command; leave it the time to clean up when the run is stopped."""
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environ), stdin=subprocess.DEVNULL)
    try:
        yield process
    except KeyboardInterrupt:
        # The terminal sent it to the child too: a second one would cut its cleaning up short.
        _end(process)
        raise
    except SystemExit:
        process.send_signal(signal.SIGINT)
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# --- telling -------------------------------------------------------------------------------


def missing_parts(parts: Sequence[Part], required: Sequence[str]) -> Iterator[str]:
    """Name what was required and did not run, each with the reason."""
    if "postgres" in required:
        yield from (
            f"PostgreSQL: {part.reason or 'no test was chosen'}"
            for part in parts
            if part.name == "PostgreSQL" and not (part.tally.passed or part.tally.failed)
        )
    if "browser" in required and not browser_ran(parts):
        yield "browser: no test that drives a browser ran"
    if "everything" in required:
        yield from (f"{name}: {why}" for name, why in left_out(parts).items())


def browser_ran(parts: Sequence[Part]) -> set[str]:
    return {
        name
        for part in parts
        for name in part.tally.browser
        if name in part.tally.passed or name in part.tally.failed
    }


def left_out(parts: Sequence[Part]) -> dict[str, str]:
    """Give the tests that ran in no part at all, with their reason."""
    ran = {name for part in parts for name in (*part.tally.passed, *part.tally.failed)}
    return {name: why for part in parts for name, why in part.tally.skipped if name not in ran}


def summary(parts: Sequence[Part], missing: Sequence[str]) -> Iterator[str]:
    """Say in words for a stranger what ran, what did not and why; the sum is the last line."""
    yield "\n=== What ran ==="
    yield from (_line(part) for part in parts)
    yield f"  {'browser':<11} {_browser_line(parts)}"
    if skipped := left_out(parts):
        yield "Skipped wherever they could have run:"
        yield from (f"  {name}: {why}" for name, why in sorted(skipped.items()))
    yield from (f"Required, but left out: {name}" for name in missing)
    tallies = [part.tally for part in parts]
    yield (
        f"{sum(len(t.passed) for t in tallies)} passed, "
        f"{sum(len(t.failed) for t in tallies)} failed, "
        f"{sum(len(t.skipped) for t in tallies)} skipped"
    )


def _line(part: Part) -> str:
    if not part.ran:
        return f"  {part.name:<11} {'BROKEN' if part.broken else 'left out'}: {part.reason}"
    tally = part.tally
    counts = f"{len(tally.passed)} passed, {len(tally.failed)} failed, {len(tally.skipped)} skipped"
    ending = f"; pytest ended with code {part.code}" if part.broken and not tally.failed else ""
    return f"  {part.name:<11} {counts} in {part.seconds:.0f} s{ending}"


def _browser_line(parts: Sequence[Part]) -> str:
    ran = browser_ran(parts)
    if ran:
        return f"{len(ran)} tests in a real Chromium (counted above)"
    waiting = {name for part in parts for name in part.tally.browser}
    reasons = {why for part in parts for name, why in part.tally.skipped if name in waiting}
    return f"left out: {'; '.join(sorted(reasons)) or 'none among the tests chosen'}"


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(main(sys.argv[1:], os.environ))
    except KeyboardInterrupt:
        sys.exit(130)
