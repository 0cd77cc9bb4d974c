"""Who drafts, publishes and reads the report, in every case and without a database."""

import pytest

from collegiate.improvement.accountability import policies
from collegiate.improvement.accountability.models import Report, Stage
from collegiate.values import NOBODY, Held, Role, Standing
from tests.cast import TUESDAY


def who(role):
    return Standing("person:1", TUESDAY, person_id=1, signed_in=True, held=(Held(role),))


DRAFT, PUBLISHED = Report(stage=Stage.DRAFT), Report(stage=Stage.PUBLISHED)
ONLY_TWO = "Only the coordinator or the clerk can publish the partnership’s report."
OTHERS = [role for role in Role if role not in (Role.COORDINATOR, Role.CLERK)]


@pytest.mark.parametrize("standing", [*map(who, OTHERS), who(Role.CLERK), NOBODY], ids=lambda one: str(one.roles))
def test_nobody_but_the_coordinator_drafts(standing):
    assert policies.may_draft(who(Role.COORDINATOR))
    assert policies.may_draft(standing).refusal == "Only the coordinator drafts the partnership’s report."


@pytest.mark.parametrize(
    ("standing", "report", "refusal"),
    [
        (who(Role.COORDINATOR), DRAFT, ""),
        (who(Role.CLERK), DRAFT, ""),
        (who(Role.CLERK), PUBLISHED, "This report is published, and what it said is kept word for word."),
        *((who(role), DRAFT, ONLY_TWO) for role in OTHERS),
        (NOBODY, DRAFT, ONLY_TWO),
    ],
)
def test_may_publish(standing, report, refusal):
    assert policies.may_publish(standing, report).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "report", "refusal"),
    [
        (NOBODY, PUBLISHED, ""),
        (NOBODY, DRAFT, "This report is not published yet."),
        (who(Role.STAFF), DRAFT, ""),
        (who(Role.STAFF), PUBLISHED, ""),
    ],
)
def test_may_see(standing, report, refusal):
    assert policies.may_see(standing, report).refusal == refusal


def test_drafts_are_for_members():
    assert policies.may_see_drafts(who(Role.STAFF))
    assert policies.may_see_drafts(NOBODY).refusal == (
        "Drafts are for members of the partnership; published reports are public."
    )
