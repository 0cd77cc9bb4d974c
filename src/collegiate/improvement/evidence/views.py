"""Pages of evidence: a school's figures, what each indicator means, how the figures came in, and findings."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.definitions import Indicator, disclosure, indicators
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Line, Point
from collegiate.foundation.ui.components import Column, Figure, Link, Table
from collegiate.foundation.ui.pages import page
from collegiate.improvement.evidence import forms, policies, queries
from collegiate.partnership.members import queries as members
from collegiate.values import CannotSay

ON_A_PAGE = 50


@allowed_to(anyone_signed_in)
@require_safe
def schools(request: SignedInRequest) -> HttpResponse:
    """List the member schools, each leading to its evidence."""
    form = forms.WhichSchools(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"words": "", "phase": ""}
    found = queries.schools(day=clock.today(), phase=chosen["phase"], words=chosen["words"])
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "evidence/schools.html",
        filters=form,
        chosen=any(chosen.values()),
        found=len(found),
        with_figures=sum(line.newest is not None for line in found),
        pages=shown,
        table=_schools(list(shown)),
    )


def _schools(lines: list[queries.SchoolLine]) -> Table:
    rows = [
        [
            Link(str(line.organisation), reverse("evidence:school", args=[line.urn]))
            if line.urn
            else str(line.organisation),
            line.organisation.get_phase_display(),
            str(line.newest) if line.newest else CannotSay("No file with this school has been loaded."),
        ]
        for line in lines
    ]
    return Table(
        "Member schools",
        [Column("School"), Column("Phase"), Column("Newest figure")],
        rows,
        quiet_caption=True,
        stack=True,
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One indicator of a school, ready to be shown."""

    indicator: Indicator
    figure: Figure
    chart: Line
    breaks: tuple[str, ...]
    files: tuple[str, ...]


@allowed_to(anyone_signed_in)
@require_safe
def school(request: SignedInRequest, urn: str) -> HttpResponse:
    """Show a school's figures over the years, each with schools like it as a band."""
    organisation = members.school(urn, viewer=request.standing)
    like = queries.similar(organisation)
    beside = [] if isinstance(like, CannotSay) else [one.organisation for one in like]
    series = queries.series(organisation, viewer=request.standing, beside=[other.pk for other in beside])
    return page(
        request,
        "evidence/school.html",
        organisation=organisation,
        urn=urn,
        sections=[_section(one, len(beside)) for one in series],
        like=like,
        fewest=disclosure().fewest_pupils,
        before=queries.came_before(organisation),
        sees_small=policies.may_see_small(request.standing, organisation.pk),
    )


def _section(series: queries.Series, beside: int) -> Section:
    indicator, newest = series.indicator, series.newest
    source = indicator.publication
    return Section(
        indicator,
        Figure(
            indicator.short,
            newest.said,
            year=str(newest.year),
            n=newest.pupils,
            source=source,
            source_url=reverse("evidence:indicator", args=[indicator.code]),
        ),
        Line(
            f"{indicator.title}, {indicator.unit}",
            tuple(_point(point, like) for point, like in zip(series.points, series.like, strict=True)),
            unit="%" if indicator.unit.startswith("%") else indicator.unit,
            like_name=f"The middle half of {beside} schools like it" if beside else "Schools like it",
            source=f"Source: {source}.",
            label="School year",
        ),
        tuple(one.sentence for one in series.breaks),
        tuple(dict.fromkeys(point.file for point in series.points if point.file)),
    )


def _point(point: queries.Point, like: tuple[float, float] | None) -> Point:
    low, high = like or (None, None)
    places = point.indicator.decimals
    value = point.value if isinstance(point.value, CannotSay) else round(point.value, places)
    return Point(
        str(point.year),
        value,
        like_low=None if low is None else round(low, places),
        like_high=None if high is None else round(high, places),
        n="" if isinstance(point.value, CannotSay) else point.pupils,
    )


@allowed_to(anyone_signed_in)
@require_safe
def definitions(request: SignedInRequest) -> HttpResponse:
    """List the indicators, with what each is."""
    return page(request, "evidence/indicators.html", indicators=list(indicators().values()))


@allowed_to(anyone_signed_in)
@require_safe
def definition(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what an indicator means, where it comes from, and what it cannot tell."""
    return page(request, "evidence/indicator.html", indicator=queries.indicator(code))


@allowed_to(anyone_signed_in)
@require_safe
def loadings(request: SignedInRequest) -> HttpResponse:
    """List how the figures came in: each published file, when it was read and what was taken."""
    found = queries.loadings()
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        [
            loading.file.name,
            str(queries.year_of(loading)),
            loading.rows,
            loading.taken,
            loading.left,
            loading.loaded_at,
            loading.loader.name if loading.loader else "From the command line",
            loading.file.digest[:12],
        ]
        for loading in shown
    ]
    columns = [
        Column("File"),
        Column("School year"),
        Column("Rows in it", numeric=True),
        Column("Of member schools", numeric=True),
        Column("Left", numeric=True),
        Column("Read on"),
        Column("By"),
        Column("Digest begins"),
    ]
    table = Table("Files that figures were read from", columns, rows, quiet_caption=True, stack=True)
    return page(
        request,
        "evidence/loadings.html",
        table=table,
        pages=shown,
        found=len(found),
        refusal=policies.may_load(request.standing).refusal,
    )


@allowed_to(anyone_signed_in)
@require_safe
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a finding with its doubts and how it was worked out."""
    found = queries.finding(pk, viewer=request.standing)
    return page(request, "evidence/finding.html", finding=found, indicator=queries.indicator(found.indicator))
