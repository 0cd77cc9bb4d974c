"""Why did somebody get these sessions, and why not the others that they wished for?"""

from dataclasses import dataclass

from collegiate.analytics.allocation.training_day.day import Day, Delegate, Session, told
from collegiate.analytics.allocation.training_day.plan import Plan, Seat

_NTH = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")


@dataclass(frozen=True, slots=True)
class WishTold:
    """
    What became of one wish.

    Attributes
    ----------
    wish : int
        Which one, from 1.
    title : str
        What was wished for.
    met : bool
        Whether they got it.
    because : str
        When they have it, or why not; the end of a sentence.
    """

    wish: int
    title: str
    met: bool
    because: str

    def sentence(self) -> str:
        """Say what became of the wish."""
        return f"{self.title} (your {nth(self.wish)} wish) {self.because}."


@dataclass(frozen=True, slots=True)
class Reasons:
    """
    Somebody's day, explained to them.

    Attributes
    ----------
    person : str
        Who.
    wishes : tuple of WishTold
        Each wish, the dearest first.
    others : tuple of str
        The titles they got without having wished for them.
    """

    person: str
    wishes: tuple[WishTold, ...]
    others: tuple[str, ...]

    def sentence(self) -> str:
        """Say what they got, and why not the others."""
        got = [nth(one.wish) for one in self.wishes if one.met]
        if not self.wishes:
            words = "You had no wishes."
        elif got:
            words = f"You got your {told(got)} {'wish' if len(got) == 1 else 'wishes'}."
        else:
            words = "None of your wishes could be met."
        if self.others:
            words += f" You also have {told(self.others)}."
        return " ".join([words, *(one.sentence() for one in self.wishes if not one.met)])


def explain(day: Day, plan: Plan, person: str) -> Reasons:
    """
    Explain somebody's day to them: every wish, met or not, and why not.

    Parameters
    ----------
    day : Day
        The day.
    plan : Plan
        Where everybody sits.
    person : str
        The delegate's id.

    Returns
    -------
    Reasons
        For each wish when they have it, or what stood in the way: not run, not for them, away, another session of
        theirs at the same time, or full, with how many wished for how many places.

    Raises
    ------
    ValueError
        If there is no such delegate.

    Notes
    -----
    When not to use it: as a complaint procedure; it says what stood in the way, not whether the scale is right.

    Source
    ------
    The day's own limits, read one by one.

    Examples
    --------
    >>> from collegiate.analytics.allocation.training_day.allocate import allocate
    >>> from collegiate.analytics.allocation.training_day.day import Session
    >>> day = Day((Session("a", "Writing", 0, 1), Session("b", "Maths", 0, 2)),
    ...     (Delegate("Noor", wishes=("Writing",)), Delegate("Tom", wishes=("Writing", "Maths"))))
    >>> print(explain(day, allocate(day), "Tom").sentence())
    You got your 2nd wish. Writing (your 1st wish) is full: 2 people wished for it, and it has 1 place.
    """
    if person not in day.people:
        raise ValueError(f"There is no delegate {person}.")
    delegate = day.people[person]
    seats = plan.of.get(person, ())
    got = {seat.title: seat for seat in seats}
    wishes = tuple(
        WishTold(rank, title, title in got, _because(day, plan, delegate, title, got))
        for rank, title in enumerate(delegate.wishes, start=1)
    )
    return Reasons(person, wishes, tuple(seat.title for seat in seats if seat.wish is None))


def nth(number: int) -> str:
    """Return 1st, 2nd and so on."""
    return _NTH[number - 1] if number <= len(_NTH) else f"{number}th"


def _because(day: Day, plan: Plan, delegate: Delegate, title: str, got: dict[str, Seat]) -> str:
    if title in got:
        return f"is in slot {got[title].slot + 1}"
    runs = day.runs.get(title, ())
    if not runs:
        return "is not run on the day"
    for fits, because in (
        (lambda run: not run.phases or delegate.phase in run.phases, "is meant for another phase"),
        (lambda run: delegate.needs <= run.access, "is in a room that does not meet your access needs"),
        (lambda run: day.may_sit(delegate, run), "is what you lead yourself"),
        (lambda run: run.slot not in day.busy(delegate), "runs only when you are away or lead a session"),
    ):
        runs = tuple(run for run in runs if fits(run))
        if not runs:
            return because
    return _full_or_clashing(day, plan, delegate, title, runs, got)


def _full_or_clashing(
    day: Day, plan: Plan, delegate: Delegate, title: str, runs: tuple[Session, ...], got: dict[str, Seat]
) -> str:
    wanted = sum(title in one.wishes for one in day.delegates)
    room = sum(run.capacity for run in day.runs[title])
    if all(plan.taken.get(run.id, 0) >= run.capacity for run in runs):
        people = "1 person" if wanted == 1 else f"{wanted:,} people"
        return f"is full: {people} wished for it, and it has {room:,} {'place' if room == 1 else 'places'}"
    mine = delegate.wishes.index(title)
    at = {seat.slot: seat for seat in got.values()}
    dearer = [at[run.slot] for run in runs if run.slot in at and (at[run.slot].wish or mine + 2) <= mine]
    if len(dearer) == len(runs):
        return f"runs at the same time as {told(sorted({seat.title for seat in dearer}))}, which you wished for more"
    duties = [at[run.slot] for run in runs if run.slot in at and _is_duty(delegate, at[run.slot])]
    if len(dearer) + len(duties) == len(runs):
        return f"runs at the same time as {told(sorted({seat.title for seat in duties}))}, which you must attend"
    return "has a place left, but taking it would have cost you or others more than it gives"


def _is_duty(delegate: Delegate, seat: Seat) -> bool:
    return seat.session in delegate.must_attend or seat.title in delegate.must_attend
