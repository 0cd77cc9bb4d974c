"""Network workshops: planned by the provider, never fuller than full, and who came."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.improvement.delivery import commands, queries
from collegiate.improvement.delivery.commands.workshops import (
    HasAPlace,
    NotBegun,
    NotOfOrganisation,
    WorkshopIsFull,
    WorkshopIsOver,
)
from collegiate.improvement.delivery.models import Programme, ProgrammeStrand, Workshop, WorkshopPlace
from collegiate.values import NOBODY, NotAllowed, Role
from tests import cast
from tests.improvement.delivery.conftest import AFTERNOON, OVER
from tests.improvement.support import FOUR


def take(workshop, person, organisation, *, by=None, at=FOUR):
    return commands.take_place(
        workshop, person=person, organisation=organisation, by=by or cast.standing(person), at=at
    )


def test_a_teacher_takes_a_place_and_a_head_takes_one_for_staff(workshop, hillside, al, beth, lines):
    take(workshop, al, hillside)
    bo = cast.person("Bo Teacher", Role.STAFF, at=hillside)
    take(workshop, bo, hillside, by=cast.standing(beth))

    (line,) = queries.workshops()
    assert (line.workshop, line.taken) == (workshop, 2)
    assert lines("delivery.take_place") == [
        (f"delivery.workshop:{workshop.pk}", f"members.person:{one.pk}", {}) for one in (al, bo)
    ]


def test_nobody_takes_a_place_for_a_stranger(workshop, hillside, al, beth):
    northgate = cast.school("Northgate Primary")
    nell = cast.person("Nell Teacher", Role.STAFF, at=northgate)

    with pytest.raises(NotAllowed, match="People take their own places"):
        take(workshop, nell, northgate, by=cast.standing(al))
    with pytest.raises(NotAllowed, match="People take their own places"):
        take(workshop, al, northgate)
    with pytest.raises(NotOfOrganisation, match="Nell Teacher has no part at Hillside Primary"):
        take(workshop, nell, hillside, by=cast.standing(beth))
    assert not WorkshopPlace.objects.exists()


def test_a_place_is_taken_once_and_none_when_all_are_taken(workshop, hillside, al):
    take(workshop, al, hillside)
    with pytest.raises(HasAPlace, match="Al Teacher has a place"):
        take(workshop, al, hillside)
    for person in cast.people(2, Role.STAFF, at=hillside):
        take(workshop, person, hillside)
    late = cast.person("Late Teacher", Role.STAFF, at=hillside)

    with pytest.raises(WorkshopIsFull, match="All 3 places at How texts hang together are taken"):
        take(workshop, late, hillside)
    assert WorkshopPlace.objects.count() == 3


def test_a_place_given_up_is_free_for_somebody_else(workshop, hillside, al, lines):
    place = take(workshop, al, hillside)
    stranger = cast.person("Nell Teacher", Role.STAFF, at=cast.school("Northgate Primary"))
    with pytest.raises(NotAllowed):
        commands.give_up_place(place, by=cast.standing(stranger), at=FOUR)

    commands.give_up_place(place, by=cast.standing(al), at=FOUR)

    assert not WorkshopPlace.objects.exists()
    assert lines("delivery.give_up_place") == [(f"delivery.workshop:{workshop.pk}", f"members.person:{al.pk}", {})]


def test_no_place_is_taken_or_given_up_once_a_workshop_has_begun(workshop, hillside, al, beth):
    place = take(workshop, al, hillside)

    with pytest.raises(WorkshopIsOver, match="has begun or is over"):
        take(workshop, beth, hillside, at=AFTERNOON)
    with pytest.raises(WorkshopIsOver):
        commands.give_up_place(place, by=cast.standing(al), at=AFTERNOON)
    assert take(workshop, beth, hillside, at=AFTERNOON - timedelta(seconds=1)).person == beth
    assert WorkshopPlace.objects.count() == 2


def test_whoever_ran_a_workshop_records_who_came_and_may_mend_it(workshop, hillside, al, beth, pia, lines):
    came, stayed = take(workshop, al, hillside), take(workshop, beth, hillside)
    with pytest.raises(NotBegun, match="has not begun"):
        commands.record_who_came(workshop, came=[came.pk], by=cast.standing(pia), at=FOUR)
    with pytest.raises(NotAllowed, match="Only whoever ran the workshop"):
        commands.record_who_came(workshop, came=[came.pk], by=cast.standing(al), at=OVER)
    assert set(WorkshopPlace.objects.values_list("came", flat=True)) == {None}

    commands.record_who_came(workshop, came=[came.pk], by=cast.standing(pia), at=OVER)

    assert dict(WorkshopPlace.objects.values_list("pk", "came")) == {came.pk: True, stayed.pk: False}
    commands.record_who_came(workshop, came=[came.pk, stayed.pk], by=cast.standing(pia), at=OVER)
    assert dict(WorkshopPlace.objects.values_list("pk", "came")) == {came.pk: True, stayed.pk: True}
    assert lines("delivery.record_who_came") == [
        (f"delivery.workshop:{workshop.pk}", "", {"came": number, "places": 2}) for number in (1, 2)
    ]


def test_a_register_reaches_no_other_workshop(workshop, programme, hillside, al, pia):
    other = commands.add_workshop(
        programme, strand="teaching", title="Another", starts_at=AFTERNOON, place="The college", places=1,
        by=cast.standing(pia), at=FOUR,
    )  # fmt: skip
    place, elsewhere = take(workshop, al, hillside), take(other, al, hillside)

    commands.record_who_came(workshop, came=[elsewhere.pk], by=cast.standing(pia), at=OVER)

    assert dict(WorkshopPlace.objects.values_list("pk", "came")) == {place.pk: False, elsewhere.pk: None}


def test_a_school_sees_its_own_people_and_the_provider_sees_all(workshop, hillside, al, pia):
    nell = cast.person("Nell Teacher", Role.STAFF, at=cast.school("Northgate Primary"))
    own, other = take(workshop, al, hillside), take(workshop, nell, nell.roles.get().organisation)

    assert queries.places_at(workshop, viewer=cast.standing(al)) == [own]
    assert queries.places_at(workshop, viewer=cast.standing(pia)) == [own, other]
    with pytest.raises(Workshop.DoesNotExist):
        queries.get_workshop(workshop.pk, viewer=NOBODY)
    assert queries.programmes(viewer=NOBODY) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_who_want_three_places_at_once_get_three(table, hillside, workshop):
    people = cast.people(20, Role.STAFF, at=hillside)
    standings = [cast.standing(one) for one in people]

    answers = cast.all_at_once(
        [
            lambda person=person, by=by: take(workshop, person, hillside, by=by)
            for person, by in zip(people, standings, strict=True)
        ]
    )

    assert sum(isinstance(one, WorkshopPlace) for one in answers) == 3
    assert sum(isinstance(one, WorkshopIsFull) for one in answers) == 17
    assert WorkshopPlace.objects.count() == 3


# The database itself refuses


ATTACKS = [
    (
        "INSERT INTO delivery_workshopplace (workshop_id, person_id, organisation_id)"
        " VALUES ({full}, {late}, {hillside})",
        "every place at this workshop is taken",
    ),
    ("UPDATE delivery_workshopplace SET workshop_id = {full} WHERE workshop_id = {other}", "stays at its workshop"),
    (
        "INSERT INTO delivery_workshopplace (workshop_id, person_id, organisation_id)"
        " VALUES ({off}, {late}, {hillside})",
        "this workshop is cancelled",
    ),
    ("UPDATE delivery_workshop SET stage = 'planned', cancelled_at = NULL WHERE id = {off}", "append only"),
    ("DELETE FROM delivery_workshop WHERE id = {off}", "append only"),
    ("UPDATE delivery_workshop SET stage = 'cancelled' WHERE id = {full}", "workshop_cancelled_says_why"),
    ("UPDATE delivery_programmestrand SET aim = ''", "programme_strand_has_an_aim"),
    ("UPDATE delivery_workshop SET places = 2 WHERE id = {full}", "more places at this workshop are taken"),
    ("UPDATE delivery_programme SET ends_on = '2026-01-01'", "ends_after_it_starts"),
]


def test_no_statement_seats_more_than_there_are_places(workshop, programme, hillside, pia):
    other = commands.add_workshop(
        programme, strand="teaching", title="Another", starts_at=AFTERNOON, place="The college", places=1,
        by=cast.standing(pia), at=FOUR,
    )  # fmt: skip
    for person in cast.people(3, Role.STAFF, at=hillside):
        take(workshop, person, hillside)
    late = cast.person("Late Teacher", Role.STAFF, at=hillside)
    take(other, late, hillside)
    off = commands.add_workshop(
        programme, strand="teaching", title="Off", starts_at=AFTERNOON, place="The college", places=9,
        by=cast.standing(pia), at=FOUR,
    )  # fmt: skip
    commands.cancel_workshop(off, because="It rains.", by=cast.standing(pia), at=FOUR)
    ids = {"full": workshop.pk, "other": other.pk, "off": off.pk, "late": late.pk, "hillside": hillside.pk}
    tables = (Programme, ProgrammeStrand, Workshop, WorkshopPlace)

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in tables]

    before = rows()
    for statement, words in ATTACKS:
        with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(**ids))
        assert rows() == before, statement
