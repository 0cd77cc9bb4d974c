"""Rulings on evidence: who may load figures, judge them, and see those about few pupils."""

from collegiate.values import YES, Role, Ruling, Standing, no

IMPORTING = "job:import_results"


def may_load(standing: Standing) -> Ruling:
    """Rule on loading a published file: the coordinator's, and the command line's."""
    if standing.mark == IMPORTING or standing.holds(Role.COORDINATOR):
        return YES
    return no("Only the coordinator can load published figures.")


def may_find(standing: Standing) -> Ruling:
    """Rule on recording what a figure says: a person's judgement, so never a job's."""
    if standing.person_id is not None and standing.holds(Role.COORDINATOR, Role.ADVISER, Role.CONSULTANT):
        return YES
    return no("Only the coordinator, an adviser or the external consultant can record a finding.")


def may_see_small(standing: Standing, organisation_id: int) -> Ruling:
    """Rule on seeing a figure about fewer pupils than are shown outside: the school's own people."""
    if standing.holds(Role.HEAD_TEACHER, Role.STAFF, Role.GOVERNOR, Role.PARENT_GOVERNOR, at=organisation_id):
        return YES
    return no("Figures about fewer than five pupils are shown only to the school they are about.")
