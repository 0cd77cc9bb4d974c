"""What an adviser reads before the next visit to a school, on one sheet that prints."""

from dataclasses import dataclass
from datetime import date

from collegiate.doors.schools.shown import tables
from collegiate.foundation.ui.components import Table
from collegiate.improvement.achievement_teams import queries as teams
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay
from collegiate.partnership.members.queries import AtSchool
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A sheet about one school.

    Attributes
    ----------
    next_visit : DevelopmentDay or None
        The viewer's own next visit; of anybody where they have none.
    notes : list of DevelopmentDay
        The last days that happened, the latest first: what was agreed next is what is open.
    month : date
        The month of the next visit, by its first day; this one where none is planned.
    visitors : Table or None
        Who else comes, or came, in that month.
    whole : bool
        Whether it tells of every provider's days, and not of the viewer's own organisation's only.
    """

    next_visit: DevelopmentDay | None
    notes: list[DevelopmentDay]
    objectives: Table | None
    teams: Table | None
    teams_words: str
    month: date
    visitors: Table | None
    whole: bool


def sheet_about(known: AtSchool, *, viewer: Standing, day: date) -> Sheet:
    """
    Return the sheet about a school; 7 queries, however much there is.

    A provider's people read of their own days only.

    :raises NotAllowed: if the viewer may read of no day in this school, with the sentence why
    """
    school = known.organisation
    visits = delivery.visits_to(school, viewer=viewer)
    notes = delivery.notes_on(school, viewer=viewer)
    to_come = [one for one in visits if one.stage == DayStage.AGREED and one.on >= day]
    own = [one for one in to_come if one.adviser_id == viewer.person_id]
    coming = next(iter(own or to_come), None)
    month = (coming.on if coming else day).replace(day=1)
    by_others = [one for one in visits if one != coming and one.adviser_id != viewer.person_id]
    others = [one for one in by_others if one.on.replace(day=1) == month]
    lines = teams.teams_at(school, viewer=viewer)
    return Sheet(
        next_visit=coming,
        notes=notes,
        objectives=tables.objectives(delivery.objectives_of([school.pk], viewer=viewer)),
        teams=tables.teams([line for line in lines if line.seen]),
        teams_words=tables.teams_words(lines),
        month=month,
        visitors=tables.visits("Others who visit in that month", others),
        whole=delivery.reads_every_day(school, viewer=viewer),
    )
