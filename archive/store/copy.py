"""Many rows at once, by PostgreSQL's COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def rows(model: type[models.Model], fields: Sequence[str], values: Iterable[Sequence[Any]]) -> int:
    """Insert rows of ``model``, each a sequence of values for ``fields``; gives how many there were."""
    columns = ", ".join(f'"{_column(model, name)}"' for name in fields)
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    count = 0
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for count, row in enumerate(values, 1):  # noqa: B007
            copy.write_row(row)
    return count


def allocate(model: type[models.Model], count: int) -> list[int]:
    """Take ``count`` fresh primary keys, so that rows which refer to each other can be written in any order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]
