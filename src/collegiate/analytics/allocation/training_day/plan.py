"""A filled training day: who sits where, what it is worth on the published scale, and the proof that nothing beats it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from collegiate.analytics.allocation.training_day.day import Day, Delegate, told

METHOD = "whole timetables as columns, priced by the linear programme and searched exactly (HiGHS)"
VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """
    One person's place in one slot.

    Attributes
    ----------
    person : str
        Who.
    slot : int
        When, from 0.
    session, title : str
        Where.
    wish : int or None
        Which wish of theirs it meets, from 1; None where it meets none.
    """

    person: str
    slot: int
    session: str
    title: str
    wish: int | None

    def sentence(self) -> str:
        """Say who sits where."""
        wish = f", wish {self.wish}" if self.wish else ""
        return f"{self.person} in slot {self.slot + 1}: {self.title} ({self.session}{wish})."


@dataclass(frozen=True, slots=True)
class Score:
    """
    What a day is worth on its published scale.

    Attributes
    ----------
    cost : int
        The lower, the better.
    met : dict of int to int
        How many people with wishes get 0, 1, 2… of them.
    below : int
        How many get fewer than two wishes though their own list and slots would allow two (or none though one).
    """

    cost: int
    met: dict[int, int]
    below: int

    def sentence(self) -> str:
        """Say how many people get how many wishes."""
        parts = [
            f"{people:,} {'gets' if people == 1 else 'get'} {wishes or 'none'}"
            for wishes, people in sorted(self.met.items(), reverse=True)
        ]
        return f"Of their wishes, {told(parts)}." if parts else "Nobody has a wish."


@dataclass(frozen=True)
class Plan:
    """
    A filled day.

    Attributes
    ----------
    seats : tuple of Seat
        In order of person and slot.
    score : Score
        What it is worth.
    bound : int
        What no allocation can undercut; equal to the cost of a day proven best.
    proof : tuple of str
        The steps of the proof, each a sentence.
    digest : str
        64 hexadecimal digits that stand for the day, its seed and every seat; the same day gives the same.
    method, version : str, int
        How it was worked out.
    """

    seats: tuple[Seat, ...]
    score: Score
    bound: int
    proof: tuple[str, ...]
    digest: str
    method: str = METHOD
    version: int = VERSION

    @cached_property
    def of(self) -> Mapping[str, tuple[Seat, ...]]:
        """Each person's seats."""
        found: dict[str, list[Seat]] = {}
        for seat in self.seats:
            found.setdefault(seat.person, []).append(seat)
        return {person: tuple(seats) for person, seats in found.items()}

    @cached_property
    def taken(self) -> Mapping[str, int]:
        """How many people sit in each session that anybody sits in."""
        return Counter(seat.session for seat in self.seats)

    def sentence(self) -> str:
        """Say what people get, and that nothing does better."""
        people = len(self.of)
        best = (
            "No other allocation does better" if self.bound == self.score.cost else "Another allocation may do better"
        )
        return f"{people:,} people are seated. {self.score.sentence()} {best} on the published scale."


def score(day: Day, seats: Iterable[Seat]) -> Score:
    """Work out what seats are worth, one by one."""
    places: dict[str, list[Seat]] = {delegate.id: [] for delegate in day.delegates}
    for seat in seats:
        places[seat.person].append(seat)
    cost, below = 0, 0
    met: Counter[int] = Counter()
    for delegate in day.delegates:
        theirs, wishes, too_few = price_of(day, delegate, places[delegate.id])
        cost += theirs
        below += too_few
        if delegate.wishes:
            met[wishes] += 1
    return Score(cost, dict(sorted(met.items())), below)


def price_of(day: Day, delegate: Delegate, seats: Iterable[Seat]) -> tuple[int, int, bool]:
    """Return what somebody's seats cost on the day's scale, how many wishes they meet, and whether that is too few."""
    theirs = list(seats)
    wishes = sum(seat.wish is not None for seat in theirs)
    cost = sum(price(day, delegate, seat) for seat in theirs)
    too_few = wishes < min(2, day.slots - len(day.busy(delegate)), len(delegate.wishes))
    if too_few:
        cost += day.prices.one_met if wishes else day.prices.none_met
    return cost, wishes, too_few


def price(day: Day, delegate: Delegate, seat: Seat) -> int:
    """Return what one seat costs on the day's scale: by the wish it meets; a duty that meets none costs nothing."""
    if seat.wish is not None:
        return day.prices.rank_step * (seat.wish - 1)
    if seat.session in delegate.must_attend or seat.title in delegate.must_attend:
        return 0
    return day.prices.no_wish


def seat_in(day: Day, delegate: Delegate, session: str) -> Seat:
    """Return somebody's seat in a session."""
    place = day.by_id[session]
    wish = delegate.wishes.index(place.title) + 1 if place.title in delegate.wishes else None
    return Seat(delegate.id, place.slot, session, place.title, wish)


def digest_of(day: Day, seats: Iterable[Seat]) -> str:
    """Return 64 hexadecimal digits that stand for a day and its seats."""
    lines = [day.digest(), METHOD, str(VERSION), *(f"{seat.person}\t{seat.session}" for seat in sorted(seats))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
