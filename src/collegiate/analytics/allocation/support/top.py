"""Which offers would serve one need best, and what stands in the way of each?"""

from collections import Counter
from dataclasses import dataclass

from collegiate.analytics._inputs import is_whole
from collegiate.analytics.allocation.support.choices import Choices
from collegiate.analytics.allocation.support.proposal import Proposal
from collegiate.values import Money


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    An offer that may be made to a need.

    Attributes
    ----------
    offer : str
        Its id.
    value, price : int
        What the pairing is worth in points, and what it costs in pence.
    because : str
        What the worth is made of; empty where not known.
    proposed : bool
        Whether the proposal pairs them.
    places_left : int
        Places that the proposal leaves in the offer.
    """

    offer: str
    value: int
    price: int
    because: str
    proposed: bool
    places_left: int

    def sentence(self) -> str:
        """Say what the offer is worth here, why, and whether it is proposed, free or taken."""
        free = (
            f"{self.places_left} place{'' if self.places_left == 1 else 's'} left"
            if self.places_left
            else "full in the proposal"
        )
        state = "proposed" if self.proposed else free
        because = f" ({self.because})" if self.because else ""
        return f"{self.offer}: {self.value} points for {Money(self.price).pounds}, {state}{because}."


@dataclass(frozen=True, slots=True)
class TopOffers:
    """
    The offers that would serve a need best.

    Attributes
    ----------
    need, school : str
        Whose need.
    candidates : tuple of Candidate
        The most worth first.
    others : int
        How many more may be made.
    """

    need: str
    school: str
    candidates: tuple[Candidate, ...]
    others: int

    def sentence(self) -> str:
        """Say how many offers may be made and which is worth most."""
        if not self.candidates:
            return f"No offer may be made to {self.need} at {self.school}."
        first = self.candidates[0]
        many = len(self.candidates) + self.others
        return f"{many} offers may be made to {self.need} at {self.school}; worth most is {first.offer} with {first.value} points."


def top_offers(choices: Choices, need: str, *, proposal: Proposal | None = None, most: int = 10) -> TopOffers:
    """
    List the best offers for a need with the reasons, for a broker to choose from.

    Parameters
    ----------
    choices : Choices
        The pairings that may be made.
    need : str
        The need's id.
    proposal : Proposal or None
        The proposal to hold them against: what it takes is not free.
    most : int, default 10
        How many to list, 1 or more.

    Returns
    -------
    TopOffers
        The most worth first; equal worth by id.

    Raises
    ------
    ValueError
        If there is no such need, or `most` is below 1.

    Notes
    -----
    When not to use it: to settle all needs by taking the first of each list; that is a queue, which reaches about four
    fifths of what `propose` does.

    Source
    ------
    The partnership's own practice: the broker sees the reasons and decides.

    Examples
    --------
    >>> import numpy as np
    >>> choices = Choices.of(need_ids=["n1"], school=["Brook"], offer_ids=["o1", "o2"], capacity=[1, 1], price=[90_000, 50_000],
    ...     need=np.array([0, 0]), offer=np.array([0, 1]), value=np.array([30, 50]))
    >>> print(top_offers(choices, "n1").candidates[0].sentence())
    o2: 50 points for £500, 1 place left.
    """
    if not is_whole(most) or most < 1:
        raise ValueError("List 1 offer or more.")
    span = choices.of_need(need)
    taken = Counter(match.offer for match in proposal.matches) if proposal else Counter[str]()
    match = proposal.of_need(need) if proposal else None
    candidates = []
    for pairing in range(span.start, min(span.stop, span.start + most)):
        place = int(choices.offer[pairing])
        offer = choices.offer_ids[place]
        candidates.append(
            Candidate(
                offer=offer,
                value=int(choices.value[pairing]),
                price=int(choices.price[place]),
                because=choices.grounds.sentence(pairing) if choices.grounds else "",
                proposed=match is not None and match.offer == offer,
                places_left=int(choices.capacity[place]) - taken[offer],
            )
        )
    school = choices.school[choices.place(need, choices.need_ids, "need")]
    return TopOffers(need, school, tuple(candidates), span.stop - span.start - len(candidates))
