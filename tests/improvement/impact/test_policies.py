"""Who may study the impact of support, and when, in every case and without a database."""

import pytest

from collegiate.improvement.commissioning.models import Agreement, AgreementStage
from collegiate.improvement.impact import policies
from collegiate.improvement.impact.models import Stage, Study
from collegiate.partnership.members.models import Organisation
from collegiate.values import NOBODY, Held, Role, Standing
from tests.cast import TUESDAY

BRIGHTWELL = Organisation(pk=9, name="Brightwell Learning")
ONLY = "Only the coordinator or an adviser can study the impact of support."
INTEREST = "You have an interest in Brightwell Learning, so somebody else judges this support."


def who(*roles, interests=()):
    held = tuple(Held(role) for role in roles)
    return Standing("person:1", TUESDAY, person_id=1, signed_in=True, held=held, interests=frozenset(interests))


NOOR, AMOS = who(Role.COORDINATOR), who(Role.ADVISER)
AMOS_OF_BRIGHTWELL = who(Role.ADVISER, interests={9})


def agreement(stage):
    return Agreement(provider=BRIGHTWELL, stage=stage)


@pytest.mark.parametrize(
    ("standing", "stage", "frozen", "outcomes", "refusal"),
    [
        (NOOR, AgreementStage.AGREED, False, 0, ""),
        (AMOS, AgreementStage.AGREED, False, 0, ""),
        (AMOS, AgreementStage.COMPLETE, False, 0, ""),
        (AMOS_OF_BRIGHTWELL, AgreementStage.AGREED, False, 0, INTEREST),
        (AMOS, AgreementStage.PROPOSED, False, 0, "A study is set up when the agreement is made."),
        (AMOS, AgreementStage.WITHDRAWN, False, 0, "A study is set up when the agreement is made."),
        (
            AMOS, AgreementStage.AGREED, True, 0,
            "The schools to compare with are frozen, so that no later knowledge can change them.",
        ),
        (
            AMOS, AgreementStage.AGREED, False, 12,
            "Figures of that year are loaded, so nobody could choose any more without knowing the outcome.",
        ),
        *((who(role), AgreementStage.AGREED, False, 0, ONLY) for role in Role if role not in (Role.COORDINATOR, Role.ADVISER)),
        (NOBODY, AgreementStage.AGREED, False, 0, ONLY),
    ],
)  # fmt: skip
def test_may_freeze(standing, stage, frozen, outcomes, refusal):
    ruling = policies.may_freeze(standing, agreement(stage), frozen=frozen, outcomes=outcomes)

    assert ruling.refusal == refusal


@pytest.mark.parametrize(
    ("standing", "stage", "outcomes", "refusal"),
    [
        (NOOR, Stage.FROZEN, 30, ""),
        (AMOS, Stage.FROZEN, 1, ""),
        (AMOS, Stage.FROZEN, 0, "No figure of the outcome year is loaded yet."),
        (AMOS, Stage.CONCLUDED, 30, "This study is concluded, and a conclusion is final."),
        (AMOS_OF_BRIGHTWELL, Stage.FROZEN, 30, INTEREST),
        (who(Role.PROVIDER_CONTACT), Stage.FROZEN, 30, ONLY),
        (who(Role.LA_OFFICER), Stage.FROZEN, 30, ONLY),
        (NOBODY, Stage.FROZEN, 30, ONLY),
    ],
)
def test_may_conclude(standing, stage, outcomes, refusal):
    ruling = policies.may_conclude(standing, Study(stage=stage), agreement(AgreementStage.AGREED), outcomes=outcomes)

    assert ruling.refusal == refusal


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [
        (who(Role.STAFF), ""),
        (who(), ""),
        (NOBODY, "Studies are for members of the partnership; the report is public."),
    ],
)
def test_may_see(standing, refusal):
    assert policies.may_see(standing).refusal == refusal
