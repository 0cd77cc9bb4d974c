"""Growth percentiles of one group of pupils."""

import numpy as np

from collegiate.analytics.engines.job import Arrays
from collegiate.analytics.growth import SMALLEST_COHORT, percentiles
from collegiate.values import CannotSay

#: The names of a growth kernel's columns: a score, and priors from the newest.
SCORE, PRIOR = "score", "prior_"


def growth(group: Arrays, *, smallest: int = SMALLEST_COHORT) -> Arrays:
    """
    Give each pupil of a group a growth percentile; 0 where there is none, and the reason where the whole group has none.

    Columns: ``row`` (the id), ``score``, ``prior_1`` to ``prior_8`` as far as there are any; knots from every row.
    """
    priors = [group[name] for name in sorted(name for name in group if name.startswith(PRIOR))]
    found = percentiles(group[SCORE], priors, smallest=smallest)
    rows = len(group["row"])
    if isinstance(found, CannotSay):
        none = np.zeros(rows, dtype=np.int64)
        return {"row": group["row"], "sgp": none, "order": none, "because": np.full(rows, found.because)}
    return {
        "row": group["row"],
        "sgp": found.sgp.astype(np.int64),
        "order": found.order.astype(np.int64),
        "because": np.full(rows, ""),
    }
