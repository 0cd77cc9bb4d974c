"""The training day: against another solver's optimum, against every possible day, and kept to every limit."""

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegiate.analytics.allocation import Day, Delegate, Limit, NoPlan, Plan, Prices, Session, allocate
from tests.analytics.allocation_days import from_oracle, made


def faults(day: Day, plan: Plan) -> list[str]:
    """Everything that a plan breaks, looked for one seat at a time."""
    found = []
    for person in day.delegates:
        seats = plan.of.get(person.id, ())
        there = sorted(set(range(day.slots)) - day.busy(person))
        if [seat.slot for seat in seats] != there:
            found.append(f"{person.id} is not seated once in each slot")
        titles = [seat.title for seat in seats]
        if len(set(titles)) != len(titles):
            found.append(f"{person.id} hears a title twice")
        if not all(day.may_sit(person, day.by_id[seat.session]) for seat in seats):
            found.append(f"{person.id} sits where it is not for them")
        for duty in person.must_attend:
            if duty not in titles and duty not in [seat.session for seat in seats]:
                found.append(f"{person.id} misses {duty}")
        if person.partner and [s.session for s in seats] != [s.session for s in plan.of.get(person.partner, ())]:
            found.append(f"{person.id} does not sit with {person.partner}")
    found += [f"{id_} is overfull" for id_, people in plan.taken.items() if people > day.by_id[id_].capacity]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["day_1500_seed7", "day_1500_tight_seed7"])
def test_fifteen_hundred_people_get_the_best_day_that_another_solver_found(oracles, name):
    day, optimum = from_oracle(oracles / f"{name}.json")

    plan = allocate(day)

    assert (plan.score.cost, plan.bound) == (optimum, optimum)
    assert plan.score.below == 0
    assert faults(day, plan) == []
    assert allocate(day).digest == plan.digest


def test_the_order_in_which_people_and_sessions_are_given_does_not_matter():
    day = made(200)
    sessions, people = list(day.sessions), list(day.delegates)
    random.Random(1).shuffle(sessions)
    random.Random(2).shuffle(people)

    plan = allocate(day)

    assert allocate(Day(tuple(sessions), tuple(people))) == plan
    assert allocate(Day(day.sessions, day.delegates, seed=8)).score.cost == plan.score.cost
    assert allocate(Day(day.sessions, day.delegates, seed=8)).digest != plan.digest


def cost_the_slow_way(day: Day, places: dict[str, tuple[str, ...]]) -> int:
    """What a day costs, by reading the scale person by person."""
    cost = 0
    for person in day.delegates:
        titles = [day.by_id[id_].title for id_ in places[person.id]]
        met = [person.wishes.index(title) for title in titles if title in person.wishes]
        owed = [
            t
            for t, id_ in zip(titles, places[person.id], strict=True)
            if t not in person.wishes and {t, id_} & set(person.must_attend)
        ]
        cost += day.prices.rank_step * sum(met)
        cost += day.prices.no_wish * (len(titles) - len(met) - len(owed))
        possible = min(2, len(titles), len(person.wishes))
        if len(met) < possible:
            cost += day.prices.one_met if met else day.prices.none_met
    return cost


def best_the_slow_way(day: Day) -> int | None:
    """The least cost of all days that keep every limit, by trying every day there is."""
    choices = []
    for person in day.delegates:
        slots = [slot for slot in range(day.slots) if slot not in day.busy(person)]
        own = [
            way
            for way in product(
                *([s for s in day.sessions if s.slot == slot and day.may_sit(person, s)] for slot in slots)
            )
            if len({s.title for s in way}) == len(way)
            and all(any(duty in (s.id, s.title) for s in way) for duty in person.must_attend)
        ]
        choices.append([tuple(s.id for s in way) for way in own])
    best = None
    for ways in product(*choices):
        places = {person.id: way for person, way in zip(day.delegates, ways, strict=True)}
        flat = [id_ for way in ways for id_ in way]
        if any(flat.count(s.id) > s.capacity for s in day.sessions):
            continue
        if any(person.partner and places[person.id] != places[person.partner] for person in day.delegates):
            continue
        cost = cost_the_slow_way(day, places)
        best = cost if best is None else min(best, cost)
    return best


