"""
The cheapest day, with its proof.

1. Prices on seats give a bound and say which timetables are nearly best for each person (`prices`).
2. The linear programme over those gives better prices; any timetable that would still be a bargain at them joins, until
   none is left: then the bound is that of all timetables.
3. The exact search looks only at timetables within the gap of the bound; the others cannot be part of a better day.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from collegiate.analytics.allocation.linear import TOLERANCE, relax, whole
from collegiate.analytics.allocation.training_day.board import UNSEATED, Board
from collegiate.analytics.allocation.training_day.prices import seat_prices
from collegiate.analytics.allocation.training_day.programme import programme
from collegiate.analytics.allocation.training_day.timetables import FILLER, Bools, Floats, Ints

#: Timetables this near to somebody's best are looked at first.
FIRST = 1.0

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bound:
    """
    Prices on seats and what they prove.

    Attributes
    ----------
    prices : float array, shape (sessions,)
        What a seat is worth, 0 or more.
    bound : float
        No day costs less.
    above : float array, shape (columns,)
        A day with this timetable costs at least so much more than the bound.
    """

    prices: Floats
    bound: float
    above: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """
    The cheapest choice of timetables.

    Attributes
    ----------
    chosen : int array, shape (units,)
        The column of each unit.
    cost : int
        What they cost, without the unseated.
    unseated : int
        People-slots for which there is no seat; 0 in a day that can be done.
    limit : Bound
        The prices that prove it.
    searched : int
        How many timetables the exact search looked at.
    """

    chosen: Ints
    cost: int
    unseated: int
    limit: Bound
    searched: int


def find_bound(laid: Board, cost: Floats, told: Told, *, known: Ints | None = None) -> Bound:
    """
    Return the best bound that prices on seats can prove: that of the linear programme over all timetables.

    Where a day that seats everybody is `known`, by its timetables, nobody is left unseated to save on other costs.
    """
    prices = seat_prices(laid, cost)
    _, above = laid.reduced(cost, prices)
    flows = laid.flows()
    near = (above <= FIRST) | _most_filler(laid)
    may_lack = np.inf if known is None else 0.0
    if known is not None:
        near[known] = True
    while True:
        columns = np.flatnonzero(near)
        told(f"weighing {len(columns):,} of {len(near):,} timetables")
        equal, room = laid.rows(columns)
        answer = relax(
            np.concatenate([cost[columns], UNSEATED * flows.unseated]),
            equal=sp.hstack([equal, flows.equal], format="csr"),
            to=np.concatenate([np.ones(laid.shape[0]), np.zeros(equal.shape[0] - laid.shape[0])]),
            under=sp.hstack([room, flows.room], format="csr"),
            most=laid.capacity.astype(np.float64),
            high=np.concatenate([np.full(len(columns), np.inf), np.where(flows.unseated > 0, may_lack, np.inf)]),
        )
        if answer is None:
            raise ArithmeticError(
                "The solver found no answer where there is one: the unseated make every day possible."
            )
        prices = np.minimum(-answer.under, UNSEATED)
        # Bargains: cheaper at these prices than what the programme pays for that unit.
        gain = laid.at(cost, prices) - answer.equal[laid.table.unit]
        if not ((gain < -TOLERANCE) & ~near).any():
            return Bound(prices, *laid.reduced(cost, prices))
        near |= gain < FIRST / 4


def _most_filler(laid: Board) -> Bools:
    """The timetables of each unit with most filler: always enough, where rooms are full of others."""
    filler = (laid.table.session == FILLER).sum(axis=1)
    most = np.maximum.reduceat(filler, laid.table.starts)
    return np.asarray(filler == np.repeat(most, np.diff(np.append(laid.table.starts, len(filler)))))


def find_day(laid: Board, cost: Floats, limit: Bound, spelt: Ints, told: Told, *, known: Ints | None = None) -> Found:
    """Return the cheapest choice of timetables under the bound's prices, with some units' filler spelt out."""
    reach = 0.0
    while True:
        near = limit.above <= reach + TOLERANCE
        if known is not None:
            near[known] = True
        columns = np.flatnonzero(near)
        told(f"searching {len(columns):,} of {len(cost):,} timetables exactly")
        exact = programme(laid, columns, spelt)
        x = whole(
            exact.cost(cost[columns], unseated=UNSEATED),
            exact.rows,
            exact.least,
            exact.most,
            integral=exact.integral,
            high=exact.high(may_lack=known is None),
        )
        if x is None:
            raise ArithmeticError(
                "The solver found no answer where there is one: the unseated make every day possible."
            )
        taken = columns[x[: len(columns)] > 0.5]
        unseated = float(exact.unseated @ x[len(columns) :])
        total = float(cost[taken].sum()) + UNSEATED * unseated
        if len(columns) == len(cost) or total - limit.bound <= reach + 1 - TOLERANCE:
            return Found(taken, round(float(cost[taken].sum())), round(unseated), limit, len(columns))
        # Step by step: the first answers may be far off for want of a few timetables.
        reach = min(total - limit.bound, max(FIRST, 4 * reach))
