"""Which way the schools of the local authority travel: how much help each has now and had before, and its results."""

from dataclasses import dataclass
from datetime import date

from collegiate.definitions import Direction, Indicator, indicators, levels
from collegiate.improvement.evidence import queries as evidence
from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Level
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import CannotSay, Standing, Status

NO_LEVEL = CannotSay("There is no level to compare.", Status.NOT_COLLECTED)
FIRST_LEVEL = CannotSay("It is the first level agreed.", Status.NOT_COLLECTED)


@dataclass(frozen=True, slots=True)
class OwnSchool:
    """
    One school of the local authority, and which way it goes.

    Attributes
    ----------
    maintained : bool
        Whether the law lets the local authority take statutory steps about it; academies and others it does not.
    level, before : Level or None
        The level of support that is agreed and holds now, and the one that held before it.
    help : int or CannotSay
        Above 0 where it has more help than before, below 0 where it has less; or why that cannot be said.
    results : tuple of evidence.Travel
        Which way each of its results has gone.
    """

    organisation: Organisation
    maintained: bool
    level: Level | None
    before: Level | None
    help: int | CannotSay
    results: tuple[evidence.Travel, ...]


def own_schools(*, viewer: Standing, day: date) -> list[OwnSchool]:
    """
    Return the schools of the local authority on a day, by name; three queries, however many there are.

    :raises NotAllowed: if the viewer is not one of its officers
    """
    policies.may_see_own_schools(viewer).insist()
    schools = members.schools_of_the_authority(day=day)
    held: dict[int, list[Level]] = {}
    agreed = Level.objects.filter(organisation__in=schools, agreed_at__isnull=False, from_on__lte=day)
    for level in agreed.order_by("-from_on", "-pk"):
        held.setdefault(level.organisation_id, []).append(level)
    results = evidence.travels(schools, day=day, viewer=viewer)
    return [_one(school, held.get(school.pk, []), results[school.pk], day) for school in schools]


def _one(school: Organisation, held: list[Level], results: list[evidence.Travel], day: date) -> OwnSchool:
    now, before = (*held[:2], None, None)[:2]
    if now is not None and now.until_on is not None and now.until_on < day:
        now, before = None, now
    return OwnSchool(school, bool(policies.is_maintained(school)), now, before, _help(now, before), tuple(results))


def _help(now: Level | None, before: Level | None) -> int | CannotSay:
    order = list(levels())
    if now is None or now.level not in order:
        return NO_LEVEL
    if before is None or before.level not in order:
        return FIRST_LEVEL
    return order.index(now.level) - order.index(before.level)


def results_compared() -> list[Indicator]:
    """Return the results of which the direction is told: figures of which more or less is better."""
    return [one for one in indicators().values() if one.direction != Direction.NEITHER]
