"""A training day and support for schools: proven best, beside the plain model of the same day in the same run."""

import time
from collections.abc import Iterator

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array

from collegiate.analytics.allocation import Choices, Day, Plan, Proposal, allocate, propose
from tests.analytics.allocation_days import made
from tests.bench import Bar, Line, in_a_fresh_process, timed

STAFF, COUNTY = 1_500, 6_000
COUNTY_TIMES = 20
COUNTY_MEMORY = 2_000
MATCHED = 2.0


def plain(day: Day) -> float:
    """
    Return the least cost by the model that anybody would write first: yes or no for each person and session.

    One session a slot, no title twice, capacities, and two shortfalls a person for fewer than two wishes and for none.
    """
    seats = [
        (person, place)
        for person, delegate in enumerate(day.delegates)
        for place, session in enumerate(day.sessions)
        if session.slot not in day.busy(delegate) and day.may_sit(delegate, session)
    ]
    people, sessions = len(day.delegates), len(day.sessions)
    who, where = np.array(seats).T
    slot = np.array([session.slot for session in day.sessions])
    titles = {title: place for place, title in enumerate(dict.fromkeys(session.title for session in day.sessions))}
    title = np.array([titles[session.title] for session in day.sessions])
    wish = np.array(
        [
            day.delegates[person].wishes.index(day.sessions[place].title)
            if day.sessions[place].title in day.delegates[person].wishes
            else -1
            for person, place in seats
        ]
    )
    x, each = np.arange(len(seats)), np.arange(people)
    wide = len(seats) + 2 * people
    cost = np.concatenate(
        [
            np.where(wish < 0, day.prices.no_wish, day.prices.rank_step * wish),
            np.full(people, day.prices.one_met),
            np.full(people, day.prices.none_met - day.prices.one_met),
        ]
    )
    wished = wish >= 0

    def rows(row: np.ndarray, column: np.ndarray, height: int) -> coo_array:
        return coo_array((np.ones(row.size), (row, column)), shape=(height, wide)).tocsr()

    short = rows(
        np.concatenate([who[wished], each, each]),
        np.concatenate([x[wished], len(seats) + each, len(seats) + people + each]),
        people,
    )
    limits = [
        LinearConstraint(rows(who * day.slots + slot[where], x, people * day.slots), 1, 1),
        LinearConstraint(rows(who * len(titles) + title[where], x, people * len(titles)), -np.inf, 1),
        LinearConstraint(rows(where, x, sessions), -np.inf, [session.capacity for session in day.sessions]),
        LinearConstraint(short, 2, np.inf),
    ]
    kinds = np.concatenate([np.ones(len(seats)), np.zeros(2 * people)])
    found = milp(cost, integrality=kinds, bounds=(0, 1), constraints=limits)
    assert found.success, found.message
    return float(found.fun)


def support(schools: int = 71, offers: int = 300, *, seed: int = 3) -> tuple[Choices, int]:
    """Return pairings of a town's needs with offers, about as many as the reference has, and a budget of half the wish."""
    rng = np.random.default_rng(seed)
    school = np.sort(rng.integers(0, schools, 2 * schools - 8))
    pairs = np.argwhere(rng.random((school.size, offers)) < 0.1)
    price = rng.integers(300, 4_000, offers)
    choices = Choices.of(
        need_ids=[f"n{place:04}" for place in range(school.size)],
        school=[f"s{place:03}" for place in school],
        offer_ids=[f"o{place:04}" for place in range(offers)],
        capacity=rng.integers(1, 4, offers).tolist(),
        price=price.tolist(),
        need=pairs[:, 0],
        offer=pairs[:, 1],
        value=rng.integers(20, 500, len(pairs)),
    )
    return choices, int(price.mean() * school.size / 2)


def measure() -> Iterator[Line | Bar]:
    """Yield a town's day beside the plain model of it, a county's day, and support for a town's schools."""
    day = made(STAFF)
    town, slow = timed(lambda: allocate(day), times=3)
    plan = allocate(day)
    assert isinstance(plan, Plan)
    yield Line(f"training day, {STAFF:,} staff", town, slow, f"cost {plan.score.cost:,}")
    yield Bar("training day, cost above what nothing can undercut", plan.score.cost - plan.bound, most=0, unit="")
    least: list[float] = []
    theirs, slow = timed(lambda: least.append(plain(day)), times=1)
    yield Line(f"training day, {STAFF:,} staff by plain milp", theirs, slow, f"cost {least[0]:,.0f}")
    yield Bar("training day, time against plain milp", town / theirs, most=1.0, remark="run here")
    yield Bar("training day, cost above plain milp's", plan.score.cost - round(least[0]), most=0, unit="")
    yield from county(town)
    choices, budget = support()
    taken, slow = timed(lambda: propose(choices, budget=budget), times=3)
    found = propose(choices, budget=budget)
    assert isinstance(found, Proposal)
    pairs = f"{len(choices.value):,} pairings"
    yield Line("support, 71 schools and 300 offers", taken, slow, pairs)
    yield Bar("support, 71 schools and 300 offers", taken / 1000, most=MATCHED, unit="s", remark=pairs)
    yield Bar("support, gap to the best there is", found.gap, most=0, unit="")


def county(town: float) -> Iterator[Line | Bar]:
    """Yield a county's day: its time against the town's, and its memory."""
    begin = "from tests.bench.allocation import allocate, made; day = made({}); plan = allocate(day); assert plan.bound == plan.score.cost"
    _, memory = in_a_fresh_process(begin.format(COUNTY))
    day = made(COUNTY)
    began = time.perf_counter()
    allocate(day)
    taken = (time.perf_counter() - began) * 1000
    yield Line(f"training day, {COUNTY:,} staff", taken, taken, f"{len(day.sessions)} sessions, proven best")
    yield Bar(f"training day, {COUNTY:,} staff against {STAFF:,}, time", taken / town, most=COUNTY_TIMES)
    yield Bar(f"training day, {COUNTY:,} staff, peak memory of a fresh process", memory, most=COUNTY_MEMORY, unit="MiB")
