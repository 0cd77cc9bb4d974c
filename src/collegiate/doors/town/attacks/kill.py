"""A process that keeps the books is killed in the middle of a deed, as by a power cut: all of it is there, or none."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from django.db import connection, connections

from collegiate.doors.town.attacks.scene import DAY, NOW, Scene, set_up
from collegiate.foundation.record.chain import head_now, verify
from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Commitment, Contribution, Entry, Fund, Leg, Payment
from collegiate.values import Money

HELP = "a process is killed in the middle of posting, paying and promising; each time all is there, or nothing"
OPTIONS = {"times": (50, "how often each deed is cut off")}
BOTH_KINDS = True
A_SUM = Money(1_000)
STEP, COMMITS, COMMITTED = b".", b"c", b"d"
PATIENCE = 20.0  # seconds in which a server must have noticed that its client is gone


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: what it is called, how the row it is about is made ready, and how it is done to it."""

    name: str
    ready: Callable[[], Any]
    do: Callable[[Any], object]


class Cut(NamedTuple):
    """How a deed was cut off: how many statements it had begun, whether it asked for the end, and whether that came."""

    steps: int
    asked: bool
    told: bool


def attack(say: Callable[[str], None], *, times: int) -> tuple[str, bool]:
    """Kill each deed so many times, at every place in turn and at random; the last line is `whole N of N`."""
    house, whole, middle = House(set_up()), 0, 0
    for deed in house.deeds():
        steps, span, moves = house.undisturbed(deed)
        row = deed.ready()
        within = 0
        for place in range(times):
            at = 0 if place % 2 else chosen(place // 2, of=(times + 1) // 2, steps=steps)
            before = house.stands()
            cut = cut_off(partial(deed.do, row), at=at, after=random.uniform(0, span), steps=steps)
            moved = tuple(now - then for now, then in zip(house.stands(), before, strict=True))
            half = any(moved) and moved != moves
            half = (
                half or (cut.told and not any(moved)) or bool(queries.faults()) or bool(verify(everything=True).fault)
            )
            whole += not half
            within += cut.steps > 0 and not cut.told
            if half:
                say(f"HALF DONE  {deed.name}: killed after {cut.steps} of {steps} statements: {moved}")
            if any(moved):
                row = deed.ready()
        middle += within
        say(
            f"whole  {deed.name}, {steps} statements: killed {times} times, {within} of them before it was told of its end"
        )
        say(f"whole  {deed.name}: done afterwards, as if nothing had been: {house.goes_on(deed, row, moves)}")
    good = whole == times * len(house.deeds()) and middle >= times
    return f"whole {whole} of {times * len(house.deeds())}", good


def chosen(turn: int, *, of: int, steps: int) -> int:
    """Return a place for each turn, spread evenly from before the second statement to just after the end."""
    return 2 + round(turn * steps / max(1, of - 1))


class House:
    """A fund with plenty of money, and whatever a deed needs to be done again and again."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.pot, self.years = scene, scene.open_fund("Pooled fund"), count(2_000)
        scene.received(Money(100_000_000), pot=self.pot)
        self.decision = scene.decide(Money(50_000_000))
        self.promise = self._promised(Money(40_000_000))

    def deeds(self) -> list[Deed]:
        """Return the three deeds that move money."""
        scene = self.scene
        return [
            Deed("posting", lambda: scene.due(A_SUM, pot=self.pot, year=str(next(self.years))), self._received),
            Deed("paying", self._authorised, lambda row: commands.send_payment(row, on=DAY, by=scene.keeper, at=NOW)),
            Deed("promising", lambda: A_SUM, self._promised),
        ]

    def _received(self, row: Contribution) -> Contribution:
        return commands.receive_contribution(row, on=DAY, by=self.scene.keeper, at=NOW)

    def _promised(self, amount: Money) -> Commitment:
        return commands.set_aside(
            amount, fund=self.pot, decision=self.decision, what_for="Coaching", by=self.scene.by("coordinator"), at=NOW
        )

    def _authorised(self) -> Payment:
        scene = self.scene
        asked = commands.request_payment(
            self.promise, payee=scene.provider, amount=A_SUM, memo="Workshops", by=scene.by("coordinator"), at=NOW
        )
        checked = commands.check_payment(asked, by=scene.by("clerk"), at=NOW)
        return commands.authorise_payment(checked, by=scene.by("authoriser"), at=NOW)

    def stands(self) -> tuple[int, ...]:
        """Return what a deed moves: rows of each kind, sums of money, and lines of the record."""
        pot = Fund.objects.get(pk=self.pot.pk)
        promised = list(Commitment.objects.values_list("committed_pence", "paid_pence"))
        return (
            Entry.objects.count(), Entry.objects.filter(posted_at__isnull=False).count(), Leg.objects.count(),
            Contribution.objects.filter(entry__isnull=False).count(), Payment.objects.filter(entry__isnull=False).count(),
            len(promised), sum(one for one, _ in promised), sum(paid for _, paid in promised), pot.received_pence,
            pot.promised_pence, head_now().seq, Line.objects.count(),
        )  # fmt: skip

    def undisturbed(self, deed: Deed) -> tuple[int, float, tuple[int, ...]]:
        """Do a deed once in a process that nobody kills; return its statements, its seconds, and what it moves."""
        row, before = deed.ready(), self.stands()
        began = time.monotonic()
        cut = cut_off(partial(deed.do, row), at=0, after=PATIENCE * 60, steps=0)
        span = time.monotonic() - began
        return cut.steps, span, tuple(now - then for now, then in zip(self.stands(), before, strict=True))

    def goes_on(self, deed: Deed, row: Any, moves: tuple[int, ...]) -> bool:
        """Say whether a deed that was cut off can be done afterwards, by somebody else, and moves what it should."""
        before = self.stands()
        deed.do(row)
        return tuple(now - then for now, then in zip(self.stands(), before, strict=True)) == moves


def cut_off(do: Callable[[], object], *, at: int, after: float, steps: int) -> Cut:
    """
    Do a deed in a process of its own and kill it: before its statement `at` (one more than `steps`: before it ends; two more:
    just after), or, where `at` is 0, so many seconds after it began.

    :raises RuntimeError: if the deed failed by itself
    """
    connections.close_all()  # a process that is born shares no connection with this one
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        _die_doing(do, at=at, steps=steps, mouth=mouth)
    os.close(mouth)
    said = os.read(ear, 1)  # it has begun
    if at == 0:
        _wait(child, after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(ear, 1_000):
        said += more
    os.close(ear)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL) and status:
        raise RuntimeError(f"The deed failed by itself, after {len(said)} statements.")
    _until_it_is_gone()
    return Cut(said.count(STEP), COMMITS in said, COMMITTED in said)


def _wait(child: int, seconds: float) -> None:
    """Wait so long, or until the process ends; leave its ending to be read by whoever asks for it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(min(0.001, seconds / 20))


def _die_doing(do: Callable[[], object], *, at: int, steps: int, mouth: int) -> None:
    """Do a deed, saying each step through a pipe, and kill this very process at the place that was chosen; never return."""
    told = count(1)

    def die_if(here: bool) -> None:
        if here:
            os.kill(os.getpid(), signal.SIGKILL)

    def step(execute: Callable[..., Any], *statement: Any) -> Any:
        die_if(next(told) == at)
        os.write(mouth, STEP)
        return execute(*statement)

    commit = connection.commit

    def commits() -> None:
        os.write(mouth, COMMITS)
        die_if(bool(at) and at == steps + 1)
        commit()
        os.write(mouth, COMMITTED)
        die_if(bool(at) and at == steps + 2)

    try:
        setattr(connection, "commit", commits)  # noqa: B010 - of this process, which has not long to live
        with connection.execute_wrapper(step):
            do()
    except BaseException:
        os._exit(1)
    os._exit(0)


def _until_it_is_gone() -> None:
    """Wait until a server has noticed that its client is dead; a file notices at once."""
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + PATIENCE
    asked = (
        "SELECT COUNT(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.005)
