"""What somebody should know before they sit down at a meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from collegiate.partnership.governance.models import AgendaItem, Meeting, Outcome, PaperOpening, PaperVersion, Why
from collegiate.partnership.governance.queries.interests import interests_ahead
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
    """Return what somebody should know before each of some meetings; however many, two queries and those of interests."""
    meetings = list(meetings)
    if not meetings or viewer.person_id is None:
        return []
    versions, opened = _papers_of(meetings, viewer.person_id)
    leaving = interests_ahead(meetings, person_id=viewer.person_id, day=day)
    ready = []
    for meeting in meetings:
        mine = [one for one in versions.get(meeting.pk, []) if one.number > opened.get(one.paper_id, 0)]
        changed = sum(one.paper_id in opened for one in mine)
        leaves = [(item, why) for item, why in leaving if item.meeting_id == meeting.pk]
        ready.append(Ready(meeting, mine, changed, leaves))
    return ready


def _papers_of(meetings: list[Meeting], person_id: int) -> tuple[Mapping[int, list[PaperVersion]], Mapping[int, int]]:
    """Return each meeting's papers in their newest version, and which version of each a person has opened."""
    newest = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number").values("pk")[:1]
    items = AgendaItem.objects.filter(~Q(outcome=Outcome.LEFT), meeting__in=meetings, paper__isnull=False)
    pairs = list(items.annotate(newest=Subquery(newest)).order_by("meeting", "place").values_list("meeting", "newest"))
    known = PaperVersion.objects.select_related("paper").in_bulk({pk for _, pk in pairs})
    versions: dict[int, list[PaperVersion]] = {}
    for meeting, pk in pairs:
        if known[pk] not in versions.setdefault(meeting, []):
            versions[meeting].append(known[pk])
    opened: dict[int, int] = {}
    mine = PaperOpening.objects.filter(person_id=person_id, version__paper__in={one.paper_id for one in known.values()})
    for paper, number in mine.order_by("version__number").values_list("version__paper", "version__number"):
        opened[paper] = number
    return versions, opened
