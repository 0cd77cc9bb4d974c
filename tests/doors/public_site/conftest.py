"""A partnership with a charter, a fund, two schools and a college, as a stranger finds it."""

import pytest

from collegiate.foundation import clock
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement import support
from tests.scenes import scene


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@scene
def partnership():
    return members.begin(
        "Ashmere Area Improvement Partnership", town="Ashmere", starts_on=SINCE, authority_code="999",
        predecessor="Ashmere Excellence Cluster", by=FOUNDING, at=MORNING,
    )  # fmt: skip


@scene
def table(partnership):
    return support.table()


@pytest.fixture
def member(partnership):
    """Add a school that is a member."""

    def add(name):
        school = cast.school(name)
        members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        return school

    return add
