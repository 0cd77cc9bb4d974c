"""A school’s figures over the years as a strip of small charts."""

from collegiate.doors.schools.gathered import Figures
from collegiate.foundation.ui.charts import Line, Point, SmallMultiples
from collegiate.improvement.evidence import queries as evidence
from collegiate.values import CannotSay


def chart(figures: Figures) -> SmallMultiples | None:
    """Return the strip, an indicator each over the same years; nothing where no figure was loaded."""
    if not figures.series:
        return None
    like = figures.like
    band = (
        "" if isinstance(like, CannotSay) else f" The grey band is where the middle half of {like} schools like it lie."
    )
    charts = tuple(
        Line(
            f"{one.indicator.short}, {one.indicator.unit}",
            tuple(_point(point, where) for point, where in zip(one.points, one.like, strict=True)),
            unit="%" if one.indicator.unit.startswith("%") else one.indicator.unit,
            label="School year",
        )
        for one in figures.series
    )
    published = ", ".join(dict.fromkeys(one.indicator.publication for one in figures.series))
    return SmallMultiples("Its figures over the years", charts, source=f"Source: {published}.{band}")


def _point(point: evidence.Point, like: tuple[float, float] | None) -> Point:
    places = point.indicator.decimals
    low, high = (None, None) if like is None else (round(like[0], places), round(like[1], places))
    if isinstance(point.value, CannotSay):
        return Point(str(point.year), point.value, like_low=low, like_high=high)
    return Point(str(point.year), round(point.value, places), like_low=low, like_high=high, n=point.pupils)
