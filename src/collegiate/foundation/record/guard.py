"""
What must always hold, held by the database itself, on SQLite and PostgreSQL.

A model says ``append_only = True`` (no line is ever changed or removed) or ``append_only = "posted_at"``
(final from the moment that column is filled), and may add ``guards``: further triggers, each a condition
under which the database refuses. They are put back after every migration, since SQLite drops the triggers
of a table it rebuilds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import connections, models


@dataclass(frozen=True, slots=True)
class Guard:
    """
    A trigger of our own on a table.

    Attributes
    ----------
    name : str
        Short and unique on its table.
    event : str
        INSERT, UPDATE, DELETE or TRUNCATE.
    when : str
        SQL that both databases read, over NEW and OLD; the row is refused where it is true. Empty: always.
    words : str
        What the refusal says; without quotes or percent signs.
    after : bool
        Look after the row is written, so that the condition can count it.
    """

    name: str
    event: str
    words: str
    when: str = ""
    after: bool = False


def guards_of(model: type[models.Model]) -> list[Guard]:
    """Return every guard a model asks for."""
    table, append_only = model._meta.db_table, getattr(model, "append_only", False)
    found = list(getattr(model, "guards", ()))
    if append_only:
        final = "" if append_only is True else f"OLD.{append_only} IS NOT NULL"
        words = f"{table} is append only"
        found += [
            Guard("upd", "UPDATE", words, final),
            Guard("del", "DELETE", words, final),
            Guard("cut", "TRUNCATE", words),
        ]
    return found


def wanted(connection: Any) -> dict[str, tuple[str, Guard]]:
    """Return the guards that must stand: trigger name to table and guard."""
    have = set(connection.introspection.table_names())
    return {
        f"{model._meta.db_table}_{guard.name}": (model._meta.db_table, guard)
        for model in apps.get_models()
        if model._meta.db_table in have
        for guard in guards_of(model)
        if guard.event != "TRUNCATE" or connection.vendor == "postgresql"
    }


def _sqlite(name: str, table: str, guard: Guard) -> Iterator[str]:
    when = f"WHEN {guard.when} " if guard.when else ""
    moment = "AFTER" if guard.after else "BEFORE"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} {moment} {guard.event} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{guard.words}'); END"


def _postgresql(name: str, table: str, guard: Guard) -> Iterator[str]:
    moment = "AFTER" if guard.after else "BEFORE"
    each = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    row = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(guard.event, "NEW")
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
        f"IF {guard.when or 'true'} THEN RAISE EXCEPTION '{guard.words}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {row}; END$$"
    )
    yield f"CREATE OR REPLACE TRIGGER {name} {moment} {guard.event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"


def set_up(connection: Any) -> None:
    """Put every guard in its place; safe to repeat."""
    speak = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for name, (table, guard) in wanted(connection).items():
            for statement in speak(name, table, guard):
                cursor.execute(statement)


def lift(connection: Any) -> None:
    """Take every guard away: for tests that empty the tables, and for nothing else."""
    with connection.cursor() as cursor:
        for name, (table, _) in wanted(connection).items():
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
            )


def make_way(connection: Any) -> None:
    """Take every trigger of a SQLite database away before its tables are rebuilt; all are ours, and are put back after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def missing(connection: Any) -> list[str]:
    """Return the names of the guards that do not stand."""
    standing = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(standing)
        have = {row[0] for row in cursor.fetchall()}
    return sorted(name for name in wanted(connection) if name not in have)


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Put the guards and the head of the chain back: once for each migrate or flush, after the last app."""
    if sender.label != [app.label for app in apps.get_app_configs() if app.models_module is not None][-1]:
        return
    connection = connections[using]
    set_up(connection)
    head = apps.get_model("record", "Head")
    if head._meta.db_table in connection.introspection.table_names():
        head.objects.using(using).get_or_create(pk=1)


@register("database")
def guards_stand(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Report each guard that is missing; the server does not start without them."""
    return [
        Error(f"The guard {name} is missing.", hint="Run `collegiate migrate`.", id="record.E001")
        for alias in databases or ()
        for name in missing(connections[alias])
    ]
