"""Every pairing of a need with an offer that may be made, and the best few for one need."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grounds:
    """
    What the worth of each pairing is made of.

    Attributes
    ----------
    seriousness : float array, shape (pairings,)
        Of the need, from 0 to 100.
    similarity : float array, shape (pairings,)
        Of the two schools, from 0 to 1; NaN where not known.
    evidence : float array, shape (pairings,)
        For the offer, from 0 to 1.
    miles : float array, shape (pairings,)
        The way between them; 0 where not known.
    """

    seriousness: NDArray[np.float64]
    similarity: NDArray[np.float64]
    evidence: NDArray[np.float64]
    miles: NDArray[np.float64]

    def at(self, order: Ints) -> "Grounds":
        """Return the grounds of some pairings, in this order."""
        return Grounds(self.seriousness[order], self.similarity[order], self.evidence[order], self.miles[order])

    def sentence(self, pairing: int) -> str:
        """Say in plain words what one pairing's worth is made of."""
        alike = self.similarity[pairing]
        parts = [
            f"the need is {self.seriousness[pairing]:.0f} of 100 serious",
            "how alike the schools are is not known"
            if np.isnan(alike)
            else f"the schools are {100 * alike:.0f} % alike",
            f"the evidence is graded {100 * self.evidence[pairing]:.0f} of 100",
        ]
        if self.miles[pairing] > 0:
            parts.append(f"they are {self.miles[pairing]:.0f} miles apart")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Choices:
    """
    Every pairing that may be made. Make it by `weigh`, or by `Choices.of` from numbers of your own.

    Attributes
    ----------
    need_ids, offer_ids : tuple of str
        The needs and the offers, each in order of id.
    school : tuple of str
        Whose need each need is.
    capacity : int array, shape (offers,)
        How many needs each offer can meet, 0 or more.
    price : int array, shape (offers,)
        What one costs, in pence, 0 or more.
    need, offer : int array, shape (pairings,)
        Places in `need_ids` and `offer_ids`. Pairings are in order of need, the most worth first.
    value : int array, shape (pairings,)
        What each is worth, in whole points above 0.
    grounds : Grounds or None
        What the worth is made of, where known.
    """

    need_ids: tuple[str, ...]
    offer_ids: tuple[str, ...]
    school: tuple[str, ...]
    capacity: Ints
    price: Ints
    need: Ints
    offer: Ints
    value: Ints
    grounds: Grounds | None = None

    @classmethod
    def of(
        cls,
        *,
        need_ids: Sequence[str],
        school: Sequence[str],
        offer_ids: Sequence[str],
        capacity: Sequence[int] | Ints,
        price: Sequence[int] | Ints,
        need: Ints,
        offer: Ints,
        value: Ints,
        grounds: Grounds | None = None,
    ) -> "Choices":
        """Put needs, offers and pairings in order, so that the order they came in never matters; raise ValueError on nonsense."""
        need_order, offer_order = _order(need_ids, "need"), _order(offer_ids, "offer")
        new_need, new_offer = np.argsort(need_order), np.argsort(offer_order)
        if len(school) != len(need_ids):
            raise ValueError("Give one school for each need.")
        capacity = _one_each(capacity, len(offer_ids), "capacity")
        price = _one_each(price, len(offer_ids), "price")
        need, offer, value = (_whole(numbers) for numbers in (need, offer, value))
        _insist_on_pairings(need, offer, value, len(need_ids), len(offer_ids))
        need, offer = new_need[need], new_offer[offer]
        order = np.lexsort((offer, -value, need))
        return cls(
            need_ids=tuple(need_ids[place] for place in need_order),
            offer_ids=tuple(offer_ids[place] for place in offer_order),
            school=tuple(school[place] for place in need_order),
            capacity=capacity[offer_order],
            price=price[offer_order],
            need=need[order],
            offer=offer[order],
            value=value[order],
            grounds=grounds.at(order) if grounds else None,
        )

    def sentence(self) -> str:
        """Say how many needs, offers and pairings there are."""
        without = len(self.need_ids) - len(np.unique(self.need))
        some = f"; {_so_many(without, 'need has', 'needs have')} none" if without else ""
        there = _so_many(len(self.need_ids), "need"), _so_many(len(self.offer_ids), "offer")
        return f"{_so_many(len(self.value), 'pairing')} of {' and '.join(there)} may be made{some}."

    def of_need(self, need: str) -> slice:
        """Return which pairings are a need's; raise ValueError if there is no such need."""
        place = self.place(need, self.need_ids, "need")
        first, last = np.searchsorted(self.need, [place, place + 1])
        return slice(int(first), int(last))

    def pairing(self, need: str, offer: str) -> int | None:
        """Return the place of a pairing, or None where it may not be made; raise ValueError on an id that is not there."""
        span = self.of_need(need)
        found = np.flatnonzero(self.offer[span] == self.place(offer, self.offer_ids, "offer"))
        return span.start + int(found[0]) if found.size else None

    @staticmethod
    def place(id_: str, ids: tuple[str, ...], what: str) -> int:
        """Return the place of an id in order, or raise ValueError."""
        place = bisect_left(ids, id_)
        if place == len(ids) or ids[place] != id_:
            raise ValueError(f"There is no {what} {id_}.")
        return place


def _order(ids: Sequence[str], what: str) -> Ints:
    if len(set(ids)) != len(ids):
        twice = next(id_ for id_ in ids if list(ids).count(id_) > 1)
        raise ValueError(f"The {what} {twice} is there twice.")
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)


def _one_each(numbers: Sequence[int] | Ints, offers: int, what: str) -> Ints:
    each = np.asarray(numbers, dtype=np.int64)
    if each.shape != (offers,) or (each < 0).any():
        raise ValueError(f"Give one {what} of 0 or more for each of the {offers} offers.")
    return each


def _insist_on_pairings(need: Ints, offer: Ints, value: Ints, needs: int, offers: int) -> None:
    if not need.shape == offer.shape == value.shape:
        raise ValueError("Give a need, an offer and a worth for each pairing.")
    for what, numbers, many in (("need", need, needs), ("offer", offer, offers)):
        if numbers.size and not 0 <= numbers.min() <= numbers.max() < many:
            raise ValueError(f"A pairing points to a {what} that is not there.")
    if (value <= 0).any():
        raise ValueError("A pairing is worth more than 0 points, or it is left out.")
    if len(np.unique(need * max(offers, 1) + offer)) != len(need):
        raise ValueError("A pairing is there twice.")


def _whole(numbers: Ints) -> Ints:
    given = np.asarray(numbers)
    if given.ndim != 1 or (given.size and not np.issubdtype(given.dtype, np.integer)):
        raise ValueError("Needs, offers and points are whole numbers, in one row each.")
    return given.astype(np.int64)


def _so_many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
