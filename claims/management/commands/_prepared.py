"""A command on a database without our tables says what to run, in one line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

NOT_SET_UP = "The database is not set up. Run: manage.py migrate"


@contextmanager
def on_a_prepared_database(stderr: OutputWrapper) -> Iterator[None]:
    """End with code 2 where a query failed because migrations are missing; else let it pass."""
    try:
        yield
    except DatabaseError:
        if not _lacks_migrations():
            raise
        stderr.write(NOT_SET_UP)
        sys.exit(2)


def set_up_if_empty() -> None:
    """Make the embedded database of a fresh clone on first use; a server's is an engineer's."""
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)


def _lacks_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
