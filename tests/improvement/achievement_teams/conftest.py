"""A school with its head, a team of three and people who must not see its counts; other schools with teams of their own."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.achievement_teams import commands
from collegiate.improvement.achievement_teams.models import Keep, Outcome
from collegiate.partnership.members.models import Basis
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY

BEFORE, AFTER = (9, 12, 6, 3), (6, 8, 10, 6)
RETEST = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def hillside(db):
    school = cast.school("Hillside Primary")
    cast.commands.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=cast.FOUNDING, at=MORNING)
    return school


@pytest.fixture
def beth(hillside):
    """Hillside's head teacher."""
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


@pytest.fixture
def staff(hillside):
    """Three teachers of Hillside."""
    return [cast.person(name, Role.STAFF, at=hillside) for name in ("Sam Oak", "Dee Ash", "Kit Elm")]


@pytest.fixture
def team(hillside, beth, staff):
    return commands.form_team(
        "Readers", organisation=hillside, facilitator=staff[0], members=staff, starts_on=SINCE, by=beth, at=MORNING
    )


@pytest.fixture
def sam(team, staff):
    """Who keeps the team going."""
    return cast.standing(staff[0])


@pytest.fixture
def begun(team, sam):
    return start(team, sam)


def start(team, by, *, before=BEFORE):
    return commands.start_cycle(
        team, strand="teaching", question="Who can retell and not explain?", instrument="The half-termly task",
        before=before, started_on=date(2026, 9, 15), by=by, at=MORNING,
    )  # fmt: skip


def tried(cycle, by):
    """Take a cycle as far as trying its strategy."""
    cycle = commands.state_evidence(cycle, statement="21 of 30 cannot yet explain.", by=by, at=MORNING)
    return commands.set_goal(
        cycle, goal="15 of 30 explain.", strategy="Talk about one paragraph.", retest_on=RETEST, by=by, at=MORNING
    )


def closed(cycle, by, *, after=AFTER, at=MORNING, **facts):
    given = {"outcome": Outcome.MET, "keep": Keep.KEEP, "learning": "Daily works.", **facts}
    return commands.close_cycle(tried(cycle, by), after=after, by=by, at=at, **given)


@pytest.fixture
def another(db):
    """Let another school close a cycle of a team of its own."""

    def do(name, *, before=BEFORE, after=AFTER, at=MORNING, **facts):
        school = cast.school(name)
        head = cast.standing(cast.person(f"Head of {name}", Role.HEAD_TEACHER, at=school))
        one = cast.person(f"Teacher of {name}", Role.STAFF, at=school)
        made = commands.form_team(
            f"Team of {name}", organisation=school, facilitator=one, members=[], starts_on=SINCE, by=head, at=MORNING
        )
        by = cast.standing(one)
        return closed(start(made, by, before=before), by, after=after, at=at, **facts)

    return do
