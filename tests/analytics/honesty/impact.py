"""
Towns of 71 schools, five of them supported, where the support did nothing: what does the study say?

Ordinary towns first; then towns where some schools go through two poor years that end by themselves, which is what a look at a
year before the work (the dummy year) is for. What is counted there is what is said: a study that is stopped says nothing.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from collegiate.analytics.impact import gap as kernel
from collegiate.analytics.impact import rules
from tests.analytics.honesty import Trial

SCHOOLS, SUPPORTED, YEARS = 71, 5, 6
PUPIL_SD = 0.75  # within schools; all pupils together have standard deviation about 1
PERSISTENT, WAVERING, MEMORY, SHOCK = 0.25, 0.12, 0.6, 0.05

DIP, HIT = 0.3, 0.1  # two poor years: how deep, in standard deviations of pupils, and for what share of schools
STEP = 0.2

Towns = tuple[NDArray[np.float64], NDArray[np.float64]]


def towns(how_many: int, seed: int) -> Towns:
    """Return figures, shape (towns, schools, years), and pupils a school, shape (towns, schools)."""
    rng = np.random.default_rng(seed)
    pupils = np.clip(np.exp(rng.normal(np.log(60), 0.6, (how_many, SCHOOLS))).round(), 12, 250)
    wavering = np.empty((how_many, SCHOOLS, YEARS))
    wavering[..., 0] = rng.normal(0, WAVERING, (how_many, SCHOOLS))
    for year in range(1, YEARS):
        news = rng.normal(0, WAVERING * np.sqrt(1 - MEMORY**2), (how_many, SCHOOLS))
        wavering[..., year] = MEMORY * wavering[..., year - 1] + news
    lasting = rng.normal(0, PERSISTENT, (how_many, SCHOOLS, 1))
    shock = rng.normal(0, SHOCK, (how_many, 1, YEARS))
    luck = rng.normal(0, 1, (how_many, SCHOOLS, YEARS)) * PUPIL_SD / np.sqrt(pupils)[..., None]
    return lasting + wavering + shock + luck, pupils


def with_poor_years(figures: NDArray[np.float64], *, dip: float = DIP, seed: int = 3) -> NDArray[np.float64]:
    """Return the figures where some schools, in the two years before the work, fall by so much and then recover by themselves."""
    hit = np.random.default_rng(seed).random(figures.shape[:-1]) < HIT
    fallen = figures.copy()
    fallen[..., -3:-1] -= dip * hit[..., None]
    return fallen


def on_a_path_of_their_own(
    figures: NDArray[np.float64], chosen: NDArray[np.bool_], step: float = STEP
) -> NDArray[np.float64]:
    """Return the figures where the chosen rise by a step two years before the work, and by another in the year after it."""
    path = np.zeros(YEARS)
    path[-3:] = step, step, 2 * step
    return figures + chosen[..., None] * path


def worst_last_year(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """The five with the lowest figure in the year before."""
    return figures[..., -2]


def worst_three_years(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """The five with the lowest mean of three years before."""
    return figures[..., -4:-1].mean(axis=-1)


def at_random(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Any five."""
    return np.random.default_rng(99).random(figures.shape[:-1])


SELECTIONS = {
    "supported = worst last year": worst_last_year,
    "supported = worst three-year mean": worst_three_years,
    "supported = at random": at_random,
}


def lowest(score: NDArray[np.float64], how_many: int = SUPPORTED) -> NDArray[np.bool_]:
    """Return, shape (towns, schools): the schools with the lowest scores."""
    chosen = np.zeros(score.shape, dtype=bool)
    np.put_along_axis(chosen, score.argsort(axis=-1)[..., :how_many], values=True, axis=-1)
    return chosen


def terms_before(figures: NDArray[np.float64], year: int) -> NDArray[np.float64]:
    """Return what history knows before a year, as `History.terms` does for one town."""
    return np.stack([figures[..., year - 1], (figures[..., year - 2] + figures[..., year - 3]) / 2], axis=-1)


