"""What leaves a school is a sum over three schools at least, and no two sums tell one school's counts."""

from datetime import date, timedelta

import pytest

from collegiate.improvement.achievement_teams import queries
from collegiate.values import CannotSay, Status
from tests.cast import MORNING
from tests.improvement.achievement_teams.conftest import AFTER, BEFORE, closed

pytestmark = pytest.mark.django_db
TEN_DAYS = timedelta(days=10)


def test_before_any_cycle_is_closed_there_is_nothing_to_sum(begun):
    assert queries.summed() == CannotSay("No team has closed a cycle yet.", Status.NOT_COLLECTED)


def test_two_schools_are_too_few_since_each_could_read_the_others(another):
    another("One")
    another("Two")

    assert queries.summed().status == Status.SUPPRESSED


def test_three_schools_are_summed_band_by_band(another):
    for name in ("One", "Two", "Three"):
        another(name)

    found = queries.summed()

    assert (found.schools, found.cycles) == (3, 3)
    assert found.counts == queries.Counts(tuple(3 * n for n in BEFORE), tuple(3 * n for n in AFTER))
    assert (found.counts.pupils, found.counts.pupils_after) == (90, 90)


def test_many_cycles_of_two_schools_are_still_two_schools(begun, sam, another):
    closed(begun, sam)
    another("One")
    another("Two", before=(9, 12, 6, 3))

    assert queries.summed().schools == 3
    another("Three")
    another("Four")
    assert queries.summed().cycles == 3


def test_a_further_school_is_added_with_two_more_so_that_no_change_is_its_own(another):
    for name in ("One", "Two", "Three"):
        another(name)
    at_first = queries.summed()

    another("Four", at=MORNING + TEN_DAYS)
    assert queries.summed() == at_first
    another("Five", at=MORNING + 2 * TEN_DAYS)
    assert queries.summed() == at_first

    another("Six", at=MORNING + 3 * TEN_DAYS)
    assert (queries.summed().schools, queries.summed().cycles) == (6, 6)


def test_a_band_of_fewer_than_five_waits_for_more_schools(another):
    for name in ("One", "Two", "Three"):
        another(name, before=(9, 12, 8, 1), after=(9, 12, 8, 1))
    assert isinstance(queries.summed(), CannotSay)

    another("Four", before=(9, 12, 7, 2), after=(9, 12, 7, 2))

    assert queries.summed().counts.before == (36, 48, 31, 5)


def test_a_time_is_summed_from_whole_batches_within_it(another):
    for number, name in enumerate(("One", "Two", "Three", "Four", "Five", "Six")):
        another(name, at=MORNING + number * TEN_DAYS)  # 6, 16 and 26 October; 5, 15 and 25 November

    assert queries.summed(from_on=date(2026, 10, 6), until_on=date(2026, 10, 26)).cycles == 3
    assert queries.summed(until_on=date(2026, 11, 24)).cycles == 3
    assert queries.summed(from_on=date(2026, 11, 1), until_on=date(2026, 11, 30)).cycles == 3
    assert isinstance(queries.summed(from_on=date(2026, 10, 7), until_on=date(2026, 11, 24)), CannotSay)


def test_a_cycle_that_was_given_up_or_still_runs_is_in_no_sum(another, begun):
    for name in ("One", "Two", "Three"):
        another(name)

    assert queries.summed().cycles == 3
