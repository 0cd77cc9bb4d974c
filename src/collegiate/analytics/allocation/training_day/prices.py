"""
What is a seat in each session worth? Prices at which people's own choices nearly fill the rooms.

They are found by going uphill on the bound that any prices prove, with everyone's choice made soft at first (a little
of each near-best timetable) and harder step by step. The linear programme that follows then needs to look only at
timetables that are nearly best at these prices.
"""

from dataclasses import dataclass

import numpy as np

from collegiate.analytics.allocation.linear import Floats
from collegiate.analytics.allocation.training_day.board import Board
from collegiate.analytics.allocation.training_day.timetables import Bools, Ints

STEPS = 100
#: How soft a choice is, in cost, at the first and the last step; and how far a price may move.
SOFT, HARD = 3.0, 0.05
FAR, NEAR = 0.8, 0.02
#: After so many steps, timetables that lie further than so much above somebody's best are looked at no more.
SETTLED, FAR_ABOVE = 30, 8.0


@dataclass(frozen=True, slots=True)
class _Some:
    """Some of the timetables: their cost, what they use, the seats they take, and the first of each unit."""

    cost: Floats
    used: Ints
    weight: Ints
    starts: Ints

    def above(self, of_use: Floats) -> tuple[float, Floats]:
        """The sum of everyone's cheapest at some prices, and how far each timetable lies above its unit's."""
        whole = self.cost + self.weight * sum(of_use[self.used[:, slot]] for slot in range(self.used.shape[1]))
        least = np.minimum.reduceat(whole, self.starts)
        return float(least.sum()), whole - np.repeat(least, self.many)

    @property
    def many(self) -> Ints:
        """How many timetables each unit has."""
        return np.diff(np.append(self.starts, len(self.cost)))

    def only(self, kept: Bools) -> "_Some":
        """Those that are kept; everyone keeps one at least."""
        unit = np.repeat(np.arange(len(self.starts)), self.many)[kept]
        return _Some(self.cost[kept], self.used[kept], self.weight[kept], np.flatnonzero(np.diff(unit, prepend=-1)))


def seat_prices(laid: Board, cost: Floats) -> Floats:
    """Return a price of 0 or more for each session: of all on the way, those that prove most."""
    prices = np.zeros(laid.shape[1])
    best, kept = -np.inf, prices
    drift, spread = np.zeros_like(prices), np.zeros_like(prices)
    some = _Some(cost.astype(np.float64), laid.used, laid.weight, laid.table.starts)
    for step in range(STEPS):
        part = step / STEPS
        of_use = laid.prices_of_use(prices)
        least, above = some.above(of_use)
        if (bound := least - float(prices @ laid.capacity)) > best:
            best, kept = bound, prices
        if step == SETTLED:
            some, above = some.only(above <= FAR_ABOVE), above[above <= FAR_ABOVE]
        surplus = _wanted(laid, some, above, of_use, SOFT * (HARD / SOFT) ** part) - laid.capacity
        # Steps of like size for every session, whatever its room (Adam; Kingma and Ba 2015).
        drift = 0.8 * drift + 0.2 * surplus
        spread = 0.95 * spread + 0.05 * surplus**2
        move = (drift / (1 - 0.8 ** (step + 1))) / (np.sqrt(spread / (1 - 0.95 ** (step + 1))) + 1e-9)
        prices = np.maximum(0.0, prices + FAR * (NEAR / FAR) ** part * move)
    return kept


def _wanted(laid: Board, some: _Some, above: Floats, of_use: Floats, softness: float) -> Floats:
    """How many people want a seat in each session when choices are soft."""
    _, sessions, slots, kinds = laid.shape
    chance = np.exp(-above / softness)
    people = chance / np.repeat(np.add.reduceat(chance, some.starts), some.many) * some.weight
    use = np.zeros(len(of_use))
    for slot in range(slots):
        use += np.bincount(some.used[:, slot], people, minlength=len(use))
    filler, cheapest = (numbers[sessions:-1].reshape(kinds, slots, 1) for numbers in (use, of_use))
    share = np.where(laid.fits, np.exp(-np.maximum(of_use[:sessions] - cheapest, 0.0) / softness), 0.0)
    total = share.sum(axis=2, keepdims=True)
    share = np.divide(share, total, out=np.zeros_like(share), where=total > 0)
    return np.asarray(use[:sessions] + (filler * share).sum(axis=(0, 1)))
