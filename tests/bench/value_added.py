"""Value added of a county and of six, beside R's time for the same."""

from collections.abc import Iterator

import numpy as np

from collegiate.analytics.value_added import Sums, estimate, sums_of
from tests.bench import Line, timed

LME4_SECONDS = 8.82
"""lme4 1.1.31, REML, a million pupils in 4,000 schools, where this promise was made (two shared cores)."""

WANTED = 50
PIECE = 500_000


def pupils(how_many: int, schools: int) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return invented pupils: school, outcome, covariates."""
    rng = np.random.default_rng(how_many)
    school = rng.integers(0, schools, how_many)
    prior, eligible = rng.normal(size=how_many), (rng.random(how_many) < 0.25).astype(float)
    own = 0.3 * rng.normal(size=schools)[school]
    return (
        school,
        0.5 * prior - 0.2 * eligible + own + 0.75 * rng.normal(size=how_many),
        {"prior": prior, "fsm": eligible},
    )


def in_pieces(how_many: int, schools: int) -> Sums:
    """Return the sums of a file that is never held whole."""
    whole = sums_of(*pupils(PIECE, schools))
    for _ in range(how_many // PIECE - 1):
        whole = whole + sums_of(*pupils(PIECE, schools))
    return whole


def measure() -> Iterator[Line]:
    """Yield sums and estimate together, and six million pupils in pieces."""
    for how_many, schools in ((60_000, 300), (1_000_000, 4_000)):
        some = pupils(how_many, schools)
        p50, p95 = timed(lambda some=some: estimate(sums_of(*some)), times=9)
        promise = LME4_SECONDS / WANTED * 1000 if how_many == 1_000_000 else None
        remark = f"{LME4_SECONDS * 1000 / p50:.0f} x lme4's quoted time" if promise else ""
        yield Line(f"value added, {how_many:,} pupils in {schools:,} schools", p50, p95, remark, promise)
    p50, p95 = timed(lambda: estimate(in_pieces(6_000_000, 4_000)), times=1)
    yield Line("value added, 6,000,000 pupils in pieces, making them up too", p50, p95)
