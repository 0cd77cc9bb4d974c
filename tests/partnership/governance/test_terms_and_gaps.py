"""Versions of terms, terms of seats and staying on after them, the chair, and what is missing."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.decisions import NotCarried
from collegiate.partnership.governance.commands.seats import SeatIsNotThere, SeatIsTaken, StillSeated
from collegiate.partnership.governance.commands.terms import NoReserve, OutOfTurn, SitsNowhere
from collegiate.partnership.governance.models import Capacity, Method, Seat, Tenure, TermsOfReference, VotingRule
from collegiate.partnership.members.models import GroupKind, RoleHeld
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db
ENDS = date(2026, 8, 31)  # a year from SINCE, the last day counted
STAYS = ENDS + timedelta(days=60)
TERMS = {"initials": "SG", "purpose": "To decide.", "quorum": 3}


@pytest.fixture
def yearly(round):
    """A seat with a term of a year, in which Sam sits, staying on for sixty days."""
    made = commands.make_seat(
        round.strategic, label="Governors", term_months=12, carry_over_days=60, by=round.clerk, at=MORNING
    )
    sam = cast.person("Sam Oak")
    return commands.seat(sam, seat=made, from_on=SINCE, by=round.clerk, at=MORNING)


def held(seat, day):
    return next(one for one in queries.seats_held(day) if one.seat.pk == seat.pk)


def adopt(round, group=None, **facts):
    given = {**TERMS, "agreed_on": TUESDAY, "by": round.clerk, "at": MORNING}
    return commands.adopt_terms(group or round.strategic, **(given | facts))


# Terms of reference


def test_each_version_is_in_force_from_its_day_and_says_its_rules(round):
    panel = cast.group("Reserve panel", GroupKind.PANEL)
    second = adopt(round, voting_rule=VotingRule.TWO_THIRDS, reserve_panel=panel, chairs_action=Money(50_000), quorum=4)

    assert queries.terms_in_force(round.strategic, day=TUESDAY - timedelta(days=1)).version == 1
    assert queries.terms_in_force(round.strategic, day=TUESDAY) == second
    assert (second.chairs_action, second.reserve_panel) == (Money(50_000), panel)
    assert Entry.objects.filter(deed="governance.adopt_terms").last().data["voting_rule"] == "two_thirds"


@pytest.mark.parametrize("agreed_on", [SINCE - timedelta(days=1), TUESDAY + timedelta(days=1)])
def test_terms_follow_those_before_and_are_agreed_already(round, agreed_on):
    with pytest.raises(OutOfTurn):
        adopt(round, agreed_on=agreed_on)

    assert TermsOfReference.objects.filter(group=round.strategic).count() == 1


def test_only_a_panel_decides_in_anothers_place(round):
    with pytest.raises(NoReserve, match="Primary head-teacher group is no panel"):
        adopt(round, reserve_panel=round.forum)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"version": 3, "agreed_on": TUESDAY}, "follow the version before"),
        ({"version": 2, "agreed_on": SINCE - timedelta(days=1)}, "follow the version before"),
        ({"version": 2, "agreed_on": TUESDAY, "quorum": 1}, "terms_need_a_quorum"),
        ({"version": 2, "agreed_on": TUESDAY, "voting_rule": "toss"}, "terms_known_rules"),
    ],
)
def test_the_database_refuses_terms_out_of_turn_or_without_sense(round, row, words):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        TermsOfReference.objects.create(group=round.strategic, **({**TERMS} | row))


def test_the_database_refuses_a_group_as_its_own_reserve(round):
    with pytest.raises(IntegrityError, match="another_group"), transaction.atomic():
        TermsOfReference.objects.create(
            group=round.strategic, version=2, agreed_on=TUESDAY, reserve_panel=round.strategic, **TERMS
        )


@pytest.mark.parametrize(
    ("rule", "in_favour", "against", "carries"),
    [
        (VotingRule.MAJORITY, 3, 2, True),
        (VotingRule.MAJORITY, 2, 2, False),
        (VotingRule.TWO_THIRDS, 4, 2, True),
        (VotingRule.TWO_THIRDS, 3, 2, False),
        (VotingRule.TWO_THIRDS, 0, 0, False),
        (VotingRule.CONSENSUS, 5, 0, True),
        (VotingRule.CONSENSUS, 5, 1, False),
    ],
)
def test_what_carries_under_each_rule(rule, in_favour, against, carries):
    assert rule.carries(in_favour, against) is carries


def test_a_decision_needs_what_the_terms_ask_for(round):
    adopt(round, voting_rule=VotingRule.TWO_THIRDS)
    meeting = round.open()
    round.come(meeting)
    item = round.item(meeting)

    with pytest.raises(NotCarried, match="two thirds of those who vote"):
        round.decide(item, method=Method.VOTE, in_favour=3, against=2)

    assert round.decide(item, method=Method.VOTE, in_favour=4, against=1).in_favour == 4


# Seats with a term


@pytest.mark.parametrize(
    ("months", "from_on", "ends"),
    [
        (12, date(2025, 9, 1), date(2026, 8, 31)),
        (6, date(2025, 8, 31), date(2026, 2, 27)),
        (1, date(2024, 1, 31), date(2024, 2, 28)),
        (36, date(2025, 12, 15), date(2028, 12, 14)),
        (None, date(2025, 9, 1), None),
    ],
)
def test_when_a_term_ends(months, from_on, ends):
    assert Seat(term_months=months).term_ends(from_on) == ends


def test_a_member_sits_for_the_term_and_stays_on_while_nobody_is_appointed(yearly):
    assert (yearly.until_on, yearly.carries_until_on) == (ENDS, STAYS)
    seat = yearly.seat
    assert (held(seat, ENDS).member, held(seat, ENDS).stays_on_until) == ("Sam Oak", None)
    assert (held(seat, STAYS).member, held(seat, STAYS).stays_on_until) == ("Sam Oak", STAYS)
    assert held(seat, STAYS + timedelta(days=1)).member == ""
    for day, holds in ((STAYS, True), (STAYS + timedelta(days=1), False)):
        assert cast.standing(yearly.person, day).holds(Role.GROUP_MEMBER, on=seat.group_id) is holds


def test_whoever_is_appointed_ends_the_staying_on_the_day_before(round, yearly):
    ann = cast.person("Ann Dale")
    commands.seat(ann, seat=yearly.seat, from_on=TUESDAY, by=round.clerk, at=MORNING)

    assert held(yearly.seat, TUESDAY - timedelta(days=1)).member == "Sam Oak"
    assert held(yearly.seat, TUESDAY).member == "Ann Dale"
    assert not cast.standing(yearly.person, TUESDAY).holds(Role.GROUP_MEMBER)
    assert cast.standing(ann, TUESDAY).holds(Role.GROUP_MEMBER, on=round.strategic.pk)


def test_whoever_stays_on_can_be_appointed_again(round, yearly):
    commands.seat(yearly.person, seat=yearly.seat, from_on=TUESDAY, by=round.clerk, at=MORNING)

    assert held(yearly.seat, TUESDAY).stays_on_until is None
    assert held(yearly.seat, TUESDAY).until_on == date(2027, 10, 5)


def test_within_the_term_the_seat_is_taken(round, yearly):
    with pytest.raises(SeatIsTaken):
        commands.seat(cast.person("Ann Dale"), seat=yearly.seat, from_on=ENDS, by=round.clerk, at=MORNING)


def test_whoever_is_ended_stays_on_no_longer(round, yearly):
    commands.take_the_chair(yearly.person, group=round.strategic, from_on=SINCE, by=round.clerk, at=MORNING)
    commands.unseat(yearly, until_on=ENDS, by=round.clerk, at=MORNING)

    assert held(yearly.seat, ENDS + timedelta(days=1)).member == ""
    assert not RoleHeld.objects.filter(person=yearly.person, until_on__isnull=True).exists()
    assert Tenure.objects.get(pk=yearly.pk).ended_by_id == round.clerk.person_id


def test_a_deputy_does_not_stay_on(round, yearly):
    deputy = commands.seat(
        cast.person("Dee Ash"), seat=yearly.seat, capacity=Capacity.DEPUTY, from_on=SINCE, by=round.clerk, at=MORNING
    )

    assert (deputy.until_on, deputy.carries_until_on) == (ENDS, None)


def test_a_seat_is_there_from_its_first_day_to_its_last(round):
    made = commands.make_seat(round.forum, label="New", from_on=TUESDAY, by=round.clerk, at=MORNING)
    with pytest.raises(SeatIsNotThere, match="there from 6 October 2026"):
        commands.seat(cast.person("Sam Oak"), seat=made, from_on=SINCE, by=round.clerk, at=MORNING)
    commands.end_seat(made, until_on=TUESDAY, by=round.clerk, at=MORNING)

    there = {day: made in [one.seat for one in queries.seats_held(day)] for day in (SINCE, TUESDAY, date(2026, 10, 7))}
    assert list(there.values()) == [False, True, False]
    with pytest.raises(SeatIsNotThere, match="ends on 6 October 2026"):
        commands.seat(cast.person("Ann Dale"), seat=made, from_on=TUESDAY, by=round.clerk, at=MORNING)
    with pytest.raises(SeatIsNotThere, match="already"):
        commands.end_seat(made, until_on=TUESDAY, by=round.clerk, at=MORNING)
    assert commands.make_seat(round.forum, label="New", by=round.clerk, at=MORNING).pk != made.pk


def test_a_seat_in_which_somebody_sits_is_not_ended(round):
    with pytest.raises(StillSeated, match="Beth Lowe sits in this seat after that day"):
        commands.end_seat(round.seats["Beth"], until_on=TUESDAY, by=round.clerk, at=MORNING)


def test_a_carry_over_follows_a_term(round):
    with pytest.raises(ValidationError, match="Only a seat with a term carries over"):
        commands.make_seat(round.forum, label="New", carry_over_days=30, by=round.clerk, at=MORNING)


def test_nobody_gives_themselves_a_seat_or_the_chair(round):
    ruth = RoleHeld.objects.get(role=Role.CLERK).person
    made = commands.make_seat(round.strategic, label="New", by=round.clerk, at=MORNING)
    with pytest.raises(NotAllowed, match="Nobody gives themselves a seat"):
        commands.seat(ruth, seat=made, from_on=SINCE, by=round.clerk, at=MORNING)
    with pytest.raises(NotAllowed, match="Nobody gives themselves a seat"):
        commands.take_the_chair(ruth, group=round.strategic, from_on=SINCE, by=round.clerk, at=MORNING)


def test_the_chair_passes_on_and_only_to_somebody_who_sits_there(round):
    for name, from_on in (("Beth", SINCE), ("Amir", TUESDAY)):
        commands.take_the_chair(round.people[name], group=round.strategic, from_on=from_on, by=round.clerk, at=MORNING)

    chairs = RoleHeld.objects.filter(role=Role.CHAIR).order_by("from_on")
    assert [(one.person.name, one.until_on) for one in chairs] == [
        ("Beth Lowe", TUESDAY - timedelta(days=1)),
        ("Amir Khan", None),
    ]
    with pytest.raises(SitsNowhere):
        commands.take_the_chair(
            cast.person("Sam Oak"), group=round.strategic, from_on=TUESDAY, by=round.clerk, at=MORNING
        )
    with pytest.raises(OutOfTurn):
        commands.take_the_chair(round.people["Tom"], group=round.strategic, from_on=SINCE, by=round.clerk, at=MORNING)


# The database itself


def test_the_database_counts_staying_on_as_sitting_by_orm_and_by_sql(yearly):
    ann = cast.person("Ann Dale")
    sql = "INSERT INTO governance_tenure (seat_id, person_id, capacity, from_on) VALUES (%s, %s, 'member', %s)"

    with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
        Tenure.objects.create(seat=yearly.seat, person=ann, from_on=STAYS)
    with pytest.raises(IntegrityError, match="somebody sits in this seat"), transaction.atomic():
        _run(sql, [yearly.seat_id, ann.pk, STAYS])
    Tenure.objects.create(seat=yearly.seat, person=ann, from_on=STAYS + timedelta(days=1))


def test_the_database_keeps_tenures_within_their_seat(round, yearly):
    empty = commands.make_seat(round.forum, label="New", from_on=SINCE, by=round.clerk, at=MORNING)
    commands.end_seat(empty, until_on=TUESDAY, by=round.clerk, at=MORNING)
    ann = cast.person("Ann Dale")
    for attack in (
        lambda: Tenure.objects.create(seat=empty, person=ann, from_on=SINCE),
        lambda: Tenure.objects.create(seat=empty, person=ann, from_on=date(2025, 1, 1), until_on=TUESDAY),
        lambda: Tenure.objects.filter(pk=yearly.pk).update(seat=empty),
    ):
        with pytest.raises(IntegrityError, match="the seat is not there"), transaction.atomic():
            attack()
    for attack in (
        lambda: Seat.objects.filter(pk=yearly.seat_id).update(until_on=ENDS),
        lambda: _run("UPDATE governance_seat SET until_on = '2025-12-31' WHERE id = %s", [yearly.seat_id]),
    ):
        with pytest.raises(IntegrityError, match="somebody sits in this seat after that day"), transaction.atomic():
            attack()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"carries_until_on": SINCE}, "tenure_carries_over"),
        ({"capacity": Capacity.DEPUTY}, "tenure_carries_over"),
        ({"ended_at": MORNING}, "tenure_ended_by|tenure_carries_over"),
        ({"until_on": None}, "tenure_carries_over"),
    ],
)
def test_the_database_refuses_a_staying_on_that_makes_no_sense(yearly, facts, words):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        Tenure.objects.filter(pk=yearly.pk).update(**facts)


# What is missing


def kinds(day=TUESDAY, **facts):
    return {(gap.kind, gap.group.name, gap.seat) for gap in queries.gaps(day=day, **facts)}


def test_every_kind_of_gap_is_found(round, yearly):
    commands.make_seat(round.forum, label="Nursery heads", by=round.clerk, at=MORNING)
    cast.group("Task group", GroupKind.TASK)
    panel = cast.group("Reserve panel", GroupKind.PANEL)
    adopt(round, reserve_panel=panel)
    adopt(round, panel, initials="RP", quorum=2)
    commands.take_the_chair(round.people["Amir"], group=round.strategic, from_on=SINCE, by=round.clerk, at=MORNING)

    assert kinds() == {
        ("reserve_is_empty", "Strategic Group", ""),
        ("staying_on", "Strategic Group", "Governors"),
        ("inquorate_by_design", "Primary head-teacher group", ""),
        ("vacant", "Primary head-teacher group", "Nursery heads"),
        ("no_chair", "Primary head-teacher group", ""),
        ("no_terms", "Task group", ""),
        ("no_chair", "Task group", ""),
        ("inquorate_by_design", "Reserve panel", ""),
        ("no_chair", "Reserve panel", ""),
    }
    found = queries.gaps(day=TUESDAY)
    stops = [gap.stops for gap in found]
    assert stops == sorted(stops, reverse=True)
    for group in (round.strategic, round.forum, panel):
        its = queries.group_page(group.pk, day=TUESDAY, viewer=round.clerk).gaps
        assert its == [gap for gap in found if gap.group == group]
    assert queries.group_page(panel.pk, day=SINCE - timedelta(days=1), viewer=round.clerk).gaps == []


def test_a_term_is_ending_from_ninety_days_before_to_its_last_day(yearly):
    found = ("ending", "Strategic Group", "Governors")
    assert found not in kinds(ENDS - timedelta(days=91))
    assert found in kinds(ENDS - timedelta(days=90))
    assert found in kinds(ENDS)
    assert found not in kinds(ENDS + timedelta(days=1))
    assert found in kinds(ENDS - timedelta(days=91), within=91)


def test_a_group_whose_seats_are_empty_cannot_meet(round):
    for name in ("Beth", "Tom", "Amir"):
        tenure = Tenure.objects.get(seat=round.seats[name])
        commands.unseat(tenure, until_on=TUESDAY - timedelta(days=1), by=round.clerk, at=MORNING)

    assert ("inquorate", "Strategic Group", "") in kinds()
    assert ("inquorate", "Strategic Group", "") not in kinds(TUESDAY - timedelta(days=1))


def test_a_clerk_of_one_group_serves_that_group_alone(round):
    RoleHeld.objects.filter(role=Role.CLERK).update(group=round.strategic)

    assert {name for kind, name, _ in kinds() if kind == "no_clerk"} == {"Primary head-teacher group"}


def test_gaps_cost_the_same_however_many_groups(round, django_assert_num_queries):
    for number in range(3):
        cast.group(f"Task group {number}", GroupKind.TASK)
    with django_assert_num_queries(6):  # groups, terms, seats, who sits, offices, decisions that come back
        found = queries.gaps(day=TUESDAY)
    assert len([gap for gap in found if gap.kind == "no_terms"]) == 3


def test_the_command_lists_them_and_fails_only_where_a_group_cannot_meet(round, capsys):
    clock.stop(TUESDAY)
    with pytest.raises(SystemExit) as left:
        call_command("governance", "gaps")
    lines = capsys.readouterr().out.splitlines()
    assert left.value.code == 1
    assert lines[-1] == "gaps 3, stopping 1"
    assert lines[0].endswith("It cannot meet.")

    for number in range(2):
        made = commands.make_seat(round.forum, label=f"Head {number}", by=round.clerk, at=MORNING)
        commands.seat(cast.person(f"Head {number}"), seat=made, from_on=SINCE, by=round.clerk, at=MORNING)
    call_command("governance", "gaps", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["on"], told["stopping"]) == ("2026-10-06", 0)
    assert {gap["kind"] for gap in told["gaps"]} == {"no_chair"}


def _run(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
