"""Growth percentiles of a district, a county and ten counties, beside R's time for the same and what Python offers."""

import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np

from collegiate.analytics.growth import percentiles
from tests.bench import Line, timed

R_SECONDS = {60_000: 26.2, 600_000: 518.0}
"""R quantreg 5.94, method `fn`, all 100 quantiles, where these promises were made (two shared cores)."""

WANTED = {60_000: 25, 600_000: 60}
MOST_MEMORY = 400
FIRST_ANSWER = 5_000


def scores(pupils: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return invented whole scores: this year's, and those of two years before, newest first."""
    rng = np.random.default_rng(1 + pupils)
    able = rng.normal(size=pupils)
    older, old, now = (
        np.round(middle + 67 * (0.85 * able + 0.53 * rng.normal(size=pupils))) for middle in (611, 644, 675)
    )
    return now, [old, older]


def measure() -> Iterator[Line]:
    """Yield the sweeps, what they take of memory, the first answer of a fresh process, and one fit of statsmodels."""
    for pupils, times in ((60_000, 3), (600_000, 1)):
        now, past = scores(pupils)
        p50, p95 = timed(lambda now=now, past=past: percentiles(now, past), times=times)
        limit = R_SECONDS[pupils] / WANTED[pupils] * 1000
        ratio = R_SECONDS[pupils] * 1000 / p50
        yield Line(f"growth, {pupils:,} pupils, two priors", p50, p95, f"{ratio:.0f} x quantreg's quoted time", limit)
    now, past = scores(6_000_000)
    began = time.perf_counter()
    percentiles(now, past)
    whole = (time.perf_counter() - began) * 1000
    yield Line("growth, 6,000,000 pupils, two priors", whole, whole, f"{whole / p50:.1f} x the time of 600,000")
    taken, memory = in_a_fresh_process(600_000)
    yield Line("growth, 600,000 pupils: peak MiB of a fresh process", memory, memory, "", MOST_MEMORY)
    taken, _ = in_a_fresh_process(6_000)
    yield Line("growth, first answer of a fresh process, imports too", taken, taken, "6,000 pupils", FIRST_ANSWER)
    yield beside_statsmodels()


def in_a_fresh_process(pupils: int) -> tuple[float, float]:
    """Return milliseconds and peak MiB of a process that does nothing else."""
    code = (
        "from pathlib import Path; from tests.bench.growth import percentiles, scores; "
        f"percentiles(*scores({pupils})); print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return (time.perf_counter() - began) * 1000, float(done.stdout) / 1024


def beside_statsmodels() -> Line:
    """Time one quantile of the same design by statsmodels, and a hundred of ours."""
    from statsmodels.regression.quantile_regression import QuantReg

    from collegiate.analytics.growth.design import curve, knots_on

    now, past = scores(5_000)
    ours, _ = timed(lambda: percentiles(now, past), times=3)
    x = np.hstack([np.ones((now.size, 1)), *(curve(p, knots_on(p)) for p in past)])
    theirs, slow = timed(lambda: QuantReg(now, x).fit(q=0.5), times=1)
    return Line("one quantile of 5,000 pupils by statsmodels", theirs, slow, f"a hundred of ours take {ours:.0f} ms")
