"""Where a fund is heading: by month, by financial year, and the day on which the pot runs dry."""

from datetime import date, datetime

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Fund
from collegiate.values import Books, Money
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db
MARCH, JULY = date(2027, 3, 5), date(2027, 7, 2)


def heading(books, *, day=TUESDAY):
    return queries.outlook(Fund.objects.get(pk=books.fund.pk), day=day)


def promise(books, pounds, *parts):
    return commands.set_aside(
        Money(100 * pounds), fund=books.fund, decision=books.table.decide(Money(100 * pounds)), what_for="Coaching",
        instalments=[(due_on, Money(100 * part)) for due_on, part in parts], by=books.noor, at=MORNING,
    )  # fmt: skip


def month(found, year, month):
    (one,) = [one for one in found.months if one.first_on == date(year, month, 1)]
    return one


def test_a_fund_has_twelve_months_behind_and_twelve_heading(books):
    found = heading(books)

    assert [one.first_on for one in (found.months[0], found.months[12], found.months[-1])] == [
        date(2025, 10, 1), date(2026, 10, 1), date(2027, 10, 1),
    ]  # fmt: skip
    assert (len(found.months), found.entries, found.ahead.runs_dry_on) == (25, 0, None)


def test_a_month_has_what_came_in_and_was_paid_and_what_is_promised_and_free(books):
    books.receive(1_000)
    made = promise(books, 400, (MARCH, 150), (JULY, 250))
    books.send(books.authorise(books.ask(made, 100)))

    found = heading(books)

    now, march, july = month(found, 2026, 10), month(found, 2027, 3), month(found, 2027, 7)
    assert (now.came_in, now.paid, now.promised, now.free) == (Money(100_000), Money(10_000), Money(0), Money(60_000))
    assert (march.promised, july.promised) == (Money(5_000), Money(25_000))  # the first £100 of March is paid
    assert month(found, 2026, 9).free == Money(0)
    assert [str(one.undated) for one in found.ahead.open] == ["£0.00"]
    assert found.now == queries.balance(found.now.fund)
    assert found.entries == 2
    assert queries.ahead(found.now.fund) == found.ahead


def test_a_decision_that_promised_twice_is_one_decision(books):
    books.receive(1_000)
    both = books.table.decide(Money(40_000))
    books.set_aside(150, decision=both)
    books.set_aside(250, decision=both)
    books.set_aside(100)

    found = heading(books).ahead

    assert (len(found.open), found.decisions, found.owed) == (3, 2, Money(50_000))


def test_the_pot_runs_dry_when_the_last_promise_is_paid_if_nothing_is_free(books):
    books.receive(1_000)
    promise(books, 400, (MARCH, 150), (JULY, 250))
    assert (heading(books).ahead.runs_dry_on, heading(books).ahead.last_paid_on) == (None, JULY)

    other = promise(books, 600, (date(2027, 9, 3), 600))
    assert heading(books).ahead.runs_dry_on == date(2027, 9, 3)

    commands.release(other, by=books.noor, at=MORNING)
    assert heading(books).ahead.runs_dry_on is None


def test_a_promise_without_a_day_has_no_month_and_hides_the_day_on_which_the_pot_runs_dry(books):
    books.receive(400)
    promise(books, 400, (MARCH, 150))

    found = heading(books)

    assert (found.ahead.undated, found.ahead.runs_dry_on, found.ahead.last_paid_on) == (Money(25_000), None, None)
    assert sum(one.promised.pence for one in found.months) == 15_000


def test_what_is_late_is_expected_this_month(books):
    books.receive(1_000)
    promise(books, 400, (MARCH, 400))
    books.expect(50, year="2027/28")  # due on 1 October

    found = heading(books, day=date(2027, 5, 4))

    assert (month(found, 2027, 5).promised, month(found, 2027, 3).promised) == (Money(40_000), Money(0))
    assert month(found, 2027, 5).due == Money(5_000)
    assert (month(found, 2027, 5).free, month(found, 2027, 6).free) == (Money(60_000), Money(65_000))


def test_what_is_taken_back_counts_where_it_counted_before(books):
    books.reverse(books.receive(300).entry)
    books.receive(1_000, year="2027/28")
    entry = books.send(books.authorise(books.ask(promise(books, 400, (MARCH, 400)), 100))).entry
    books.reverse(entry)

    now = month(heading(books), 2026, 10)

    assert (now.came_in, now.paid, now.free) == (Money(100_000), Money(0), Money(60_000))


def test_both_kinds_of_financial_year_stand_side_by_side(books):
    commands.receive_contribution(books.expect(300), on=date(2026, 8, 28), by=books.graham, at=MORNING)
    commands.receive_contribution(books.expect(500, year="2027/28"), on=date(2026, 9, 4), by=books.graham, at=MORNING)

    (latest,) = [one for one in heading(books).years if one.starts == 2026]

    assert (latest.came_in[Books.MAINTAINED], latest.came_in[Books.ACADEMY]) == (Money(80_000), Money(50_000))
    (before,) = [one for one in heading(books).years if one.starts == 2025]
    assert (before.came_in[Books.MAINTAINED], before.came_in[Books.ACADEMY]) == (Money(0), Money(30_000))


def test_a_release_makes_money_free_from_its_month_on(books):
    books.receive(1_000)
    made = promise(books, 400, (MARCH, 400))
    commands.release(made, by=books.noor, at=datetime(2026, 11, 10, 10, tzinfo=LONDON))

    found = heading(books, day=date(2026, 12, 8))

    free = [month(found, *one).free for one in ((2026, 10), (2026, 11), (2026, 12))]
    assert free == [Money(60_000), Money(100_000), Money(100_000)]
