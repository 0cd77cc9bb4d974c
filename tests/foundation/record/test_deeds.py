"""A deed: one transaction, all or nothing, its lines written last; alone, inside another, and with twenty at once."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record import chain
from collegiate.foundation.record.deeds import AlreadyDone, deed, note, once
from collegiate.foundation.record.models import Entry, Head
from collegiate.partnership.members.models import Kind, Organisation
from collegiate.values import Money, Refused
from tests import cast
from tests.cast import FOUNDING, MORNING

WRITERS = 20


@deed
def add_club(name, *, because=None, by, at):
    club = Organisation.objects.create(kind=Kind.CLUB, name=name)
    note("members.add_club", subject=club, because=because, data={"price": Money(5)})
    return club


@deed
def add_clubs(names, *, refuse_at="", by, at):
    for name in names:
        if name == refuse_at:
            raise Refused(f"{name} is refused.")
        add_club(name, by=by, at=at)


@deed
def add_with_a_friend(name, *, friend, by, at):
    """Add a club; a friend that cannot be added is let go, and so are its lines."""
    first = add_club(name, by=by, at=at)
    try:
        add_clubs([friend, "and another"], refuse_at="and another", by=by, at=at)
    except Refused:
        note("members.friend_refused", subject=first)
    return first


def lines():
    return [(entry.seq, entry.deed) for entry in Entry.objects.order_by("seq")]


def clubs():
    return sorted(Organisation.objects.filter(kind=Kind.CLUB).values_list("name", flat=True))


@pytest.mark.django_db
def test_a_deed_leaves_its_row_and_one_line_that_says_who_did_what_when_and_why():
    before = Head.objects.get()
    town = add_club("Town", by=FOUNDING, at=MORNING)

    club = add_club("Rowers", because=town, by=FOUNDING, at=MORNING)

    entry = Entry.objects.latest("seq")
    assert (entry.deed, entry.by, entry.at) == ("members.add_club", "job:begin", MORNING)
    assert entry.subject == f"members.organisation:{club.pk}"
    assert entry.because == f"members.organisation:{town.pk}"
    assert entry.data == {"price": 5}
    assert Head.objects.get().seq == before.seq + 2
    assert Head.objects.get().hash == entry.hash


@pytest.mark.django_db
def test_a_deed_inside_a_deed_is_written_by_the_outermost_in_the_order_in_which_things_were_done():
    add_clubs(["Rowers", "Runners"], by=FOUNDING, at=MORNING)

    assert [name for _, name in lines()] == ["members.add_club", "members.add_club"]
    assert clubs() == ["Rowers", "Runners"]
    assert chain.verify().fault == ""


@pytest.mark.django_db
def test_nothing_stays_of_a_deed_whose_inner_deed_is_refused():
    with pytest.raises(Refused, match="Runners is refused"):
        add_clubs(["Rowers", "Runners"], refuse_at="Runners", by=FOUNDING, at=MORNING)

    assert clubs() == []
    assert lines() == []
    assert Head.objects.get().seq == 0


@pytest.mark.django_db
def test_an_inner_deed_that_the_outer_lets_go_leaves_neither_row_nor_line():
    add_with_a_friend("Rowers", friend="Swimmers", by=FOUNDING, at=MORNING)

    assert clubs() == ["Rowers"]
    assert [name for _, name in lines()] == ["members.add_club", "members.friend_refused"]
    assert chain.verify().fault == ""


@pytest.mark.django_db
def test_a_savepoint_that_is_rolled_back_takes_its_lines_with_it():
    # `connection.run_on_commit` is not public: this is the test that notices if it changes.
    @deed
    def try_twice(*, by, at):
        for name in ("lost", "kept"):
            try:
                with transaction.atomic():
                    club = Organisation.objects.create(kind=Kind.CLUB, name=name)
                    note(f"members.{name}", subject=club)
                    if name == "lost":
                        raise Refused("Not this one.")
            except Refused:
                continue

    try_twice(by=FOUNDING, at=MORNING)

    assert clubs() == ["kept"]
    assert [name for _, name in lines()] == ["members.kept"]


@pytest.mark.django_db
def test_what_the_database_refuses_in_an_inner_deed_can_be_caught_by_the_outer():
    @deed
    def add_twice(*, by, at):
        club = add_club("Rowers", by=by, at=at)
        try:
            again(club, by=by, at=at)
        except IntegrityError:
            note("members.there_already", subject=club)

    @deed
    def again(club, *, by, at):
        note("members.again", subject=club)
        Organisation.objects.create(pk=club.pk, kind=Kind.CLUB, name="Again")

    add_twice(by=FOUNDING, at=MORNING)

    assert [name for _, name in lines()] == ["members.add_club", "members.there_already"]


@pytest.mark.django_db
def test_words_and_names_are_not_let_into_the_chain():
    @deed
    def tell(*, by, at):
        club = Organisation.objects.create(kind=Kind.CLUB, name="Rowers")
        note("members.tell", subject=club, data={"name": "Beth Okoro of Hillside"})

    with pytest.raises(TypeError, match="keys, codes, numbers, dates and digests"):
        tell(by=FOUNDING, at=MORNING)

    assert clubs() == []


@pytest.mark.django_db
def test_only_a_deed_can_note():
    with pytest.raises(LookupError, match="Only a deed"):
        note("members.nothing", subject=Organisation(pk=1))


@pytest.mark.django_db
def test_a_form_sent_twice_is_done_once_and_the_second_is_told_what_the_first_did():
    key = uuid4()
    with once(key):
        club = add_club("Rowers", by=FOUNDING, at=MORNING)

    with once(key), pytest.raises(AlreadyDone) as told:
        add_club("Rowers", by=FOUNDING, at=MORNING)

    assert told.value.entry.subject == f"members.organisation:{club.pk}"
    assert clubs() == ["Rowers"]


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_leave_a_whole_chain():
    start = Head.objects.get()
    numbers = count(1)
    turns = [[f"Club {next(numbers):03}" for _ in range(3)] for _ in range(WRITERS)]

    def write(names):
        for name in names:
            add_with_a_friend(name, friend=f"Friend of {name}", by=FOUNDING, at=MORNING + timedelta(seconds=1))

    outcomes = cast.all_at_once([lambda names=names: write(names) for names in turns])

    assert outcomes == [None] * WRITERS
    assert len(clubs()) == WRITERS * 3
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(start.seq + 1, start.seq + WRITERS * 6 + 1))  # no gap
    assert [entry.previous for entry in entries] == [start.hash, *[entry.hash for entry in entries[:-1]]]  # no fork
    assert [entry.deed for entry in entries] == ["members.add_club", "members.friend_refused"] * (WRITERS * 3)
    assert [entry.subject for entry in entries[::2]] == [entry.subject for entry in entries[1::2]]  # none in between
    verdict = chain.verify(everything=True)
    assert (verdict.fault, verdict.entries, verdict.head) == ("", entries[-1].seq, entries[-1].hash)


@pytest.mark.django_db(transaction=True)
def test_writers_of_whom_half_are_refused_leave_no_gap():
    def write(number):
        add_clubs(
            [f"Club {number:03}", "the last"], refuse_at="the last" if number % 2 else "", by=FOUNDING, at=MORNING
        )

    outcomes = cast.all_at_once([lambda number=number: write(number) for number in range(WRITERS)])

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == WRITERS // 2
    assert [seq for seq, _ in lines()] == list(range(1, WRITERS + 1))
    assert chain.verify().fault == ""


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_eight_at_once_is_done_once():
    key = uuid4()

    def send():
        try:
            with once(key):
                return add_club("Rowers", by=FOUNDING, at=MORNING)
        except AlreadyDone as done:
            return done

    outcomes = cast.all_at_once([send] * 8)

    assert clubs() == ["Rowers"]
    assert len(lines()) == 1
    assert sum(isinstance(outcome, AlreadyDone) for outcome in outcomes) == 7


@pytest.mark.django_db(transaction=True)
def test_two_deeds_that_lock_in_opposite_order_are_both_done():
    first, second = (add_club(name, by=FOUNDING, at=MORNING) for name in ("Rowers", "Runners"))

    @deed
    def cross(one, other, *, by, at):
        for pk in (one.pk, other.pk):
            club = Organisation.objects.select_for_update().get(pk=pk)
            club.name += "+"
            club.save(update_fields=["name"])
            note("members.cross", subject=club)
            if connection.vendor == "postgresql" and pk == one.pk:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.2)")  # until the other has locked its first too

    outcomes = cast.all_at_once(
        [
            lambda: cross(first, second, by=FOUNDING, at=MORNING),
            lambda: cross(second, first, by=FOUNDING, at=MORNING),
        ]
    )

    assert outcomes == [None, None]
    assert clubs() == ["Rowers++", "Runners++"]
    assert chain.verify().fault == ""


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_end_of_a_deed_is_done_after_its_lines_are_there():
    seen = []

    @deed
    def add_and_tell(*, by, at):
        add_club("Rowers", by=by, at=at)
        transaction.on_commit(lambda: seen.append(len(lines())))

    add_and_tell(by=FOUNDING, at=MORNING)

    assert seen == [1]
