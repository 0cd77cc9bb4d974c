"""Meetings, their agendas, the room, and how groups considered a paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Capacity,
    Consideration,
    Meeting,
    Paper,
    Tenure,
    TermsOfReference,
    Weight,
)
from collegiate.partnership.governance.queries.interests import interests_in
from collegiate.partnership.members.models import Person
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """A voting member of the group at an item: whether they are in the room, and the interest they have ("" if none)."""

    person: Person
    present: bool
    because: str


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody who might vote on an item, and the quorum it needs."""

    people: list[InTheRoom]
    quorum: int

    @property
    def able(self) -> list[InTheRoom]:
        """Those present without an interest."""
        return [one for one in self.people if one.present and not one.because]

    @property
    def leaving(self) -> list[InTheRoom]:
        """Those who must leave, or stay away, because of an interest."""
        return [one for one in self.people if one.because]


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item of an agenda with the time it should begin."""

    item: AgendaItem
    begins_at: datetime


def meetings(*, viewer: Standing, since: date | None = None) -> list[Meeting]:
    """Return meetings, the latest first; none to somebody who is not a member."""
    if viewer.person_id is None:
        return []
    found = Meeting.objects.select_related("group").order_by("-starts_at", "pk")
    return list(found.filter(starts_at__date__gte=since) if since else found)


def get_meeting(pk: int, *, viewer: Standing) -> Meeting:
    """
    Return a meeting with its group.

    :raises Meeting.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Meeting.DoesNotExist
    return Meeting.objects.select_related("group").get(pk=pk)


def agenda(meeting: Meeting) -> list[TimedItem]:
    """Return the items of a meeting in order, each with paper, decision and the time it should begin."""
    at, timed = meeting.starts_at, []
    items = AgendaItem.objects.filter(meeting=meeting).select_related("paper", "decision").order_by("place")
    for item in items:
        timed.append(TimedItem(item, at))
        at += timedelta(minutes=item.minutes)
    return timed


def get_item(pk: int, *, viewer: Standing) -> AgendaItem:
    """
    Return an agenda item with its meeting, group and paper.

    :raises AgendaItem.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise AgendaItem.DoesNotExist
    return (
        AgendaItem.objects.select_related("meeting__group", "paper")
        .prefetch_related("parties__organisation")
        .get(pk=pk)
    )


def get_paper(pk: int, *, viewer: Standing) -> Paper:
    """
    Return a paper.

    :raises Paper.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Paper.DoesNotExist
    return Paper.objects.get(pk=pk)


def considerations_of(paper: Paper) -> list[Consideration]:
    """Return how each group considered a paper: those that advise first, in the order they were asked."""
    found = Consideration.objects.filter(paper=paper).select_related("group", "item__meeting", "item__decision")
    return sorted(found.order_by("pk"), key=lambda one: one.weight == Weight.DECIDES)


def waiting_for(item: AgendaItem) -> list[str]:
    """Return the names of the groups that were asked about an item's paper and have not answered."""
    if item.paper_id is None:
        return []
    asked = Consideration.objects.filter(paper_id=item.paper_id, weight=Weight.ADVISES, responded_at__isnull=True)
    return list(asked.order_by("pk").values_list("group__name", flat=True))


def room_for(item: AgendaItem, *, at: datetime) -> Room:
    """Return the voting members of the group that meets on an item, who is in the room at a moment, and who has an interest."""
    meeting = item.meeting
    day = at.date()
    seated = (
        Tenure.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
        .filter(seat__group=meeting.group_id, seat__voting=True)
        .select_related("person")
        .order_by("seat__place", "capacity", "pk")
    )
    inside = set(
        Attendance.objects.filter(
            Q(left_at__isnull=True) | Q(left_at__gt=at), meeting=meeting, came_at__lte=at
        ).values_list("person_id", flat=True)
    )
    sitting: dict[int, Person] = {}
    for seat_id in dict.fromkeys(tenure.seat_id for tenure in seated):
        both = [tenure for tenure in seated if tenure.seat_id == seat_id]
        member = next((tenure.person for tenure in both if tenure.capacity == Capacity.MEMBER), None)
        deputy = next((tenure.person for tenure in both if tenure.capacity == Capacity.DEPUTY), None)
        sits = deputy if deputy and deputy.pk in inside and (member is None or member.pk not in inside) else member
        if sits is not None:
            sitting[sits.pk] = sits
    because = interests_in(item, person_ids=sitting, day=day)
    terms = TermsOfReference.objects.filter(group=meeting.group_id).order_by("-version").first()
    if terms is None:
        raise TermsOfReference.DoesNotExist
    return Room([InTheRoom(p, p.pk in inside, because.get(p.pk, "")) for p in sitting.values()], terms.quorum)
