"""Meetings, their agendas, and how groups considered a paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    DecisionStage,
    ItemPurpose,
    Meeting,
    Outcome,
    Stage,
    TermsOfReference,
    Weight,
)
from collegiate.partnership.governance.queries.force import waiting_for as votes_waiting_for
from collegiate.partnership.governance.queries.known import known_to
from collegiate.partnership.governance.queries.room import with_rooms
from collegiate.values import Standing

SETTLED = (DecisionStage.MADE, DecisionStage.FELL, DecisionStage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item of an agenda with the time it should begin."""

    item: AgendaItem
    begins_at: datetime


def meetings(*, viewer: Standing, since: date | None = None) -> list[Meeting]:
    """
    Return meetings, the latest first, each with how `many` items it has; none to somebody who is not a member.

    Where a ballot of the viewer waits on one of its items, `my_vote` is that decision's key, with its title and until when.
    """
    if viewer.person_id is None:
        return []
    waits = votes_waiting_for(viewer.person_id).filter(item__meeting=OuterRef("pk"))
    found = Meeting.objects.select_related("group").annotate(
        many=Count("items"),
        my_vote=Subquery(waits.values("pk")[:1]),
        my_vote_on=Subquery(waits.values("title")[:1]),
        my_vote_until=Subquery(waits.values("closes_at")[:1]),
    )
    found = found.order_by("-starts_at", "pk")
    return list(found.filter(starts_at__date__gte=since) if since else found)


def get_meeting(pk: int, *, viewer: Standing) -> Meeting:
    """
    Return a meeting with its group.

    :raises Meeting.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Meeting.DoesNotExist
    return Meeting.objects.select_related("group").get(pk=pk)


def get_meeting_to_show(pk: int, *, viewer: Standing) -> Meeting:
    """
    Return a meeting with its group, and of those before it whose minutes nobody has agreed how many they are and the oldest.

    :raises Meeting.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Meeting.DoesNotExist
    closed = Meeting.objects.filter(stage=Stage.CLOSED, group=OuterRef("group"), starts_at__lt=OuterRef("starts_at"))
    oldest = closed.order_by("starts_at", "pk")
    found = Meeting.objects.select_related("group").annotate(
        to_agree=Subquery(oldest.values("pk")[:1]),
        to_agree_of=Subquery(oldest.values("starts_at")[:1]),
        many_to_agree=Subquery(closed.order_by().values("group").annotate(many=Count("pk")).values("many")),
    )
    return found.get(pk=pk)


def get_meeting_for_minutes(pk: int) -> Meeting:
    """
    Return a meeting with its group, and what the terms of its day let the public read (`publication`; None without terms).

    Whoever may read its minutes: a ruling says who.

    :raises Meeting.DoesNotExist: if there is none
    """
    terms = TermsOfReference.objects.filter(group=OuterRef("group"), agreed_on__lte=OuterRef("starts_at__date"))
    newest = terms.order_by("-version").values("publication")
    return Meeting.objects.select_related("group").annotate(publication=Subquery(newest[:1])).get(pk=pk)


def agenda(meeting: Meeting) -> list[TimedItem]:
    """Return the items of a meeting in order, each with paper, decision and the time it should begin; one query."""
    return timed(meeting, on_the_agenda(AgendaItem.objects.filter(meeting=meeting)))


def on_the_agenda(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Return items in order, with what an agenda says of each."""
    return items.select_related("paper", "decision", "consideration", "left_as", "presenter").order_by("place")


def timed(meeting: Meeting, items: Iterable[AgendaItem]) -> list[TimedItem]:
    """Return the items of a meeting, in their order, with the time each should begin; what was left for another takes none."""
    at, found = meeting.starts_at, []
    for item in items:
        found.append(TimedItem(item, at))
        at += timedelta(minutes=item.minutes if item.outcome != Outcome.LEFT else 0)
    return found


def is_waiting(item: AgendaItem) -> bool:
    """Say whether an item, with decision and consideration fetched, was to be decided or advised on and was not."""
    if item.purpose == ItemPurpose.DECIDE:
        decision = getattr(item, "decision", None)
        return decision is None or decision.stage not in SETTLED
    consideration = getattr(item, "consideration", None)
    return consideration is not None and consideration.responded_at is None


def get_item(pk: int, *, viewer: Standing) -> AgendaItem:
    """
    Return an agenda item with its meeting, group, paper, parties and what its room follows from; two queries.

    `asks` says whether a group is still to be heard or answered on its paper.

    :raises AgendaItem.DoesNotExist: if there is none, the viewer is not a member, or may not know what it is about
    """
    found = with_rooms(known_to(viewer)).select_related(
        "meeting__group", "paper", "presenter", "decision", "consideration", "brings_back__decision"
    )
    return found.annotate(asks=Exists(_to_hear(OuterRef("paper")))).get(pk=pk)


@dataclass(frozen=True, slots=True)
class ToHear:
    """The names of the groups that were asked about a paper and have not answered, and of those that were not told what was done with it."""

    waiting: list[str]
    unanswered: list[str]


def to_hear(item: AgendaItem) -> ToHear:
    """Return which groups are still to be heard or answered on an item's paper; a meeting that is cancelled asks nobody."""
    if item.paper_id is None:
        return ToHear([], [])
    found = list(_to_hear(item.paper_id).select_related("group").order_by("pk"))
    return ToHear(
        [one.group.name for one in found if one.responded_at is None],
        [one.group.name for one in found if one.responded_at is not None],
    )


def _to_hear(paper: Any) -> QuerySet[Consideration]:
    asked = Q(responded_at__isnull=True) & ~Q(item__meeting__stage=Stage.CANCELLED)
    heard = Q(responded_at__isnull=False, answer__isnull=True)
    return Consideration.objects.filter(asked | heard, paper=paper, weight=Weight.ADVISES)
