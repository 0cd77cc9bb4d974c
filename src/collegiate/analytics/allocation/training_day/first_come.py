"""What would first come, first served have done? The day that the best one is held against."""

from dataclasses import dataclass

from collegiate.analytics.allocation.training_day.day import Day
from collegiate.analytics.allocation.training_day.plan import Score, Seat, score, seat_in


@dataclass(frozen=True, slots=True)
class FirstCome:
    """
    A day filled in the order of the queue.

    Attributes
    ----------
    score : Score
        What it is worth on the day's scale; the unseated count as nothing.
    unseated : int
        People-slots for which no seat was left.
    """

    score: Score
    unseated: int

    def sentence(self) -> str:
        """Say what people would get, and how many would be left standing."""
        lacking = "1 seat is" if self.unseated == 1 else f"{self.unseated:,} seats are"
        left = f" {lacking} lacking." if self.unseated else ""
        return f"First come, first served: {self.score.sentence()[0].lower()}{self.score.sentence()[1:]}{left}"


def first_come(day: Day, *, queue: tuple[str, ...] = ()) -> FirstCome:
    """
    Fill a day in the order of a queue: everyone takes the dearest wishes that still have a seat, then any seat for them.

    Duties come first; those who must sit together take seats together.

    Parameters
    ----------
    day : Day
        The day.
    queue : tuple of str
        Ids of delegates in the order they come; whoever is not named follows in order of id.

    Returns
    -------
    FirstCome
        What the day would be worth, and how many seats would lack.

    Raises
    ------
    ValueError
        If the queue names somebody who is no delegate.

    Notes
    -----
    When not to use it: to fill a day. It is here to be compared with.

    Source
    ------
    Serial dictatorship: Abdulkadiroğlu, A. and Sönmez, T. (1998). Econometrica 66(3).

    Examples
    --------
    >>> from collegiate.analytics.allocation.training_day.day import Delegate, Session
    >>> day = Day((Session("a", "Writing", 0, 1), Session("b", "Maths", 0, 2)),
    ...     (Delegate("Noor", wishes=("Writing",)), Delegate("Tom", wishes=("Writing",))))
    >>> print(first_come(day).sentence())
    First come, first served: of their wishes, 1 gets 1 and 1 gets none.
    """
    for name in queue:
        if name not in day.people:
            raise ValueError(f"There is no delegate {name}.")
    free = {session.id: session.capacity for session in day.sessions}
    held: dict[str, dict[int, Seat]] = {}
    unseated = 0
    order = [*queue, *(delegate.id for delegate in day.delegates if delegate.id not in set(queue))]
    for name in sorted(order, key=lambda one: not day.people[one].must_attend):
        if name not in held:
            unseated += _serve(day, name, free, held)
    return FirstCome(score(day, [seat for seats in held.values() for seat in seats.values()]), unseated)


def _serve(day: Day, name: str, free: dict[str, int], held: dict[str, dict[int, Seat]]) -> int:
    first = day.people[name]
    group = [first, day.people[first.partner]] if first.partner else [first]
    for one in group:
        held[one.id] = {}
    there = set(range(day.slots)) - day.busy(first)
    wanted = [duty for one in group for duty in one.must_attend] + [wish for one in group for wish in one.wishes]
    runs = [run for name in wanted for run in ([day.by_id[name]] if name in day.by_id else day.runs.get(name, ()))]
    for session in [*runs, *sorted(day.sessions, key=lambda session: -free[session.id])]:
        mine = held[first.id]
        if (
            session.slot in there - mine.keys()
            and free[session.id] >= len(group)
            and all(seat.title != session.title for seat in mine.values())
            and all(day.may_sit(one, session) for one in group)
        ):
            free[session.id] -= len(group)
            for one in group:
                held[one.id][session.slot] = seat_in(day, one, session.id)
    return (len(there) - len(held[first.id])) * len(group)
