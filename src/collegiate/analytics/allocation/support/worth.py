"""What is each pairing of a need with an offer worth, and which may not be made?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics._inputs import is_number
from collegiate.analytics.allocation.support.choices import Choices, Grounds

#: A mile in metres.
MILE = 1609.344


@dataclass(frozen=True, slots=True)
class Need:
    """
    Something that a school needs help with.

    Attributes
    ----------
    id, school, theme : str
        The need, the organisation whose need it is, and what it is about.
    seriousness : float
        How serious it is, from 0 to 100.
    at : tuple of float, or None
        Easting and northing in metres; None where not known, and then no distance counts.
    """

    id: str
    school: str
    theme: str
    seriousness: float
    at: tuple[float, float] | None = None

    def sentence(self) -> str:
        """Say whose need it is, about what and how serious."""
        return f"{self.school} needs help with {self.theme} (seriousness {self.seriousness:.0f} of 100)."


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Help that somebody offers.

    Attributes
    ----------
    id, provider, theme : str
        The offer, the organisation that makes it, and what it is about.
    capacity : int
        How many needs it can meet.
    price : int
        What one costs the fund, in pence.
    evidence : float
        How good the evidence for it is, from 0 (none) to 1 (the strongest grade).
    at : tuple of float, or None
        Easting and northing in metres; None where it comes to the school.
    """

    id: str
    provider: str
    theme: str
    capacity: int
    price: int
    evidence: float
    at: tuple[float, float] | None = None

    def sentence(self) -> str:
        """Say who offers what, for how many and at what price."""
        return f"{self.provider} offers {self.theme} to {self.capacity} at £{self.price / 100:,.2f} each."


def weigh(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    *,
    similarity: NDArray[np.float64] | None = None,
    conflicts: Iterable[tuple[str, str]] = (),
    furthest_miles: float = 15.0,
    points_a_mile: float = 5.0,
) -> Choices:
    """
    Find every pairing of a need with an offer that may be made, and what it is worth.

    Worth = 10 × seriousness × (0.5 + 0.5 × similarity) × evidence - points for the miles, in whole points; pairings
    worth nothing are left out. A pairing is barred where the theme differs, the school would help itself, a conflict of
    interest is declared, or the way is longer than `furthest_miles`.

    Parameters
    ----------
    needs : sequence of Need
        The needs; ids are unique.
    offers : sequence of Offer
        The offers; ids are unique.
    similarity : float array, shape (needs, offers), or None
        How alike the needing school and the helping one are, from 0 to 1. None: not known, counted as 0 for all.
    conflicts : iterable of (str, str)
        School and provider between whom an interest is declared, in this order.
    furthest_miles : float, default 15
        The longest way, in miles as the crow flies; 0 or more.
    points_a_mile : float, default 5
        What a mile takes from the worth, in points; 0 or more.

    Returns
    -------
    Choices
        The pairings with their worth, from 1 to 1,000 points each, and the grounds for it.

    Raises
    ------
    ValueError
        If an id is there twice, a number is out of its range or not a number, or `similarity` has another shape.

    Notes
    -----
    When not to use it: to rank schools. The worth compares pairings for one broker's decision; its points have no
    meaning outside it.

    Source
    ------
    The partnership's own rule, agreed by its Strategic Group; the weights are written down so that they can be argued with.

    Examples
    --------
    >>> needs = [Need("n1", "Hillside", "writing", 80)]
    >>> offers = [Offer("o1", "Brook", "writing", 2, 150_000, 0.5), Offer("o2", "Hillside", "writing", 2, 0, 1.0)]
    >>> weigh(needs, offers, similarity=np.array([[0.5, 1.0]])).value
    array([300])
    """
    _check(needs, offers, similarity, furthest_miles, points_a_mile)
    barred = set(conflicts)
    alike = np.zeros((len(needs), len(offers))) if similarity is None else similarity
    by_theme: dict[str, list[int]] = {}
    for place, offer in enumerate(offers):
        by_theme.setdefault(offer.theme, []).append(place)
    evidence = np.array([offer.evidence for offer in offers], dtype=np.float64)
    where = np.array([offer.at or (np.nan, np.nan) for offer in offers], dtype=np.float64).reshape(-1, 2)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
    for place, need in enumerate(needs):
        near = np.array(
            [
                offer
                for offer in by_theme.get(need.theme, [])
                if offers[offer].provider != need.school and (need.school, offers[offer].provider) not in barred
            ],
            dtype=np.int64,
        )
        miles = np.nan_to_num(np.hypot(*(where[near] - np.array(need.at or (np.nan, np.nan))).T) / MILE)
        worth = 10 * need.seriousness * (0.5 + 0.5 * alike[place, near]) * evidence[near] - points_a_mile * miles
        points = np.rint(worth).astype(np.int64)
        kept = (miles <= furthest_miles) & (points > 0)
        found.append((np.full(int(kept.sum()), place), near[kept], points[kept], miles[kept]))
    return _choices(needs, offers, found, alike if similarity is not None else None)


def _choices(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]],
    alike: NDArray[np.float64] | None,
) -> Choices:
    nothing = np.zeros(0, dtype=np.int64)
    need, offer, value = (np.concatenate([nothing, *(part[k] for part in found)]).astype(np.int64) for k in range(3))
    miles = np.concatenate([nothing, *(part[3] for part in found)]).astype(np.float64)
    return Choices.of(
        need_ids=[one.id for one in needs],
        school=[one.school for one in needs],
        offer_ids=[one.id for one in offers],
        capacity=[one.capacity for one in offers],
        price=[one.price for one in offers],
        need=need,
        offer=offer,
        value=value,
        grounds=Grounds(
            seriousness=np.array([one.seriousness for one in needs])[need] if need.size else miles,
            similarity=alike[need, offer] if alike is not None else np.full(len(need), np.nan),
            evidence=np.array([one.evidence for one in offers])[offer] if need.size else miles,
            miles=miles,
        ),
    )


def _check(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    similarity: NDArray[np.float64] | None,
    furthest_miles: float,
    points_a_mile: float,
) -> None:
    for need in needs:
        if not 0 <= need.seriousness <= 100:
            raise ValueError(f"The seriousness of {need.id} is {need.seriousness}; give a number from 0 to 100.")
    for offer in offers:
        if not 0 <= offer.evidence <= 1:
            raise ValueError(f"The evidence grade of {offer.id} is {offer.evidence}; give a number from 0 to 1.")
    if similarity is not None:
        if similarity.shape != (len(needs), len(offers)):
            raise ValueError(f"The similarity has the shape {similarity.shape}; give {len(needs)} by {len(offers)}.")
        if similarity.dtype.kind not in "biuf" or not np.all((similarity >= 0) & (similarity <= 1)):
            raise ValueError("Similarity lies from 0 to 1.")
    for what, number in (("The furthest way", furthest_miles), ("The points a mile", points_a_mile)):
        if not is_number(number) or number < 0:
            raise ValueError(f"{what} is {number}; give a number of 0 or more.")
