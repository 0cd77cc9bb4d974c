"""Questions about evidence."""

from collegiate.improvement.evidence.queries.points import Point, said
from collegiate.improvement.evidence.queries.series import Series, series
from collegiate.improvement.evidence.queries.stored import (
    Matrix,
    finding,
    findings,
    latest,
    loadings,
    matrix,
    points_of,
    value,
    values,
)

__all__ = [
    "Matrix",
    "Point",
    "Series",
    "finding",
    "findings",
    "latest",
    "loadings",
    "matrix",
    "points_of",
    "said",
    "series",
    "value",
    "values",
]
