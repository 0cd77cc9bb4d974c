"""Meetings, their agendas, and how groups considered a paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Subquery

from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    DecisionStage,
    ItemPurpose,
    Meeting,
    Outcome,
    Stage,
    Weight,
)
from collegiate.partnership.governance.queries.force import waiting_for as votes_waiting_for
from collegiate.partnership.governance.queries.known import known_to
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


def get_meeting_for_minutes(pk: int) -> Meeting:
    """
    Return a meeting with its group, for whoever may read its minutes: a ruling says who.

    :raises Meeting.DoesNotExist: if there is none
    """
    return Meeting.objects.select_related("group").get(pk=pk)


def agenda(meeting: Meeting) -> list[TimedItem]:
    """
    Return the items of a meeting in order, each with paper, decision and the time it should begin.

    What was left for another meeting takes no time.
    """
    at, timed = meeting.starts_at, []
    items = AgendaItem.objects.filter(meeting=meeting).select_related(
        "paper", "decision", "consideration", "left_as", "presenter"
    )
    for item in items.order_by("place"):
        timed.append(TimedItem(item, at))
        at += timedelta(minutes=item.minutes if item.outcome != Outcome.LEFT else 0)
    return timed


def is_waiting(item: AgendaItem) -> bool:
    """Say whether an item, with decision and consideration fetched, was to be decided or advised on and was not."""
    if item.purpose == ItemPurpose.DECIDE:
        decision = getattr(item, "decision", None)
        return decision is None or decision.stage not in SETTLED
    consideration = getattr(item, "consideration", None)
    return consideration is not None and consideration.responded_at is None


def get_item(pk: int, *, viewer: Standing) -> AgendaItem:
    """
    Return an agenda item with its meeting, group and paper.

    :raises AgendaItem.DoesNotExist: if there is none, the viewer is not a member, or may not know what it is about
    """
    found = known_to(viewer).select_related(
        "meeting__group",
        "paper",
        "presenter",
        "decision",
        "consideration",
        "referral__panel",
        "gives_alike__formula",
        "brings_back__decision",
    )
    return found.prefetch_related("parties__organisation").get(pk=pk)


def waiting_for(item: AgendaItem) -> list[str]:
    """Return the names of the groups that were asked about an item's paper and have not answered; a meeting that is cancelled asks nobody."""
    if item.paper_id is None:
        return []
    asked = Consideration.objects.filter(paper_id=item.paper_id, weight=Weight.ADVISES, responded_at__isnull=True)
    asked = asked.exclude(item__meeting__stage=Stage.CANCELLED)
    return list(asked.order_by("pk").values_list("group__name", flat=True))
