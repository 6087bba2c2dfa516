"""A newsroom with a partner, and its key."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from partners import actions
from partners.models import Partner
from partners.states import Scope
from tests.partners import make
from tests.partners.make import DESK, Newsroom


@pytest.fixture(autouse=True)
def _static_files(settings: Settings, tmp_path: Path) -> None:
    # The middleware for static files warns where nothing was collected.
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def room(edna: User) -> Newsroom:
    return make.newsroom(edna)


@pytest.fixture
def ledger(db: None) -> Partner:
    """The partner of the seed newsroom."""
    return actions.create_partner("The Daily Ledger", by=None, now=DESK)


@pytest.fixture
def other(db: None) -> Partner:
    return actions.create_partner("Another outlet", by=None, now=DESK)


@pytest.fixture
def api(ledger: Partner) -> Client:
    """A client with a key that opens everything."""
    return client_of(ledger)


def client_of(partner: Partner, *scopes: Scope) -> Client:
    _, plain = actions.issue_key(partner, scopes=scopes or tuple(Scope), by=None, now=make.clocks())
    return Client(headers={"authorization": f"Bearer {plain}"})
