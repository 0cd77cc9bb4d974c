"""The programme, my wishes and timetable, and the organisers' board, as people see them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.partnership.training_day import commands, queries
from collegiate.partnership.training_day.models import Booking, Day, Session, Slot, Stage
from collegiate.values import Role
from tests import cast
from tests.partnership.training_day import town
from tests.partnership.training_day.test_places import take, wish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(cast.TUESDAY)


@pytest.fixture
def beth():
    return cast.person("Beth Lowe", Role.STAFF, at=cast.school())


def url(name, day, *more):
    return reverse(f"training_day:{name}", args=[day.pk, *more])


def words(page):
    return page.content.decode()


# The programme


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_programme_costs_the_same_however_much_is_on(client, beth, django_assert_num_queries, how_many):
    day = town.to(town.a_day(slots=how_many, sessions_a_slot=how_many), commands.open_wishes)
    cast.sign_in(client, beth)

    with django_assert_num_queries(11):
        page = client.get(url("programme", day))

    assert words(page).count("Al Bose") == how_many * how_many


def test_a_programme_that_is_still_planned_is_not_there_for_members(client, beth):
    day = town.a_day()
    cast.sign_in(client, beth)

    assert client.get(url("programme", day)).status_code == 404
    assert "No training day is set." in words(client.get(reverse("training_day:days")))


def test_a_full_session_says_so_once_places_are_given(client, beth):
    day = town.to(town.a_day(places=1), commands.open_wishes, commands.allocate)
    take(day, beth, "9/1")
    cast.sign_in(client, beth)

    page = words(client.get(url("programme", day)))

    assert page.count("Full") == 1
    assert page.count('data-label="Places left">1<') == 3


# Wishing


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_of_wishes_costs_the_same_however_much_is_on(client, beth, django_assert_num_queries, how_many):
    day = town.to(town.a_day(slots=how_many, sessions_a_slot=how_many), commands.open_wishes)
    cast.sign_in(client, beth)

    with django_assert_num_queries(10):
        page = client.get(url("wishes", day))

    assert words(page).count(">Session ") == 3 * how_many * how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_somebody_makes_three_wishes_and_finds_them_again(client, beth):
    day = town.to(town.a_day(), commands.open_wishes)
    cast.sign_in(client, beth)
    chosen = [town.session(day, title).pk for title in ("9/1", "10/2", "9/2")]

    page = client.post(
        url("wishes", day),
        {
            "once": uuid4(),
            "version": queries.wished(day, beth.pk).version,
            "first": chosen[0],
            "second": chosen[1],
            "third": chosen[2],
        },
        follow=True,
    )

    assert "Your wishes for Training day 2026 are kept." in words(page)
    assert [one.session_id for one in queries.my_wishes(day, beth.pk)] == chosen
    again = words(client.get(url("wishes", day)))
    assert all(f'value="{pk}" selected' in again for pk in chosen)


def test_the_same_session_twice_is_refused_and_stays_chosen(client, beth):
    day = town.to(town.a_day(), commands.open_wishes)
    cast.sign_in(client, beth)
    one = town.session(day, "9/1").pk

    sent = {"once": uuid4(), "version": queries.wished(day, beth.pk).version}
    page = client.post(url("wishes", day), sent | {"first": one, "second": one, "third": ""})

    assert page.status_code == 422
    assert "Choose three different sessions." in words(page)
    assert words(page).count(f'value="{one}" selected') == 2


def test_wishes_kept_in_another_window_are_shown_beside_those_typed(client, beth):
    day = town.to(town.a_day(), commands.open_wishes)
    cast.sign_in(client, beth)
    opened = queries.wished(day, beth.pk).version
    theirs, mine = town.session(day, "9/1"), town.session(day, "10/2")
    commands.wish(day, person=beth, sessions=[theirs], by=cast.standing(beth), at=cast.MORNING)
    sent = {"once": uuid4(), "first": mine.pk, "second": "", "third": ""}

    stale = client.post(url("wishes", day), sent | {"version": opened})

    assert stale.status_code == 422
    assert "This was changed while you were editing." in words(stale)
    assert queries.wished(day, beth.pk).sessions == [theirs.pk]
    client.post(url("wishes", day), sent | {"version": queries.wished(day, beth.pk).version})
    assert queries.wished(day, beth.pk).sessions == [mine.pk]


def test_when_wishes_are_closed_the_page_says_what_can_be_done(client, beth):
    day = town.to(town.a_day(), commands.open_wishes, commands.allocate)
    cast.sign_in(client, beth)

    page = words(client.get(url("wishes", day)))

    assert "Places have been given. You can still change your place, where one is free." in page
    assert "Keep my wishes" not in page


# My timetable


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_my_timetable_costs_the_same_however_long_the_day(client, beth, django_assert_num_queries, how_many):
    day = town.to(town.a_day(slots=how_many), commands.open_wishes)
    wish(day, beth, *[f"{9 + n}/1" for n in range(how_many)])
    town.to(day, commands.allocate)
    cast.sign_in(client, beth)

    with django_assert_num_queries(11):  # six of every page; day, wishes, places, slots, what was wished for
        page = client.get(url("mine", day))

    assert words(page).count("Session ") >= how_many
    assert "Your first wish" in words(page)


def test_somebody_without_a_session_in_a_slot_chooses_one(client, beth):
    day = town.to(town.a_day(), commands.open_wishes, commands.allocate)
    cast.sign_in(client, beth)
    slot = town.slot(day, 9)
    assert "You have no session here yet." in words(client.get(url("mine", day)))
    assert "Session 9/1, Room 1, with Al Bose (2 places left)" in words(client.get(url("choose", day, slot.pk)))

    page = client.post(
        url("choose", day, slot.pk), {"once": uuid4(), "session": town.session(day, "9/1").pk}, follow=True
    )

    assert "You have a place in “Session 9/1”, 09:00 to 09:50." in words(page)


def test_somebody_swaps_and_somebody_who_is_too_late_keeps_what_they_have(client, beth):
    day = town.to(town.a_day(places=1), commands.open_wishes, commands.allocate)
    cast.sign_in(client, beth)
    slot, wanted = town.slot(day, 9), town.session(day, "9/2")
    take(day, beth, "9/1")
    assert "You have a place in “Session 9/1”." in words(client.get(url("choose", day, slot.pk)))
    take(day, cast.person("Quick", Role.STAFF), "9/2")

    page = client.post(url("choose", day, slot.pk), {"once": uuid4(), "session": wanted.pk})

    assert page.status_code == 422
    assert "All 1 places in “Session 9/2” are taken." in words(page)
    assert Booking.objects.get(person=beth).session == town.session(day, "9/1")


def test_somebody_gives_up_their_place_and_nobody_elses(client, beth):
    day = town.to(town.a_day(), commands.open_wishes, commands.allocate)
    mine, other = take(day, beth, "9/1"), take(day, cast.person("Ann", Role.STAFF), "9/1")
    cast.sign_in(client, beth)

    page = client.post(url("give_up", day, mine.pk), {"once": uuid4()}, follow=True)

    assert "You gave up your place in “Session 9/1”. Somebody else can take it now." in words(page)
    assert client.post(url("give_up", day, other.pk), {"once": uuid4()}).status_code == 404
    assert list(Booking.objects.all()) == [other]


# Organising


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_board_costs_the_same_however_large(client, django_assert_num_queries, how_many):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    day = town.to(town.a_day(slots=how_many, sessions_a_slot=how_many, organiser=ruth), commands.open_wishes)
    for who in cast.people(how_many):
        wish(day, who, "9/1")
    town.to(day, commands.allocate)
    cast.sign_in(client, ruth)

    with django_assert_num_queries(12):
        page = client.get(url("board", day))

    taken = min(how_many, 2)
    assert f"{taken} of {how_many * how_many * 2} places are taken." in words(page)
    assert f"{taken} of 2" in words(page)


def test_only_organisers_see_the_board(client, beth):
    day = town.to(town.a_day(), commands.open_wishes)
    cast.sign_in(client, beth)

    page = client.get(url("board", day))

    assert page.status_code == 403
    assert "Only the coordinator or the clerk can organise the training day." in words(page)


def test_an_organiser_plans_a_day_from_nothing_to_open_wishes(client):
    cast.sign_in(client, cast.person("Ruth Hale", Role.COORDINATOR))

    def send(name, /, *where, **fields):
        return client.post(reverse(f"training_day:{name}", args=where), {"once": uuid4(), **fields}, follow=True)

    page = send("set_day", name="Autumn day", on_day="6", on_month="11", on_year="2026", place="Ashmere College")
    assert "Autumn day is set." in words(page)
    day = Day.objects.get()
    assert "Add the slots of the day and its rooms" in words(client.get(url("board", day)))
    send("add_slot", day.pk, starts="9:00", ends="10:15")
    send("add_room", day.pk, name="Hall", capacity="120", step_free="on")
    page = send(
        "add_session",
        day.pk,
        slot=Slot.objects.get().pk,
        room=day.rooms.get().pk,
        title="Talk for writing",
        leader="Al Bose",
        strand="teaching",
    )
    assert "0 of 120 places are taken." in words(page)
    page = send("move", day.pk, Stage.WISHES_OPEN)

    assert "Wishes for Autumn day are open." in words(page)
    assert Session.objects.get().capacity == 120


def test_a_slot_that_overlaps_keeps_what_was_typed(client):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    day = town.a_day(organiser=ruth)
    cast.sign_in(client, ruth)

    page = client.post(url("add_slot", day), {"once": uuid4(), "starts": "9:30", "ends": "10:30"})

    assert page.status_code == 422
    assert "Slots of a day do not overlap." in words(page)
    assert 'value="10:30"' in words(page)


@pytest.mark.parametrize("to", ["published", "nonsense"])
def test_a_stage_that_cannot_follow_is_refused(client, to):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    day = town.a_day(organiser=ruth)
    cast.sign_in(client, ruth)

    page = client.get(url("move", day, to))

    if to == "nonsense":
        assert page.status_code == 404
    else:
        assert "Timetables go out once, after places were given." in words(page)
    assert Day.objects.get().stage == Stage.DRAFT


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_days_costs_the_same_however_many(client, django_assert_num_queries, how_many):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    for n in range(how_many):
        commands.set_day(f"Day {n}", on=town.FRIDAY, place="Here", by=cast.standing(ruth), at=cast.MORNING)
    cast.sign_in(client, ruth)

    with django_assert_num_queries(7):
        page = client.get(reverse("training_day:days"))

    assert words(page).count("Being planned") == how_many
