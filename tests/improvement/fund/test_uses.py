"""A contribution is followed to its uses and a payment to whose money it was, each to the penny."""

from datetime import date

import pytest

from collegiate.improvement.fund import commands, queries
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def fairhaven():
    return cast.school("Fairhaven Primary")


def spent(books, organisation):
    return queries.spent_of(organisation, viewer=books.graham)


def test_a_payment_takes_from_everything_in_the_pot_alike(books, fairhaven):
    first, second = books.receive(100), books.receive(200, from_=fairhaven)
    payment = books.send(books.authorise(books.ask(books.set_aside(100), 100)))

    found = queries.uses_of(first)

    assert found.parts == [(payment.entry_id, Money(10_000), Money(3_333))]
    assert (found.left, found.used) == (Money(6_667), Money(3_333))
    (use,) = queries.with_their_entries(found.parts)
    assert use.entry.payment == payment
    assert queries.uses_of(second).left == Money(13_333)
    (part,) = spent(books, books.hillside).by_commitment.values()
    assert part == Money(3_333)


@pytest.mark.parametrize("pounds", [1, 7, 100, 233])
def test_the_parts_add_up_to_the_penny_however_they_fall(books, fairhaven, pounds):
    mine = books.receive(pounds)
    books.receive(331, from_=fairhaven)
    promise = books.set_aside(310)
    for part in (7, 101, 199):
        books.send(books.authorise(books.ask(promise, part)))

    found, said = queries.uses_of(mine), spent(books, books.hillside)

    assert Money.total([*(part for *_, part in found.parts), found.left]) == mine.amount
    assert said.paid + said.left == said.given == mine.amount
    for payment in promise.payments.all():
        sources = queries.sources_of(payment, viewer=books.graham)
        assert Money.total(one.part for one in sources) == payment.amount


def test_money_that_came_after_a_payment_had_no_part_in_it(books, fairhaven):
    books.receive(100)
    payment = books.send(books.authorise(books.ask(books.set_aside(100), 100)))
    late = commands.receive_contribution(
        books.expect(200, from_=fairhaven), on=date(2026, 10, 7), by=books.graham, at=MORNING.replace(day=7)
    )

    assert queries.uses_of(late).parts == []
    assert [one.name for one in queries.sources_of(payment, viewer=books.graham)] == ["Hillside Primary"]


def test_what_was_taken_back_is_as_if_it_had_not_been(books, fairhaven):
    mine = books.receive(100)
    wrong = books.receive(900, from_=fairhaven)
    books.reverse(wrong.entry)
    made = books.send(books.authorise(books.ask(books.set_aside(100), 60)))
    books.reverse(made.entry)

    found = queries.uses_of(mine)

    assert (found.parts, found.left) == ([], Money(10_000))
    assert queries.sources_of(made, viewer=books.graham) == []
    assert spent(books, fairhaven).given == Money(0)
    assert queries.uses_of(wrong).parts == []


def test_a_payment_from_money_that_was_taken_back_later_says_so(books):
    first = books.receive(100)
    payment = books.send(books.authorise(books.ask(books.set_aside(100), 100)))
    next_day = MORNING.replace(day=7)
    later = commands.BroughtForward(books.fund, next_day.date(), Money(15_000))
    commands.bring_forward([later], by=books.graham, at=next_day)
    commands.reverse(first.entry, because="The cheque came back.", on=next_day.date(), by=books.graham, at=next_day)

    (source,) = queries.sources_of(payment, viewer=books.graham)

    assert (source.name, source.part) == ("Money that was taken back since", Money(10_000))


def test_money_moved_to_another_fund_is_a_use_that_names_its_decision(books):
    mine, reading = books.receive(500), books.open("Reading fund")
    entry = books.move(200, from_fund=books.fund, to_fund=reading)

    (use,) = queries.with_their_entries(queries.uses_of(mine).parts)

    assert (use.entry, use.part, use.entry.decision) == (entry, Money(20_000), entry.decision)
    assert spent(books, books.hillside).moved == Money(20_000)
    paid = books.send(books.authorise(books.ask(books.set_aside(50, fund=reading), 50)))
    (source,) = queries.sources_of(paid, viewer=books.graham)
    assert (source.name, source.part) == ("Moved between funds", Money(5_000))


def test_whose_money_it_was_is_told_by_name_only_to_those_who_may_see_it(books, fairhaven):
    books.receive(100)
    books.receive(300, from_=fairhaven)
    books.bring_forward(400)
    payment = books.send(books.authorise(books.ask(books.set_aside(80), 80)))
    beth = cast.standing(cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside))

    told = {one.name: str(one.part) for one in queries.sources_of(payment, viewer=beth)}
    all_of_it = [(one.name, str(one.part)) for one in queries.sources_of(payment, viewer=books.graham)]

    assert told == {"Brought forward": "£40.00", "Other members, together": "£30.00", "Hillside Primary": "£10.00"}
    assert all_of_it == [  # by name, not by size: this is no league table
        ("Fairhaven Primary", "£30.00"), ("Hillside Primary", "£10.00"), ("Brought forward", "£40.00"),
    ]  # fmt: skip


def test_what_a_member_gave_is_followed_only_for_those_who_may_see_it(books, fairhaven):
    stranger = cast.standing(cast.person("Ida Moss", Role.HEAD_TEACHER, at=fairhaven))

    with pytest.raises(NotAllowed, match="seen by that member and by those who keep the books"):
        queries.spent_of(books.hillside, viewer=stranger)


def test_days_and_what_has_not_come_in_have_no_uses(books):
    assert queries.uses_of(books.expect(100)).parts == []


def test_a_payment_that_has_not_left_the_bank_came_from_nobody_yet(books):
    books.receive(100)

    assert queries.sources_of(books.ask(books.set_aside(80), 80), viewer=books.graham) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_following_money_costs_the_same_however_much_of_it_there_is(books, django_assert_num_queries, how_many):
    for number in range(how_many):
        mine = books.receive(100, year=f"y{number}")
        payment = books.send(books.authorise(books.ask(books.set_aside(60), 60)))

    with django_assert_num_queries(1):
        spent(books, books.hillside)
    with django_assert_num_queries(3):
        queries.uses_of(mine)
    with django_assert_num_queries(2):
        queries.sources_of(payment, viewer=books.graham)
    assert payment.entry.on == TUESDAY
