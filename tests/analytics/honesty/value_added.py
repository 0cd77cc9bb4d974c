"""Invented pupils of schools whose true effects are known: do the intervals of value added hold them?"""

import numpy as np

from collegiate.analytics.value_added import ValueAdded, estimate, sums_of
from tests.analytics.honesty import Trial

SCHOOLS, PUPILS, SCHOOL_SD, PUPIL_SD = 60, 40, 0.3, 0.75


def one(rng: np.random.Generator) -> tuple[float, float, bool]:
    """Return, for one county, the share of school intervals that hold the truth, that lie above it, and whether the share's does."""
    school = np.repeat(np.arange(SCHOOLS), rng.integers(PUPILS // 2, PUPILS * 2, SCHOOLS))
    prior, truth = rng.normal(size=school.size), SCHOOL_SD * rng.normal(size=SCHOOLS)
    outcome = 0.6 * prior + truth[school] + PUPIL_SD * rng.normal(size=school.size)
    found = estimate(sums_of(school, outcome, {"prior": prior}), level=0.9)
    assert isinstance(found, ValueAdded)
    drawn = found.caterpillar()
    inside = (drawn.lower <= truth[drawn.schools]) & (truth[drawn.schools] <= drawn.upper)
    share = SCHOOL_SD**2 / (SCHOOL_SD**2 + PUPIL_SD**2)
    return (
        float(inside.mean()),
        float((drawn.lower > truth[drawn.schools]).mean()),
        found.share_lower <= share <= found.share_upper,
    )


def trials(how_many: int) -> list[Trial]:
    """Try a tenth as many counties, since each has sixty schools."""
    rng = np.random.default_rng(60)
    tried = [one(rng) for _ in range(max(20, how_many // 10))]
    cover, above, share = (float(np.mean(column)) for column in zip(*tried, strict=True))
    remark = f"the interval of the share between schools holds it in {share:.0%}"
    return [Trial("value added, each school's effect", len(tried), cover, above, remark)]
