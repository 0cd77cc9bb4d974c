"""
Of all days that cost the same, which? One, and the same one every time.

First the day in which fewest people have a slot without a wish; of those the one that numbers drawn from the day's seed
prefer. The numbers depend on names and the seed only, so neither the order of rows nor the machine decides.
"""

import hashlib

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import TOLERANCE, Floats, whole
from collegiate.analytics.allocation.training_day.board import Board
from collegiate.analytics.allocation.training_day.programme import Programme, programme
from collegiate.analytics.allocation.training_day.search import Found
from collegiate.analytics.allocation.training_day.timetables import Ints

#: The numbers drawn lie under this.
DRAWN = 1 << 12


def settle_ties(laid: Board, cost: Floats, found: Found, spelt: Ints) -> Ints:
    """Return, of all choices of timetables that cost as little and seat everybody, the one that the record names."""
    slack = found.cost - found.limit.bound
    columns = np.flatnonzero(found.limit.above <= slack + TOLERANCE)
    exact = programme(laid, columns, spelt)
    high = np.where(exact.unseated > 0, 0.0, np.inf)
    held = sp.csr_matrix((0, exact.rows.shape[1]))
    sums = np.zeros(0)
    if slack <= TOLERANCE:
        # At the bound itself every day keeps to the prices: filler sits where it is cheapest, dear rooms are full.
        high[_too_dear(laid, found.limit.prices, exact)] = 0.0
        full = found.limit.prices > TOLERANCE
        exact.least[exact.rooms][full] = laid.capacity[full]
    else:
        held = sp.csr_matrix(np.concatenate([cost[columns], np.zeros(len(exact.session))])[None, :])
        sums = np.array([float(found.cost)])
    # One person more with a slot without a wish weighs more than all the numbers drawn together.
    aim = laid.table.short[columns] * float(DRAWN * (len(laid.day.delegates) + 1)) + _drawn(laid, columns)
    x = whole(
        exact.cost(aim, unseated=0.0),
        sp.vstack([exact.rows, held]).tocsr(),
        np.concatenate([exact.least, sums]),
        np.concatenate([exact.most, sums]),
        integral=exact.integral,
        high=np.concatenate([np.ones(len(columns)), high]),
    )
    if x is None:
        raise ArithmeticError("The solver lost an answer that it had found.")
    return np.asarray(columns[x[: len(columns)] > 0.5], dtype=np.int64)


def _too_dear(laid: Board, prices: Floats, exact: Programme) -> Ints:
    """Which columns of filler sit in a session that is not the cheapest for their kind."""
    _, sessions, slots, kinds = laid.shape
    cheapest = laid.prices_of_use(prices)[sessions:-1].reshape(kinds, slots)
    seated = exact.session >= 0
    at = exact.session[seated]
    dear = prices[at] > cheapest[exact.kind[seated], laid.slot[at]] + TOLERANCE
    return np.flatnonzero(seated)[dear]


def _drawn(laid: Board, columns: Ints) -> Floats:
    """A number from 0 to under DRAWN for each timetable, from its names and the seed."""
    sessions = [session.id for session in laid.day.sessions]
    numbers = np.empty(len(columns))
    for place, column in enumerate(columns):
        who = [one.id for one in laid.seated.members[laid.table.unit[column]]]
        where = [sessions[session] if session >= 0 else "" for session in laid.table.session[column]]
        digest = hashlib.sha256(repr((laid.day.seed, who, where)).encode()).digest()
        numbers[place] = int.from_bytes(digest[:8]) % DRAWN
    return numbers
