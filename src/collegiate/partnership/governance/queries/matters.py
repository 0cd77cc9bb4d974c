"""What groups have still to deal with, and on which days they could."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from collegiate.partnership.governance.models import Matter, MatterStage, Meeting, Stage
from collegiate.partnership.governance.policies import may_know_of
from collegiate.partnership.members.models import Group, GroupKind
from collegiate.values import Standing, Term, schools_work_on

LONGEST = timedelta(days=370)  # a series is a year's meetings at most


@dataclass(frozen=True, slots=True)
class Backlog:
    """A group's matters: those nobody has answered yet, those that wait, and the last that were settled."""

    group: Group
    proposed: list[Matter]
    waiting: list[Matter]
    settled: list[Matter]


def backlog(group: Group, *, viewer: Standing, last: int = 20) -> Backlog:
    """Return a group's backlog, the oldest first; nothing to somebody who is not a member of the partnership."""
    if viewer.person_id is None:
        return Backlog(group, [], [], [])
    found = Matter.objects.filter(group=group).select_related(
        "from_item__meeting", "taken_up_as__meeting", "proposed_by", "on_behalf_of", "paper", "about"
    )
    if not may_know_of(viewer, group):
        found = found.filter(is_confidential=False)
    open_ones = list(found.filter(settled_at__isnull=True).order_by("pk"))
    return Backlog(
        group,
        [one for one in open_ones if one.stage == MatterStage.PROPOSED],
        [one for one in open_ones if one.stage == MatterStage.WAITING],
        list(found.filter(settled_at__isnull=False).order_by("-settled_at", "-pk")[:last]),
    )


def get_matter(pk: int, *, viewer: Standing) -> Matter:
    """
    Return a matter with its group and where it is from.

    :raises Matter.DoesNotExist: if there is none, or the viewer is not a member of the partnership
    """
    if viewer.person_id is None:
        raise Matter.DoesNotExist
    found = Matter.objects.select_related("group", "from_item__meeting", "proposed_by", "on_behalf_of", "about").get(
        pk=pk
    )
    if found.is_confidential and not may_know_of(viewer, found.group):
        raise Matter.DoesNotExist
    return found


def coming_meetings(group: Group) -> list[Meeting]:
    """Return the meetings of a group that are not over, the soonest first."""
    open_stages = [Stage.PLANNED, Stage.CALLED, Stage.IN_PROGRESS]
    return list(Meeting.objects.filter(group=group, stage__in=open_stages).order_by("starts_at", "pk"))


def proposing_groups(standing: Standing) -> list[Group]:
    """Return the groups that advise and on which somebody sits: in their name they may propose to the Strategic Group."""
    kinds = [GroupKind.TASK, GroupKind.HEAD_FORUM]
    return list(Group.objects.filter(pk__in=standing.groups(), kind__in=kinds).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A day for a meeting; `instead_of` where the rule's own day is not a working day of the schools."""

    on: date
    instead_of: date | None = None


def days_of_a_series(first_on: date, *, every_weeks: int, until_on: date, terms: Sequence[Term]) -> list[Proposed]:
    """
    Return the days of a year's meetings: every so many weeks, each moved to the next working day in term.

    Outside the terms we know, only the day of the week can be told. A day that two steps fall on is named once.
    """
    found: dict[date, Proposed] = {}
    for day in _steps(first_on, timedelta(weeks=every_weeks), min(until_on, first_on + LONGEST)):
        works = next(one for one in _days_from(day) if schools_work_on(one, terms))
        if works <= until_on:
            found.setdefault(works, Proposed(works, None if works == day else day))
    return list(found.values())


def _steps(first: date, step: timedelta, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += step


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
