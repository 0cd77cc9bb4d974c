"""The sums that value added needs of one piece of a file of pupils."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from collegiate.analytics.engines.job import Arrays
from collegiate.analytics.value_added import Sums, sums_of

#: The names of a value-added kernel's columns: each pupil's school and outcome, covariates in order, and in its answer the
#: sums of each. What a row of the answer is: one of a school's, or of the whole piece.
SCHOOL, OUTCOME, COVARIATE, SUM = "school", "outcome", "covariate_", "sum_"
OF_SCHOOL, MEAN, PRODUCTS, LEFT_OUT = "school", "mean", "products", "left out"


def sums_schema(covariates: int) -> dict[str, type[pl.DataType]]:
    """Return the columns of the answer of `sums`."""
    return {"what": pl.String, SCHOOL: pl.String, "pupils": pl.Int64} | {
        f"{SUM}{place}": pl.Float64 for place in range(covariates + 1)
    }


def sums(piece: Arrays) -> Arrays:
    """
    Boil the pupils of a piece of a file down to `value_added.Sums`, as rows that any engine carries.

    Columns: ``row`` (the id), ``school``, ``outcome``, and ``covariate_0`` on; a row a school, and rows for the whole piece.
    """
    names = sorted((name for name in piece if name.startswith(COVARIATE)), key=lambda name: int(name[len(COVARIATE) :]))
    found = sums_of(pl.Series(piece[SCHOOL], dtype=pl.String), piece[OUTCOME], {name: piece[name] for name in names})
    wide = len(names) + 1
    schools = [str(school) for school in found.schools]
    numbers = np.vstack([found.totals, found.mean, found.products, np.zeros(wide)])
    pupils = np.zeros(len(numbers), dtype=np.int64)
    pupils[: len(schools)] = found.pupils
    pupils[-1] = found.left_out
    return {
        "what": np.array([OF_SCHOOL] * len(schools) + [MEAN] + [PRODUCTS] * wide + [LEFT_OUT]),
        SCHOOL: np.array([*schools, *[""] * (wide + 2)]),
        "pupils": pupils,
    } | {f"{SUM}{place}": numbers[:, place] for place in range(wide)}


def sums_from(answer: pl.DataFrame, covariates: Sequence[str]) -> Sums:
    """Return the sums that one piece's rows stand for."""
    rows = {str(what): frame for (what,), frame in answer.partition_by("what", as_dict=True).items()}
    columns = [f"{SUM}{place}" for place in range(len(covariates) + 1)]
    schools = rows.get(OF_SCHOOL, answer.clear())
    return Sums(
        tuple(covariates),
        schools=schools[SCHOOL].to_numpy().astype(np.str_) if schools.height else np.zeros(0, dtype=np.int64),
        pupils=schools["pupils"].to_numpy(),
        mean=rows[MEAN].select(columns).to_numpy()[0],
        totals=schools.select(columns).to_numpy(),
        products=rows[PRODUCTS].select(columns).to_numpy(),
        left_out=int(rows[LEFT_OUT]["pupils"][0]),
    )
