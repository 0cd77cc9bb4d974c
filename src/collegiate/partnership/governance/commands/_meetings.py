"""What several deeds about meetings do: lock one, leave what it does not reach to the backlog, tell its group."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from collegiate.foundation.ui.showing import day, moment
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.communications.queries import people_of
from collegiate.partnership.governance import queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    Decision,
    ItemParty,
    ItemPurpose,
    Matter,
    MatterStage,
    Meeting,
    Outcome,
    Paper,
    Return,
    Weight,
    WhyBack,
)
from collegiate.partnership.members.models import Person
from collegiate.values import Refused, Standing

LONGEST = 150  # characters of a notice's subject


class ConsideredAlready(Refused):
    """The group has the paper before it, or another group decides on it."""


def locked(meeting: Meeting) -> Meeting:
    """Return a meeting with its group, locked."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)


def put_last(
    meeting: Meeting,
    *,
    title: str,
    purpose: str,
    minutes: int,
    paper: Paper | None,
    confidential: bool = False,
    presenter: Person | None = None,
) -> AgendaItem:
    """Put an item at the end of an agenda."""
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(place=Max("place"))["place"] or 0
    return AgendaItem.objects.create(
        meeting=meeting,
        place=last + 1,
        title=title,
        purpose=purpose,
        minutes=minutes,
        paper=paper,
        is_confidential=confidential,
        presenter=presenter,
    )


def consider(item: AgendaItem, meeting: Meeting) -> None:
    """
    Let an item with a paper, unless it is only to note, be its group's consideration of the paper.

    :raises ConsideredAlready: if the group has the paper before it already, or another group decides on it
    """
    if item.paper is None or item.purpose == ItemPurpose.NOTE:
        return
    Paper.objects.select_for_update().get(pk=item.paper.pk)  # two groups may ask for it at once
    asked = list(Consideration.objects.filter(paper=item.paper).select_related("group").order_by("pk"))
    if any(one.group_id == meeting.group_id for one in asked):
        raise ConsideredAlready(f"{meeting.group.name} considers this paper already. A new paper can take it further.")
    deciding = next((one.group.name for one in asked if one.weight == Weight.DECIDES), "")
    if item.purpose == ItemPurpose.DECIDE and deciding:
        raise ConsideredAlready(f"{deciding} decides on this paper, and one group only can.")
    weight = Weight.DECIDES if item.purpose == ItemPurpose.DECIDE else Weight.ADVISES
    Consideration.objects.create(paper=item.paper, group=meeting.group, item=item, weight=weight)


def leave_to_the_backlog(items: Iterable[AgendaItem], meeting: Meeting, *, because: str) -> None:
    """Leave items of a meeting to its group's backlog, with the reason why they wait."""
    left = list(items)
    back = {one.item_id: one for one in Return.objects.filter(item__in=[item.pk for item in left])}
    Matter.objects.bulk_create(
        Matter(
            group=meeting.group,
            title=item.title,
            purpose=item.purpose,
            minutes=item.minutes,
            paper_id=item.paper_id,
            is_confidential=item.is_confidential,
            stage=MatterStage.WAITING,
            from_item=item,
            about_id=back[item.pk].decision_id if item.pk in back else None,
            back_for=back[item.pk].why if item.pk in back else "",
            because=because,
        )
        for item in left
    )
    AgendaItem.objects.filter(pk__in=[item.pk for item in left]).update(outcome=Outcome.LEFT)


TITLES = {
    WhyBack.RATIFY: "Ratify {}: {}",
    WhyBack.REVIEW: "Look again at {}: {}",
    WhyBack.CORRECTED: "Decide again on {}: {}",
}


def title_of(decision: Decision, why: WhyBack) -> str:
    """Return what an item is called that brings a decision back."""
    return TITLES[why].format(decision.reference, decision.title)[:200]


def come_back(item: AgendaItem, decision: Decision, why: str, *, touches: bool) -> None:
    """Let an item bring a decision back; `touches`: name whom it touched on it too, so that interests are found."""
    Return.objects.create(item=item, decision=decision, why=why)
    if touches:
        carry_parties(decision.item, item)


def carry_parties(old: AgendaItem, item: AgendaItem) -> None:
    """Name whom one item touched on another."""
    ItemParty.objects.bulk_create(
        ItemParty(item=item, organisation_id=one.organisation_id, part=one.part)
        for one in ItemParty.objects.filter(item=old).order_by("pk")
    )


def settle_left(item: AgendaItem, *, because: str, by: Standing, at: datetime) -> None:
    """Settle what an item left to the backlog, where its meeting is written up and dealt with it after all."""
    left = Matter.objects.filter(from_item=item, settled_at__isnull=True)
    if left.update(stage=MatterStage.DROPPED, because=because, settled_at=at, settled_by=by.somebody):
        AgendaItem.objects.filter(pk=item.pk).update(outcome=Outcome.DONE)


def tell(meeting: Meeting, what: str, *, because: str = "", agenda: bool = False, by: Standing, at: datetime) -> None:
    """Tell those who sit on a group what became of its meeting: "meets", "now meets", "does not meet"."""
    lines = [f"{meeting.group.name} {what} on {moment(meeting.starts_at)}, {meeting.place}."]
    if because:
        lines += ["", because]
    if agenda:
        lines += [
            "",
            "On the agenda:",
            *(f"{one.item.place}. {one.item.public_title}" for one in queries.agenda(meeting)),
        ]
    notify(
        f"{meeting.group.name} {what} on {day(meeting.starts_at)}"[:LONGEST],
        text="\n".join(lines),
        people=people_of(f"group:{meeting.group_id}", day=by.day),
        topic=Topic.DECISIONS,
        about=meeting,
        url=reverse("governance:meeting", args=[meeting.pk]),
        by=by,
        at=at,
    )