def with_seats(day: Day, more: dict[str, int]) -> Day:
    sessions = tuple(replace(session, capacity=session.capacity + more.get(session.id, 0)) for session in day.sessions)
    return Day(sessions, day.delegates, day.prices)


TITLES = ("maths", "music", "reading", "writing")


@st.composite
def small_days(draw) -> Day:
    slots = draw(st.integers(1, 2))
    sessions = [
        Session(
            id=f"s{place}",
            title=draw(st.sampled_from(TITLES)),
            slot=place % slots,
            capacity=draw(st.integers(0, 3)),
            phases=draw(st.sampled_from([frozenset(), frozenset({"primary"}), frozenset({"primary", "secondary"})])),
            access=draw(st.sampled_from([frozenset(), frozenset({"step-free"})])),
            leader=draw(st.sampled_from(["", "", "", "p0"])) if place < slots else "",
        )
        for place in range(draw(st.integers(2, 6)))
    ]
    paired = draw(st.booleans())
    absent = st.sampled_from([frozenset(), frozenset(), frozenset({0})])
    people = []
    for place in range(draw(st.integers(1, 3))):
        duties = st.sampled_from([(), (), (), ("s1",), (sessions[0].title,)])
        people.append(
            Delegate(
                id=f"p{place}",
                phase=draw(st.sampled_from(["primary", "secondary"])),
                wishes=tuple(draw(st.permutations(TITLES)))[: draw(st.integers(0, 4))],
                needs=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"step-free"})])),
                absent=draw(absent) if not (paired and place in (1, 2)) else frozenset(),
                must_attend=draw(duties),
                partner={1: "p2", 2: "p1"}.get(place, "") if paired else "",
            )
        )
    if paired and len(people) == 2:
        people[1] = Delegate("p1", "primary", TITLES)
    return Day(
        tuple(sessions), tuple(people), draw(st.sampled_from([Prices(), Prices(2, 7, 20, 90), Prices(0, 0, 0, 0)]))
    )


@pytest.mark.slow
@settings(max_examples=150)
@given(small_days())
def test_no_other_day_is_better_and_one_is_found_whenever_there_is_one(day):
    answer = allocate(day)

    best = best_the_slow_way(day)
    if best is None:
        assert isinstance(answer, NoPlan)
        for way in answer.relaxations:
            assert "It can be done if you " in way.sentence()
            if way.limits == (Limit.SEATS,):
                assert best_the_slow_way(with_seats(day, way.details[Limit.SEATS])) is not None
        return
    assert isinstance(answer, Plan)
    assert faults(day, answer) == []
    assert answer.score.cost == best == answer.bound
    assert answer.score.cost == cost_the_slow_way(
        day, {p.id: tuple(s.session for s in answer.of.get(p.id, ())) for p in day.delegates}
    )


@pytest.mark.slow
def test_no_single_swap_improves_the_day():
    day = made(150, seed=3, spare=1.02)
    plan = allocate(day)
    places = {person.id: [seat.session for seat in plan.of[person.id]] for person in day.delegates}
    chance = random.Random(5)

    for _ in range(1_500):
        one, other = chance.sample(day.delegates, 2)
        slot = chance.randrange(day.slots)
        swapped = {id_: list(places[id_]) for id_ in (one.id, other.id)}
        swapped[one.id][slot], swapped[other.id][slot] = swapped[other.id][slot], swapped[one.id][slot]
        fits = all(
            day.may_sit(person, day.by_id[swapped[person.id][slot]])
            and len({day.by_id[id_].title for id_ in swapped[person.id]}) == day.slots
            for person in (one, other)
        )
        if fits:
            before = part_of_cost(day, places, one, other)
            assert part_of_cost(day, swapped, one, other) >= before


def part_of_cost(day: Day, places: dict[str, list[str]], *people: Delegate) -> int:
    return cost_the_slow_way(Day(day.sessions, people, day.prices), {p.id: tuple(places[p.id]) for p in people})


