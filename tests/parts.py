"""What one run of pytest tells `tests.run`: a plugin that writes down which tests did what."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

OPTION = "--tally"
# Markers of tests that run with the first database alone.
ONCE = ("browser", "once")


@dataclass(frozen=True, slots=True)
class Tally:
    """The tests of one run by what became of them; a name may stand once in each tuple."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    browser: tuple[str, ...] = ()

    @staticmethod
    def read(path: Path) -> "Tally":
        """Read what a run wrote; a run that wrote nothing reached no test."""
        if not path.exists():
            return Tally()
        told = json.loads(path.read_text())
        return Tally(
            tuple(told["passed"]),
            tuple(told["failed"]),
            tuple((name, why) for name, why in told["skipped"]),
            tuple(told["browser"]),
        )

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, type=Path, help="file for what became of each test")
    parser.addoption(
        "--again", action="store_true", help="leave out what a second database cannot change"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect rather than skip what is one and the same on either database."""
    if not config.getoption("--again"):
        return
    left_out = [item for item in items if any(map(item.get_closest_marker, ONCE))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    path = terminalreporter.config.getoption(OPTION)
    if path is not None:
        _tally(terminalreporter).write(path)


def _tally(reporter: pytest.TerminalReporter) -> Tally:
    passed = _named(reporter, "passed") | _named(reporter, "xfailed")
    failed = _named(reporter, "failed") | _named(reporter, "error") | _named(reporter, "xpassed")
    skipped = {
        (report.nodeid, _why(report))
        for report in reporter.stats.get("skipped", [])
        if isinstance(report, pytest.TestReport | pytest.CollectReport)
    }
    return Tally(
        # A test whose teardown broke stands in both: it counts as failed.
        tuple(sorted(passed - failed)),
        tuple(sorted(failed)),
        tuple(sorted(skipped)),
        tuple(sorted(_browser(reporter))),
    )


def _named(reporter: pytest.TerminalReporter, outcome: str) -> set[str]:
    return {report.nodeid for report in reporter.stats.get(outcome, [])}


def _browser(reporter: pytest.TerminalReporter) -> set[str]:
    return {
        report.nodeid
        for reports in reporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and "browser" in report.keywords
    }


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Give the reason that the test stated; pytest keeps it as (file, line, "Skipped: …")."""
    told = report.longrepr
    words = told[2] if isinstance(told, tuple) else str(told)
    return words.removeprefix("Skipped: ")
