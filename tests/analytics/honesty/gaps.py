"""Invented towns whose gap between two groups of pupils is known: do its intervals hold it?"""

import numpy as np

from collegiate.analytics.gaps import Gap, change_in_gap, gap_by_school, gap_of_shares_by_school
from tests.analytics.honesty import Trial

SCHOOLS = 71


def pupils(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Pupils of either group in each school: few in some, many in others."""
    there = rng.integers(20, 120, SCHOOLS)
    first = rng.binomial(there, rng.beta(2, 4, SCHOOLS))
    return first, there - first


def of_shares(rng: np.random.Generator, gap: float) -> Gap:
    """Return the gap found where the first group's share lies so far above the second's, more in some schools."""
    of, level = pupils(rng), 0.5 + rng.normal(0, 0.08, SCHOOLS)
    ahead = gap + rng.normal(0, 0.06, SCHOOLS)
    first, second = rng.binomial(of[0], np.clip(level + ahead, 0, 1)), rng.binomial(of[1], np.clip(level, 0, 1))
    found = gap_of_shares_by_school(first, of[0], second, of[1], level=0.9)
    assert isinstance(found, Gap)
    return found


def of_means(rng: np.random.Generator, gap: float) -> Gap:
    """Return the gap found between means, in standard deviations of pupils."""
    of, level, ahead = pupils(rng), rng.normal(0, 0.4, SCHOOLS), gap + rng.normal(0, 0.15, SCHOOLS)
    school = np.concatenate([np.repeat(np.arange(SCHOOLS), n) for n in of])
    first = np.repeat([True, False], [n.sum() for n in of])
    scores = level[school] + ahead[school] * first + rng.normal(size=school.size)
    found = gap_by_school(school, first, scores, kind="mean", level=0.9)
    assert isinstance(found, Gap)
    return found


def trials(how_many: int) -> list[Trial]:
    """Try gaps that are there for cover, and gaps of nought for false findings."""
    rng, tried = np.random.default_rng(17), []
    for name, draw, gap in (("shares", of_shares, -0.12), ("means", of_means, -0.3)):
        found = [draw(rng, gap) for _ in range(how_many)]
        nothing = [draw(rng, 0.0) for _ in range(how_many)]
        cover = float(np.mean([each.low <= gap <= each.high for each in found]))
        tried.append(
            Trial(
                f"gap of {name}, {SCHOOLS} schools", how_many, cover, float(np.mean([each.low > 0 for each in nothing]))
            )
        )
        changes = [change_in_gap(before, after) for before, after in zip(found, nothing, strict=True)]
        still = [change_in_gap(before, after) for before, after in zip(found[::2], found[1::2], strict=False)]
        cover = float(np.mean([each.low <= -gap <= each.high for each in changes]))
        tried.append(
            Trial(f"change in a gap of {name}", how_many, cover, float(np.mean([each.low > 0 for each in still])))
        )
    return tried
