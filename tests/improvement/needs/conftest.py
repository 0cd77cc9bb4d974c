"""A school with its head, adviser and governor; the coordinator; and people who have no business with it."""

from datetime import date

import pytest

from collegiate.improvement.needs import commands
from collegiate.improvement.needs.commands import Given, Reason
from collegiate.partnership.members.models import Kind
from collegiate.values import AcademicYear, Role
from tests import cast
from tests.cast import MORNING

AUTUMN = AcademicYear(2026)
SHEET = {
    "leadership": Given(3),
    "environment": Given(2, "Attendance in Year 5."),
    "teaching": Given(4, "Maths mastery."),
    "assessment": Given(1, "We mark a great deal and learn little from it."),
    "support": Given(None, "Our family worker has just begun."),
}
ROSE = (Reason("Absence rose twice."),)


@pytest.fixture
def hillside():
    return cast.school("Hillside Primary")


@pytest.fixture
def ashmere():
    return cast.school("The Ashmere School")


@pytest.fixture
def beth(hillside):
    """Hillside's head teacher."""
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


@pytest.fixture
def tom(ashmere):
    """Another school's head teacher."""
    return cast.standing(cast.person("Tom Fell", Role.HEAD_TEACHER, at=ashmere))


@pytest.fixture
def noor():
    """The coordinator."""
    return cast.standing(cast.person("Noor Haddad", Role.COORDINATOR))


@pytest.fixture
def amos(hillside):
    """Hillside's adviser."""
    return cast.standing(cast.person("Amos Bell", Role.ADVISER, at=hillside))


@pytest.fixture
def club_contact():
    """A member's contact."""
    club = cast.organisation("Ashmere Rowing Club", Kind.CLUB)
    return cast.standing(cast.person("Ida Moss", Role.CONTACT, at=club)), club


@pytest.fixture
def autumn(noor):
    """An open round."""
    return commands.open_round(
        "Autumn 2026",
        year=AUTUMN,
        opens_on=date(2026, 9, 14),
        closes_on=date(2026, 10, 23),
        by=noor,
        at=MORNING,
    )


@pytest.fixture
def propose(hillside, noor):
    """Propose a level to Hillside."""

    def do(level="focused", *, from_on=date(2026, 10, 12), by=noor, reasons=ROSE, **given):
        facts = {"end_test": "Absence below 5%.", "review_on": date(2027, 7, 1), **given}
        return commands.propose_level(
            hillside, level=level, reasons=reasons, from_on=from_on, by=by, at=MORNING, **facts
        )

    return do
