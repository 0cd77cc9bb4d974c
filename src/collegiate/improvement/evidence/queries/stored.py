"""What is stored: figures of schools, the loadings they came by, and findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from collegiate.definitions import Indicator, indicators
from collegiate.improvement.evidence import policies
from collegiate.improvement.evidence.models import EVERYBODY, Finding, IndicatorValue, Loading
from collegiate.improvement.evidence.queries.points import Point, is_small, point_of
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, Ruling, Standing


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    One indicator of many schools over the years, ready for arrays.

    Attributes
    ----------
    organisations : tuple of int, length schools
        Ids, ascending.
    years : tuple of AcademicYear, length years
        Every year from the first with a figure to the last, ascending.
    values : tuple of tuples, shape (schools, years)
        In the indicator's unit; None where there is none.
    pupils : tuple of tuples, shape (schools, years)
        How many pupils each value is about; None where that is not known.
    """

    indicator: str
    organisations: tuple[int, ...]
    years: tuple[AcademicYear, ...]
    values: tuple[tuple[float | None, ...], ...]
    pupils: tuple[tuple[int | None, ...], ...]


def values(organisation: Organisation, *, viewer: Standing) -> list[IndicatorValue]:
    """Return the figures of a school that stand and that the viewer may see, newest first, for use as evidence."""
    sees_small = bool(policies.may_see_small(viewer, organisation.pk))
    found = IndicatorValue.objects.filter(organisation=organisation, is_current=True).select_related("loading__file")
    known = indicators()
    return [
        value
        for value in found.order_by("-year", "indicator", "pupil_group", "pk")
        if value.indicator in known and (sees_small or not is_small(value))
    ]


def value(pk: int, *, viewer: Standing) -> IndicatorValue:
    """
    Return one figure, also one that was set aside.

    :raises IndicatorValue.DoesNotExist: if there is none, or it is about too few pupils for the viewer to see
    """
    found = IndicatorValue.objects.select_related("loading__file", "organisation").get(pk=pk)
    if is_small(found) and not policies.may_see_small(viewer, found.organisation_id):
        raise IndicatorValue.DoesNotExist
    return found


def points_of(these: Iterable[IndicatorValue], *, viewer: Standing) -> list[Point]:
    """Return stored figures as the viewer may see them; each with its loading and file fetched."""
    known = indicators()
    return [
        point_of(value, known[value.indicator], sees_small=bool(policies.may_see_small(viewer, value.organisation_id)))
        for value in these
        if value.indicator in known
    ]


def latest(indicator: str, organisations: Iterable[int], *, viewer: Standing) -> dict[int, Point]:
    """Return each organisation's newest figure of an indicator, by its id, as the viewer may see it."""
    found = (
        IndicatorValue.objects.filter(
            indicator=indicator, pupil_group=EVERYBODY, is_current=True, organisation__in=list(organisations)
        )
        .select_related("loading__file")
        .order_by("organisation", "year")
    )
    newest = {value.organisation_id: value for value in found}
    shown = points_of(newest.values(), viewer=viewer)
    return dict(zip(newest, shown, strict=True))


def latest_of(organisation: Organisation, *, viewer: Standing) -> dict[str, Point]:
    """Return an organisation's newest figure of each indicator, by its code, as the viewer may see it."""
    found = IndicatorValue.objects.filter(organisation=organisation, pupil_group=EVERYBODY, is_current=True)
    newest = {value.indicator: value for value in found.select_related("loading__file").order_by("year")}
    return {point.indicator.code: point for point in points_of(newest.values(), viewer=viewer)}


def matrix(indicator: str, *, organisations: Iterable[int] | None = None, pupil_group: str = EVERYBODY) -> Matrix:
    """
    Return an indicator of many schools over the years, small numbers too.

    It is for sums and estimates over schools, and must not be shown school by school.
    """
    found = IndicatorValue.objects.filter(indicator=indicator, pupil_group=pupil_group, is_current=True)
    if organisations is not None:
        found = found.filter(organisation__in=list(organisations))
    rows = list(found.order_by("organisation", "year").values_list("organisation_id", "year", "value", "n"))
    given = {(school, year): (value, n) for school, year, value, n in rows}
    schools = tuple(dict.fromkeys(school for school, *_ in rows))
    starts = [year for _, year, *_ in rows]
    years = range(min(starts), max(starts) + 1) if starts else range(0)
    cells = [[given.get((school, year), (None, None)) for year in years] for school in schools]
    return Matrix(
        indicator=indicator,
        organisations=schools,
        years=tuple(AcademicYear(year) for year in years),
        values=tuple(tuple(None if value is None else float(value) for value, _ in row) for row in cells),
        pupils=tuple(tuple(n for _, n in row) for row in cells),
    )


def loadings() -> list[Loading]:
    """Return every loading, newest first, with its file and who did it fetched."""
    return list(Loading.objects.select_related("file", "loader").order_by("-loaded_at", "-pk"))


def findings(*, organisation: Organisation | None = None, about: str = "") -> list[Finding]:
    """Return findings, newest first: those about an organisation, or that follow from a row, or all."""
    found = Finding.objects.select_related("organisation", "found_by")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    if about:
        found = found.filter(about=about)
    return list(found.order_by("-found_at", "-pk"))


def finding(pk: int, *, viewer: Standing) -> Finding:
    """
    Return a finding.

    :raises Finding.DoesNotExist: if there is none
    """
    return Finding.objects.select_related("organisation", "found_by").get(pk=pk)


def indicator(code: str) -> Indicator:
    """
    Return what an indicator means.

    :raises IndicatorValue.DoesNotExist: if no definition has this code
    """
    if code not in indicators():
        raise IndicatorValue.DoesNotExist
    return indicators()[code]


def year_of(row: Loading | IndicatorValue | Finding) -> AcademicYear:
    """Return the school year a row is about."""
    return AcademicYear(row.year)


def may_load(standing: Standing) -> Ruling:
    """Rule on loading a published file, for the page in `doors.exchange` that does it."""
    return policies.may_load(standing)
