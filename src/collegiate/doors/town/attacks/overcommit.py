"""Many at once promise the same money."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from collegiate.doors.town.attacks.scene import NOW, Scene, set_up
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries
from collegiate.improvement.fund.models import Fund
from collegiate.partnership.governance.models import Decision
from collegiate.values import Money, Refused

HELP = "many at once promise the same money; the sum is what came in, to the penny"
OPTIONS = {"workers": (40, "how many at once")}
A_TRY = Money(2_503)
TRIES = 4  # each worker tries so often; one try in as many finds money


def attack(say: Callable[[str], None], *, workers: int) -> tuple[str, bool]:
    """
    Let every worker promise a fund's money as often as it can, with a decision that would allow all of it.

    The last line is `committed N cleared N`, in pence.
    """
    scene = set_up()
    pot = scene.open_fund("Pooled fund")
    cleared = A_TRY * workers
    scene.received(cleared, pot=pot)
    decision = scene.decide(cleared * TRIES)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        tried = list(pool.map(lambda _: _promise(scene, pot, decision), range(workers)))
    done = sum(tried)
    say(f"{workers} workers tried {workers * TRIES} times: {done} promises were made, {workers * TRIES - done} refused")
    for fault in queries.faults():
        say(fault)
    committed = Fund.objects.get(pk=pot.pk).promised_pence
    return f"committed {committed} cleared {cleared.pence}", committed == cleared.pence and not queries.faults()


def _promise(scene: Scene, pot: Fund, decision: Decision) -> int:
    """Return how many tries of one worker, on a connection of its own, found money."""
    done = 0
    try:
        for _ in range(TRIES):
            try:
                fund.set_aside(
                    A_TRY, fund=pot, decision=decision, what_for="Coaching", by=scene.by("coordinator"), at=NOW
                )
            except Refused:
                continue
            done += 1
    finally:
        connection.close()
    return done
