"""The database itself refuses to change what must not change, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, Final

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, models, transaction
from pytest_django import Settings

from config import checks
from jobs import clock, guards
from jobs.models import DeskClock

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
LABELS = sorted(guards.GUARDED)
ERASABLE = sorted(label for label, columns in guards.GUARDED.items() if columns)
# Where two columns must not be the same.
OVERRIDES: Final[dict[str, dict[str, object]]] = {
    "claims.Statement": {"end": 9},
    "publishing.BothSeen": {"other_id": 9},
}
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL can truncate"
)


def value(field: "models.Field[object, object]", n: int) -> object:
    """One of many values that fit a column; another `n` gives another value."""
    kinds: tuple[tuple[type[models.Field[object, object]], object], ...] = (
        (models.ForeignKey, n),
        (models.DateTimeField, NOON + timedelta(hours=n)),
        (models.DateField, NOON.date() + timedelta(days=n)),
        (models.JSONField, {"n": n}),
        (models.BinaryField, bytes([n])),
        (models.BooleanField, n == 1),
        (models.IntegerField, n),
        (models.FloatField, float(n)),
    )
    plain = next((made for kind, made in kinds if isinstance(field, kind)), str(n))
    listed = [key for key, _ in field.flatchoices]
    return listed[n % len(listed)] if listed else plain


@contextmanager
def one_row(label: str) -> Iterator[models.Model]:
    """A row whose foreign keys lead nowhere; they would be checked at a commit that never comes."""
    model = apps.get_model(label)
    values = {field.attname: value(field, 1) for field in model._meta.concrete_fields}
    with transaction.atomic():
        (row,) = model._base_manager.bulk_create([model(**{**values, **OVERRIDES.get(label, {})})])
        yield row
        transaction.set_rollback(True)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def change(row: models.Model, field: "models.Field[object, object]", to: object) -> None:
    table, key = row._meta.db_table, row._meta.pk
    assert key is not None
    stored = None if to is None else field.get_db_prep_save(to, connection)
    one = f'"{field.column}" = %s WHERE "{key.column}" = %s'
    run(f'UPDATE "{table}" SET {one}', stored, row.pk)  # noqa: S608  (the models' own names)


def delete_all(row: models.Model) -> None:
    run(f'DELETE FROM "{row._meta.db_table}"')  # noqa: S608  (the model's own name)


@pytest.mark.parametrize("label", LABELS)
def test_no_column_of_a_guarded_row_can_be_changed(label: str) -> None:
    with one_row(label) as row:
        for field in row._meta.concrete_fields:
            with pytest.raises(DatabaseError, match=f"{row._meta.db_table} is append-only"):
                change(row, field, value(field, 2))


@pytest.mark.parametrize("label", LABELS)
def test_no_guarded_row_can_be_deleted(label: str) -> None:
    with one_row(label) as row:
        with pytest.raises(DatabaseError, match=f"{row._meta.db_table} is append-only"):
            delete_all(row)

        assert type(row)._base_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("label", ERASABLE)
def test_what_may_be_erased_is_erased_for_good(label: str) -> None:
    with one_row(label) as row:
        for name in sorted(guards.GUARDED[label]):
            field = row._meta.get_field(name)
            assert isinstance(field, models.Field)

            change(row, field, None)

            with pytest.raises(DatabaseError, match="is append-only"):
                change(row, field, value(field, 1))


@pytest.mark.parametrize("label", LABELS)
def test_nothing_but_what_is_listed_can_be_erased(label: str) -> None:
    with one_row(label) as row:
        for field in row._meta.concrete_fields:
            if field.null and field.name not in guards.GUARDED[label]:
                with pytest.raises(DatabaseError, match="is append-only"):
                    change(row, field, None)


@on_postgresql
@pytest.mark.parametrize("label", LABELS)
def test_no_guarded_table_can_be_emptied_at_once(label: str) -> None:
    table = apps.get_model(label)._meta.db_table

    with pytest.raises(DatabaseError, match="is append-only"):
        run(f'TRUNCATE "{table}" CASCADE')


def test_without_its_guard_a_row_could_be_changed() -> None:
    guards.disarm()

    with one_row("jobs.SubjectEvent") as row:
        change(row, row._meta.get_field("kind"), "forged")  # type: ignore[arg-type]  # a column
        delete_all(row)


def drop_one() -> str:
    name = "guard_claims_statuscheck_update"
    on = ' ON "claims_statuscheck"' if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {name}{on}")
    return name


def test_a_missing_guard_is_named() -> None:
    assert guards.missing() == []

    name = drop_one()

    assert guards.missing() == [name]


def test_looking_for_guards_fails_where_one_is_missing_and_changes_nothing() -> None:
    call_command("guard", check=True)
    name = drop_one()

    with pytest.raises(CommandError, match=f"1 guards are missing, the first is {name}"):
        call_command("guard", check=True)

    assert guards.missing() == [name]


def test_the_command_arms_what_is_missing() -> None:
    drop_one()
    out = StringIO()

    call_command("guard", stdout=out)

    assert guards.missing() == []
    per_table = 3 if connection.vendor == "postgresql" else 2
    assert out.getvalue() == f"{per_table * len(LABELS)} guards stand.\n"


def test_every_migrate_arms_the_guards_anew() -> None:
    drop_one()

    call_command("migrate", verbosity=0, stdout=StringIO())

    assert guards.missing() == []


def test_a_migrate_that_only_plans_arms_nothing() -> None:
    name = drop_one()

    call_command("migrate", plan=True, verbosity=0, stdout=StringIO())

    assert guards.missing() == [name]


def test_the_system_check_names_a_missing_guard() -> None:
    assert checks.guards_stand(None, databases=["default"]) == []

    name = drop_one()

    (found,) = checks.guards_stand(None, databases=["default"])
    assert (found.id, found.msg) == ("recheck.E001", f"1 guards are missing: {name}")
    with pytest.raises(SystemCheckError, match=r"recheck\.E001"):
        call_command("check", databases=["default"])


def test_a_check_without_a_database_asks_none() -> None:
    drop_one()
    clock.set_desk(NOON)

    assert checks.guards_stand(None) == []
    assert checks.clock_is_true(None) == []


def test_a_deployment_with_an_open_door_inwards_is_refused(settings: Settings) -> None:
    settings.FETCH_ALLOW = []
    assert checks.no_open_door(None) == []

    settings.FETCH_ALLOW = ["127.0.0.1:8001"]

    (found,) = checks.no_open_door(None)
    assert (found.id, "127.0.0.1:8001" in found.msg) == ("recheck.E002", True)


def test_a_deployment_with_a_clock_that_was_put_elsewhere_is_refused() -> None:
    assert checks.clock_is_true(None, databases=["default"]) == []

    clock.set_desk(NOON)

    (found,) = checks.clock_is_true(None, databases=["default"])
    assert found.id == "recheck.E003"
    with pytest.raises(SystemCheckError, match=r"recheck\.E003"):
        call_command("check", deploy=True, databases=["default"])
    call_command("check", databases=["default"], tags=["database"])
    DeskClock.objects.all().delete()
    assert checks.clock_is_true(None, databases=["default"]) == []
