"""Which offers should meet which needs, and what does a broker's own decision cost against that?"""

from collections.abc import Collection

import numpy as np
import scipy.sparse as sp

from collegiate.analytics._inputs import is_number, is_whole
from collegiate.analytics.allocation.linear import Floats, Sparse
from collegiate.analytics.allocation.support.choices import Choices
from collegiate.analytics.allocation.support.proposal import Departure, Match, Proposal
from collegiate.analytics.allocation.support.solver import Best, cheapest, greatest
from collegiate.values import CannotSay, Status

Pair = tuple[str, str]


def propose(
    choices: Choices,
    *,
    budget: int,
    most_per_school: int = 2,
    keep: Collection[Pair] = (),
    bar: Collection[Pair] = (),
    gap: float = 0.0,
) -> Proposal | CannotSay:
    """
    Find the set of pairings that is worth most, within capacity, budget and new programmes a school.

    Each need gets one offer at most. Of several sets that are worth the same, one that costs least is proposed. The
    solver proposes; a broker decides, and `price_of_departing` says what a decision costs.

    Parameters
    ----------
    choices : Choices
        The pairings that may be made.
    budget : int
        The most that may be spent, in pence, 0 or more.
    most_per_school : int, default 2
        New programmes that a school may have, 0 or more.
    keep, bar : collection of (str, str)
        Pairings (need, offer) that are decided on, or ruled out.
    gap : float, default 0
        How far under the best the answer may lie, as a part of it, from 0 to 1. 0 is exact; 0.001 is quicker for
        thousands of offers.

    Returns
    -------
    Proposal or CannotSay
        The best set; CannotSay where what is to be kept breaks a limit, or may not be made.

    Raises
    ------
    ValueError
        If a need or offer is not there, or a number is negative.

    Notes
    -----
    When not to use it: where needs must be met in order of seriousness whatever the total, which is a queue.

    Source
    ------
    Generalised assignment with one budget: Martello, S. and Toth, P. (1990). Knapsack Problems. Wiley, chapter 7.
    Leaving columns out by their reduced price: Dantzig, G., Fulkerson, R. and Johnson, S. (1954). Operations Research 2.

    Examples
    --------
    >>> choices = Choices.of(need_ids=["n1", "n2"], school=["Brook", "Hillside"], offer_ids=["o1"], capacity=[1],
    ...     price=[90_000], need=np.array([0, 1]), offer=np.array([0, 0]), value=np.array([30, 50]))
    >>> print(propose(choices, budget=100_000).sentence())
    1 of 2 needs get an offer, for £900 of £1,000; worth 50 points together, and no other set is worth more.
    """
    if (
        not (is_whole(budget) and is_whole(most_per_school) and is_number(gap))
        or min(budget, most_per_school) < 0
        or not 0 <= gap <= 1
    ):
        raise ValueError(
            "The budget (in whole pence) and the programmes a school are 0 or more, and the gap lies from 0 to 1."
        )
    forced, barred = np.zeros(len(choices.value), dtype=np.bool_), np.zeros(len(choices.value), dtype=np.bool_)
    for need, offer in keep:
        pairing = choices.pairing(need, offer)
        if pairing is None:
            return CannotSay(f"{offer} may not be paired with {need}.", Status.NOT_APPLICABLE)
        forced[pairing] = True
    for need, offer in bar:
        pairing = choices.pairing(need, offer)
        if pairing is not None:
            barred[pairing] = True
    if (forced & barred).any():
        return CannotSay("A pairing is both decided on and ruled out.", Status.NOT_APPLICABLE)
    if not len(choices.value):
        return _proposal(choices, Best(forced, 0, 0, 0, forced), budget, most_per_school)
    limits, most = _limits(choices, budget, most_per_school)
    value = choices.value.astype(np.float64)
    best = greatest(value, limits, most, forced=forced, barred=barred, gap=gap)
    if best is None:
        return CannotSay(
            "What is decided on breaks the budget, an offer’s capacity or a school’s limit.", Status.NOT_APPLICABLE
        )
    if gap == 0:
        cost = choices.price[choices.offer].astype(np.float64)
        cheap = cheapest(cost, value, best.total, limits, most, forced=forced, near=best.near)
        if cheap is not None:
            best = Best(cheap, best.total, best.bound, best.searched, best.near)
    return _proposal(choices, best, budget, most_per_school)


