"""`make run RESET=1` throws a demonstration away, and never a real partnership."""

import pytest
from django.core.management import CommandError, call_command

from collegiate.config.afresh import NotADemonstration, begin_afresh
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import Partnership


@pytest.mark.slow
@pytest.mark.django_db
def test_a_real_partnership_is_never_thrown_away():
    Partnership.objects.create(name="Northampton Learning Partnership", town="Northampton", starts_on="2004-09-01")

    with pytest.raises(NotADemonstration, match="Northampton Learning Partnership, which is not the imaginary town"):
        begin_afresh()

    assert queries.partnership().name == "Northampton Learning Partnership"


def test_nothing_is_thrown_away_outside_a_demonstration(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="--reset goes with --demo only"):
        call_command("serve", "--reset")
