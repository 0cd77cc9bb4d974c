"""Places: never more than there are, nobody in two at a time, the first to come served first."""

from datetime import time, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications.queries import notices_for
from collegiate.partnership.training_day import commands, policies, queries
from collegiate.partnership.training_day.models import Booking, Day, Session, Stage, Wish
from collegiate.values import NOBODY, Held, NotAllowed, Role, Standing
from tests import cast
from tests.partnership.training_day import town


def wish(day, who, *titles, minutes=0):
    return commands.wish(
        day,
        person=who,
        sessions=[town.session(day, title) for title in titles],
        by=cast.standing(who),
        at=cast.MORNING + timedelta(minutes=minutes),
    )


def take(day, who, title, **more):
    return commands.take_place(town.session(day, title), person=who, by=cast.standing(who), at=cast.MORNING, **more)


def places(day):
    found = Booking.objects.filter(session__day=day).select_related("session", "person")
    return {(one.person.name, one.session.title.removeprefix("Session ")) for one in found}


@pytest.fixture
def open_day(db):
    return town.to(town.a_day(), commands.open_wishes)


@pytest.fixture
def given_day(open_day):
    return town.to(open_day, commands.allocate)


# Wishes


@pytest.mark.django_db
def test_three_wishes_are_kept_in_their_order_and_can_be_changed(open_day):
    (who,) = cast.people(1)
    wish(open_day, who, "9/1", "10/1", "10/2")

    wish(open_day, who, "9/2", "10/1")

    assert [(one.rank, one.session.title) for one in queries.my_wishes(open_day, who.pk)] == [
        (1, "Session 9/2"),
        (2, "Session 10/1"),
    ]


@pytest.mark.django_db
def test_a_wish_that_stays_keeps_its_turn_and_a_changed_one_does_not(open_day):
    (who,) = cast.people(1)
    wish(open_day, who, "9/1", "10/1")

    wish(open_day, who, "9/1", "10/2", minutes=30)

    first, second = queries.my_wishes(open_day, who.pk)
    assert first.made_at == cast.MORNING
    assert second.made_at == cast.MORNING + timedelta(minutes=30)


@pytest.mark.django_db
def test_who_has_not_wished_is_reminded_while_wishes_are_open(open_day):
    one, other = cast.people(2)
    wish(open_day, one, "9/1")

    assert queries.to_wish(viewer=cast.standing(one)) == []
    assert queries.to_wish(viewer=cast.standing(other)) == [open_day]
    assert queries.to_wish(viewer=NOBODY) == []
    town.to(open_day, commands.allocate)
    assert queries.to_wish(viewer=cast.standing(other)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("titles", "words"),
    [(("9/1", "9/1"), "three different"), (("9/1", "9/2", "10/1", "10/2"), "There are three wishes")],
)
def test_wishes_that_cannot_be_are_refused(open_day, titles, words):
    (who,) = cast.people(1)

    with pytest.raises(commands.TooManyWishes, match=words):
        wish(open_day, who, *titles)

    assert not Wish.objects.exists()


@pytest.mark.django_db
def test_nobody_wishes_for_somebody_else_but_an_organiser_may(open_day):
    one, other = cast.people(2)
    sessions = [town.session(open_day, "9/1")]

    with pytest.raises(NotAllowed, match="Everybody chooses for themselves"):
        commands.wish(open_day, person=other, sessions=sessions, by=cast.standing(one), at=cast.MORNING)
    commands.wish(open_day, person=other, sessions=sessions, by=town.organiser_of(open_day), at=cast.MORNING)

    assert Wish.objects.get().person == other


# Giving places


@pytest.mark.django_db
def test_first_wishes_come_before_second_and_the_earlier_before_the_later(open_day):
    ann, bob, cat, dan = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat", "Dan"))
    wish(open_day, dan, "9/2", "9/1", minutes=0)
    wish(open_day, cat, "9/1", minutes=3)
    wish(open_day, bob, "9/1", minutes=2)
    wish(open_day, ann, "9/1", "10/1", minutes=1)

    town.to(open_day, commands.allocate)

    assert places(open_day) == {("Ann", "9/1"), ("Ann", "10/1"), ("Bob", "9/1"), ("Dan", "9/2")}
    assert Entry.objects.get(deed="training_day.allocate").data == {"places": 4}


