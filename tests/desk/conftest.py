"""What the tests of the desk share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries(client: Client) -> Callable[[str], int]:
    """How many queries a page costs the signed-in client."""

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
        assert answer.status_code == 200
        return len(seen)

    return count