def study(
    figures: NDArray[np.float64], pupils: NDArray[np.float64], chosen: NDArray[np.bool_], year: int
) -> kernel.Gap:
    """Put the product's own kernel to every town at once."""
    outcome, terms, noise = figures[..., year], terms_before(figures, year), PUPIL_SD**2 / pupils
    return kernel.gap(kernel.fit(outcome, terms, noise, ~chosen), outcome, terms, noise, chosen)


def before_and_after(figures: NDArray[np.float64], chosen: NDArray[np.bool_]) -> tuple[float, float]:
    """Return cover and false "better" of the change in the supported schools alone."""
    change = (figures[..., -1] - figures[..., -2])[chosen].reshape(len(figures), -1)
    half = stats.t.ppf(0.95, SUPPORTED - 1) * change.std(axis=1, ddof=1) / np.sqrt(SUPPORTED)
    mean = change.mean(axis=1)
    return float((np.abs(mean) <= half).mean()), float((mean > half).mean())


def stopped(
    figures: NDArray[np.float64],
    pupils: NDArray[np.float64],
    chosen: NDArray[np.bool_],
    limit: float = rules.DUMMY_LIMIT,
) -> NDArray[np.bool_]:
    """Return, shape (towns,): whose supported schools stood too far apart in the dummy year."""
    dummy = study(figures, pupils, chosen, YEARS - 3)
    return np.asarray(np.abs(dummy.gap) > limit * dummy.se)


def trials(how_many: int) -> list[Trial]:
    """Try each way of choosing the supported schools, in both kinds of town."""
    figures, pupils = towns(how_many, seed=71)
    found = [ordinary(name, figures, pupils, lowest(score(figures))) for name, score in SELECTIONS.items()]
    fallen = with_poor_years(figures)
    return found + [after_poor_years(name, fallen, pupils, lowest(score(fallen))) for name, score in SELECTIONS.items()]


def ordinary(name: str, figures: NDArray[np.float64], pupils: NDArray[np.float64], chosen: NDArray[np.bool_]) -> Trial:
    """Return how every study fared, whatever the dummy year says."""
    gap = study(figures, pupils, chosen, YEARS - 1)
    lower, upper = gap.interval()
    stop, alone = stopped(figures, pupils, chosen), before_and_after(figures, chosen)
    finds = lower + 0.2 > 0
    risen = stopped(on_a_path_of_their_own(figures, chosen), pupils, chosen)
    remark = (
        f"bias {gap.gap.mean():+.3f}, finds 0.2 in {finds.mean():.0%} ({(finds & ~stop).mean():.0%} are said), smallest "
        f"detectable {rules.DETECTABLE * gap.se.mean():.2f}, dummy year stops {stop.mean():.0%}, and "
        f"{risen.mean():.0%} of those already rising by {STEP}; before and after alone: cover {alone[0]:.0%}, false better {alone[1]:.0%}"
    )
    held = float(((lower <= 0) & (upper >= 0)).mean())
    return Trial(f"impact, {name}", len(figures), held, float((lower > 0).mean()), remark)


def after_poor_years(
    name: str, figures: NDArray[np.float64], pupils: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Trial:
    """Return how often "better" was said, of all studies: those that the dummy year stops say nothing."""
    lower, upper = study(figures, pupils, chosen, YEARS - 1).interval()
    stop = stopped(figures, pupils, chosen)
    held = ((lower <= 0) & (upper >= 0))[~stop].mean()
    remark = (
        f"dummy year stops {stop.mean():.0%}, and {held:.0%} of the others hold the truth; "
        f"without it false better {(lower > 0).mean():.1%}"
    )
    return Trial(f"impact after poor years, {name}", len(figures), None, float(((lower > 0) & ~stop).mean()), remark)
