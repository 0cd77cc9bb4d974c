"""An agreement that runs for two schools, its provider's people, and a workshop of three places."""

from datetime import date, datetime

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.improvement.delivery import commands
from collegiate.improvement.delivery.models import Element
from collegiate.values import Role
from tests import cast
from tests.improvement.support import FOUR
from tests.scenes import scene

AFTERNOON = datetime(2026, 11, 10, 13, 30, tzinfo=LONDON)
OVER = datetime(2026, 11, 10, 17, 0, tzinfo=LONDON)
DAY = date(2026, 11, 17)
AFTER = date(2026, 11, 18)
EVENING = datetime(2026, 11, 18, 17, 0, tzinfo=LONDON)
AIMS = dict.fromkeys(Element, "Try one step")
HAPPENED = dict.fromkeys(Element, ("Three teachers tried it.", "Again on Monday"))


@scene
def hillside():
    return cast.school()


@scene
def agreed(table, hillside):
    """An agreement with Brightwell, for Hillside alone."""
    return table.agreed([hillside])


@scene
def pia(agreed):
    """Brightwell's own contact."""
    return cast.person("Pia Kent", Role.PROVIDER_CONTACT, at=agreed.provider)


@pytest.fixture
def ada(agreed):
    """Brightwell's adviser."""
    return cast.person("Ada Cole", Role.ADVISER, at=agreed.provider)


@pytest.fixture
def beth(hillside):
    """Hillside's head teacher."""
    return cast.person("Beth Lowe", Role.HEAD_TEACHER, at=hillside)


@pytest.fixture
def al(hillside):
    """A teacher at Hillside."""
    return cast.person("Al Teacher", Role.STAFF, at=hillside)


@scene
def programme(agreed, pia):
    return commands.plan_programme(
        agreed, name="Reading", starts_on=agreed.starts_on, ends_on=agreed.ends_on,
        aims={"teaching": "Every lesson teaches reading."}, by=cast.standing(pia), at=FOUR,
    )  # fmt: skip


@scene
def workshop(programme, pia):
    """A workshop of three places."""
    return commands.add_workshop(
        programme, strand="teaching", title="How texts hang together", starts_at=AFTERNOON, place="The college",
        places=3, by=cast.standing(pia), at=FOUR,
    )  # fmt: skip


@pytest.fixture
def agree_day(agreed, hillside, ada, pia):
    """Agree a development day at Hillside."""

    def agree(**changed):
        facts = {
            "organisation": hillside, "adviser": ada, "on": DAY, "strand": "teaching", "why": "To try it.",
            "aims": AIMS, "by": cast.standing(pia), "at": FOUR,
        }  # fmt: skip
        return commands.agree_day(agreed, **(facts | changed))

    return agree


@pytest.fixture
def hold(ada, al, beth):
    """Write a day up."""

    def write(day, **changed):
        facts = {
            "elements": HAPPENED, "agreed_next": "A second look.", "ask": [al, beth],
            "by": cast.standing(ada, AFTER), "at": EVENING,
        }  # fmt: skip
        return commands.write_up(day, **(facts | changed))

    return write
