"""A training day explained, held against the queue, tried for losses, and mended."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegiate.analytics.allocation import (
    Day,
    Delegate,
    Limit,
    NoPlan,
    Plan,
    Session,
    allocate,
    cancel,
    each_loss,
    explain,
    first_come,
)
from tests.analytics.allocation_days import from_oracle, made
from tests.analytics.test_allocation_day import faults, small_days


@pytest.fixture(scope="module")
def day() -> Day:
    return made(160, seed=4)


@pytest.fixture(scope="module")
def plan(day) -> Plan:
    return allocate(day)


def test_first_come_first_served_never_beats_the_best_day(day, plan):
    queue = first_come(day)

    assert queue.score.cost >= plan.score.cost
    assert queue.score.below >= plan.score.below


def test_first_come_leaves_people_standing_on_a_tight_day(oracles):
    day, optimum = from_oracle(oracles / "day_1500_tight_seed7.json")
    queue = first_come(day)

    assert queue.unseated > 0
    assert queue.score.cost > optimum
    assert queue.sentence().startswith("First come, first served: of their wishes, ")
    assert queue.sentence().endswith(f" {queue.unseated:,} seats are lacking.")


@pytest.mark.slow
@settings(max_examples=60)
@given(small_days(), st.randoms())
def test_no_queue_of_all_there_are_beats_the_best_day(day, chance):
    order = [delegate.id for delegate in day.delegates]
    chance.shuffle(order)
    answer = allocate(day)
    queue = first_come(day, queue=tuple(order))

    if isinstance(answer, Plan) and not queue.unseated:
        kept_duties = not any(delegate.must_attend for delegate in day.delegates)
        assert queue.score.cost >= answer.score.cost or not kept_duties


def seatable_the_slow_way(day: Day, plan: Plan, lost: Session) -> int:
    """How many of a lost session's people can sit elsewhere in the slot, by trying every way."""
    free = {s.id: s.capacity - plan.taken.get(s.id, 0) for s in day.sessions if s.slot == lost.slot and s.id != lost.id}
    movers = [p for p in day.delegates if any(seat.session == lost.id for seat in plan.of.get(p.id, ()))]
    heard = {p.id: {seat.title for seat in plan.of[p.id] if seat.session != lost.id} for p in movers}
    options = [
        [None, *(id_ for id_ in free if day.may_sit(p, day.by_id[id_]) and day.by_id[id_].title not in heard[p.id])]
        for p in movers
    ]
    best = 0
    for way in product(*options):
        together = all(way[movers.index(p)] == way[movers.index(day.people[p.partner])] for p in movers if p.partner)
        if together and all(way.count(id_) <= seats for id_, seats in free.items()):
            best = max(best, sum(id_ is not None for id_ in way))
    return len(movers) - best


@pytest.mark.slow
@settings(max_examples=80)
@given(small_days())
def test_each_loss_strands_as_few_as_can_be_and_cancelling_strands_no_more(day):
    plan = allocate(day)
    if isinstance(plan, NoPlan):
        return
    for loss in each_loss(day, plan).losses:
        assert loss.stranded == seatable_the_slow_way(day, plan, day.by_id[loss.name])
        assert loss.people == plan.taken.get(loss.name, 0)
        if len(day.sessions) > 1:
            repair = cancel(day, plan, [loss.name])
            assert len(repair.stranded) == loss.stranded


def test_cancelling_moves_only_the_people_of_what_is_cancelled(day, plan):
    lost = max(plan.taken, key=lambda id_: plan.taken[id_])
    repair = cancel(day, plan, [lost])

    before = {(seat.person, seat.slot): seat.session for seat in plan.seats}
    after = {(seat.person, seat.slot): seat.session for seat in repair.plan.seats}
    changed = {key for key in before if before[key] != after.get(key)}
    assert changed == {key for key in before if before[key] == lost}
    assert {(move.person, move.slot) for move in repair.moves} == changed
    assert len(repair.moves) == plan.taken[lost]
    assert all(people <= repair.day.by_id[id_].capacity for id_, people in repair.plan.taken.items())
    if not repair.stranded:
        assert faults(repair.day, repair.plan) == []


def best_move_the_slow_way(day: Day, plan: Plan, lost: str) -> tuple[int, int]:
    """The fewest stranded and then the least cost after losing one session, by trying every move."""
    slot = day.by_id[lost].slot
    others = [s.id for s in day.sessions if s.slot == slot and s.id != lost]
    movers = [p for p in day.delegates if any(seat.session == lost for seat in plan.of.get(p.id, ()))]
    staying = [seat for seat in plan.seats if seat.session != lost]
    best = None
    for way in product([None, *others], repeat=len(movers)):
        cost, stranded, fits = 0, 0, True
        for p, id_ in zip(movers, way, strict=True):
            titles = [seat.title for seat in staying if seat.person == p.id]
            if id_ is None:
                stranded += 1
            else:
                fits &= day.may_sit(p, day.by_id[id_]) and day.by_id[id_].title not in titles
                titles.append(day.by_id[id_].title)
            met = [p.wishes.index(title) for title in titles if title in p.wishes]
            cost += day.prices.rank_step * sum(met) + day.prices.no_wish * (len(titles) - len(met))
            if len(met) < min(2, day.slots, len(p.wishes)):
                cost += day.prices.one_met if met else day.prices.none_met
        taken = [seat.session for seat in staying] + [id_ for id_ in way if id_]
        if fits and all(taken.count(s) <= day.by_id[s].capacity for s in others):
            best = min(best or (stranded, cost), (stranded, cost))
    return best


