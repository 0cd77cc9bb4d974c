"""Hiding small counts in a table of 71 schools by 12 groups, and the reader's sums on what is left."""

from collections.abc import Iterator

import numpy as np

from collegiate.analytics.disclosure import Suppression, attack, suppress
from tests.bench import Bar, Line, timed

ATTACK_S = 1.0


def table(rows: int, columns: int, seed: int) -> np.ndarray:
    """Return counts of pupils as they come: many small, a few large."""
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(1.5, 6, (rows, columns)))


def exposed(found: Suppression) -> int:
    """Return how many small counts a reader can work out too closely."""
    return int(((found.high - found.low)[found.primary] < found.k).sum())


def measure() -> Iterator[Line | Bar]:
    """Yield the attack, the choice of cells, and the choice with proof for a small table."""
    counts = table(71, 12, seed=2)
    found = suppress(counts)
    assert isinstance(found, Suppression)
    remark = f"{found.hidden.sum()} hidden for {found.primary.sum()} small"
    tried = timed(lambda: attack(counts, found.hidden), times=5)
    yield Line("disclosure, attack on 71 x 12", *tried, remark)
    yield Bar("disclosure, attack on 71 x 12", tried[0] / 1000, most=ATTACK_S, unit="s")
    yield Bar("disclosure, small counts that can be worked out closer than 5", exposed(found), most=0, unit="")
    yield Line("disclosure, 71 x 12 made safe", *timed(lambda: suppress(counts), times=3), remark)
    small = table(12, 6, seed=1)
    yield Line("disclosure, 12 x 6 made safe, proven cheapest", *timed(lambda: suppress(small), times=5))
