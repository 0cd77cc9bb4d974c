"""What somebody should know before they sit down at a meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from collegiate.partnership.governance.models import AgendaItem, Meeting, Outcome, PaperOpening, PaperVersion, Why
from collegiate.partnership.governance.queries.interests import (
    flags_on,
    interests_among,
    leaving,
    with_interests,
)
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class Ready:
    """
    What somebody should know before they sit down at a meeting.

    Attributes
    ----------
    unopened : list of PaperVersion
        The newest versions of its papers that they have not opened, in the order of the agenda.
    changed : int
        How many of these they know in an older version.
    leaves : list of (AgendaItem, Why)
        The items for which they will be asked to leave, and why.
    """

    meeting: Meeting
    unopened: list[PaperVersion]
    changed: int
    leaves: list[tuple[AgendaItem, Why]]

    @property
    def minutes(self) -> int:
        """How many minutes of reading are left."""
        return sum(one.minutes for one in self.unopened)


def before_you_sit_down(meetings: Iterable[Meeting], *, viewer: Standing, day: date) -> list[Ready]:
    """Return what somebody should know before each of some meetings; two queries and those of `interests_among`."""
    meetings = list(meetings)
    if not meetings or viewer.person_id is None:
        return []
    found = with_interests(AgendaItem.objects.filter(meeting__in=meetings))
    items = list(with_reading(found, person_id=viewer.person_id).order_by("meeting", "place"))
    whys = interests_among(items, flags_on(items), person_ids=[viewer.person_id], day=day)
    leaves = leaving(whys, viewer.person_id)
    return [
        ready_for(
            meeting,
            [item for item in items if item.meeting_id == meeting.pk],
            [(item, why) for item, why in leaves if item.meeting_id == meeting.pk],
        )
        for meeting in meetings
    ]


def with_reading(items: QuerySet[AgendaItem], *, person_id: int) -> QuerySet[AgendaItem]:
    """Return items with their papers: how long the newest version is, and which version somebody opened last."""
    newest = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number")
    opened = PaperOpening.objects.filter(version__paper=OuterRef("paper"), person=person_id)
    return items.select_related("paper").annotate(
        newest=Subquery(newest.values("number")[:1]),
        words=Subquery(newest.values("words")[:1]),
        pages=Subquery(newest.values("pages")[:1]),
        opened=Subquery(opened.order_by("-version__number").values("version__number")[:1]),
    )


def ready_for(meeting: Meeting, items: Iterable[Any], leaves: list[tuple[AgendaItem, Why]]) -> Ready:
    """Return what somebody should know before a meeting, of its items in order as `with_reading` gave them; no query."""
    unopened: dict[int, PaperVersion] = {}
    changed = 0
    for item in items:
        if item.outcome == Outcome.OPEN and item.newest and item.newest > (item.opened or 0):
            if item.paper_id not in unopened:
                changed += bool(item.opened)
            unopened[item.paper_id] = PaperVersion(
                paper=item.paper, number=item.newest, words=item.words, pages=item.pages
            )
    return Ready(meeting, list(unopened.values()), changed, leaves)


def newest_papers(meetings: Iterable[Meeting]) -> dict[int, list[PaperVersion]]:
    """Return the papers of what each meeting has still to deal with, in their newest version, in the agenda's order; one query."""
    later = PaperVersion.objects.filter(paper=OuterRef("paper"), number__gt=OuterRef("number"))
    items = Q(paper__items__meeting__in=list(meetings), paper__items__outcome=Outcome.OPEN)
    found = PaperVersion.objects.filter(items, ~Exists(later)).annotate(
        meeting=F("paper__items__meeting"), place=F("paper__items__place")
    )
    versions: dict[int, list[PaperVersion]] = {}
    for one in found.select_related("paper").order_by("meeting", "place"):
        if one not in versions.setdefault(one.meeting, []):
            versions[one.meeting].append(one)
    return versions


def opened_by(person_ids: Iterable[int], papers: Mapping[int, Iterable[PaperVersion]]) -> dict[tuple[int, int], int]:
    """Return, by person and paper, the newest version that each has opened of some meetings' papers; one query."""
    asked = {version.paper_id for versions in papers.values() for version in versions}
    found = PaperOpening.objects.filter(person__in=list(person_ids), version__paper__in=asked)
    lines = found.order_by("version__number").values_list("person", "version__paper", "version__number")
    return {(person, paper): number for person, paper, number in lines}
