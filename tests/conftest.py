"""Fixtures and hooks of the whole suite."""

import os

import pytest

from tests import chromium


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser test without a browser is skipped by name, or fails where browsers are required."""
    if item.get_closest_marker("browser") is None or chromium.find(os.environ):
        return
    if "browser" in os.environ.get("RECHECK_REQUIRE", "").split(","):
        pytest.fail(chromium.MISSING)
    pytest.skip(chromium.MISSING)
