"""`make check`: every gate but the tests, fastest first; all run, and what failed is named.

`python -m tests.check lint types` runs those whose names hold one of the words.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# A newsroom's own settings must not colour the answer.
NEUTRAL = frozenset(
    {"ALLOWED_HOSTS", "BEHIND_TLS", "BROKER_URL", "CSRF_TRUSTED_ORIGINS", "DEBUG", "FETCH_ALLOW"}
    | {"PUBLIC_URL", "SECRET_KEY"}
)
PRODUCTION = {
    "SECRET_KEY": "3f!only-for-the-check-9s8d7f6g5h4j3k2l1q0w9e8r7t6y5u4i3o2p1a",
    "BEHIND_TLS": "1",
    "ALLOWED_HOSTS": "newsroom.example",
    "CSRF_TRUSTED_ORIGINS": "https://newsroom.example",
    "PUBLIC_URL": "https://newsroom.example",
}
STRICT = ("--fail-level", "WARNING")


@dataclass(frozen=True, slots=True)
class Gate:
    """One check: a name for people, a command, and what its environment adds."""

    name: str
    command: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)


def gates(sqlite: str) -> Iterator[Gate]:
    """Yield the gates that need no server, fastest first; `sqlite` is an empty database's URL."""
    database = {"DATABASE_URL": sqlite}
    yield Gate("format", _tool("ruff", "format", "--check", "."))
    yield Gate("lint", _tool("ruff", "check", "--quiet", "."))
    yield Gate("locks", _python("-m", "tests.locks"))
    yield Gate("spelling", _tool("typos", "--format", "brief"))
    yield Gate(
        "templates", _tool("djlint", "--lint", "--quiet", "--allow-empty-input", "templates")
    )
    yield Gate("dependencies", _tool("deptry", "--no-ansi", "."))
    yield Gate("import contracts", _tool("lint-imports", "--no-logo", "--no-cache"))
    yield Gate("system check", _manage("check", *STRICT), database)
    yield Gate("deployment", _manage("check", "--deploy", *STRICT), {**database, **PRODUCTION})
    yield Gate("migrations made", _manage("makemigrations", "--check", "--dry-run"), database)
    yield Gate("migrations lint on SQLite", _python("-m", "tests.migrations"), database)
    yield Gate("types", _tool("mypy", "."), database)


def _tool(name: str, *words: str) -> tuple[str, ...]:
    return (str(BIN / name), *words)


def _python(*words: str) -> tuple[str, ...]:
    return (sys.executable, *words)


def _manage(*words: str) -> tuple[str, ...]:
    return _python("manage.py", *words)


def passes(gate: Gate, environ: Mapping[str, str]) -> bool:
    """Run one gate and say its name and time; its output shows only if it fails."""
    began = time.monotonic()
    told = subprocess.run(
        gate.command,
        cwd=ROOT,
        env={**environ, **gate.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = told.returncode == 0
    print(f"{'ok  ' if good else 'FAIL'} {gate.name:<26} {time.monotonic() - began:5.1f} s")
    if not good:
        print(f"     {' '.join(gate.command)}\n{told.stdout}")
    sys.stdout.flush()
    return good


def main(words: Sequence[str]) -> int:
    """Run all gates, or those whose names hold one of the words.

    Returns:
        0, or 1 if any gate failed.
    """
    environ = {key: value for key, value in os.environ.items() if key not in NEUTRAL}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="check-of-recheck-"))
        every = chain(gates(f"sqlite:///{folder}/check.sqlite3"), _on_postgres(stack, words))
        failed = [
            gate.name for gate in every if _chosen(gate.name, words) and not passes(gate, environ)
        ]
    print(f"Failed: {', '.join(failed)}" if failed else "All gates passed.")
    return int(bool(failed))


def _chosen(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def _on_postgres(stack: ExitStack, words: Sequence[str]) -> Iterator[Gate]:
    """Yield the gate that needs a server; it starts when this gate's turn comes."""
    name = "migrations lint on PostgreSQL"
    if not _chosen(name, words):
        return
    found = postgres.find(os.environ)
    if isinstance(found, postgres.Absent):
        print(f"left out: {name}: {found.reason}")
        return
    url = stack.enter_context(postgres.cluster())
    yield Gate(name, _python("-m", "tests.migrations"), {"DATABASE_URL": url})


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
