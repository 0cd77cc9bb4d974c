"""A school's figures over the years beside those of schools like it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from collegiate.definitions import Break, Indicator, indicators
from collegiate.improvement.evidence import figures, policies
from collegiate.improvement.evidence.models import EVERYBODY, IndicatorValue
from collegiate.improvement.evidence.queries.points import Point, is_small, nothing, point_of
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class Series:
    """
    One indicator of one school over the years.

    Attributes
    ----------
    points : tuple of Point, length years
        One a year, from the first year for which a file was loaded to the last, ascending.
    like : tuple, length years
        Where the middle half of the schools like it lies, as (low, high); None where fewer than five have a figure.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    like: tuple[tuple[float, float] | None, ...]

    @property
    def newest(self) -> Point:
        """The last year's figure, or why there is none."""
        return self.points[-1]

    @property
    def breaks(self) -> list[Break]:
        """Changes of meaning within the years shown."""
        first, last = self.points[0].year.starts, self.points[-1].year.starts
        return [one for one in self.indicator.breaks if first < one.year <= last]


def series(organisation: Organisation, *, viewer: Standing, beside: Iterable[int] = ()) -> list[Series]:
    """
    Return a school's figures over the years, an indicator each; none for indicators of which no file was loaded.

    `beside` are the ids of schools like it. Four queries at most, however many schools and years.
    """
    beside = set(beside) - {organisation.pk}
    stored = IndicatorValue.objects.filter(
        organisation__in=[organisation.pk, *beside], pupil_group=EVERYBODY, is_current=True
    )
    own: dict[tuple[str, int], IndicatorValue] = {}
    others: dict[tuple[str, int], list[float]] = {}
    for value in stored.select_related("loading__file").order_by("year", "organisation"):
        if value.organisation_id == organisation.pk:
            own[value.indicator, value.year] = value
        elif value.value is not None and not is_small(value):
            others.setdefault((value.indicator, value.year), []).append(float(value.value))
    loaded = _years_loaded()
    sees_small = bool(policies.may_see_small(viewer, organisation.pk))
    return [
        _series(indicator, loaded[code], own, others, sees_small=sees_small)
        for code, indicator in indicators().items()
        if loaded.get(code) and indicator.is_for(organisation.phase)
    ]


def _series(
    indicator: Indicator,
    loaded: set[int],
    own: Mapping[tuple[str, int], IndicatorValue],
    others: Mapping[tuple[str, int], list[float]],
    *,
    sees_small: bool,
) -> Series:
    points, like = [], []
    for year in range(min(loaded), max(loaded) + 1):
        value = own.get((indicator.code, year))
        if value is None:
            points.append(nothing(indicator, year, loaded=year in loaded))
        else:
            points.append(point_of(value, indicator, sees_small=sees_small))
        like.append(figures.middle_half(others.get((indicator.code, year), [])))
    return Series(indicator, tuple(points), tuple(like))


def over_the_same_years(several: Sequence[Series]) -> list[Series]:
    """Return several series over the same years, from the first of any to the last; what is missing says why."""
    if not several:
        return []
    first = min(one.points[0].year.starts for one in several)
    last = max(one.points[-1].year.starts for one in several)
    return [_widened(one, first, last) for one in several]


def _widened(series: Series, first: int, last: int) -> Series:
    before = range(first, series.points[0].year.starts)
    after = range(series.points[-1].year.starts + 1, last + 1)
    early, late = (tuple(nothing(series.indicator, year, loaded=False) for year in years) for years in (before, after))
    return Series(
        series.indicator,
        (*early, *series.points, *late),
        (*(None for _ in early), *series.like, *(None for _ in late)),
    )


def _years_loaded() -> dict[str, set[int]]:
    """Return the years of which somebody has a figure, by indicator."""
    years: dict[str, set[int]] = {}
    found = IndicatorValue.objects.filter(is_current=True).order_by("indicator", "year")
    for indicator, year in found.values_list("indicator", "year").distinct():
        years.setdefault(indicator, set()).add(year)
    return years
