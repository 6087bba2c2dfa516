"""Lints the migrations: those that an old process could not live beside are refused.

Run with `DATABASE_URL`: each engine writes its own SQL. The first migration of an app makes its
tables and has nobody to live beside.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django_migration_linter import MigrationLinter  # noqa: E402  (needs Django set up)

APPS = ("jobs", "accounts", "sources", "claims", "reviews", "publishing", "partners")

# Read by a person. Of the first the linter takes a partial index for one on an older table, though
# its own migration makes the table (it looks for the table's name up to the last bracket of the
# line). The second makes one index over the claims, which are few: a lock of a second, and no
# column that an old process would miss. The next two give each column a default in the database; on
# SQLite that is a new table, in which the linter does not see it, nor in the last that the column
# may be empty and the constraint is looser than the one it replaces.
READ = (
    "0002_longjob",
    "0004_outlets_conditions_merges",
    "0006_statement_worth",
    "0007_method_in_shadow",
    "0008_links_taken_back",
)


def main() -> int:
    linter = MigrationLinter(
        include_apps=APPS,
        no_cache=True,
        ignore_initial_migrations=True,
        ignore_name=list(READ),
        all_warnings_as_errors=True,
        quiet=["ok", "ignore"],
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return int(linter.has_errors)


if __name__ == "__main__":
    sys.exit(main())