def test_the_moves_after_a_cancellation_are_the_best_there_are():
    sessions = tuple(
        Session(f"{title}{slot}", title, slot, seats)
        for slot in range(2)
        for title, seats in zip("ABCDE", (2, 2, 2, 3, 1), strict=True)
    )
    people = tuple(Delegate(f"p{i}", wishes=tuple("ABCDE"[(i + k) % 5] for k in range(3))) for i in range(7))
    day = Day(sessions, people)
    plan = allocate(day)

    for lost in sorted(plan.taken):
        repair = cancel(day, plan, [lost])
        stranded, cost = best_move_the_slow_way(day, plan, lost)
        movers = {move.person for move in repair.moves}
        after = [seat for seat in repair.plan.seats if seat.person in movers]
        worth = Day(day.sessions, tuple(day.people[name] for name in sorted(movers)), day.prices)
        assert len(repair.stranded) == stranded
        assert cost_of(worth, after) == cost


def cost_of(day: Day, seats) -> int:
    cost = 0
    for person in day.delegates:
        met = [seat.wish - 1 for seat in seats if seat.person == person.id and seat.wish]
        here = sum(seat.person == person.id for seat in seats)
        cost += day.prices.rank_step * sum(met) + day.prices.no_wish * (here - len(met))
        if len(met) < min(2, day.slots, len(person.wishes)):
            cost += day.prices.one_met if met else day.prices.none_met
    return cost


HALL = (
    Session("a0", "Writing", 0, 2, room="Hall", leader="Beth"),
    Session("a1", "Maths", 1, 2, room="Hall"),
    Session("b0", "Music", 0, 2, room="Library"),
    Session("b1", "Drama", 1, 3, room="Library", leader="Beth"),
)
PAIR = (Delegate("Noor", wishes=("Writing", "Maths")), Delegate("Tom", wishes=("Writing", "Maths")))


def test_losing_a_room_loses_its_sessions_in_every_slot():
    day = Day(HALL, PAIR)
    plan = allocate(day)
    rooms = each_loss(day, plan, kind="room")

    assert [(loss.name, loss.people, loss.stranded) for loss in rooms.losses] == [("Hall", 4, 0), ("Library", 0, 0)]
    assert rooms.sentence() == "Of 2 rooms, 2 could be lost with everybody still seated."
    assert [loss.sentence() for loss in rooms.losses] == [
        "Losing Hall would move 4; all find another seat.",
        "Losing Library would move nobody.",
    ]
    assert each_loss(day, plan, kind="leader").losses[0].sessions == ("a0", "b1")
    repair = cancel(day, plan, ["a0", "a1"])
    assert repair.sentence() == "2 people lose a seat and nobody else moves; everybody finds another."
    assert faults(repair.day, repair.plan) == []


def test_a_lost_duty_is_said():
    day = Day(HALL, (Delegate("Noor", must_attend=("Writing",)), Delegate("Tom")))
    repair = cancel(day, allocate(day), ["a0"])

    assert repair.duties_lost == ("Noor",)
    assert repair.sentence().endswith("1 can no longer keep a duty.")


def test_somebody_without_a_seat_is_named():
    day = Day(HALL[:2], PAIR)
    repair = cancel(day, allocate(day), ["a1"])

    assert repair.stranded == ("Noor", "Tom")
    assert repair.moves[0].sentence() == "Noor has no seat in place of a1 in slot 2."
    assert "2 find no other" in repair.sentence()


def test_somebody_hears_why_each_wish_was_met_or_not():
    sessions = (
        Session("w", "Writing", 0, 1, access=frozenset({"step-free"})),
        Session("m", "Maths", 0, 9, access=frozenset({"step-free"})),
        Session("h", "Heads", 1, 9, phases=frozenset({"head"})),
        Session("s", "Stairs", 1, 9),
        Session("o", "Own", 1, 9, leader="Tom", access=frozenset({"step-free"})),
        Session("l", "Late", 2, 9, access=frozenset({"step-free"})),
        Session("d", "Duty", 3, 9, access=frozenset({"step-free"})),
        Session("e", "Evening", 3, 9, access=frozenset({"step-free"})),
    )
    wishes = ("Writing", "Maths", "Heads", "Stairs", "Own", "Late", "Evening", "Yoga")
    tom = Delegate("Tom", "primary", wishes, frozenset({"step-free"}), frozenset({2}), ("Duty",))
    noor = Delegate("Noor", "head", ("Writing",), absent=frozenset({1, 2, 3}))
    day = Day(sessions, (tom, noor))
    told = explain(day, allocate(day), "Tom")

    assert [wish.because for wish in told.wishes] == [
        "is full: 2 people wished for it, and it has 1 place",
        "is in slot 1",
        "is meant for another phase",
        "is in a room that does not meet your access needs",
        "is what you lead yourself",
        "runs only when you are away or lead a session",
        "runs at the same time as Duty, which you must attend",
        "is not run on the day",
    ]
    assert told.sentence().startswith(
        "You got your 2nd wish. You also have Duty. Writing (your 1st wish) is full: 2 people"
    )
    assert explain(day, allocate(day), "Noor").sentence() == "You got your 1st wish."


