"""Asking one table by ids, however many they are.

Where statistics are stale a planner takes ten thousand rows for one and joins tables row by row,
for minutes. A list of ids on one table leaves it nothing to misjudge: the worst plan reads the
table once. The list is one parameter, as ten thousand take longer to write than to answer.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func, Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


def among(rows: "QuerySet[M]", column: str, ids: Iterable[int | None]) -> "QuerySet[M]":
    """The rows whose column holds one of the ids (None is none); without ids no query is made."""
    known = {one for one in ids if one is not None}
    return rows.filter(_Among(column, ids=known)) if known else rows.none()


class _Among(Func):
    template = "(%(expressions)s)))"
    arg_joiner = " IN (SELECT value FROM json_each("
    output_field = BooleanField()

    def __init__(self, column: str, *, ids: Iterable[int]) -> None:
        listed = ",".join(map(str, sorted(ids)))
        super().__init__(column, Value(f"[{listed}]"))
        self.array = Value(f"{{{listed}}}")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        column, _ = self.get_source_expressions()
        array = self.copy()
        # A plain literal: it is looked up by hash, what is worked out is compared one by one.
        array.set_source_expressions([column, self.array])
        return array.as_sql(
            compiler, connection, template="(%(expressions)s::bigint[]))", arg_joiner=" = ANY("
        )
