"""What the database itself refuses, on SQLite and PostgreSQL, whoever asks and in whatever way."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record import guard
from collegiate.foundation.record.models import Checkpoint, Entry, Head
from collegiate.partnership.members.models import Kind
from tests import cast

FOR_EVER = sorted(
    (model for model in apps.get_models() if getattr(model, "append_only", False)), key=lambda one: one._meta.label
)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")


def refused(statement, *params):
    """Say whether the database refuses a statement, which then changed nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
    except IntegrityError as fault:
        return str(fault)
    return ""


@pytest.fixture
def entries(db):
    for number in range(3):
        cast.organisation(f"Club {number}", Kind.CLUB)
    return list(Entry.objects.order_by("seq").values())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET deed = 'members.leave' WHERE seq = 2",
        "UPDATE record_entry SET hash = hash",
        "DELETE FROM record_entry WHERE seq = 3",
        "DELETE FROM record_entry",
        pytest.param("INSERT OR REPLACE INTO record_entry SELECT * FROM record_entry WHERE seq = 2", marks=on_sqlite),
        pytest.param("REPLACE INTO record_entry SELECT * FROM record_entry WHERE seq = 2", marks=on_sqlite),
        pytest.param("UPDATE OR REPLACE record_entry SET seq = 1 WHERE seq = 2", marks=on_sqlite),
        pytest.param("TRUNCATE record_entry", marks=on_postgresql),
        pytest.param("TRUNCATE record_entry CASCADE", marks=on_postgresql),
        pytest.param(
            "INSERT INTO record_entry SELECT * FROM record_entry WHERE seq = 2 "
            "ON CONFLICT (seq) DO UPDATE SET deed = 'members.leave'",
            marks=on_postgresql,
        ),
    ],
)
def test_a_line_of_the_record_is_never_changed_or_removed(entries, statement):
    assert "record_entry is append only" in refused(statement)
    assert list(Entry.objects.order_by("seq").values()) == entries


def test_neither_the_rows_own_methods_nor_a_bulk_update_walk_past_the_guard(entries):
    entry = Entry.objects.get(seq=1)
    entry.deed = "members.leave"
    for change in (entry.save, entry.delete, lambda: Entry.objects.bulk_update([entry], ["deed"])):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            change()


@pytest.mark.parametrize("model", FOR_EVER, ids=lambda model: model._meta.label)
def test_final_rows_of_every_guarded_table_stay_as_they_are(town, model):
    table, final = model._meta.db_table, model.append_only
    rows = model.objects.all() if final is True else model.objects.filter(**{f"{final}__isnull": False})
    if model is Checkpoint:  # the town's record is too short to be worth one
        Checkpoint.objects.create(seq=1, hash="0" * 64)
    pk = rows.order_by("pk").values_list("pk", flat=True)[:1].get()
    key = connection.ops.quote_name(model._meta.pk.column)
    for statement in (f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", f"DELETE FROM {table} WHERE {key} = %s"):
        assert f"{table} is append only" in refused(statement, pk), statement
    if connection.vendor == "postgresql":
        assert f"{table} is append only" in refused(f"TRUNCATE {table} CASCADE")


def test_every_guard_stands_after_migrating_and_the_head_is_there(db):
    assert guard.missing(connection) == []
    assert len(guard.wanted(connection)) > len(FOR_EVER)
    assert Head.objects.count() == 1


def test_a_guard_that_is_missing_is_named_by_the_check_and_put_back_by_migrating(db):
    table = "record_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_upd" + (f" ON {table}" if connection.vendor == "postgresql" else ""))

    faults = guard.guards_stand(databases=["default"])
    assert [(fault.id, fault.msg) for fault in faults] == [("record.E001", "The guard record_entry_upd is missing.")]

    call_command("migrate", verbosity=0)
    assert guard.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_table_that_sqlite_rebuilds_gets_its_guards_back():
    old = Entry._meta.get_field("deed")
    wider = old.clone()
    wider.max_length = 120
    wider.set_attributes_from_name("deed")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, old, wider)

    lost = guard.missing(connection)
    call_command("migrate", verbosity=0)
    narrow = Entry._meta.get_field("deed")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, wider, narrow)
    call_command("migrate", verbosity=0)

    assert bool(lost) == (connection.vendor == "sqlite")
    assert guard.missing(connection) == []


def test_the_chain_has_one_head(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(pk=2)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="These are SQLite's settings.")
@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("recursive_triggers", 1), ("foreign_keys", 1)])
def test_sqlite_is_set_up_so_that_guards_hold_and_writers_wait(db, pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value
    assert connection.transaction_mode == "IMMEDIATE"
