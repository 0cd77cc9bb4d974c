"""A thread of two schools as it grows, and those who look at it."""

import pytest

from collegiate.foundation import clock
from collegiate.values import Role
from tests import cast
from tests.cast import TUESDAY
from tests.improvement import support
from tests.scenes import scene


@pytest.fixture(autouse=True)
def _tuesday(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)


@scene
def table():
    return support.table()


@scene
def schools(table):
    return [cast.school("Hillside Primary"), cast.school("The Ashmere School")]


@pytest.fixture
def beth(schools):
    """Hillside's head teacher."""
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=schools[0]))


@pytest.fixture
def ida(table):
    """Somebody of another member, who has no business with these schools."""
    return cast.standing(cast.person("Ida Moss", Role.STAFF, at=cast.school("Elsewhere")))
