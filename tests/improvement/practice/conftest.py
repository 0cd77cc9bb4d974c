"""A school with its head and a teacher who writes, another school, and those who publish."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.practice import commands
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.members.models import Basis
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

REVIEW = date(2027, 10, 6)


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


def member(name):
    school = cast.school(name)
    cast.commands.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return school


@pytest.fixture
def hillside(db):
    return member("Hillside Primary")


@pytest.fixture
def ashmere(db):
    return member("The Ashmere School")


@pytest.fixture
def beth(hillside):
    """Hillside's head teacher."""
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


@pytest.fixture
def sam(hillside):
    """A teacher of Hillside, who writes."""
    return cast.standing(cast.person("Sam Oak", Role.STAFF, at=hillside))


@pytest.fixture
def tom(ashmere):
    """Another school's head teacher."""
    return cast.standing(cast.person("Tom Fell", Role.HEAD_TEACHER, at=ashmere))


@pytest.fixture
def noor(db):
    """The coordinator."""
    return cast.standing(cast.person("Noor Haddad", Role.COORDINATOR))


@pytest.fixture
def amos(db):
    """An adviser."""
    return cast.standing(cast.person("Amos Bell", Role.ADVISER))


def write(by, organisation, **facts):
    given = {
        "title": "Talk about one paragraph", "strand": "teaching", "origin": Origin.OURS if organisation else Origin.ELSEWHERE,
        "problem": "They read fluently and understand little.", "what_we_did": "Fifteen minutes of talk.",
        "what_went_wrong": "It took over the lesson.", "cost_and_time": "An hour a week.",
        "evidence_level": EvidenceLevel.PROMISING, **facts,
    }  # fmt: skip
    return commands.draft(given.pop("title"), organisation=organisation, by=by, at=MORNING, **given)


@pytest.fixture
def draft(hillside, sam):
    return write(sam, hillside)


@pytest.fixture
def published(draft, beth, amos):
    return commands.publish(commands.consent(draft, by=beth, at=MORNING), review_on=REVIEW, by=amos, at=MORNING)
