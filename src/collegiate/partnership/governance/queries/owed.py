"""What people have still to do for their groups: nobody who has done it is named, and nothing confidential."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.foundation.ui.showing import day as in_words
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance.models import (
    AgendaItem,
    Ballot,
    Capacity,
    DecisionStage,
    Eligibility,
    Meeting,
    Method,
    Stage,
    Tenure,
    WhyBack,
)
from collegiate.partnership.governance.queries.force import coming_back, must_come_back
from collegiate.partnership.governance.queries.interests import interests_of
from collegiate.partnership.governance.queries.ready import newest_papers, opened_by
from collegiate.partnership.governance.queries.seats import sitting_on
from collegiate.partnership.members.models import RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Owed, Role, counted

TO_READ = (7, 3, 1)  # days before a meeting
TO_VOTE = (3, 1, 0)  # days before a vote in writing closes
TO_AGREE = (7, 1)  # days before the meeting that could agree minutes, or ratify a chair's action
TO_COME_BACK = (14, 0)  # days before a decision is to be looked at again
TO_APPOINT = (90, 30, 7)  # days before a term ends


def owed(*, at: datetime) -> list[Owed]:
    """
    Return what people have still to do for their groups at a moment, the soonest first.

    Papers to read, votes in writing, minutes to agree, chair's actions to ratify, decisions to look at again, terms that
    end. Some twenty queries, however many groups, meetings and people.
    """
    day = localtime(at).date()
    offices = _Offices(day)
    found = [
        *_to_read(day),
        *_to_vote(at, day),
        *_to_agree(offices, day),
        *_to_come_back(offices, day),
        *_to_appoint(offices, day),
    ]
    return sorted(found, key=lambda one: (one.due_on, one.person_id, one.sentence))


class _Offices:
    """Who prepares the meetings of which group on a day, and when each meets next; two queries."""

    def __init__(self, day: date) -> None:
        clerks = Q(role=Role.CLERK) | Q(role=Role.CHAIR, group__isnull=False)
        held = RoleHeld.objects.filter(on_day(day), clerks, organisation__isnull=True)
        self._held = list(held.order_by("pk").values_list("role", "group_id", "person_id"))
        self._next: dict[int, Meeting] = {}
        to_come = Meeting.objects.filter(stage__in=[Stage.PLANNED, Stage.CALLED, Stage.IN_PROGRESS])
        for meeting in to_come.filter(starts_at__date__gte=day).select_related("group").order_by("-starts_at", "-pk"):
            self._next[meeting.group_id] = meeting

    def clerks(self, group_id: int) -> list[int]:
        """Return the clerks of a group, who keep its seats too."""
        return [person for role, group, person in self._held if role == Role.CLERK and group in (None, group_id)]

    def prepare(self, group_id: int) -> list[int]:
        """Return the clerks and the chair of a group, each once."""
        chairs = [person for role, group, person in self._held if role == Role.CHAIR and group == group_id]
        return list(dict.fromkeys([*self.clerks(group_id), *chairs]))

    def next_meeting(self, group_id: int, after: datetime) -> Meeting | None:
        """Return the next meeting of a group, if it is later than a moment."""
        found = self._next.get(group_id)
        return found if found is not None and found.starts_at > after else None


def _to_read(day: date) -> Iterator[Owed]:
    """Yield, for those who sit on a group that is called to meet within a week and sign in, the papers they have not opened."""
    until = day + timedelta(days=max(TO_READ))
    soon = Meeting.objects.filter(stage=Stage.CALLED, starts_at__date__gte=day, starts_at__date__lte=until)
    meetings = list(soon.select_related("group").order_by("starts_at", "pk"))
    papers = newest_papers(meetings)
    sits = sitting_on(day).filter(seat__group__in={one.group_id for one in meetings}, person__account__isnull=False)
    pairs = set(sits.order_by("pk").values_list("seat__group", "person"))
    opened = opened_by({person for _, person in pairs}, papers)
    for meeting in meetings:
        for person in sorted(person for group, person in pairs if group == meeting.group_id):
            mine = [one for one in papers.get(meeting.pk, []) if one.number > opened.get((person, one.paper_id), 0)]
            if mine:
                reading = f"{counted(len(mine), 'paper')}, {counted(sum(one.minutes for one in mine), 'minute')}"
                said = f"Read what {meeting.group.name} has before it ({reading}). It meets on {in_words(meeting.starts_at)}."
                yield Owed(person, said, _on(meeting), reverse("governance:meeting", args=[meeting.pk]), TO_READ)


def _to_vote(at: datetime, day: date) -> Iterator[Owed]:
    """Yield, for those who may vote on a decision in writing and have not, that they do."""
    cast = Ballot.objects.filter(eligibility=OuterRef("pk"))
    open_now = Q(decision__stage=DecisionStage.OPEN, decision__method=Method.WRITTEN, decision__closes_at__gt=at)
    lines = list(
        Eligibility.objects.filter(open_now, ~Exists(cast), eligible=True)
        .select_related("decision__group")
        .order_by("decision", "pk")
    )
    items = AgendaItem.objects.filter(pk__in={one.decision.item_id for one in lines})
    found = interests_of(items, person_ids={one.person_id for one in lines}, day=day) if lines else {}
    leaving = {(item.pk, person) for (item, person), why in found.items() if why.leaves}
    for line in lines:
        one = line.decision
        if one.closes_at is not None and (one.item_id, line.person_id) not in leaving:
            said = f"Vote in writing on “{one.title}” for {one.group.name}, by {moment(one.closes_at)}."
            on = localtime(one.closes_at).date()
            yield Owed(line.person_id, said, on, reverse("governance:vote", args=[one.pk]), TO_VOTE)


def _to_agree(offices: _Offices, day: date) -> Iterator[Owed]:
    """Yield, for those who prepare a group's next meeting, the minutes it could agree."""
    closed: dict[int, list[Meeting]] = {}
    for meeting in Meeting.objects.filter(stage=Stage.CLOSED).select_related("group").order_by("starts_at", "pk"):
        closed.setdefault(meeting.group_id, []).append(meeting)
    for group_id, meetings in closed.items():
        last, name = meetings[-1], meetings[-1].group.name
        coming = offices.next_meeting(group_id, last.starts_at)
        if coming is not None and _on(coming) <= day + timedelta(days=max(TO_AGREE)):
            which = f"of {in_words(last.starts_at)}" if len(meetings) == 1 else f"of {len(meetings)} meetings"
            said = f"Have the minutes of {name} {which} ready to be agreed. It meets on {in_words(coming.starts_at)}."
            url = reverse("governance:minutes", args=[last.pk])
            yield from _for(offices.prepare(group_id), said, _on(coming), url, TO_AGREE)


