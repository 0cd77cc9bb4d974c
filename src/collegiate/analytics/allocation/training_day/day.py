"""What a training day is made of: sessions in slots, the people who come, what they wish for, and what counts."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Session:
    """
    One run of a title, in one slot and one room.

    Attributes
    ----------
    id, title : str
        The session, and what it is called; a title may run several times.
    slot : int
        When it runs, from 0.
    capacity : int
        How many people it may hold, 0 or more.
    phases : frozenset of str
        Whom it is for; empty where it is for everyone.
    access : frozenset of str
        Access needs that its room meets, such as "step-free".
    room, leader : str
        Where it is, and the id of who leads it; empty where not known.
    """

    id: str
    title: str
    slot: int
    capacity: int
    phases: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()
    room: str = ""
    leader: str = ""

    def sentence(self) -> str:
        """Say what it is, when and for how many."""
        return f"{self.title} ({self.id}) in slot {self.slot + 1}, for {self.capacity}."


@dataclass(frozen=True, slots=True)
class Delegate:
    """
    Somebody who comes to the day.

    Attributes
    ----------
    id : str
        Who.
    phase : str
        Where they teach, which some sessions ask for.
    wishes : tuple of str
        Titles wished for, the dearest first.
    needs : frozenset of str
        Access needs that every room they are sent to must meet.
    absent : frozenset of int
        Slots in which they are not there (part-day).
    must_attend : tuple of str
        Sessions (by id) or titles that they are required to be at.
    partner : str
        Somebody they must sit with all day, such as the other half of a job share; both name each other.
    """

    id: str
    phase: str = ""
    wishes: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    absent: frozenset[int] = frozenset()
    must_attend: tuple[str, ...] = ()
    partner: str = ""

    def sentence(self) -> str:
        """Say who wishes for what."""
        return f"{self.id} wishes for {', '.join(self.wishes)}." if self.wishes else f"{self.id} has no wishes."


@dataclass(frozen=True, slots=True)
class Prices:
    """
    What counts, and how much: the published scale by which one day is better than another.

    Attributes
    ----------
    rank_step : int
        What each step down somebody's list costs: the first wish costs 0, the second one step.
    no_wish : int
        What a slot without a wish costs.
    one_met, none_met : int
        What it costs more when somebody gets only one wish of those they could have had, or none.
    """

    rank_step: int = 1
    no_wish: int = 10
    one_met: int = 1_000
    none_met: int = 100_000

    def __post_init__(self) -> None:
        if min(self.rank_step, self.no_wish) < 0 or not 0 <= self.one_met <= self.none_met:
            raise ValueError("Prices are 0 or more, and no wish met costs no less than one.")

    def sentence(self) -> str:
        """Say the scale."""
        return (
            f"A step down a list costs {self.rank_step}, a slot without a wish {self.no_wish}, "
            f"only one wish met {self.one_met:,} more, none {self.none_met:,} more."
        )


#: More than this is a mistake in a file.
MOST_SLOTS = 20

Named = TypeVar("Named", Session, Delegate)


@dataclass(frozen=True)
class Day:
    """
    A training day to be filled. Sessions and delegates are put in order of id, so that the order given never matters.

    Attributes
    ----------
    sessions : tuple of Session
        In order of id.
    delegates : tuple of Delegate
        In order of id.
    prices : Prices
        The published scale.
    seed : int
        Written in the record: it decides between days that are equally good.
    """

    sessions: tuple[Session, ...]
    delegates: tuple[Delegate, ...]
    prices: Prices = field(default_factory=Prices)
    seed: int = 7

    def __post_init__(self) -> None:
        object.__setattr__(self, "sessions", _in_order(self.sessions, "session"))
        object.__setattr__(self, "delegates", _in_order(self.delegates, "delegate"))
        if not self.sessions or not self.delegates:
            raise ValueError("A day has one session and one delegate at least.")
        for session in self.sessions:
            if session.slot < 0 or session.capacity < 0:
                raise ValueError(f"The slot and the capacity of {session.id} are 0 or more.")
            if session.slot >= MOST_SLOTS:
                raise ValueError(f"{session.id} is in slot {session.slot + 1}; a day has {MOST_SLOTS} slots at most.")
        self._check_leaders()
        for delegate in self.delegates:
            self._check(delegate)

    @property
    def slots(self) -> int:
        """How many slots the day has."""
        return 1 + max(session.slot for session in self.sessions)

    @cached_property
    def by_id(self) -> dict[str, Session]:
        """The sessions by id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def people(self) -> dict[str, Delegate]:
        """The delegates by id."""
        return {delegate.id: delegate for delegate in self.delegates}

    @cached_property
    def runs(self) -> dict[str, tuple[Session, ...]]:
        """The sessions of each title."""
        found: dict[str, list[Session]] = {}
        for session in self.sessions:
            found.setdefault(session.title, []).append(session)
        return {title: tuple(sessions) for title, sessions in found.items()}

    @cached_property
    def led(self) -> dict[str, tuple[Session, ...]]:
        """The sessions that each leader leads."""
        found: dict[str, list[Session]] = {}
        for session in self.sessions:
            if session.leader:
                found.setdefault(session.leader, []).append(session)
        return {leader: tuple(sessions) for leader, sessions in found.items()}

    def busy(self, delegate: Delegate) -> frozenset[int]:
        """Return the slots in which somebody cannot be seated: absent, or leading a session."""
        return delegate.absent | {session.slot for session in self.led.get(delegate.id, ())}

    def may_sit(self, delegate: Delegate, session: Session) -> bool:
        """Return whether a session is one for them: their phase, their access needs, and none that they lead themselves."""
        return (
            (not session.phases or delegate.phase in session.phases)
            and delegate.needs <= session.access
            and all(session.title != own.title for own in self.led.get(delegate.id, ()))
        )

    def digest(self) -> str:
        """Return 64 hexadecimal digits that stand for everything the day is made of."""
        parts = [repr(self.prices), repr(self.seed)]
        for session in self.sessions:
            parts.append(repr((session.id, session.title, session.slot, session.capacity)))
            parts.append(repr((sorted(session.phases), sorted(session.access), session.room, session.leader)))
        for delegate in self.delegates:
            parts.append(repr((delegate.id, delegate.phase, delegate.wishes, sorted(delegate.needs))))
            parts.append(repr((sorted(delegate.absent), delegate.must_attend, delegate.partner)))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def sentence(self) -> str:
        """Say how many people, sessions, slots and seats there are."""
        seats = sum(session.capacity for session in self.sessions)
        return f"{len(self.delegates):,} people, {len(self.sessions):,} sessions in {self.slots} slots with {seats:,} seats."

    def _check_leaders(self) -> None:
        for leader, sessions in self.led.items():
            slots = Counter(session.slot for session in sessions)
            twice = [slot for slot, times in slots.items() if times > 1]
            if twice:
                raise ValueError(f"{leader} leads two sessions in slot {twice[0] + 1}.")

    def _check(self, delegate: Delegate) -> None:
        if len(set(delegate.wishes)) != len(delegate.wishes):
            raise ValueError(f"{delegate.id} wishes for a title twice.")
        for wanted in delegate.must_attend:
            if wanted not in self.by_id and wanted not in self.runs:
                raise ValueError(f"{delegate.id} must attend {wanted}, which is no session and no title of the day.")
        if not delegate.partner:
            return
        partner = self.people.get(delegate.partner)
        if partner is None or partner.partner != delegate.id or partner is delegate:
            raise ValueError(f"{delegate.id} must sit with {delegate.partner}, who does not say the same.")
        if self.busy(partner) != self.busy(delegate):
            raise ValueError(f"{delegate.id} and {partner.id} must sit together but are not there in the same slots.")


def _in_order(given: Iterable[Named], what: str) -> tuple[Named, ...]:
    ordered = tuple(sorted(given, key=lambda one: one.id))
    for one, after in pairwise(ordered):
        if one.id == after.id:
            raise ValueError(f"The {what} {one.id} is there twice.")
    return ordered


def told(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
