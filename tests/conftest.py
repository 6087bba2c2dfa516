"""Fixtures and hooks of the whole suite: the cast, the guards, the browser's absence."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from accounts.policy import Role
from claims import replica
from jobs import guards
from tests import chromium


def pytest_configure(config: pytest.Config) -> None:
    """The file of the SQLite test database lies in var/, which a fresh clone does not have."""
    # Started in the background of a shell, Ctrl-C is ignored, and every child inherits that.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    (Path(settings.BASE_DIR) / "var").mkdir(exist_ok=True)
    # A password is made slow to guess; making some for every test was most of the suite's time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# Tests that start servers and wait for them: side by side they would wait for each other.
PROCESSES = ("worker", "browser", "faults")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for no database is the same on every one, and runs once.

    Where two run at a time, those that start processes run one after the other.
    """
    for item in items:
        if any(map(item.get_closest_marker, PROCESSES)):
            item.add_marker(pytest.mark.xdist_group("processes"))
        asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if not asks and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.once)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser test without a browser is skipped by name, or fails where browsers are required."""
    if item.get_closest_marker("browser") is None or chromium.find(os.environ):
        return
    if "browser" in os.environ.get("RECHECK_REQUIRE", "").split(","):
        pytest.fail(chromium.MISSING)
    pytest.skip(chromium.MISSING)


@pytest.fixture(autouse=True)
def _guarded(request: pytest.FixtureRequest) -> Iterator[None]:
    """Arm the database guards for each test, and drop them before the flush of one that commits."""
    committing = {"transactional_db", "live_server"} & set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        committing.add("transactional_db")
    if committing:
        request.getfixturevalue("transactional_db")
    elif marker or "db" in request.fixturenames:
        request.getfixturevalue("db")
    else:
        yield
        return
    if guards.missing():
        guards.arm()
    replica.of_this_process.cache_clear()
    yield
    if committing:
        connection.close_if_unusable_or_obsolete()
        guards.disarm()


def _person(name: str, role: Role) -> User:
    return User.objects.create_user(
        username=name.lower(), first_name=name, password="pass-of-" + name, role=role.value
    )


@pytest.fixture(scope="session", autouse=True)
def _own_index() -> Iterator[None]:
    """The claim index and the converted encoder of this run lie in a folder of its own.

    In memory where the system has such a folder: nearly every test builds an index, and half of
    that is waiting for the disk.
    """
    memory = Path("/dev/shm")
    under = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="recheck-tests-", dir=under) as folder:
        usual, settings.INDEX_DIR = settings.INDEX_DIR, folder
        yield
        settings.INDEX_DIR = usual


@pytest.fixture
def carl(db: None) -> User:
    """A checker."""
    return _person("Carl", Role.CHECKER)


@pytest.fixture
def rita(db: None) -> User:
    """Another checker."""
    return _person("Rita", Role.CHECKER)


@pytest.fixture
def edna(db: None) -> User:
    """An editor."""
    return _person("Edna", Role.EDITOR)


@pytest.fixture
def ada(db: None) -> User:
    """An administrator."""
    return _person("Ada", Role.ADMIN)


@pytest.fixture
def cora(db: None) -> User:
    """A contributor, who files and decides nothing."""
    return _person("Cora", Role.CONTRIBUTOR)