@pytest.mark.django_db
def test_nobody_is_given_two_places_at_a_time(open_day):
    (who,) = cast.people(1)
    wish(open_day, who, "9/1", "9/2", "10/2")

    town.to(open_day, commands.allocate)

    assert places(open_day) == {("Teacher 001", "9/1"), ("Teacher 001", "10/2")}


@pytest.mark.django_db
def test_why_a_wish_was_not_met_is_said(open_day):
    ann, bob, cat = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat"))
    for who in (ann, bob, cat):
        wish(open_day, who, "9/1", "9/2", "10/1")
    town.to(open_day, commands.allocate)

    parts = queries.timetable(open_day, cat.pk)
    wishes = queries.my_wishes(open_day, cat.pk)
    assert [(one.met, one.why) for one in queries.outcomes(open_day, wishes=wishes, parts=parts)] == [
        (False, "It is full: 3 people wished for its 2 places."),
        (True, ""),
        (False, "It is full: 3 people wished for its 2 places."),
    ]


# Taking and giving up


@pytest.mark.django_db
def test_a_free_place_is_taken_and_given_up_and_taken_by_somebody_else(given_day):
    ann, bob, cat = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat"))
    held = take(given_day, ann, "9/1")
    take(given_day, bob, "9/1")
    with pytest.raises(commands.SessionFull, match="All 2 places in “Session 9/1” are taken"):
        take(given_day, cat, "9/1")

    commands.give_up_place(held, by=cast.standing(ann), at=cast.MORNING)
    take(given_day, cat, "9/1")

    assert places(given_day) == {("Bob", "9/1"), ("Cat", "9/1")}
    assert sorted(Booking.objects.values_list("seat", flat=True)) == [1, 2]
    with pytest.raises(commands.NoPlace):
        commands.give_up_place(held, by=cast.standing(ann), at=cast.MORNING)


@pytest.mark.django_db
def test_a_second_place_at_the_same_time_is_refused_unless_swapped(given_day):
    (who,) = cast.people(1)
    take(given_day, who, "9/1")

    with pytest.raises(commands.SomewhereElse, match="There is a place in “Session 9/1” at that time"):
        take(given_day, who, "9/2")
    take(given_day, who, "9/2", swap=True)

    assert places(given_day) == {("Teacher 001", "9/2")}


@pytest.mark.django_db
def test_a_swap_that_fails_leaves_the_place_that_was_held(given_day):
    ann, bob, cat = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat"))
    take(given_day, ann, "9/1")
    take(given_day, bob, "9/1")
    take(given_day, cat, "9/2")

    with pytest.raises(commands.SessionFull):
        take(given_day, cat, "9/1", swap=True)

    assert ("Cat", "9/2") in places(given_day)


@pytest.mark.django_db
def test_places_are_not_taken_before_wishes_are_closed_or_after_the_day(open_day):
    (who,) = cast.people(1)
    with pytest.raises(NotAllowed, match="Places are given once wishes are closed"):
        take(open_day, who, "9/1")

    town.to(open_day, commands.allocate, commands.publish, commands.close_day)

    with pytest.raises(NotAllowed, match="This training day is over"):
        take(open_day, who, "9/1")


