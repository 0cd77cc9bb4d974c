"""Who may see and work in a team's cycles, in every case and without a database."""

import pytest

from collegiate.improvement.achievement_teams import policies
from collegiate.improvement.achievement_teams.models import MOVES, Cycle, Stage
from collegiate.partnership.members.models import Group, GroupKind, Organisation
from collegiate.values import NOBODY, Held, Role, Standing
from tests.cast import TUESDAY

HILLSIDE = Organisation(pk=1, name="Hillside Primary")
TEAM = Group(pk=7, kind=GroupKind.TEAM, organisation=HILLSIDE)
STAY = "A team’s counts stay with the team and its head teacher; others see sums over several schools."
MEMBERS = "Only the members of this team can do this."


def who(role, *, at=None, on=None, kind=""):
    held = (Held(role, organisation_id=at, group_id=on, group_kind=kind),)
    return Standing("person:1", TUESDAY, person_id=1, signed_in=True, held=held)


FACILITATOR, MEMBER = who(Role.FACILITATOR, on=7, kind="team"), who(Role.TEAM_MEMBER, on=7, kind="team")
HEAD = who(Role.HEAD_TEACHER, at=1)
OUTSIDE = [
    who(Role.COORDINATOR), who(Role.CLERK), who(Role.ADVISER, at=1), who(Role.ADVISER), who(Role.LA_OFFICER),
    who(Role.GOVERNOR, at=1), who(Role.GOVERNOR, at=2), who(Role.HEAD_TEACHER, at=2), who(Role.STAFF, at=1),
    who(Role.TEAM_MEMBER, on=8, kind="team"), who(Role.PROVIDER_CONTACT, at=9), who(Role.CONSULTANT), who(Role.AUDITOR),
    who(Role.GROUP_MEMBER, on=3, kind="strategic"), NOBODY,
]  # fmt: skip


@pytest.mark.parametrize("standing", [FACILITATOR, MEMBER, HEAD])
def test_the_team_and_its_head_may_see_a_cycle(standing):
    assert policies.may_see_cycle(standing, TEAM)


@pytest.mark.parametrize("standing", OUTSIDE, ids=lambda one: one.held[0].role.value if one.held else "nobody")
def test_nobody_outside_may_see_or_work_in_a_cycle(standing):
    assert policies.may_see_cycle(standing, TEAM).refusal == STAY
    assert policies.may_work(standing, TEAM).refusal == MEMBERS


def test_a_head_reads_and_does_not_write():
    assert policies.may_work(HEAD, TEAM).refusal == MEMBERS
    assert policies.may_work(FACILITATOR, TEAM)
    assert policies.may_work(MEMBER, TEAM)


@pytest.mark.parametrize(
    ("standing", "may"),
    [
        (HEAD, True),
        (who(Role.COORDINATOR), True),
        (who(Role.CLERK), True),
        (who(Role.HEAD_TEACHER, at=2), False),
        (who(Role.STAFF, at=1), False),
        (who(Role.ADVISER, at=1), False),
        (NOBODY, False),
    ],
)
def test_may_form(standing, may):
    refusal = "" if may else "Only the school’s head teacher, the coordinator or the clerk can form a team."
    assert policies.may_form(standing, HILLSIDE).refusal == refusal


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("to", Stage)
def test_may_move_one_step_at_a_time(stage, to):
    cycle = Cycle(stage=stage)
    said = f"This cycle is at “{stage.label.lower()}”, so this step is not its next."

    assert policies.may_move(MEMBER, cycle, TEAM, to).refusal == ("" if to in MOVES[stage] else said)
    assert policies.may_move(HEAD, cycle, TEAM, to).refusal == MEMBERS
