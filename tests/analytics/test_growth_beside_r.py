"""Growth beside R's own quantile regression, run here where R is installed: cohorts of kinds that no reference file has."""

import subprocess
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from collegiate.analytics.growth import percentiles
from tests.bench import has_r

COHORTS = {
    "whole scores, three years before": {"years": 3},
    "scores in tens": {"step": 10.0},
    "a dozen different scores, so that bends fall together": {"step": 40.0},
    "a third without the older score": {"missing": 0.3},
    "skewed scores": {"years": 1, "skewed": True},
}


def cohort(seed: int, *, years: int = 2, step: float = 1.0, missing: float = 0.0, skewed: bool = False) -> np.ndarray:
    """Scores, shape (pupils, years + 1): this year's, then each year's before; NaN where there is none."""
    rng = np.random.default_rng(seed)
    able = rng.normal(size=(1_500, 1))
    spread = 0.85 * able + 0.53 * rng.normal(size=(1_500, years + 1))
    scores = np.round((600 + 67 * (np.exp(0.5 * spread) if skewed else spread)) / step) * step
    scores[rng.random(1_500) < missing, -1] = np.nan
    return scores


@pytest.mark.slow
@pytest.mark.parametrize("kind", COHORTS)
def test_every_pupil_has_the_growth_that_r_gives(kind, tmp_path):
    if not has_r("quantreg"):
        pytest.skip("R with quantreg is not here (`make bench WITH_R=1` installs it)")
    scores = cohort(31, **COHORTS[kind])
    pl.DataFrame(scores, schema=[f"year{back}" for back in range(scores.shape[1])]).fill_nan(None).write_csv(
        tmp_path / "pupils.csv", null_value="NA"
    )
    script = Path(__file__).with_name("growth.R")
    subprocess.run(
        ["Rscript", script, tmp_path / "pupils.csv", str(scores.shape[1] - 1), tmp_path / "growth.csv"],
        check=True,
        capture_output=True,
    )
    theirs = pl.read_csv(tmp_path / "growth.csv")["growth"].to_numpy()

    ours = percentiles(scores[:, 0], list(scores[:, 1:].T))

    assert np.array_equal(ours.sgp, theirs)