@pytest.mark.django_db(transaction=True)
def test_twenty_people_at_once_take_the_three_places_there_are():
    day = town.to(town.a_day(places=3), commands.open_wishes, commands.allocate)
    people = cast.people(20)

    done = cast.all_at_once([partial(take, day, who, "9/1") for who in people])

    assert sum(isinstance(one, Booking) for one in done) == 3
    assert sum(isinstance(one, commands.SessionFull) for one in done) == 17
    assert sorted(Booking.objects.values_list("seat", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_one_person_who_asks_for_everything_at_once_is_in_one_place_a_slot():
    day = town.to(town.a_day(places=20, sessions_a_slot=5), commands.open_wishes, commands.allocate)
    (who,) = cast.people(1)
    wanted = [f"{hour}/{room}" for hour in (9, 10) for room in (1, 2, 3, 4, 5)]

    done = cast.all_at_once([partial(_take_or_none, day, who, title) for title in wanted * 2])

    held = Booking.objects.filter(person=who)
    assert held.count() == 2
    assert held.values("slot").distinct().count() == 2
    assert any(isinstance(one, Booking) for one in done)


def _take_or_none(day, who, title):
    try:
        return take(day, who, title)
    except IntegrityError:  # two sessions' locks do not meet: the database itself says no
        return None


# The database itself refuses


BOOK = (
    "INSERT INTO training_day_booking (session_id, slot_id, person_id, seat, taken_at)"
    " VALUES ({session}, {slot}, {person}, {seat}, '2026-10-06 10:00:00+00')"
)


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("seat", [0, 3, 2_000])
def test_no_statement_puts_more_people_in_than_there_are_places(given_day, seat):
    ann, bob, cat = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat"))
    take(given_day, ann, "9/1")
    take(given_day, bob, "9/1")
    full = town.session(given_day, "9/1")

    with pytest.raises(IntegrityError):
        run(BOOK.format(session=full.pk, slot=full.slot_id, person=cat.pk, seat=seat))
    with pytest.raises(IntegrityError):
        run(BOOK.format(session=full.pk, slot=full.slot_id, person=cat.pk, seat=1))

    assert Booking.objects.filter(session=full).count() == 2


@pytest.mark.django_db
def test_no_statement_puts_anybody_in_two_places_at_a_time(given_day):
    (ann,) = cast.people(1)
    take(given_day, ann, "9/1")
    other, later = town.session(given_day, "9/2"), town.slot(given_day, 10)

    with pytest.raises(IntegrityError):
        run(BOOK.format(session=other.pk, slot=other.slot_id, person=ann.pk, seat=1))
    with pytest.raises(IntegrityError, match="another slot"):
        run(BOOK.format(session=other.pk, slot=later.pk, person=ann.pk, seat=1))

    assert Booking.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE training_day_session SET capacity = 1 WHERE id = {full}", "more places are taken than that"),
        ("UPDATE training_day_session SET capacity = 41 WHERE id = {full}", "the room holds fewer"),
        ("UPDATE training_day_room SET capacity = 1", "a session in this room has more places"),
        ("UPDATE training_day_session SET slot_id = {later} WHERE id = {full}", "people have places|UNIQUE|unique"),
        ("UPDATE training_day_booking SET seat = 3 WHERE seat = 2", "the session is full"),
        ("UPDATE training_day_booking SET person_id = {other}", "never handed on"),
        ("UPDATE training_day_slot SET starts = '08:00:00', ends = '23:00:00' WHERE id = {later}", "do not overlap"),
    ],
)
def test_no_statement_makes_the_programme_impossible(given_day, statement, words):
    ann, bob, other = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob", "Cat"))
    take(given_day, ann, "9/1")
    take(given_day, bob, "9/1")
    ids = {"full": town.session(given_day, "9/1").pk, "later": town.slot(given_day, 10).pk, "other": other.pk}

    with pytest.raises(IntegrityError, match=words):
        run(statement.format(**ids))

    assert places(given_day) == {("Ann", "9/1"), ("Bob", "9/1")}


@pytest.mark.django_db
def test_no_statement_mixes_two_days(given_day):
    other = commands.set_day(
        "Another", on=town.FRIDAY, place="Elsewhere", by=town.organiser_of(given_day), at=cast.MORNING
    )
    (who,) = cast.people(1)

    with pytest.raises(IntegrityError, match="another day"):
        run(f"UPDATE training_day_session SET day_id = {other.pk}")
    with pytest.raises(IntegrityError, match="on another day"), transaction.atomic():
        Wish.objects.create(day=other, person=who, session=town.session(given_day, "9/1"), rank=1, made_at=cast.MORNING)


# Planning


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"capacity": 41}, "Room 1 holds 40 people."),
        ({"strand": "gossip"}, "Choose one of the strands."),
        ({}, "There is a session in that room at that time already."),
    ],
)
def test_a_session_that_cannot_be_is_refused(open_day, wrong, words):
    by = town.organiser_of(open_day)
    facts = {"slot": town.slot(open_day, 9), "room": open_day.rooms.get(name="Room 1"), "title": "New", "leader": "Al"}

    with pytest.raises(ValidationError, match=words):
        commands.add_session(open_day, **{**facts, **wrong}, by=by, at=cast.MORNING)

    assert Session.objects.count() == 4


@pytest.mark.django_db
def test_slots_that_overlap_are_refused_in_words(open_day):
    with pytest.raises(ValidationError, match="Slots of a day do not overlap"):
        commands.add_slot(
            open_day, starts=time(9, 30), ends=time(10, 30), by=town.organiser_of(open_day), at=cast.MORNING
        )


