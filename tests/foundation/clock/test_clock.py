"""What time it is: London's, or that of the day on which a demonstration stands."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.foundation.clock.models import StoppedDay

TUESDAY = date(2026, 10, 6)


def test_time_is_londons_and_knows_its_zone():
    now = clock.now()

    assert now.tzinfo is LONDON
    assert abs(now - datetime.now(LONDON)) < timedelta(minutes=1)
    assert clock.today() == now.date()


def test_a_stopped_day_stays_while_its_hours_go_on():
    clock.stop(TUESDAY)

    now, real = clock.now(), datetime.now(LONDON)

    assert clock.today() == TUESDAY
    assert (now.hour, now.minute) in {
        (real.hour, real.minute),
        ((real - timedelta(minutes=1)).hour, (real - timedelta(minutes=1)).minute),
    }


def test_a_day_stopped_in_summer_time_has_summer_times_offset():
    clock.stop(date(2026, 7, 1))
    assert clock.now().utcoffset() == timedelta(hours=1)

    clock.stop(date(2026, 12, 1))
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.django_db
def test_a_day_that_is_kept_is_every_processs_day(monkeypatch):
    clock.keep_stopped(TUESDAY)
    monkeypatch.setattr(clock._Day, "known", False)  # as in a process that has just begun

    assert clock.today() == TUESDAY
    assert StoppedDay.objects.get().on == TUESDAY

    clock.keep_stopped(TUESDAY + timedelta(days=1))
    assert StoppedDay.objects.get().on == TUESDAY + timedelta(days=1)


@pytest.mark.django_db
def test_without_a_stopped_day_the_clock_asks_once_and_goes_on(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(clock._Day, "known", False)

    with django_assert_num_queries(1):
        clock.now(), clock.now()

    assert clock.today() == datetime.now(LONDON).date()


@pytest.mark.django_db(transaction=True)
def test_before_the_first_migration_it_is_the_real_day(monkeypatch):
    monkeypatch.setattr(clock._Day, "known", False)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clock_stoppedday RENAME TO clock_not_there_yet")
        try:
            assert clock.today() == datetime.now(LONDON).date()
        finally:
            cursor.execute("ALTER TABLE clock_not_there_yet RENAME TO clock_stoppedday")
