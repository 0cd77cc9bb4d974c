"""
How long things take: ``python -m tests.bench``.

Each module here has ``measure()``, which yields a `Line` for each thing it timed, on a copy of the imaginary town.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """
    One thing that was timed.

    Attributes
    ----------
    p50, p95 : float
        Milliseconds.
    remark : str
        What else was counted: queries, rows, memory.
    limit : float or None
        Milliseconds that p95 must stay under; None where there is no promise.
    """

    what: str
    p50: float
    p95: float
    remark: str = ""
    limit: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        return self.limit is None or self.p95 < self.limit


def timed(do: Callable[[], object], *, times: int) -> tuple[float, float]:
    """Do something many times, once more beforehand to warm up; return the median and the 95th percentile in ms."""
    do()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        taken.append((time.perf_counter() - began) * 1000)
    if times == 1:
        return taken[0], taken[0]
    return statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1]