def test_people_without_wishes_are_seated_where_it_is_for_them():
    sessions = (Session("a", "A", 0, 1, frozenset({"primary"})), Session("b", "B", 0, 1, frozenset({"secondary"})))
    plan = allocate(Day(sessions, (Delegate("Noor", "primary"), Delegate("Tom", "secondary"))))

    assert {seat.person: seat.session for seat in plan.seats} == {"Noor": "a", "Tom": "b"}
    assert (
        plan.sentence()
        == "2 people are seated. Nobody has a wish. No other allocation does better on the published scale."
    )
    assert plan.seats[0].sentence() == "Noor in slot 1: A (a)."


def test_where_wishes_run_short_as_few_as_can_be_get_fewer_than_two():
    sessions = tuple(Session(f"{t}{s}", t, s, 4 if t < "C" else 12) for s in range(2) for t in "ABCD")
    people = tuple(Delegate(f"p{i:02}", wishes=("A", "B")) for i in range(12))
    plan = allocate(Day(sessions, people))

    # 16 wished seats for 12 people: 8 could have two each, but one each for all 12 counts for more than any rank.
    assert plan.score.met == {1: 8, 2: 4}
    assert plan.score.below == 8
    assert not any("gentler" in step for step in plan.proof)
    assert plan.score.sentence() == "Of their wishes, 4 get 2 and 8 get 1."


def test_a_day_tells_its_steps_for_a_progress_line():
    heard: list[str] = []
    allocate(made(80), told=heard.append)

    assert heard[0] == "listing every timetable"
    assert any(words.startswith("weighing ") for words in heard)
    assert heard[-1] == "settling ties"


ONE = (Session("a", "A", 0, 1),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Day((), (Delegate("p"),)), "one session and one delegate"),
        (lambda: Day(ONE, ()), "one session and one delegate"),
        (lambda: Day(ONE + ONE, (Delegate("p"),)), "The session a is there twice"),
        (lambda: Day(ONE, (Delegate("p"), Delegate("p"))), "The delegate p is there twice"),
        (lambda: Day((Session("a", "A", -1, 1),), (Delegate("p"),)), "slot and the capacity of a are 0 or more"),
        (lambda: Day((Session("a", "A", 0, -1),), (Delegate("p"),)), "slot and the capacity of a are 0 or more"),
        (lambda: Day((Session("a", "A", 20, 1),), (Delegate("p"),)), "a is in slot 21; a day has 20 slots at most"),
        (lambda: Day(ONE, (Delegate("p", wishes=("A", "A")),)), "p wishes for a title twice"),
        (lambda: Day(ONE, (Delegate("p", must_attend=("Z",)),)), "p must attend Z, which is no session"),
        (lambda: Day(ONE, (Delegate("p", partner="q"),)), "p must sit with q, who does not say the same"),
        (lambda: Day(ONE, (Delegate("p", partner="p"),)), "p must sit with p, who does not say the same"),
        (
            lambda: Day(ONE, (Delegate("p", partner="q"), Delegate("q", partner="p", absent=frozenset({0})))),
            "p must sit with q|p and q must sit together but are not there in the same slots",
        ),
        (
            lambda: Day((Session("a", "A", 0, 1, leader="x"), Session("b", "B", 0, 1, leader="x")), (Delegate("p"),)),
            "x leads two sessions in slot 1",
        ),
        (lambda: Prices(rank_step=-1), "Prices are 0 or more"),
        (lambda: Prices(one_met=5, none_met=4), "no wish met costs no less than one"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_with_the_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.slow
def test_too_many_timetables_are_refused_before_they_fill_the_memory():
    titles = tuple(f"t{i}" for i in range(6))
    sessions = tuple(Session(f"{slot}{title}", title, slot, 400) for slot in range(6) for title in titles)
    people = tuple(Delegate(f"p{i}", wishes=titles) for i in range(600))

    with pytest.raises(ValueError, match="Divide the day, or ask for fewer wishes"):
        allocate(Day(sessions, people))


def test_words_about_the_parts_of_a_day():
    day = Day(ONE, (Delegate("p", wishes=("A",)), Delegate("q")))

    assert day.sentence() == "2 people, 1 sessions in 1 slots with 1 seats."
    assert [one.sentence() for one in (*day.sessions, *day.delegates)] == [
        "A (a) in slot 1, for 1.",
        "p wishes for A.",
        "q has no wishes.",
    ]
    assert day.prices.sentence().startswith("A step down a list costs 1, a slot without a wish 10,")
