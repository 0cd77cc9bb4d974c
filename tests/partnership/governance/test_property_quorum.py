"""
Two thousand random meetings, and never a decision that is inquorate or made by somebody with an interest.

Most are worked out without a database, from seats, comings and goings, and interests; some are held for real. What may
happen is worked out again here, minute by minute and chair by chair, with no code of the product.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import (
    Capacity,
    Choice,
    Decision,
    Eligibility,
    Nearness,
    Tenure,
    VotingRule,
    Why,
)
from collegiate.partnership.members.models import Group, Person
from collegiate.values import Refused
from tests.partnership.governance.conftest import FIVE, FOUR

pytestmark = pytest.mark.property_quorum

TIMELINES, HELD, MINUTES = 2_000, 20, 60
KINDS = [None, None, None, Nearness.DIRECT, Nearness.NEAR, Nearness.DISPENSED, Nearness.CLASS_WIDE]
KEPT_OUT = (Nearness.DIRECT, Nearness.NEAR)


@dataclass
class Timeline:
    """A meeting of an hour: who sits where, who is there in which minutes, who has which interest, and the quorum."""

    seats: list[tuple[int, list[int]]]
    there: dict[int, set[int]]
    interests: dict[int, Nearness]
    quorum: int
    decides_at: int


def timeline(number: int) -> Timeline:
    chance = Random(f"quorum:{number}")
    seats, people = [], 0
    for _ in range(chance.randint(2, 9)):
        deputies = chance.choice([0, 0, 0, 1, 2])
        seats.append((people, list(range(people + 1, people + 1 + deputies))))
        people += 1 + deputies
    if len(seats) > 2 and chance.random() < 0.3:  # somebody who is a member here and a deputy there
        seats[0][1].append(seats[1][0])
    there = {}
    for person in range(people):
        minutes: set[int] = set()
        for _ in range(chance.choice([0, 1, 1, 2, 3])):
            came = chance.randrange(MINUTES)
            minutes |= set(range(came, min(MINUTES, came + chance.randint(1, 40))))
        there[person] = minutes
    interests = {one: kind for one in range(people) if (kind := chance.choice(KINDS)) is not None}
    return Timeline(seats, there, interests, chance.randint(2, 5), chance.randrange(MINUTES))


def who_counts(one: Timeline) -> tuple[set[int], set[int]]:
    """Who may vote and who counts at the minute, a chair at a time: the member if they may stay, else one deputy who may."""
    minute = one.decides_at
    members = {member for member, _ in one.seats}
    sat: set[int] = set()
    for member, deputies in one.seats:
        if minute in one.there[member] and one.interests.get(member) not in KEPT_OUT:
            sat.add(member)
            continue
        for deputy in deputies:
            free = deputy not in members and deputy not in sat
            if free and minute in one.there[deputy] and one.interests.get(deputy) not in KEPT_OUT:
                sat.add(deputy)
                break
    return {person for person in sat if one.interests.get(person) != Nearness.DISPENSED}, sat


def room_of(one: Timeline) -> queries.Room:
    people = {pk: Person(pk=pk + 1, name=f"Person {pk}") for pk in one.there}
    seats = [
        [Tenure(person=people[member], capacity=Capacity.MEMBER)]
        + [Tenure(person=people[deputy], capacity=Capacity.DEPUTY) for deputy in deputies]
        for member, deputies in one.seats
    ]
    inside = {people[pk].pk: people[pk] for pk, minutes in one.there.items() if one.decides_at in minutes}
    whys = {people[pk].pk: Why("You are.", "is.", kind) for pk, kind in one.interests.items()}
    return queries.seen(Group(name="Strategic Group"), seats, inside, whys, quorum=one.quorum, rule=VotingRule.MAJORITY)


def test_no_timeline_lets_an_inquorate_room_or_an_interested_person_decide():
    quorate = 0
    for number in range(TIMELINES):
        one = timeline(number)
        room, (voters, counting) = room_of(one), who_counts(one)

        assert {each.person.pk - 1 for each in room.able} == voters, number
        assert {each.person.pk - 1 for each in room.counting} == counting, number
        assert room.is_quorate is (len(counting) >= one.quorum), number
        assert not {each.person.pk - 1 for each in room.counting} & {
            person for person, kind in one.interests.items() if kind in KEPT_OUT
        }, number
        quorate += room.is_quorate
    assert TIMELINES * 0.1 < quorate < TIMELINES * 0.9, "both happen often, or this shows nothing"


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(HELD))
def test_of_meetings_that_are_held_none_decides_what_it_may_not(round, hillside, number):
    """People come and go at random, declare interests at random, vote at random; whatever is decided is checked by hand."""
    chance = Random(f"held:{number}")
    meeting = round.open()
    item = round.item(meeting)
    there: set[str] = set()
    interested: set[str] = set()
    for minute in range(1, 13):
        at = FOUR + timedelta(minutes=minute)
        name = chance.choice(FIVE)
        if name in there:
            commands.depart(round.people[name], meeting=meeting, by=round.clerk, at=at)
            there.discard(name)
        else:
            commands.arrive(round.people[name], meeting=meeting, by=round.clerk, at=at)
            there.add(name)
        if chance.random() < 0.1 and name not in interested:
            commands.declare_for_item(
                item, person=round.people[name], nearness=Nearness.NEAR, because="A tie", by=round.clerk, at=at
            )
            interested.add(name)
    at = FOUR + timedelta(minutes=13)
    able = there - interested
    by_ballot = chance.random() < 0.5
    try:
        if by_ballot:
            decision = commands.open_vote(round.draft(item), by=round.clerk, at=at)
            for name in FIVE:
                try:
                    round.vote(decision, **{name: chance.choice(list(Choice))}, at=at)
                except Refused:
                    assert name not in able
                else:
                    assert name in able
            decision = round.close_vote(decision, at=at)
        else:
            decision = round.decide(item, minutes=13)
    except Refused:
        assert len(able) < 3 or there & interested, "a quorum was there and nobody in the way, and it was refused"
        assert not Decision.objects.filter(decided_at__isnull=False).exists()
    else:
        assert len(able) >= 3
        assert not there & interested
        took_part = Eligibility.objects.filter(decision=decision, eligible=True, present=True)
        assert {one.person.name.split()[0] for one in took_part.select_related("person")} == able
        assert decision.counted == len(able)
        assert decision.in_favour + decision.against + decision.abstained == len(able)
