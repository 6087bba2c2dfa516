"""What the tests of the desk share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from claims.models import Appearance, Claim
from reviews.models import Review
from tests.desk import make


@pytest.fixture
def desk(edna: User) -> make.Desk:
    return make.desk(edna)


@pytest.fixture
def claim(desk: make.Desk, rita: User) -> Claim:
    return make.claim(desk, by=rita)


@pytest.fixture
def passage(claim: Claim, desk: make.Desk, rita: User) -> Appearance:
    found = make.confirmed(claim, desk, by=rita)
    make.settle()
    return found


@pytest.fixture
def review(claim: Claim, passage: Appearance, edna: User) -> Review:
    return make.review(claim, by=edna)


@pytest.fixture
def count_queries(client: Client) -> Callable[[str], int]:
    """How many queries a page costs the signed-in client."""

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
        assert answer.status_code == 200
        return len(seen)

    return count