def price_of_departing(
    choices: Choices, best: Proposal, *, keep: Collection[Pair] = (), bar: Collection[Pair] = ()
) -> Departure | CannotSay:
    """
    Say what a broker's decisions cost against the best proposal, with everything else settled anew around them.

    Parameters
    ----------
    choices : Choices
        The pairings that `best` was found from.
    best : Proposal
        The proposal departed from, proven best.
    keep, bar : collection of (str, str)
        Pairings (need, offer) that the broker decides on, or rules out.

    Returns
    -------
    Departure or CannotSay
        The cost in points and money, and who gains and loses; CannotSay where the decisions break a limit.

    Raises
    ------
    ValueError
        If a need or offer is not there.

    Notes
    -----
    When not to use it: to price decisions one by one and add the prices up; decisions taken together cost more or less
    than their sum.

    Source
    ------
    The difference between a constrained optimum and the optimum: Wolsey, L. A. (2020). Integer Programming, 2nd edition.
    Wiley, chapter 2.

    Examples
    --------
    >>> choices = Choices.of(need_ids=["n1", "n2"], school=["Brook", "Hillside"], offer_ids=["o1"], capacity=[1],
    ...     price=[90_000], need=np.array([0, 1]), offer=np.array([0, 0]), value=np.array([30, 50]))
    >>> best = propose(choices, budget=100_000)
    >>> print(price_of_departing(choices, best, keep=[("n1", "o1")]).sentence())
    The decision costs 20 of 50 points (40 %); it meets n1; it leaves unmet n2.
    """
    kept = propose(choices, budget=best.budget, most_per_school=best.most_per_school, keep=keep, bar=bar)
    if isinstance(kept, CannotSay):
        return kept
    return Departure(
        proposal=kept,
        points=best.total - kept.total,
        spent_more=kept.spent - best.spent,
        gained=tuple(need for need in best.unmet if need not in kept.unmet),
        lost=tuple(need for need in kept.unmet if need not in best.unmet),
    )


def _limits(choices: Choices, budget: int, most_per_school: int) -> tuple[Sparse, Floats]:
    """One row a need, an offer and a school, and the budget's."""
    needs, offers, pairings = len(choices.need_ids), len(choices.offer_ids), len(choices.value)
    schools, school = np.unique(np.array(choices.school), return_inverse=True)
    rows = np.concatenate([choices.need, needs + choices.offer, needs + offers + school[choices.need]])
    ones = sp.csr_matrix(
        (np.ones(3 * pairings), (rows, np.tile(np.arange(pairings), 3))),
        shape=(needs + offers + len(schools), pairings),
    )
    money = sp.csr_matrix(choices.price[choices.offer][None, :].astype(np.float64))
    most = np.concatenate([np.ones(needs), choices.capacity, np.full(len(schools), most_per_school), [budget]])
    return sp.vstack([ones, money]).tocsr(), most.astype(np.float64)


def _proposal(choices: Choices, best: Best, budget: int, most_per_school: int) -> Proposal:
    matches = tuple(
        Match(
            need=choices.need_ids[choices.need[pairing]],
            school=choices.school[choices.need[pairing]],
            offer=choices.offer_ids[choices.offer[pairing]],
            value=int(choices.value[pairing]),
            price=int(choices.price[choices.offer[pairing]]),
        )
        for pairing in np.flatnonzero(best.chosen)
    )
    met = {match.need for match in matches}
    return Proposal(
        matches=matches,
        unmet=tuple(need for need in choices.need_ids if need not in met),
        total=best.total,
        bound=best.bound,
        spent=sum(match.price for match in matches),
        budget=int(budget),
        most_per_school=most_per_school,
        searched=best.searched,
        pairings=len(choices.value),
    )
