"""Which way a school's figures have gone over the last years, where that can be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from collegiate.definitions import Direction, Indicator, indicators
from collegiate.improvement.evidence import figures, policies
from collegiate.improvement.evidence.models import EVERYBODY, IndicatorValue
from collegiate.improvement.evidence.queries.points import Point, point_of
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, CannotSay, Standing, Status

YEARS = 5  # of which the last results are known; older ones say little about which way a school goes now


@dataclass(frozen=True, slots=True)
class Travel:
    """
    Which way one figure of one school has gone.

    Attributes
    ----------
    way : figures.Way or CannotSay
        Up, down or no clear change, from the first year with a figure to the last; or why that cannot be said.
    first, last : Point or None
        Those years' figures; None where there are not two to compare.
    """

    indicator: Indicator
    way: figures.Way | CannotSay
    first: Point | None = None
    last: Point | None = None


def travels(organisations: Iterable[Organisation], *, day: date, viewer: Standing) -> dict[int, list[Travel]]:
    """
    Return which way each school's results have gone, by its id: those figures of which more or less is better.

    Figures on either side of a change of meaning are never compared. One query, however many schools and years.
    """
    schools = list(organisations)
    known = [one for one in indicators().values() if one.direction != Direction.NEITHER]
    stored = IndicatorValue.objects.filter(
        organisation__in=[one.pk for one in schools],
        indicator__in=[one.code for one in known],
        pupil_group=EVERYBODY,
        is_current=True,
        year__gte=AcademicYear.of(day).starts - YEARS,
    )
    values: dict[tuple[int, str], list[IndicatorValue]] = {}
    for value in stored.select_related("loading__file").order_by("year"):
        values.setdefault((value.organisation_id, value.indicator), []).append(value)
    return {
        school.pk: [
            _travel(one, values.get((school.pk, one.code), []), viewer=viewer)
            for one in known
            if one.is_for(school.phase)
        ]
        for school in schools
    }


def _travel(indicator: Indicator, values: list[IndicatorValue], *, viewer: Standing) -> Travel:
    since = max((one.year for one in indicator.breaks), default=0)
    points = [
        point_of(one, indicator, sees_small=bool(policies.may_see_small(viewer, one.organisation_id)))
        for one in values
        if one.year >= since
    ]
    said = [one for one in points if not isinstance(one.value, CannotSay)]
    if len(said) < 2:
        why = "There are no figures of two years to compare that may be shown."
        return Travel(indicator, CannotSay(why, Status.NOT_COLLECTED))
    shares = indicator.unit == "% of pupils"
    ns = [one.n if shares and not isinstance(one.n, CannotSay) else None for one in said]
    way = figures.way([one.value for one in said], ns)  # type: ignore[misc]  # those that cannot be said are left out
    return Travel(indicator, way, said[0], said[-1])
