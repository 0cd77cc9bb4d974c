"""Who writes, consents, publishes, withdraws and reads an account of practice, without a database."""

import pytest

from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.achievement_teams.models import Stage as CycleStage
from collegiate.improvement.impact.models import Stage as StudyStage
from collegiate.improvement.impact.models import Study
from collegiate.improvement.practice import policies
from collegiate.improvement.practice.models import Origin, Practice, Stage
from collegiate.partnership.members.models import Group, Organisation
from collegiate.values import NOBODY, Held, Role, Standing
from tests.cast import MORNING, TUESDAY

HILLSIDE, ASHMERE = Organisation(pk=1, name="Hillside Primary"), Organisation(pk=2, name="The Ashmere School")


def who(role, at=None, person=1):
    return Standing(
        f"person:{person}", TUESDAY, person_id=person, signed_in=True, held=(Held(role, organisation_id=at),)
    )


NOOR, AMOS, HEAD, TEACHER = who(Role.COORDINATOR), who(Role.ADVISER), who(Role.HEAD_TEACHER, 1), who(Role.STAFF, 1)
OTHER_HEAD, GOVERNOR = who(Role.HEAD_TEACHER, 2), who(Role.GOVERNOR, 1)


def practice(stage=Stage.DRAFT, origin=Origin.OURS, drafted_by=9, published=False):
    return Practice(
        stage=stage, origin=origin, organisation=HILLSIDE if origin == Origin.OURS else None, drafted_by_id=drafted_by,
        published_at=MORNING if published else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "organisation", "may"),
    [
        (NOOR, HILLSIDE, True), (NOOR, None, True), (AMOS, None, True), (HEAD, HILLSIDE, True), (TEACHER, HILLSIDE, True),
        (TEACHER, ASHMERE, False), (TEACHER, None, False), (HEAD, None, False), (OTHER_HEAD, HILLSIDE, False),
        (GOVERNOR, HILLSIDE, False), (NOBODY, HILLSIDE, False),
    ],
)  # fmt: skip
def test_may_draft(standing, organisation, may):
    refusal = "" if may else "Only a school’s own people, the coordinator or an adviser can write up a practice."
    assert policies.may_draft(standing, organisation).refusal == refusal


CYCLE = "An account rests on a cycle that a team of the same school has closed."
STUDY = "This study is not concluded yet, so nothing rests on it."


@pytest.mark.parametrize(
    ("organisation", "cycle", "study", "refusal"),
    [
        (HILLSIDE, None, None, ""),
        (HILLSIDE, Cycle(team=Group(organisation=HILLSIDE), stage=CycleStage.CLOSED), None, ""),
        (HILLSIDE, Cycle(team=Group(organisation=HILLSIDE), stage=CycleStage.TRYING), None, CYCLE),
        (HILLSIDE, Cycle(team=Group(organisation=ASHMERE), stage=CycleStage.CLOSED), None, CYCLE),
        (None, Cycle(team=Group(organisation=ASHMERE), stage=CycleStage.CLOSED), None, CYCLE),
        (HILLSIDE, None, Study(stage=StudyStage.CONCLUDED), ""),
        (HILLSIDE, None, Study(stage=StudyStage.FROZEN), STUDY),
    ],
)
def test_may_rest_on(organisation, cycle, study, refusal):
    assert policies.may_rest_on(organisation, cycle, study).refusal == refusal


ONLY_HEAD = "Only the head teacher of the school can agree that this is shared."


@pytest.mark.parametrize(
    ("standing", "account", "refusal"),
    [
        (HEAD, practice(), ""),
        (TEACHER, practice(), ONLY_HEAD),
        (NOOR, practice(), ONLY_HEAD),
        (OTHER_HEAD, practice(), ONLY_HEAD),
        (NOOR, practice(origin=Origin.ELSEWHERE), ""),
        (AMOS, practice(origin=Origin.ELSEWHERE), "Only the coordinator can take in a practice from elsewhere."),
        (HEAD, practice(Stage.PUBLISHED), "This account is published."),
        (HEAD, practice(Stage.WITHDRAWN), "This account is withdrawn."),
        (NOBODY, practice(), ONLY_HEAD),
    ],
)
def test_may_consent(standing, account, refusal):
    assert policies.may_consent(standing, account).refusal == refusal


ONLY_THEY = "Only the coordinator or an adviser can publish a practice."


@pytest.mark.parametrize(
    ("standing", "account", "refusal"),
    [
        (NOOR, practice(Stage.CONSENTED), ""),
        (AMOS, practice(Stage.CONSENTED), ""),
        (
            AMOS,
            practice(Stage.CONSENTED, drafted_by=1),
            "You wrote this account, so somebody else reads and publishes it.",
        ),
        (AMOS, practice(), "The school agrees to share an account before it is published."),
        (AMOS, practice(Stage.WITHDRAWN), "The school agrees to share an account before it is published."),
        (HEAD, practice(Stage.CONSENTED), ONLY_THEY),
        (NOBODY, practice(Stage.CONSENTED), ONLY_THEY),
    ],
)
def test_may_publish(standing, account, refusal):
    assert policies.may_publish(standing, account).refusal == refusal


NOT_THEY = "Only the school’s head teacher or the coordinator can withdraw this."


@pytest.mark.parametrize(
    ("standing", "account", "refusal"),
    [
        *((HEAD, practice(stage), "") for stage in (Stage.DRAFT, Stage.CONSENTED, Stage.PUBLISHED)),
        (NOOR, practice(Stage.PUBLISHED), ""),
        (NOOR, practice(Stage.PUBLISHED, Origin.ELSEWHERE), ""),
        (HEAD, practice(Stage.PUBLISHED, Origin.ELSEWHERE), NOT_THEY),
        (AMOS, practice(Stage.PUBLISHED), NOT_THEY),
        (OTHER_HEAD, practice(Stage.PUBLISHED), NOT_THEY),
        (HEAD, practice(Stage.WITHDRAWN), "This account is withdrawn."),
    ],
)
def test_may_withdraw(standing, account, refusal):
    assert policies.may_withdraw(standing, account).refusal == refusal


@pytest.mark.parametrize(
    "standing", [NOBODY, OTHER_HEAD, who(Role.PROVIDER_CONTACT), who(Role.LA_OFFICER), TEACHER, NOOR]
)
@pytest.mark.parametrize(
    ("account", "public"),
    [
        (practice(Stage.PUBLISHED, published=True), True),
        (practice(Stage.WITHDRAWN, published=True), True),
        (practice(Stage.WITHDRAWN), False),
        (practice(Stage.CONSENTED), False),
        (practice(), False),
    ],
)
def test_may_see(standing, account, public):
    works_on_it = standing in (TEACHER, NOOR)
    refusal = "" if public or works_on_it else "This account is not published yet."
    assert policies.may_see(standing, account).refusal == refusal
