"""The weekly review: whoever coordinates is told once which hop is missing, and who owes it."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from collegiate.doors.thread import tasks
from collegiate.foundation import clock
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.members.models import Person

pytestmark = pytest.mark.django_db


def test_whoever_coordinates_is_told_once_a_week_which_hop_is_missing_and_who_owes_it(table, schools):
    agreement = table.agreed(schools)
    Notice.objects.all()
    clock.stop(agreement.ends_on + timedelta(days=90))

    assert [tasks.sweep() for _ in range(2)] == [1, 0]
    cache.clear()  # they were told all the same
    assert tasks.sweep() == 0

    notice = Notice.objects.get(url="/thread/")
    assert notice.subject == "1 thread misses a hop"
    assert notice.text.startswith(f"{agreement.reference} {agreement.title}: ")
    assert "milestone and payment, owed by the coordinator" in notice.text
    assert [one.person for one in notice.deliveries.all()] == [Person.objects.get(pk=table.noor.person_id)]


def test_in_the_week_after_they_are_told_again(table, schools):
    agreement = table.agreed(schools)
    late = agreement.ends_on + timedelta(days=90)
    for day in (late, late + timedelta(days=7)):
        clock.stop(day)
        assert tasks.sweep() == 1

    assert Notice.objects.filter(url="/thread/").count() == 2


def test_nobody_is_told_of_threads_that_miss_nothing(table, schools):
    table.agreed(schools)

    assert tasks.sweep() == 0
    assert not Notice.objects.filter(url="/thread/").exists()
