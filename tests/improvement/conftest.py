"""What several chapters of improvement begin with."""

import pytest

from collegiate.foundation.record.models import Entry
from tests.improvement import support
from tests.scenes import scene


@scene
def table():
    """Noor coordinates, Ruth keeps the books, Meera authorises; £50,000 is in the fund."""
    return support.table()


@pytest.fixture
def lines():
    """Return the lines of the record of a deed: on what, because of what, and what was noted."""

    def read(deed: str) -> list[tuple[str, str, dict]]:
        found = Entry.objects.filter(deed=deed).order_by("seq")
        return [(one.subject, one.because, one.data) for one in found]

    return read
