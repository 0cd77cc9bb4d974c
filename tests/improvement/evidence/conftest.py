"""A dozen primary schools with figures of three years, read from files as they were published."""

from decimal import Decimal

import pytest

from collegiate.foundation.files import store
from collegiate.improvement.evidence.commands import Row, load_values
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Kind, Phase, Scheme
from collegiate.values import Status, job
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

IMPORT = job("import_results", day=TUESDAY)


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"


@pytest.fixture
def member():
    """Add a member school with a URN."""

    def add(name, urn, phase=Phase.PRIMARY):
        school = members.add_organisation(
            name, kind=Kind.SCHOOL, phase=phase, identifiers={Scheme.URN: urn}, by=FOUNDING, at=MORNING
        )
        members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        return school

    return add


@pytest.fixture
def load():
    """Load figures: kind of file, year, and rows as (school, value or status, n)."""

    def do(kind, indicator, year, *rows):
        file = store.keep(
            f"{year}-{year + 1}_{kind}.csv", [f"{kind} {year} {rows}".encode()], kind="text/csv", at=MORNING
        )
        figures = [
            Row(school.pk, indicator, None, status=value, n=n, n_status="" if n is not None else Status.NOT_COLLECTED)
            if isinstance(value, Status)
            else Row(school.pk, indicator, Decimal(str(value)), n=n)
            for school, value, n in rows
        ]
        return load_values(file, kind=kind, year=year, rows=figures, by=IMPORT, at=MORNING)

    return do


@pytest.fixture
def hillside(member):
    return member("Hillside Primary", "100001")


@pytest.fixture
def dozen(hillside, member, load):
    """Hillside and eleven more, with free meals, absence and results of 2016/17 to 2018/19."""
    schools = [hillside, *(member(f"School {place:02}", f"1001{place:02}") for place in range(11))]
    for year in (2016, 2017, 2018):
        load("census", "fsm_eligible", year, *((one, 10 + place, 200 + place) for place, one in enumerate(schools)))
        load("absence", "absence_overall", year, *((one, 4 + place / 10, None) for place, one in enumerate(schools)))
        load("ks2final", "ks2_rwm_expected", year, *((one, 60 + place, 30) for place, one in enumerate(schools)))
    return schools