def _to_come_back(offices: _Offices, day: date) -> Iterator[Owed]:
    """Yield, for those who prepare a group's meetings, the decisions that come back and what is left to do for each."""
    until = day + timedelta(days=max(TO_COME_BACK))
    off_the_agenda = {one.pk for one, _ in coming_back(day=until)}
    for one, why in must_come_back(day=until):
        url, group = reverse("governance:decision", args=[one.slug]), one.group
        if why == WhyBack.RATIFY:
            coming = offices.next_meeting(one.group_id, one.settled_at)
            if coming is not None and _on(coming) <= day + timedelta(days=max(TO_AGREE)):
                said = f"{one.reference}, a chair’s action, waits to be ratified. {group.name} meets on {in_words(coming.starts_at)}."
                yield from _for(offices.prepare(one.group_id), said, _on(coming), url, TO_AGREE)
        elif one.pk in off_the_agenda:
            on = one.review_on if why == WhyBack.REVIEW else None
            due = on or localtime(one.settled_at).date()
            wants = (
                f"is to be looked at again by {in_words(due)}"
                if on
                else "did not stand after an interest was found, and is decided again"
            )
            said = f"{one.reference}, {one.title}, {wants}. Put it on an agenda of {group.name}."
            yield from _for(offices.prepare(one.group_id), said, due, url, TO_COME_BACK)


def _to_appoint(offices: _Offices, day: date) -> Iterator[Owed]:
    """Yield, for the clerk and whoever sits there, the terms that end and that nobody follows or continues."""
    until = day + timedelta(days=max(TO_APPOINT))
    follows = Tenure.objects.filter(
        seat=OuterRef("seat"), capacity=Capacity.MEMBER, from_on__gt=OuterRef("until_on"), ended_at__isnull=True
    )
    ending = sitting_on(day).filter(~Exists(follows), capacity=Capacity.MEMBER, until_on__gte=day, until_on__lte=until)
    for one in ending.select_related("seat__group").order_by("until_on", "pk"):
        seat, group, on = one.seat.label, one.seat.group, one.until_on
        if on is None or (one.seat.until_on is not None and one.seat.until_on <= on):
            continue
        url = reverse("governance:group", args=[group.pk])
        said = f"Your term in “{seat}” of {group.name} ends on {in_words(on)}."
        yield Owed(one.person_id, said, on, url, TO_APPOINT)
        said = f"The term in “{seat}” of {group.name} ends on {in_words(on)}: somebody is to be appointed."
        yield from _for([pk for pk in offices.clerks(group.pk) if pk != one.person_id], said, on, url, TO_APPOINT)


def _for(people: Iterable[int], sentence: str, on: date, url: str, remind: tuple[int, ...]) -> Iterator[Owed]:
    return (Owed(person, sentence, on, url, remind) for person in people)


def _on(meeting: Meeting) -> date:
    return localtime(meeting.starts_at).date()
