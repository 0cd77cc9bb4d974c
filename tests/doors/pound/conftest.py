"""A payment for two schools' help, and those who follow it."""

import pytest

from collegiate.foundation import clock
from collegiate.improvement.fund.models import Contribution, Payment
from collegiate.values import Role
from tests import cast
from tests.cast import TUESDAY
from tests.improvement import support
from tests.scenes import scene


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@scene
def table():
    return support.table()


@scene
def schools(table):
    return [cast.school("Hillside Primary"), cast.school("The Ashmere School")]


@scene
def payment(table, schools):
    """£9,000 to Brightwell, of the £50,000 that Ashmere College paid in."""
    table.paid(table.agreed(schools))
    return Payment.objects.get()


@pytest.fixture
def given(payment):
    """What Ashmere College paid in."""
    return Contribution.objects.get()


@pytest.fixture
def gil(schools):
    """A governor of Hillside."""
    return cast.person("Gil Okoro", Role.GOVERNOR, at=schools[0])


@pytest.fixture
def carol(given):
    """The bursar of Ashmere College."""
    return cast.person("Carol Bright", Role.CONTACT, at=given.organisation)


@pytest.fixture
def ida(table):
    """Somebody of another member."""
    return cast.person("Ida Moss", Role.STAFF, at=cast.school("Elsewhere"))
