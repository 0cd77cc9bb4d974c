"""Five schools under an agreement, twenty others with four years of figures, and those who may judge."""

import pytest

from collegiate.foundation import clock
from collegiate.values import AcademicYear, Role
from tests import cast
from tests.cast import TUESDAY
from tests.improvement import support
from tests.scenes import scene

BASE, OUTCOME = AcademicYear(2025), AcademicYear(2026)
YEARS_BEFORE = (2022, 2023, 2024, 2025)


@pytest.fixture(autouse=True)
def _tuesday(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    clock.stop(TUESDAY)


@scene
def schools():
    """Twenty-five primary schools, of which the first five are supported."""
    return [cast.school(f"School {number:02}") for number in range(25)]


@pytest.fixture
def amos(table):
    """An adviser of nobody's."""
    return cast.standing(cast.person("Amos Bell", Role.ADVISER))


def before(number: int, year: int) -> float:
    """A school's figure of a year before the work: its own level and a little that differs from year to year."""
    return 45 + number % 18 + ((number * 7 + year * 5) % 9) / 2


@pytest.fixture
def figures(schools):
    """Load four years of figures before the work."""
    for year in YEARS_BEFORE:
        support.load(
            "ks2final", "ks2_rwm_expected", year, [(one, before(n, year), 60) for n, one in enumerate(schools)]
        )


@pytest.fixture
def outcome(schools):
    """Load the outcome, the supported schools lifted by some points."""

    def do(lift):
        rows = [(one, before(n, 2026) + (lift if n < 5 else 0), 60) for n, one in enumerate(schools)]
        return support.load("ks2final", "ks2_rwm_expected", 2026, rows)

    return do
