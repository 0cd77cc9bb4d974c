"""A database made by an earlier version is brought up to date: its rows stay, and every guard stands afterwards."""

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import guard
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import Tenure, TermsOfReference
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING, SINCE


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_going_back_and_forth_keeps_the_rows_and_the_guards():
    clerk = cast.standing(cast.person("Ruth Abbott", Role.CLERK))
    group = cast.group()
    commands.adopt_terms(group, initials="SG", purpose="To decide.", quorum=3, agreed_on=SINCE, by=clerk, at=MORNING)
    seat = commands.make_seat(group, label="Primary heads", by=clerk, at=MORNING)
    commands.seat(cast.person("Beth Lowe"), seat=seat, from_on=SINCE, by=clerk, at=MORNING)

    call_command("migrate", "governance", "0001", verbosity=0)
    assert "appointer" not in _columns("governance_seat")
    call_command("migrate", verbosity=0, skip_checks=False)  # as a person runs it, with its checks

    assert (Tenure.objects.get().carries_until_on, TermsOfReference.objects.get().voting_rule) == (None, "majority")
    assert guard.missing(connection) == []


def _columns(table):
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}
