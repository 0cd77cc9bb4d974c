"""Growth percentiles of a district, a county and ten counties, beside R's time for the same and what Python offers."""

import warnings
from collections.abc import Iterator

import numpy as np

from collegiate.analytics.growth import percentiles
from collegiate.analytics.growth.design import curve, knots_on
from tests.bench import Bar, Line, by_r, has_r, in_a_fresh_process, timed, worked

R_SECONDS = {60_000: 26.2, 600_000: 518.0}
"""R quantreg 5.94, method `fn`, all 100 quantiles, where these promises were made (two shared cores)."""

WANTED = {60_000: 25, 600_000: 60}
SCALED_FROM = {60_000: "0.105,0.305,0.505,0.705,0.905", 600_000: "0.205,0.505"}
MOST_MEMORY = 400
FIRST_ANSWER = 5.0
LINEAR = 1.2
"""A pupil may take this much more of the processor than where pupils are few, for caches that no longer hold them all."""


def scores(pupils: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return invented whole scores: this year's, and those of two years before, newest first."""
    rng = np.random.default_rng(1 + pupils)
    able = rng.normal(size=pupils)
    older, old, now = (
        np.round(middle + 67 * (0.85 * able + 0.53 * rng.normal(size=pupils))) for middle in (611, 644, 675)
    )
    return now, [old, older]


def design(past: list[np.ndarray]) -> list[np.ndarray]:
    """Return the columns that others fit: one of ones, and the curves of each prior."""
    return [np.ones(past[0].size), *(column for prior in past for column in curve(prior, knots_on(prior)).T)]


def by_quantreg(pupils: int, now: np.ndarray, past: list[np.ndarray]) -> tuple[float, str]:
    """Return the seconds of R's quantreg for a hundred quantiles, and whether they were measured or are quoted."""
    if not has_r("quantreg"):
        return R_SECONDS[pupils], "R quantreg fn, quoted (`make bench WITH_R=1` runs it here)"
    taus = SCALED_FROM[pupils]
    fits = taus.count(",") + 1
    seconds = by_r("growth.R", [now, *design(past)], taus)
    return 100 / fits * seconds, f"R quantreg fn, run here ({seconds:.1f} s for {fits} quantiles, scaled to 100)"


def measure() -> Iterator[Line | Bar]:
    """Yield the sweeps beside R's, what they take of memory, the first answer of a fresh process, and what else Python offers."""
    work: dict[int, float] = {}
    for pupils, times in ((60_000, 3), (600_000, 1), (6_000_000, 1)):
        now, past = scores(pupils)
        work[pupils] = worked(lambda now=now, past=past: percentiles(now, past), times=times)
        yield Line(f"growth, {pupils:,} pupils, two priors, processor", work[pupils], work[pupils])
        if pupils in WANTED:
            theirs, how = by_quantreg(pupils, now, past)
            yield Bar(
                f"growth, {pupils:,} pupils, times as fast", theirs * 1000 / work[pupils], WANTED[pupils], remark=how
            )
    for many in (600_000, 6_000_000):
        each = work[many] / many / (work[60_000] / 60_000)
        yield Bar(f"growth, {many:,} pupils against 60,000, processor for each", each, most=LINEAR)
    yield from fresh()
    yield from beside_python()


def fresh() -> Iterator[Bar]:
    """Yield the memory of a county, and how long the first answer takes with all there is to import."""
    begin = "from tests.bench.growth import percentiles, scores; percentiles(*scores"
    _, memory = in_a_fresh_process(f"{begin}(600_000))")
    yield Bar("growth, 600,000 pupils, peak memory of a fresh process", memory, most=MOST_MEMORY, unit="MiB")
    taken, _ = in_a_fresh_process(f"{begin}(6_000))")
    yield Bar("growth, first answer of a fresh process, imports too", taken / 1000, most=FIRST_ANSWER, unit="s")


def beside_python() -> Iterator[Line]:
    """Time one quantile by statsmodels and by pyfixest, and a hundred of ours beside each."""
    from statsmodels.regression.quantile_regression import QuantReg

    now, past = scores(5_000)
    ours, _ = timed(lambda: percentiles(now, past), times=3)
    table = np.column_stack(design(past))
    one, slow = timed(lambda: QuantReg(now, table).fit(q=0.5), times=1)
    yield Line("one quantile of 5,000 pupils by statsmodels", one, slow, f"a hundred of ours take {ours:.0f} ms")
    try:
        import pandas as pd
        import pyfixest
    except ImportError:
        return
    now, past = scores(20_000)
    ours, _ = timed(lambda: percentiles(now, past), times=3)
    columns = {f"x{place}": column for place, column in enumerate(design(past)[1:])}
    frame = pd.DataFrame({"now": now, **columns})
    model = f"now ~ {' + '.join(columns)}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it calls its own method an experiment; here only its time is asked
        one, slow = timed(lambda: pyfixest.quantreg(model, frame, quantile=0.5, method="fn"), times=1)
    yield Line("one quantile of 20,000 pupils by pyfixest fn", one, slow, f"a hundred of ours take {ours:.0f} ms")
