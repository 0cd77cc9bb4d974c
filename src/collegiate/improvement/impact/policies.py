"""Rulings on studies: frozen when an agreement is made, concluded when its outcome is known, by nobody who gains by it."""

from collegiate.improvement.commissioning.models import MADE, Agreement
from collegiate.improvement.impact.models import MOVES, Stage, Study
from collegiate.values import YES, Role, Ruling, Standing, no


def _judges(standing: Standing, agreement: Agreement) -> Ruling:
    if not standing.holds(Role.COORDINATOR, Role.ADVISER):  # who also may record a finding, in which a study ends
        return no("Only the coordinator or an adviser can study the impact of support.")
    if agreement.provider_id in standing.interests:
        return no(f"You have an interest in {agreement.provider}, so somebody else judges this support.")
    return YES


def may_freeze(standing: Standing, agreement: Agreement, *, frozen: bool, outcomes: int = 0) -> Ruling:
    """Rule on freezing the schools to compare with: once, for an agreement that was made, before its outcome is known."""
    if not (ruling := _judges(standing, agreement)):
        return ruling
    if frozen:
        return no("The schools to compare with are frozen, so that no later knowledge can change them.")
    if agreement.stage not in MADE:
        return no("A study is set up when the agreement is made.")
    if outcomes:
        return no("Figures of that year are loaded, so nobody could choose any more without knowing the outcome.")
    return YES


def may_conclude(standing: Standing, study: Study, agreement: Agreement, *, outcomes: int) -> Ruling:
    """Rule on concluding a study, when figures of the outcome year are there."""
    if not (ruling := _judges(standing, agreement)):
        return ruling
    if Stage.CONCLUDED not in MOVES[Stage(study.stage)]:
        return no("This study is concluded, and a conclusion is final.")
    if not outcomes:
        return no("No figure of the outcome year is loaded yet.")
    return YES


def may_see(standing: Standing) -> Ruling:
    """Rule on reading a study: every member may."""
    if standing.person_id is None:
        return no("Studies are for members of the partnership; the report is public.")
    return YES