def test_a_wish_that_runs_with_a_dearer_one_is_explained_so():
    day = Day(
        (Session("a", "Writing", 0, 5), Session("b", "Maths", 0, 5)), (Delegate("Tom", wishes=("Maths", "Writing")),)
    )

    assert explain(day, allocate(day), "Tom").wishes[1].sentence() == (
        "Writing (your 2nd wish) runs at the same time as Maths, which you wished for more."
    )


def test_everybodys_day_can_be_explained(day, plan):
    for person in day.delegates:
        told = explain(day, plan, person.id)
        assert [wish.met for wish in told.wishes] == [
            any(seat.title == title for seat in plan.of[person.id]) for title in person.wishes
        ]
        assert told.sentence().endswith(".")


FULL = (Session("a", "Writing", 0, 1), Session("b", "Maths", 0, 1))


@pytest.mark.parametrize(
    ("sessions", "people", "limits", "words"),
    [
        (FULL, [Delegate(f"p{i}") for i in range(4)], [(Limit.SEATS,)], "add 2 seats"),
        (
            (replace(FULL[0], phases=frozenset({"primary"})), replace(FULL[1], capacity=0)),
            [Delegate("Noor", "secondary")],
            [(Limit.SEATS,), (Limit.PHASES,)],
            "seat 1 person in sessions meant for another phase (Noor)",
        ),
        (
            (replace(FULL[0], capacity=5),),
            [Delegate("Noor", needs=frozenset({"step-free"}))],
            [(Limit.ACCESS,)],
            "find rooms for 1 whose access needs no free room meets (Noor)",
        ),
        (FULL, [Delegate("Noor", must_attend=("a", "b"))], [(Limit.DUTIES,)], "excuse 1 duty (Noor: "),
        (
            (Session("a", "Writing", 0, 5), Session("b", "Writing", 1, 5)),
            [Delegate("Noor")],
            [(Limit.TITLES,)],
            "let 1 person hear a title twice (Noor)",
        ),
        (
            FULL,
            [Delegate("Noor", partner="Tom"), Delegate("Tom", partner="Noor")],
            [(Limit.SEATS,), (Limit.PAIRS,)],
            "let 1 pair sit apart (Noor and Tom)",
        ),
        (
            (Session("a", "Writing", 0, 0, phases=frozenset({"x"})),),
            [Delegate("Noor")],
            [(Limit.SEATS, Limit.PHASES)],
            "add 1 seat (a) and seat 1 person in sessions meant for another phase (Noor)",
        ),
    ],
)
def test_a_day_that_cannot_be_done_says_which_kind_of_limit_to_relax_and_by_how_little(sessions, people, limits, words):
    answer = allocate(Day(sessions, tuple(people)))

    assert isinstance(answer, NoPlan)
    assert [way.limits for way in answer.relaxations] == limits
    assert words in answer.sentence()
    assert answer.sentence().startswith("This day cannot be filled with every limit kept. It can be done if you ")


def test_a_slot_without_a_session_for_anybody_cannot_be_relaxed():
    sessions = (Session("a", "Writing", 0, 5), Session("b", "Maths", 2, 5))

    assert allocate(Day(sessions, (Delegate("Noor"),))).sentence().endswith("in a slot that has no session.")


def test_a_large_day_that_lacks_seats_says_how_many():
    day = made(300)
    tight = Day(tuple(replace(session, capacity=session.capacity * 9 // 10) for session in day.sessions), day.delegates)
    seats = [sum(s.capacity for s in tight.sessions if s.slot == slot) for slot in range(3)]
    answer = allocate(tight)

    assert isinstance(answer, NoPlan)
    assert answer.relaxations[0].amounts[Limit.SEATS] >= sum(max(0, 300 - each) for each in seats) > 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda d, p: explain(d, p, "nobody"), "There is no delegate nobody"),
        (lambda d, p: first_come(d, queue=("nobody",)), "There is no delegate nobody"),
        (lambda d, p: cancel(d, p, ["nothing"]), "There is no session nothing"),
        (lambda d, p: cancel(d, p, [s.id for s in d.sessions]), "one session and one delegate at least"),
        (lambda d, p: each_loss(d, p, kind="floor"), "A floor is no session, room or leader"),
        (lambda d, p: each_loss(Day(HALL, PAIR), p), "The plan is not one of this day"),
        (lambda d, p: cancel(Day(HALL, PAIR), p, ["a0"]), "The plan is not one of this day"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_name(day, plan, call, message):
    with pytest.raises(ValueError, match=message):
        call(day, plan)
