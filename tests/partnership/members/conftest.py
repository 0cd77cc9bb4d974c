"""Who signs in on members' pages."""

import pytest

from collegiate.partnership.members import commands
from collegiate.partnership.members.models import Basis, Kind
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE


@pytest.fixture
def member(db):
    """Admit a member: ``member("Hillside Primary", urn="100001")``, or ``member("Nene College", Kind.COLLEGE)``."""

    def admit(name="Hillside Primary", kind=Kind.SCHOOL, urn="", **facts):
        return commands.admit(
            name,
            kind=kind,
            phase="primary" if kind == Kind.SCHOOL else "",
            basis=Basis.SUBSCRIPTION,
            joined_on=SINCE,
            identifiers={"GB-EDU": urn},
            facts=facts,
            by=FOUNDING,
            at=MORNING,
        )

    return admit


@pytest.fixture
def hillside(member):
    return member("Hillside Primary", urn="100001", town="Northampton", locality="Duston")


@pytest.fixture
def noor(client):
    """The coordinator, signed in."""
    return cast.sign_in(client, cast.person("Noor Ahmed", Role.COORDINATOR))


@pytest.fixture
def beth(client, hillside):
    """The head of Hillside Primary, signed in."""
    return cast.sign_in(client, cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))
