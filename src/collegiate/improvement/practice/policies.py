"""Rulings on accounts of practice: drafted by those who know, shared only with the school's consent."""

from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.achievement_teams.models import Stage as CycleStage
from collegiate.improvement.impact.models import Stage as StudyStage
from collegiate.improvement.impact.models import Study
from collegiate.improvement.practice.models import MOVES, Origin, Practice, Stage
from collegiate.partnership.members.models import Organisation
from collegiate.values import YES, Role, Ruling, Standing, no


def may_rest_on(organisation: Organisation | None, cycle: Cycle | None, study: Study | None) -> Ruling:
    """Rule on what an account rests on: a cycle that its own school closed, a study that is concluded."""
    if cycle is not None:
        own = organisation is not None and cycle.team.organisation_id == organisation.pk
        if not own or cycle.stage != CycleStage.CLOSED:
            return no("An account rests on a cycle that a team of the same school has closed.")
    if study is not None and study.stage != StudyStage.CONCLUDED:
        return no("This study is not concluded yet, so nothing rests on it.")
    return YES


def may_draft(standing: Standing, organisation: Organisation | None) -> Ruling:
    """Rule on drafting an account: a school's own people for their school, and the coordinator and advisers."""
    if standing.holds(Role.COORDINATOR, Role.ADVISER):
        return YES
    if organisation is not None and standing.holds(Role.HEAD_TEACHER, Role.STAFF, at=organisation.pk):
        return YES
    return no("Only a school’s own people, the coordinator or an adviser can write up a practice.")


def may_consent(standing: Standing, practice: Practice) -> Ruling:
    """Rule on agreeing that an account is shared: the school's head teacher; the coordinator for one from elsewhere."""
    if Stage.CONSENTED not in MOVES[Stage(practice.stage)]:
        return no(f"This account is {practice.get_stage_display().lower()}.")
    if practice.origin == Origin.ELSEWHERE:
        if standing.holds(Role.COORDINATOR):
            return YES
        return no("Only the coordinator can take in a practice from elsewhere.")
    if practice.organisation_id is not None and standing.holds(Role.HEAD_TEACHER, at=practice.organisation_id):
        return YES
    return no("Only the head teacher of the school can agree that this is shared.")


def may_publish(standing: Standing, practice: Practice) -> Ruling:
    """Rule on publishing an account that may be shared: not by whoever wrote it."""
    if not standing.holds(Role.COORDINATOR, Role.ADVISER):
        return no("Only the coordinator or an adviser can publish a practice.")
    if Stage.PUBLISHED not in MOVES[Stage(practice.stage)]:
        return no("The school agrees to share an account before it is published.")
    if practice.drafted_by_id == standing.person_id:
        return no("You wrote this account, so somebody else reads and publishes it.")
    return YES


def may_withdraw(standing: Standing, practice: Practice) -> Ruling:
    """Rule on withdrawing an account: the school's head teacher at any time, and the coordinator."""
    own = practice.organisation_id is not None and standing.holds(Role.HEAD_TEACHER, at=practice.organisation_id)
    if not (own or standing.holds(Role.COORDINATOR)):
        return no("Only the school’s head teacher or the coordinator can withdraw this.")
    if Stage.WITHDRAWN not in MOVES[Stage(practice.stage)]:
        return no("This account is withdrawn.")
    return YES


def may_see(standing: Standing, practice: Practice) -> Ruling:
    """Rule on reading an account: everybody once it was published; before that, those who work on it."""
    if practice.stage == Stage.PUBLISHED or (practice.stage == Stage.WITHDRAWN and practice.published_at is not None):
        return YES
    if standing.holds(Role.COORDINATOR, Role.ADVISER):
        return YES
    if practice.organisation_id is not None and standing.holds(
        Role.HEAD_TEACHER, Role.STAFF, Role.GOVERNOR, at=practice.organisation_id
    ):
        return YES
    return no("This account is not published yet.")
