"""The Chromium that the tests of this folder drive."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium

ARGS = ["--no-sandbox", "--headless"]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        found = chromium.find(os.environ)
        opened = driver.chromium.launch(executable_path=found, args=ARGS)
        yield opened
        opened.close()
