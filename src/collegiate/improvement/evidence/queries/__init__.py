"""Questions about evidence."""

from collegiate.improvement.evidence.queries.direction import Travel, travels
from collegiate.improvement.evidence.queries.likeness import Likeness, similar
from collegiate.improvement.evidence.queries.points import Point, said
from collegiate.improvement.evidence.queries.schools import Before, SchoolLine, came_before, schools, urn_of
from collegiate.improvement.evidence.queries.series import Series, over_the_same_years, series
from collegiate.improvement.evidence.queries.stored import (
    Matrix,
    finding,
    findings,
    indicator,
    latest,
    latest_of,
    loadings,
    matrix,
    may_load,
    points_of,
    value,
    values,
    year_of,
)

__all__ = [
    "Before",
    "Likeness",
    "Matrix",
    "Point",
    "SchoolLine",
    "Series",
    "Travel",
    "came_before",
    "finding",
    "findings",
    "indicator",
    "latest",
    "latest_of",
    "loadings",
    "matrix",
    "may_load",
    "over_the_same_years",
    "points_of",
    "said",
    "schools",
    "series",
    "similar",
    "travels",
    "urn_of",
    "value",
    "values",
    "year_of",
]
