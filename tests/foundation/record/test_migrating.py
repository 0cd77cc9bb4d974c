"""A database made by an earlier version is taken up as it is, and one that was left half way is refused in words."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from collegiate.foundation.record import guard
from collegiate.improvement.delivery.models import Workshop

FIRST = "0001_first_tables"


@pytest.fixture
def made_earlier(db):
    """A database as the many migrations left it that `0001_first_tables` stands for; returns their names."""
    recorder = MigrationRecorder(connection)
    before = [
        old
        for (_, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()
        for old in migration.replaces
        if name == FIRST
    ]
    recorder.migration_qs.filter(name=FIRST).delete()
    for app, name in before:
        recorder.record_applied(app, name)
    return before


def test_a_database_of_the_many_migrations_before_is_taken_up_as_it_is(made_earlier):
    tables = connection.introspection.table_names()

    call_command("migrate", verbosity=0)

    assert len(made_earlier) > 50
    assert MigrationLoader(connection).check_consistent_history(connection) is None
    assert ("fund", FIRST) in MigrationRecorder(connection).applied_migrations()
    assert connection.introspection.table_names() == tables
    assert guard.missing(connection) == []


def test_a_database_left_half_way_by_an_earlier_version_is_refused_in_words(made_earlier):
    MigrationRecorder(connection).record_unapplied("fund", "0013_fill_what_is_counted")

    with pytest.raises(CommandError, match="Bring it up to date with the version that made it, then migrate again"):
        call_command("migrate", verbosity=0)

    assert guard.missing(connection) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="Only SQLite rebuilds a table to change it.")
@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_trigger_elsewhere_reads_can_be_rebuilt():
    old = Workshop._meta.get_field("title")
    wider = old.clone()
    wider.max_length = old.max_length + 1
    wider.set_attributes_from_name("title")

    guard.make_way(connection)
    with connection.schema_editor() as editor:
        editor.alter_field(Workshop, old, wider)
    assert guard.missing(connection)

    call_command("migrate", verbosity=0)
    assert guard.missing(connection) == []
