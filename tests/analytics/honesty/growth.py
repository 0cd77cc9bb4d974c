"""Invented schools whose middle pupil's growth is known: do the intervals of medians hold it?"""

import numpy as np
from scipy import stats

from collegiate.analytics.growth import median_growth
from tests.analytics.honesty import Trial

SCHOOLS = 50


def trials(how_many: int) -> list[Trial]:
    """Try schools of 8 to 120 pupils that truly differ, and the same with growth like everybody's."""
    rng = np.random.default_rng(50)
    found = []
    for name, spread in (("no school differs", 0.0), ("schools differ", 0.4)):
        cover, better = [], []
        for _ in range(max(10, how_many // 20)):
            pupils = rng.integers(8, 121, SCHOOLS)
            school = np.repeat(np.arange(SCHOOLS), pupils)
            ahead = spread * rng.normal(size=SCHOOLS)
            sgp = 100 * stats.norm.cdf(ahead[school] + rng.normal(size=school.size))
            medians = median_growth(np.clip(sgp, 1, 99), school)
            truth = 100 * stats.norm.cdf(ahead)
            cover.append(((medians.lower <= truth) & (truth <= medians.upper)).mean())
            better.append((medians.lower > truth).mean())
        found.append(Trial(f"growth medians, {name}", len(cover), float(np.mean(cover)), float(np.mean(better))))
    return found
