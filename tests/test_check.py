"""The gates of `make check` fail when they should, and say why."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.check import Gate, gates, main, passes

pytestmark = pytest.mark.once


def test_a_failing_gate_is_named_with_its_output(capfd: pytest.CaptureFixture[str]) -> None:
    gate = Gate("spelling", (sys.executable, "-c", "print('a wrong word'); raise SystemExit(3)"))

    assert not passes(gate, os.environ)
    told = capfd.readouterr().out
    assert told.startswith("FAIL spelling")
    assert "a wrong word" in told


def test_a_passing_gate_keeps_its_output_to_itself(capfd: pytest.CaptureFixture[str]) -> None:
    assert passes(Gate("spelling", (sys.executable, "-c", "print('noise')")), os.environ)
    assert "noise" not in capfd.readouterr().out


def test_words_choose_the_gates(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["locks"]) == 0

    told = capfd.readouterr().out.splitlines()
    assert [line[:10] for line in told if "locks" in line] == ["ok   locks"]
    assert told[-1] == "All gates passed."
    assert len(told) == 2


@pytest.mark.parametrize(
    ("name", "bad"),
    [("BEHIND_TLS", "0"), ("SECRET_KEY", "short"), ("DEBUG", "1"), ("FETCH_ALLOW", "127.0.0.1:1")],
)
def test_a_careless_deployment_is_refused(name: str, bad: str, tmp_path: Path) -> None:
    every = {gate.name: gate for gate in gates(f"sqlite:///{tmp_path / 'check.sqlite3'}")}
    gate = every["deployment"]

    assert not passes(replace(gate, environ={**gate.environ, name: bad}), os.environ)
