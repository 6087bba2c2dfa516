"""An outlet, its press on this machine, and its feed."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from seeds.press import Press
from sources.actions import add_feed, add_outlet
from sources.models import Feed, Outlet
from tests.sources.going import HERALD, NOON, machine


@pytest.fixture
def herald(db: None) -> Outlet:
    return add_outlet(HERALD, domain="herald.example", owner="Herald Group", by=None, now=NOON)


@pytest.fixture
def press(settings: Settings) -> Iterator[Press]:
    with Press() as world:
        settings.FETCH_ALLOW = [f"127.0.0.1:{world.port}"]
        yield world


@pytest.fixture
def feed(press: Press, herald: Outlet) -> Feed:
    return add_feed(press.feed_url(HERALD), outlet=herald, by=None, now=NOON, due=machine())
