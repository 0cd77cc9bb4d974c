"""Rulings on a team's cycles: the team's own work, closed to everybody outside the school."""

from collegiate.improvement.achievement_teams.models import MOVES, Cycle, Stage
from collegiate.partnership.members.models import Group, Organisation
from collegiate.values import YES, Role, Ruling, Standing, no


def may_see_cycle(standing: Standing, team: Group) -> Ruling:
    """Rule on reading a cycle with its counts: the team, and the head teacher of its school."""
    if standing.holds(Role.TEAM_MEMBER, Role.FACILITATOR, on=team.pk):
        return YES
    if team.organisation_id is not None and standing.holds(Role.HEAD_TEACHER, at=team.organisation_id):
        return YES
    return no("A team’s counts stay with the team and its head teacher; others see sums over several schools.")


def may_form(standing: Standing, organisation: Organisation) -> Ruling:
    """Rule on forming a team of a school: its head teacher, the coordinator or the clerk."""
    if standing.holds(Role.COORDINATOR, Role.CLERK) or standing.holds(Role.HEAD_TEACHER, at=organisation.pk):
        return YES
    return no("Only the school’s head teacher, the coordinator or the clerk can form a team.")


def may_work(standing: Standing, team: Group) -> Ruling:
    """Rule on starting a cycle and writing in it."""
    if standing.holds(Role.TEAM_MEMBER, Role.FACILITATOR, on=team.pk):
        return YES
    return no("Only the members of this team can do this.")


def may_move(standing: Standing, cycle: Cycle, team: Group, to: Stage) -> Ruling:
    """Rule on taking a cycle to its next step."""
    if not (ruling := may_work(standing, team)):
        return ruling
    if to not in MOVES[Stage(cycle.stage)]:
        return no(f"This cycle is at “{cycle.get_stage_display().lower()}”, so this step is not its next.")
    return YES
