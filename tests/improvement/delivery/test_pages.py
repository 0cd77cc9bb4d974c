"""What people read of workshops and days, and what they press."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.delivery import commands
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay, Element, WorkshopPlace
from collegiate.partnership.members.models import Person
from collegiate.values import Role
from tests import cast
from tests.cast import TUESDAY
from tests.improvement.delivery.conftest import AFTER, DAY
from tests.improvement.pages import Pages, on
from tests.improvement.support import FOUR
from tests.marks import two_lengths

AGAIN = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
LATE = date(2026, 11, 11)


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def see(client):
    return Pages(client, "delivery")


def test_a_head_takes_a_place_for_a_teacher_and_gives_it_up(client, see, workshop, hillside, al, beth):
    cast.sign_in(client, beth)
    offered = see.main("workshop", workshop.pk)
    assert "3 of 3 places are free." in offered.text

    see.send("workshop", workshop.pk, person=f"{al.pk}-{hillside.pk}")

    shown = see.main("workshop", workshop.pk)
    assert "2 of 3 places are free." in shown.text
    assert "Al Teacher, Hillside Primary Give up the place of Al Teacher" in shown.text
    place = WorkshopPlace.objects.get()
    assert see.main("give_up", place.pk).one("h1").text == "Give up the place of Al Teacher?"
    see.send("give_up", place.pk, once=AGAIN)
    assert not WorkshopPlace.objects.exists()


def test_nobody_gives_up_a_strangers_place(client, see, workshop, hillside, al):
    place = commands.take_place(workshop, person=al, organisation=hillside, by=cast.standing(al), at=FOUR)
    cast.sign_in(client, cast.person("Nell Head", Role.HEAD_TEACHER, at=cast.school("Northgate Primary")))

    see.main("give_up", place.pk, status=404)
    assert "Al Teacher" not in see.main("workshop", workshop.pk).text


def test_the_provider_keeps_a_register_once_the_workshop_is_over(client, see, workshop, hillside, al, beth, pia):
    for one in (al, beth):
        commands.take_place(workshop, person=one, organisation=hillside, by=cast.standing(one), at=FOUR)
    cast.sign_in(client, pia)
    assert "How texts hang together has not begun." in see.main("who_came", workshop.pk).text
    clock.stop(LATE)
    assert see.main("workshop", workshop.pk).all("a")[-1].text == "Record who came"

    assert "(optional)" not in see.main("who_came", workshop.pk).text
    first, second = (str(WorkshopPlace.objects.get(person=one).pk) for one in (al, beth))
    see.send("who_came", workshop.pk, came=[first], version="1")

    stale = see.send("who_came", workshop.pk, status=422, once=AGAIN, came=[first, second], version="1")
    assert "This was changed while you were editing" in stale.text
    assert [one["value"] for one in stale.all("input", name="came", checked="")] == [first, second]
    assert stale.one("input", name="version")["value"] == "2"
    shown = see.main("workshop", workshop.pk).text
    assert "Al Teacher, Hillside Primary Came" in shown
    assert "Beth Lowe, Hillside Primary Did not come" in shown


def test_a_teacher_is_told_who_keeps_the_register_and_sees_no_names_there(client, see, workshop, hillside, al, beth):
    commands.take_place(workshop, person=beth, organisation=hillside, by=cast.standing(beth), at=FOUR)
    clock.stop(LATE)
    cast.sign_in(client, cast.person("Nell Teacher", Role.STAFF, at=cast.school("Northgate Primary")))

    shown = see.main("who_came", workshop.pk).text
    assert "Only whoever ran the workshop can record who came." in shown
    assert "Beth" not in shown
    assert "Record who came" not in see.main("workshop", workshop.pk).text


def test_the_coordinator_is_told_that_they_see_everybody_and_may_give_up_a_place(
    client, see, table, workshop, hillside, al
):
    commands.take_place(workshop, person=al, organisation=hillside, by=cast.standing(al), at=FOUR)
    cast.sign_in(client, Person.objects.get(pk=table.noor.person_id))

    shown = see.main("workshop", workshop.pk).text

    assert "You see everybody" in shown
    assert "you see your own school’s people" not in shown
    assert "Give up the place of Al Teacher" in shown


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_workshop_costs_the_same_however_many_come(
    client, see, programme, hillside, pia, beth, django_assert_num_queries, how_many
):
    workshop = commands.add_workshop(
        programme, strand="teaching", title="Wide", starts_at=FOUR.replace(month=11), place="The college", places=200,
        by=cast.standing(pia), at=FOUR,
    )  # fmt: skip
    for person in cast.people(how_many, Role.STAFF, at=hillside):
        commands.take_place(workshop, person=person, organisation=hillside, by=cast.standing(person), at=FOUR)
    cast.sign_in(client, beth)

    with django_assert_num_queries(9):  # six of every page; workshop, own people, places
        shown = see.main("workshop", workshop.pk)

    assert shown.text.count("Give up the place of Teacher") == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_register_costs_the_same_however_many_came(
    client, see, programme, hillside, pia, django_assert_num_queries, how_many
):
    workshop = commands.add_workshop(
        programme, strand="teaching", title="Wide", starts_at=FOUR.replace(month=11), place="The college", places=200,
        by=cast.standing(pia), at=FOUR,
    )  # fmt: skip
    for person in cast.people(how_many, Role.STAFF, at=hillside):
        commands.take_place(workshop, person=person, organisation=hillside, by=cast.standing(person), at=FOUR)
    clock.stop(LATE)
    cast.sign_in(client, pia)

    with django_assert_num_queries(8):  # six of every page; workshop, places
        shown = see.main("who_came", workshop.pk)

    assert shown.text.count(", Hillside Primary") == how_many


def planned(hillside, ada, **changed):
    sent = {"organisation": str(hillside.pk), "adviser": str(ada.pk), "strand": "teaching", "why": "To try it."}
    return sent | on("on", DAY.day, DAY.month, DAY.year) | {f"aim_{one}": "Try one step" for one in Element} | changed


def test_two_days_on_one_day_stand_on_the_form_with_all_that_was_typed(client, see, agreed, hillside, ada, pia):
    cast.sign_in(client, pia)
    see.send("plan_day", agreed.slug, **planned(hillside, ada))

    again = see.send("plan_day", agreed.slug, status=422, once=AGAIN, **planned(hillside, ada, why="A second time."))

    assert "The school has a development day on that day." in again.text
    assert "A second time." in again.text
    assert DevelopmentDay.objects.count() == 1


def test_the_adviser_writes_a_day_up_on_its_page(client, see, agree_day, ada, beth):
    day = agree_day()
    clock.stop(AFTER)
    cast.sign_in(client, ada)
    written = {f"happened_{one}": "Three teachers tried it." for one in Element}

    refused = see.send("write_up", day.pk, status=422, **(written | {"happened_coaching": "", "agreed_next": "Again."}))
    assert "Three teachers tried it." in refused.text
    see.send("write_up", day.pk, once=AGAIN, **written, agreed_next="Again in six weeks.")

    cast.sign_in(client, beth)
    shown = see.main("day", day.pk).text
    assert "Again in six weeks." in shown
    assert DevelopmentDay.objects.get().stage == DayStage.HAPPENED


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_days_cost_the_same_however_many(
    client, see, agreed, table, ada, beth, hillside, agree_day, django_assert_num_queries, how_many
):
    for number in range(how_many):
        agree_day(on=date.fromordinal(DAY.toordinal() + number))
    cast.sign_in(client, beth)

    with django_assert_num_queries(7):  # six of every page; days
        shown = see.main("days")

    assert len(shown.one("tbody").all("tr")) == how_many
