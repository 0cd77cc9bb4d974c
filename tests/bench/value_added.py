"""Value added of a district, a county, a million pupils and six, beside R's time for the same and statsmodels'."""

import warnings
from collections.abc import Iterator

import numpy as np

from collegiate.analytics.value_added import Sums, estimate, sums_of
from tests.bench import Bar, Line, by_r, has_r, timed, worked

LME4_SECONDS = 8.82
"""lme4 1.1.31, REML, a million pupils in 4,000 schools, where this promise was made (two shared cores)."""

WANTED = 50
PIECE = 600_000
LINEAR = 1.2
Pupils = tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]


def pupils(how_many: int, schools: int) -> Pupils:
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


def in_pieces(piece: Pupils, times: int) -> Sums:
    """Return the sums of a file that is never held whole: the same piece so many times over."""
    whole = sums_of(*piece)
    for _ in range(times - 1):
        whole = whole + sums_of(*piece)
    return whole


def by_lme4(some: Pupils) -> tuple[float, str]:
    """Return the seconds of R's lme4 for a million pupils, and whether they were measured or are quoted."""
    if not has_r("lme4"):
        return LME4_SECONDS, "lme4, quoted (`make bench WITH_R=1` runs it here)"
    school, outcome, covariates = some
    return by_r("value_added.R", [school.astype(float), outcome, *covariates.values()]), "lme4, run here"


def measure() -> Iterator[Line | Bar]:
    """Yield sums and estimate together, how they grow with the pupils, and what others take."""
    work: dict[int, float] = {}
    some = pupils(60_000, 300)
    for how_many, schools in ((60_000, 300), (600_000, 3_000), (1_000_000, 4_000)):
        some = pupils(how_many, schools)
        work[how_many] = worked(lambda some=some: estimate(sums_of(*some)), times=9)
        what = f"value added, {how_many:,} pupils in {schools:,} schools, processor"
        yield Line(what, work[how_many], work[how_many])
    theirs, how = by_lme4(some)
    yield Bar("value added, 1,000,000 pupils, times as fast", theirs * 1000 / work[1_000_000], WANTED, remark=how)
    piece = pupils(PIECE, 3_000)
    work[6_000_000] = worked(lambda: estimate(in_pieces(piece, 10)), times=3)
    yield Line("value added, 6,000,000 pupils in ten pieces, processor", work[6_000_000], work[6_000_000])
    for many in (600_000, 6_000_000):
        each = work[many] / many / (work[60_000] / 60_000)
        yield Bar(f"value added, {many:,} pupils against 60,000, processor for each", each, most=LINEAR)
    yield beside_statsmodels()


def beside_statsmodels() -> Line:
    """Time statsmodels' MixedLM, and ours beside it."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    some = pupils(20_000, 100)
    school, outcome, covariates = some
    ours, _ = timed(lambda: estimate(sums_of(*some)), times=9)
    x = np.column_stack([np.ones(school.size), *covariates.values()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that it has not converged; here only its time is asked
        theirs, slow = timed(lambda: MixedLM(outcome, x, groups=school).fit(), times=1)
    return Line("value added, 20,000 pupils by statsmodels", theirs, slow, f"ours takes {ours:.1f} ms")
