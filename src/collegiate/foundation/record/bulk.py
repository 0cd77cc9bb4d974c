"""Many rows at once inside a deed: for registers, tables of figures and ledgers, where one row at a time takes minutes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connection, models

AT_ONCE = 2_000  # rows held in memory
FEW = 20  # below this a copy costs PostgreSQL more than it saves
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def reserve(model: type[models.Model], many: int) -> list[int]:
    """Return that many unused ids of a table, rising; call it inside the transaction that pours the rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, many]
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite writes one transaction at a time, and moves this number on by itself when the rows are poured.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = row[0] if row else 0
    return list(range(last + 1, last + many + 1))


def pour(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """
    Insert rows, each with its values in the order of `columns` (names of fields); other fields get their defaults.

    Nothing but the database looks at them: constraints and guards hold, `full_clean` and `save` are not called.

    :raises IntegrityError: if the database refuses one; then none is there
    """
    fields = [model._meta.get_field(name) for name in columns]
    given = {field.attname for field in fields if isinstance(field, models.Field)}
    rest = [field for field in model._meta.concrete_fields if field.attname not in given and not field.primary_key]
    every = [*(field for field in fields if isinstance(field, models.Field)), *rest]
    ready = _ready(every, [field.get_default() for field in rest], rows)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in every)
    into = f"{quote(model._meta.db_table)} ({names})"
    first = list(islice(ready, FEW))
    ready = chain(first, ready)
    if connection.vendor == "postgresql" and len(first) == FEW:
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in ready:
                copy.write_row(row)
        return
    insert = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(every))})"  # noqa: S608 - names of our own models
    with connection.cursor() as cursor:
        while some := list(islice(ready, AT_ONCE)):
            cursor.executemany(insert, some)


def amend(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """
    Change rows, each given as its new values in the order of `columns` (names of fields) and then its key.

    As with `pour`, nothing but the database looks at them: constraints and guards hold.

    :raises IntegrityError: if the database refuses one; then none is changed
    """
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    quote = connection.ops.quote_name
    new = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    pk: Any = model._meta.pk
    update = f"UPDATE {quote(model._meta.db_table)} SET {new} WHERE {quote(pk.column)} = %s"  # noqa: S608 - names of our own models
    ready = _ready([*fields, pk], [], rows)
    with connection.cursor() as cursor:
        while some := list(islice(ready, AT_ONCE)):
            cursor.executemany(update, some)


def _ready(fields: Sequence[Any], defaults: list[Any], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Yield each row as the database takes it; only columns such as dates, which each writes its own way, are touched."""
    awkward: list[tuple[int, Callable[[Any], Any]]] = [
        (place, _prepared(field)) for place, field in enumerate(fields) if not isinstance(field, PLAIN)
    ]
    for row in rows:
        values = [*row, *defaults]
        for place, prepared in awkward:
            values[place] = prepared(values[place])
        yield values


def _prepared(field: Any) -> Callable[[Any], Any]:
    """Return how a field's values are made ready; days and moments come again and again, so each is done once."""
    if isinstance(field, models.DateField):
        return lru_cache(maxsize=10_000)(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)
