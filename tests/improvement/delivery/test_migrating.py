"""
A database made by an earlier version is brought up to date: its rows stay, and every guard stands afterwards.

Tried on a chapter with a short history, since each step back makes Django think through all that came after.
"""

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import guard
from collegiate.improvement.delivery.models import Workshop


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_going_back_and_forth_keeps_the_rows_and_the_guards(workshop):
    call_command("migrate", "delivery", "0001", verbosity=0)
    assert "cancelled_at" not in _columns("delivery_workshop")
    call_command("migrate", verbosity=0, skip_checks=False)  # as a person runs it, with its checks

    kept = Workshop.objects.get()
    assert (kept.pk, kept.title, kept.cancelled_at) == (workshop.pk, "How texts hang together", None)
    assert guard.missing(connection) == []


def _columns(table):
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}
