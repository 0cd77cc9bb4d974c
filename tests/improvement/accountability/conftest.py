"""A coordinator who drafts, a clerk who publishes, a teacher who reads, in a partnership where little has happened yet."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.accountability import commands
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING, TUESDAY

FROM, UNTIL = date(2026, 9, 1), date(2026, 10, 31)


@pytest.fixture
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def noor(db, _tuesday):
    """The coordinator."""
    return cast.standing(cast.person("Noor Haddad", Role.COORDINATOR))


@pytest.fixture
def ruth(db, _tuesday):
    """The clerk."""
    return cast.standing(cast.person("Ruth Abbott", Role.CLERK))


@pytest.fixture
def sam(db, _tuesday):
    """A teacher."""
    return cast.standing(cast.person("Sam Oak", Role.STAFF, at=cast.school()))


@pytest.fixture
def draft(noor):
    return commands.draft_report(
        "What we did", from_on=FROM, until_on=UNTIL, foreword="We asked and answered.", by=noor, at=MORNING
    )
