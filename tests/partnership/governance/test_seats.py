"""Seats: who sits in them on which day, and that nobody sits in another's."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.seats import NotYetSeated, SeatIsTaken, SitsAlready
from collegiate.partnership.governance.models import Capacity, Tenure, TermsOfReference
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import RoleHeld
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db


def sits(round, name, day=TUESDAY):
    """Return who sits in the seat of somebody on a day: member and deputy."""
    strategic = next(one for one in queries.who_sits_where(day=day) if one.group == round.strategic)
    held = next(one for one in strategic.seats if one.seat == round.seats[name])
    return held.member, held.deputy


def seat(round, person, name, **facts):
    given = {"from_on": SINCE, "by": round.clerk, "at": MORNING}
    return commands.seat(person, seat=round.seats[name], **(given | facts))


def unseat(round, name, until_on):
    tenure = Tenure.objects.get(seat=round.seats[name], capacity=Capacity.MEMBER)
    return commands.unseat(tenure, until_on=until_on, by=round.clerk, at=MORNING)


def test_a_seat_is_vacant_until_somebody_is_appointed_to_it(round):
    commands.make_seat(round.forum, label="Nursery heads", by=round.clerk, at=MORNING)

    forum = next(one for one in queries.who_sits_where(day=TUESDAY) if one.group == round.forum)

    assert [(held.seat.label, held.member) for held in forum.seats] == [("Nursery heads", "")]
    assert forum.vacancies == 1


def test_whoever_is_appointed_holds_the_role_on_the_group(round):
    assert sits(round, "Beth") == ("Beth Lowe", "")
    assert cast.standing(round.people["Beth"]).holds(Role.GROUP_MEMBER, on=round.strategic.pk)
    assert Entry.objects.filter(deed="governance.seat").count() == 5


def test_the_last_day_still_counts_and_the_next_does_not(round):
    unseat(round, "Beth", date(2026, 3, 31))

    assert sits(round, "Beth", date(2026, 3, 31)) == ("Beth Lowe", "")
    assert sits(round, "Beth", date(2026, 4, 1)) == ("", "")
    assert not cast.standing(round.people["Beth"], date(2026, 4, 1)).holds(Role.GROUP_MEMBER)
    assert Entry.objects.filter(deed="governance.unseat").count() == 1


def test_a_successor_can_sit_from_the_day_after(round):
    unseat(round, "Beth", date(2026, 3, 31))
    seat(round, cast.person("Sam Oak"), "Beth", from_on=date(2026, 4, 1))

    assert sits(round, "Beth", date(2026, 3, 31)) == ("Beth Lowe", "")
    assert sits(round, "Beth", date(2026, 4, 1)) == ("Sam Oak", "")


def test_a_tenure_does_not_end_before_it_began(round):
    with pytest.raises(NotYetSeated, match="sits in this seat from 1 September 2025"):
        unseat(round, "Beth", date(2025, 8, 31))

    assert sits(round, "Beth") == ("Beth Lowe", "")


def test_whoever_left_what_put_them_there_sits_there_no_longer(round):
    role = RoleHeld.objects.get(person=round.people["Beth"], role=Role.GROUP_MEMBER)
    members.end_role(role, until_on=date(2026, 3, 31), by=FOUNDING, at=MORNING)

    assert sits(round, "Beth") == ("", "")
    assert sits(round, "Beth", date(2026, 3, 31)) == ("Beth Lowe", "")


def test_a_second_member_is_refused_and_nothing_changes(round):
    with pytest.raises(SeatIsTaken, match="Beth Lowe sits in this seat on one of those days"):
        seat(round, cast.person("Sam Oak"), "Beth", from_on=date(2026, 9, 1))

    assert Tenure.objects.count() == 5


def test_nobody_sits_in_two_seats_of_a_group(round):
    unseat(round, "Beth", date(2026, 3, 31))

    with pytest.raises(SitsAlready, match="Amir Khan sits on this group already"):
        seat(round, round.people["Amir"], "Beth", from_on=date(2026, 4, 1))

    assert sits(round, "Beth") == ("", "")


def test_a_deputy_sits_beside_the_member(round):
    seat(round, cast.person("Dee Ash"), "Beth", capacity=Capacity.DEPUTY)

    assert sits(round, "Beth") == ("Beth Lowe", "Dee Ash")


def test_before_a_group_began_it_had_no_seats(round):
    assert queries.who_sits_where(day=SINCE - timedelta(days=1)) == []


def test_new_terms_replace_and_never_edit(round):
    terms = commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=4, agreed_on=TUESDAY, by=round.clerk, at=MORNING
    )

    assert (terms.version, queries.terms_in_force(round.strategic).quorum) == (2, 4)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        TermsOfReference.objects.update(quorum=2)


@pytest.mark.parametrize("deed", ["adopt_terms", "make_seat", "seat", "unseat"])
def test_a_member_changes_nobodys_seat(round, deed):
    amir = cast.standing(round.people["Amir"])
    tenure = Tenure.objects.first()
    facts = {
        "adopt_terms": (round.strategic, {"initials": "X", "purpose": "", "quorum": 2, "agreed_on": TUESDAY}),
        "make_seat": (round.strategic, {"label": "Another"}),
        "seat": (cast.person("Sam Oak"), {"seat": round.seats["Beth"], "from_on": TUESDAY}),
        "unseat": (tenure, {"until_on": TUESDAY}),
    }[deed]

    with pytest.raises(NotAllowed, match="Only the clerk or the coordinator"):
        getattr(commands, deed)(facts[0], **facts[1], by=amir, at=MORNING)

    assert (Tenure.objects.count(), TermsOfReference.objects.count()) == (5, 2)
    assert Tenure.objects.filter(until_on__isnull=True).count() == 5


# The database itself: one member a seat a day


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2025, 1, 1), date(2025, 9, 1)),
        (date(2025, 1, 1), None),
    ],
)
def test_the_database_refuses_a_second_member_on_any_day_by_orm_and_by_sql(round, from_on, until_on):
    sam, taken = cast.person("Sam Oak"), round.seats["Beth"]
    sql = "INSERT INTO governance_tenure (seat_id, person_id, capacity, from_on, until_on) VALUES (%s, %s, 'member', %s, %s)"

    with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
        Tenure.objects.create(seat=taken, person=sam, from_on=from_on, until_on=until_on)
    with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
        _run(sql, [taken.pk, sam.pk, from_on, until_on])

    assert Tenure.objects.filter(seat=taken).count() == 1


def test_the_database_refuses_to_move_a_tenure_over_anothers(round):
    unseat(round, "Beth", date(2026, 3, 31))
    sam = cast.person("Sam Oak")
    later = seat(round, sam, "Beth", from_on=date(2026, 4, 1))

    for attack in (
        lambda: Tenure.objects.filter(pk=later.pk).update(from_on=date(2026, 3, 31)),
        lambda: Tenure.objects.filter(person=round.people["Beth"]).update(until_on=None, ended_at=None, ended_by=None),
        lambda: Tenure.objects.filter(person=round.people["Amir"]).update(seat=round.seats["Beth"]),
        lambda: _run("UPDATE governance_tenure SET from_on = '2026-03-31' WHERE id = %s", [later.pk]),
    ):
        with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
            attack()

    assert Tenure.objects.get(pk=later.pk).from_on == date(2026, 4, 1)


def test_a_deputy_does_not_take_the_seat(round):
    tenure = Tenure.objects.create(
        seat=round.seats["Beth"], person=cast.person("Dee Ash"), capacity=Capacity.DEPUTY, from_on=SINCE
    )

    assert Tenure.objects.filter(seat=round.seats["Beth"]).count() == 2
    with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
        Tenure.objects.filter(pk=tenure.pk).update(capacity=Capacity.MEMBER)


def _run(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