@pytest.mark.django_db
def test_wishes_for_a_day_without_sessions_do_not_open():
    by = cast.standing(cast.person("Ruth Hale", Role.COORDINATOR))
    day = commands.set_day("Empty", on=town.FRIDAY, place="Here", by=by, at=cast.MORNING)

    with pytest.raises(commands.planning.NothingToWishFor):
        commands.open_wishes(day, by=by, at=cast.MORNING)

    assert Day.objects.get().stage == Stage.DRAFT


@pytest.mark.django_db
def test_timetables_are_sent_to_those_who_have_a_place(open_day):
    ann, bob = (cast.person(name, Role.STAFF) for name in ("Ann", "Bob"))
    wish(open_day, ann, "9/1")

    town.to(open_day, commands.allocate, commands.publish)

    assert [one.subject for one in notices_for(ann.pk, day=cast.TUESDAY)] == ["Your timetable for Training day 2026"]
    assert notices_for(bob.pk, day=cast.TUESDAY) == []


@pytest.mark.django_db
def test_a_day_of_many_is_filled_in_a_few_statements(django_assert_max_num_queries):
    day = town.to(town.a_day(places=40, slots=3, sessions_a_slot=5), commands.open_wishes)
    people = cast.Person.objects.bulk_create(cast.Person(name=f"Teacher {n}") for n in range(500))
    sessions = list(Session.objects.filter(day=day).order_by("pk"))
    Wish.objects.bulk_create(
        Wish(day=day, person=who, session=sessions[(n * 7 + rank * 4) % 15], rank=rank, made_at=cast.MORNING)
        for n, who in enumerate(people)
        for rank in (1, 2, 3)
    )

    with django_assert_max_num_queries(20):
        commands.allocate(day, by=town.organiser_of(day), at=cast.MORNING)

    for one in queries.board(day).rows:
        assert all(cell.taken <= cell.session.capacity for _, cell in one.cells)
    assert Booking.objects.count() == 600


# Rulings

ME = Standing(mark="person:1", day=cast.TUESDAY, person_id=1, held=(Held(Role.STAFF, organisation_id=7),))
ORGANISER = Standing(mark="person:2", day=cast.TUESDAY, person_id=2, held=(Held(Role.COORDINATOR),))
FOR_OTHERS = "Everybody chooses for themselves; the organisers can do it for somebody."


@pytest.mark.parametrize(
    ("standing", "person", "stage", "wishing", "placing"),
    [
        (ME, 1, Stage.DRAFT, "Wishes are not open yet.", "Places are given once wishes are closed."),
        (ME, 1, Stage.WISHES_OPEN, "", "Places are given once wishes are closed."),
        (
            ME,
            1,
            Stage.ALLOCATED,
            "Places have been given. You can still change your place, where one is free.",
            "",
        ),
        (
            ME,
            1,
            Stage.PUBLISHED,
            "Places have been given. You can still change your place, where one is free.",
            "",
        ),
        (
            ME,
            1,
            Stage.CLOSED,
            "Places have been given. You can still change your place, where one is free.",
            "This training day is over.",
        ),
        (ME, 9, Stage.WISHES_OPEN, FOR_OTHERS, FOR_OTHERS),
        (ORGANISER, 9, Stage.WISHES_OPEN, "", "Places are given once wishes are closed."),
        (NOBODY, 1, Stage.WISHES_OPEN, FOR_OTHERS, FOR_OTHERS),
    ],
)
def test_may_wish_and_may_change_place(standing, person, stage, wishing, placing):
    assert policies.may_wish(standing, Day(stage=stage), person).refusal == wishing
    assert policies.may_change_place(standing, Day(stage=stage), person).refusal == placing


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("to", [stage for stage in Stage if stage != Stage.DRAFT])
def test_a_day_moves_one_stage_at_a_time(stage, to):
    order = list(Stage)

    allowed = bool(policies.may_move(ORGANISER, Day(stage=stage), to))

    assert allowed is (order.index(to) == order.index(stage) + 1)
    assert policies.may_move(ME, Day(stage=stage), to).refusal.startswith("Only the coordinator or the clerk")


def test_a_draft_is_seen_by_its_organisers_only():
    assert policies.may_see(ORGANISER, Day(stage=Stage.DRAFT))
    assert not policies.may_see(ME, Day(stage=Stage.DRAFT))
    assert policies.may_see(ME, Day(stage=Stage.WISHES_OPEN))
    assert not policies.may_see(NOBODY, Day(stage=Stage.PUBLISHED))
