"""
Invented towns of ordinary schools: do the limits of a funnel hold as many as they say?

Where schools do not differ at all, some are still found to, by chance: 90% limits then hold 92 in 100, on the careful
side. That is tried in `test_funnel`; here are the towns as they are, where schools differ.
"""

import numpy as np

from collegiate.analytics.funnel import Funnel, funnel_of_means, funnel_of_shares
from tests.analytics.honesty import Trial

SCHOOLS = 71


def drawn(rng: np.random.Generator, kind: str, differ: float) -> Funnel:
    """Draw a funnel of schools that differ by so much, beside chance."""
    of = np.exp(rng.normal(3.7, 0.7, SCHOOLS)).astype(int).clip(5, 400)
    if kind == "shares":
        found = funnel_of_shares(
            range(SCHOOLS), rng.binomial(of, rng.normal(0.6, differ, SCHOOLS).clip(0.01, 0.99)), of
        )
    else:
        means = rng.normal(0, differ, SCHOOLS) + rng.normal(size=SCHOOLS) / np.sqrt(of)
        found = funnel_of_means(range(SCHOOLS), means, of, spread=1.0)
    assert isinstance(found, Funnel)
    return found


def trials(how_many: int) -> list[Trial]:
    """Try a tenth as many towns, since each has seventy-one schools."""
    rng, tried = np.random.default_rng(5), []
    for kind, differ in (("shares", 0.05), ("shares", 0.1), ("means", 0.2)):
        within, above = [], []
        for _ in range(max(20, how_many // 10)):
            found = drawn(rng, kind, differ)
            low, high = found.limits([point.n for point in found.points], level=0.9)
            values = np.array([point.value for point in found.points])
            within.append(float(((low <= values) & (values <= high)).mean()))
            above.append(float((values > high).mean()))
        tried.append(
            Trial(
                f"funnel of {kind}, schools that differ by {differ}",
                len(within),
                float(np.mean(within)),
                float(np.mean(above)),
            )
        )
    return tried
