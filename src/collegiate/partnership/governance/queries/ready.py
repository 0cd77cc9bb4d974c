"""What somebody should know before they sit down at a meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

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
    papers = newest_papers(meetings)
    opened = {paper: number for (_, paper), number in opened_by([viewer.person_id], papers).items()}
    leaving = interests_ahead(meetings, person_id=viewer.person_id, day=day)
    ready = []
    for meeting in meetings:
        mine = [one for one in papers.get(meeting.pk, []) if one.number > opened.get(one.paper_id, 0)]
        changed = sum(one.paper_id in opened for one in mine)
        leaves = [(item, why) for item, why in leaving if item.meeting_id == meeting.pk]
        ready.append(Ready(meeting, mine, changed, leaves))
    return ready


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
