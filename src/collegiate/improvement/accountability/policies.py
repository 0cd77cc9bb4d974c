"""Rulings on the report: drafted and published by those who answer for the partnership; read by everybody."""

from collegiate.improvement.accountability.models import MOVES, Report, Stage
from collegiate.values import YES, Role, Ruling, Standing, no


def may_draft(standing: Standing) -> Ruling:
    """Rule on drafting a report and writing its foreword."""
    if standing.holds(Role.COORDINATOR):
        return YES
    return no("Only the coordinator drafts the partnership’s report.")


def may_publish(standing: Standing, report: Report) -> Ruling:
    """Rule on publishing a report: the coordinator or the clerk, once."""
    if not standing.holds(Role.COORDINATOR, Role.CLERK):
        return no("Only the coordinator or the clerk can publish the partnership’s report.")
    if Stage.PUBLISHED not in MOVES[Stage(report.stage)]:
        return no("This report is published, and what it said is kept word for word.")
    return YES


def may_see(standing: Standing, report: Report) -> Ruling:
    """Rule on reading a report: everybody once it is published, members before."""
    if report.stage == Stage.PUBLISHED or standing.person_id is not None:
        return YES
    return no("This report is not published yet.")


def may_see_drafts(standing: Standing) -> Ruling:
    """Rule on seeing reports that are not published yet."""
    if standing.person_id is None:
        return no("Drafts are for members of the partnership; published reports are public.")
    return YES
