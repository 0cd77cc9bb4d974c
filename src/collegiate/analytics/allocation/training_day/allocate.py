"""Who goes to which session, so that no other allocation is better on the published scale?"""

from collections.abc import Callable

import numpy as np

from collegiate.analytics.allocation.training_day.board import Board, board, without_timetable
from collegiate.analytics.allocation.training_day.day import Day
from collegiate.analytics.allocation.training_day.plan import Plan, Score, Seat, digest_of, score, seat_in
from collegiate.analytics.allocation.training_day.relax import NoPlan, what_to_relax
from collegiate.analytics.allocation.training_day.search import Found, find_bound, find_day
from collegiate.analytics.allocation.training_day.seating import Seating, seat
from collegiate.analytics.allocation.training_day.ties import settle_ties
from collegiate.analytics.allocation.training_day.timetables import Floats, Ints

#: Gentle prices for few wishes met, which the solver takes more easily than the published ones.
GENTLE_ONE, GENTLE_NONE = 50, 150


def allocate(day: Day, *, told: Callable[[str], None] | None = None) -> Plan | NoPlan:
    """
    Fill a training day as well as it can be filled.

    Everyone gets one session in each slot that they are there, none twice, for their phase, in a room that meets their
    access needs, and with room for everybody; duties and those who must sit together are kept. Of all such days one
    that costs least on the day's scale is found and proven; ties are settled by the day's seed.

    Parameters
    ----------
    day : Day
        Sessions, people, wishes and the scale.
    told : callable or None
        Called with a sentence at each step, for a progress line.

    Returns
    -------
    Plan or NoPlan
        The best day with its proof; NoPlan with what to relax where no day keeps everything.

    Raises
    ------
    ValueError
        If there are too many timetables to list (over 4 million).

    Notes
    -----
    When not to use it: for days of more than about five slots with many wishes each, or to seat latecomers into a day
    that is published; then use `cancel` or a waiting list, which leave everybody else where they are.

    Source
    ------
    Dantzig, G. B. and Wolfe, P. (1960). Decomposition principle for linear programs. Operations Research 8(1);
    Barnhart, C. et al. (1998). Branch-and-price. Operations Research 46(3); Held, M. and Karp, R. M. (1971). The
    traveling-salesman problem and minimum spanning trees II. Mathematical Programming 1 (prices that bound).

    Examples
    --------
    >>> from collegiate.analytics.allocation.training_day.day import Day, Delegate, Session
    >>> sessions = (Session("a1", "Writing", 0, 1), Session("b1", "Maths", 0, 2), Session("b2", "Maths", 1, 2),
    ...     Session("a2", "Writing", 1, 1))
    >>> people = (Delegate("Noor", wishes=("Writing", "Maths")), Delegate("Tom", wishes=("Writing", "Maths")))
    >>> print(allocate(Day(sessions, people)).sentence())
    2 people are seated. Of their wishes, 2 get 2. No other allocation does better on the published scale.
    """
    tell = told or (lambda words: None)
    tell("listing every timetable")
    laid = board(day)
    if without_timetable(laid).any():
        return what_to_relax(day)
    gentle = _cost(laid, min(GENTLE_ONE, day.prices.one_met), min(GENTLE_NONE, day.prices.none_met))
    real = _cost(laid, day.prices.one_met, day.prices.none_met)
    found, seating = _fill(laid, gentle, tell)
    if found.unseated or seating.standing.size:
        return what_to_relax(day)
    enough = _no_better_at(laid, found.chosen, real - gentle)
    if not enough:
        found, seating = _fill(laid, real, tell, known=found.chosen)
    return _plan(laid, found, seating, gentle=enough and not np.array_equal(gentle, real))


def _cost(laid: Board, one: int, none: int) -> Floats:
    table = laid.table
    return (table.cost + one * table.one + none * table.none).astype(np.float64)


def _no_better_at(laid: Board, chosen: Ints, dearer: Floats) -> bool:
    """
    Say whether the cheapest day stays cheapest when some timetables become dearer.

    Every day becomes dearer by the sum of what each unit's least affected timetable does, at least; a day that becomes
    dearer by just that stays the cheapest.
    """
    least = np.minimum.reduceat(dearer, laid.table.starts).sum()
    return bool(dearer[chosen].sum() <= least)


def _fill(laid: Board, cost: Floats, tell: Callable[[str], None], known: Ints | None = None) -> tuple[Found, Seating]:
    """Search, settle ties and seat; spell out who could not be seated, until everyone can."""
    limit = find_bound(laid, cost, tell, known=known)
    spelt = np.zeros(0, dtype=np.int64)
    while True:
        found = find_day(laid, cost, limit, spelt, tell, known=known)
        if found.unseated:
            return found, Seating(laid.table.session[found.chosen])
        tell("settling ties")
        chosen = settle_ties(laid, cost, found, spelt)
        seating = seat(laid, chosen)
        standing = np.setdiff1d(seating.standing, spelt)
        if not standing.size:
            return Found(chosen, found.cost, 0, limit, found.searched), seating
        tell(f"spelling out {len(standing)} people who could not be seated")
        spelt = np.union1d(spelt, standing)


def _plan(laid: Board, found: Found, seating: Seating, *, gentle: bool) -> Plan:
    day = laid.day
    seats: list[Seat] = []
    for members, row in zip(laid.seated.members, seating.session, strict=True):
        for one in members:
            seats += [seat_in(day, one, day.sessions[place].id) for place in row if place >= 0]
    seats.sort()
    worth = score(day, seats)
    lift = worth.cost - found.cost
    bound = int(np.ceil(found.limit.bound - 1e-6))
    return Plan(
        seats=tuple(seats),
        score=worth,
        bound=worth.cost,
        proof=_proof(laid, found, worth, bound, lift, gentle=gentle),
        digest=digest_of(day, seats),
    )


def _proof(laid: Board, found: Found, worth: Score, bound: int, lift: int, *, gentle: bool) -> tuple[str, ...]:
    steps = [
        f"With a price on each seat, no allocation can cost less than {bound:,}: "
        f"that is the least everyone's own best timetable costs at those prices, less what the seats bring in."
    ]
    if found.cost == bound:
        steps.append(f"This allocation costs {found.cost:,}, so none costs less.")
    else:
        steps.append(
            f"This allocation costs {found.cost:,}. Of {len(laid.table.unit):,} timetables all but {found.searched:,} "
            f"would make any allocation cost {found.cost:,} or more; those {found.searched:,} were searched exactly, "
            f"and none costs less."
        )
    if gentle:
        steps.append(
            f"That was at gentler prices for having few wishes met ({GENTLE_ONE} and {GENTLE_NONE}). "
            + (
                "Nobody has fewer wishes met than their own list and slots allow, so the published prices change nothing"
                if not worth.below
                else "Only those have few wishes met whose own list allows no more, so the published prices add "
                f"{lift:,} to every allocation"
            )
            + ": it is the best at those and at all dearer prices too."
        )
    return tuple(steps)
