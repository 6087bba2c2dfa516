"""What must not change is guarded by the database itself, on both engines.

One table: a guarded model, and the columns of it that may be erased (set to NULL, never changed).
SQLite silently drops triggers when a migration re-makes a table, so `manage.py guard` runs after
every migrate, and a system check names each missing one.
"""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db import connection
from django.db.models import Model

GUARDED: Final[dict[str, frozenset[str]]] = {
    "jobs.SubjectEvent": frozenset(),
    "jobs.SubjectText": frozenset({"salt", "text"}),
    "sources.Capture": frozenset(),
    "sources.CaptureBody": frozenset({"text", "raw"}),
    "sources.StoryMembership": frozenset(),
    "sources.ArticleNotice": frozenset(),
    "sources.Ownership": frozenset(),
    "sources.SourceEvent": frozenset(),
    "claims.Principal": frozenset(),
    "claims.SpeakerAlias": frozenset(),
    "claims.Mouthpiece": frozenset(),
    "claims.Counting": frozenset(),
    "claims.Statement": frozenset(),
    "claims.Attribution": frozenset(),
    "claims.Appearance": frozenset(),
    "claims.AppearanceDecision": frozenset(),
    "claims.Threshold": frozenset(),
    "claims.StatusCheck": frozenset(),
    "claims.Outcome": frozenset(),
    "claims.OutcomeSecond": frozenset(),
    "claims.ConditionMet": frozenset(),
    "claims.LedgerEvent": frozenset(),
    "claims.LedgerText": frozenset({"salt", "text"}),
    "reviews.RatingScale": frozenset(),
    "reviews.Rating": frozenset(),
    "reviews.Verdict": frozenset(),
    "reviews.Evidence": frozenset(),
    "publishing.Edition": frozenset(),
    "publishing.Citation": frozenset(),
    "publishing.Reopening": frozenset(),
    "publishing.Reaffirmation": frozenset(),
    "publishing.BothSeen": frozenset(),
    "partners.Showing": frozenset(),
}


def arm() -> int:
    """Make every guard anew; returns how many triggers stand."""
    made = 0
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for label, erasable in GUARDED.items():
            if apps.get_model(label)._meta.db_table not in tables:
                continue  # migrated backwards past this app
            for statement in _statements(apps.get_model(label), erasable):
                cursor.execute(statement)
            made += len(_names(apps.get_model(label)))
    return made


def disarm() -> None:
    """Drop every guard; for the tests' flush alone."""
    with connection.cursor() as cursor:
        for label in GUARDED:
            table = apps.get_model(label)._meta.db_table
            for name in _names(apps.get_model(label)):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing() -> list[str]:
    """The guards that should stand and do not; a table that is not made yet needs none."""
    tables = set(connection.introspection.table_names())
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        standing = {name for (name,) in cursor.fetchall()}
    models = [apps.get_model(label) for label in GUARDED]
    wanted = [name for model in models if model._meta.db_table in tables for name in _names(model)]
    return [name for name in wanted if name not in standing]


def _names(model: type[Model]) -> list[str]:
    table = model._meta.db_table
    events = ["update", "delete"]
    if connection.vendor == "postgresql":
        events.append("truncate")
    return [f"guard_{table}_{event}" for event in events]


def _statements(model: type[Model], erasable: frozenset[str]) -> Iterator[str]:
    table = model._meta.db_table
    columns = {field.name: field.column or "" for field in model._meta.concrete_fields}
    kept = [column for name, column in columns.items() if name not in erasable]
    may_null = [columns[name] for name in sorted(erasable)]
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    yield from make(table, kept, may_null)


def _sqlite(table: str, kept: list[str], may_null: list[str]) -> Iterator[str]:
    changed = [f'OLD."{c}" IS NOT NEW."{c}"' for c in kept]
    changed += [f'(NEW."{c}" IS NOT NULL AND NEW."{c}" IS NOT OLD."{c}")' for c in may_null]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for event, when in (("update", f"WHEN {' OR '.join(changed)} "), ("delete", "")):
        name = f"guard_{table}_{event}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f'CREATE TRIGGER {name} BEFORE {event.upper()} ON "{table}" {when}{refuse}'


def _postgresql(table: str, kept: list[str], may_null: list[str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    changed = [f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in kept]
    changed += [
        f'(NEW."{c}" IS NOT NULL AND NEW."{c}" IS DISTINCT FROM OLD."{c}")' for c in may_null
    ]
    when = {"update": f"FOR EACH ROW WHEN ({' OR '.join(changed)}) ", "delete": "FOR EACH ROW "}
    for event in ("update", "delete", "truncate"):
        name = f"guard_{table}_{event}"
        level = when.get(event, "FOR EACH STATEMENT ")
        yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
        yield (
            f'CREATE TRIGGER {name} BEFORE {event.upper()} ON "{table}" '
            f"{level}EXECUTE FUNCTION guard_append_only()"
        )
