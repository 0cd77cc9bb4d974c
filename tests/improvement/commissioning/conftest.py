"""Schools with needs, those who bring agreements about, and a brief that is before the groups."""

import pytest

from collegiate.improvement.commissioning import commands
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.needs import commands as needs
from collegiate.values import Money
from tests import cast
from tests.cast import MORNING
from tests.scenes import scene


@scene
def hillside():
    return cast.school()


@pytest.fixture
def need(table, hillside):
    """Raise a need of Hillside, and talk it through."""

    def make(title: str = "New leaders have had no training"):
        made = needs.raise_need(
            hillside, strand="leadership", title=title, text="At length.", by=table.noor, at=MORNING
        )
        return needs.understand_need(made, by=table.noor, at=MORNING)

    return make


@pytest.fixture
def draft(table):
    """Write a brief that allows £12,000."""

    def write(*needs_, title: str = "Coaching for new leaders"):
        return commands.write_brief(
            title, strand="leadership", purpose_code="lead", outcomes="Leaders lead.", looked_at_first="Neighbours.",
            ceiling=Money(1_200_000), needs=needs_, by=table.noor, at=MORNING,
        )  # fmt: skip

    return write


@scene
def proposed(table, hillside):
    """An agreement that waits for a decision: £9,000, one milestone."""
    return table.proposed([hillside])


@scene
def agreed(table, hillside):
    """An agreement that a decision made."""
    return table.agreed([hillside])


def fresh(agreement: Agreement) -> Agreement:
    """Return an agreement as it is now."""
    return Agreement.objects.select_related("provider", "commitment", "brief", "decision").get(pk=agreement.pk)
