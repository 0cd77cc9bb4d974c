"""What is on an agenda, in which order, and whom it touches."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.commands._meetings import consider, leave_to_the_backlog, locked, put_last
from collegiate.partnership.governance.models import (
    AgendaItem,
    Decision,
    DecisionStage,
    ItemParty,
    ItemPurpose,
    Meeting,
    Paper,
    Part,
)
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Refused, Standing

OUT_OF_THE_WAY = 1000  # added to places while they change, so that no two are the same on the way


class AnotherAgenda(Refused):
    """The items given are not those of the meeting."""


@deed
def add_item(
    meeting: Meeting,
    *,
    title: str,
    purpose: ItemPurpose,
    minutes: int = 10,
    paper: Paper | None = None,
    confidential: bool = False,
    presenter: Person | None = None,
    by: Standing,
    at: datetime,
) -> AgendaItem:
    """
    Put an item at the end of a meeting's agenda; with a paper, this is the group's consideration of it.

    What a confidential item is about is read by those who sit on the group, and by nobody else.

    :raises NotAllowed: if they may not prepare the meeting, it is over, or its group does not decide
    :raises ConsideredAlready: if the group has the paper before it already, or another group decides on it
    """
    meeting = locked(meeting)
    policies.may_put_on(by, meeting, purpose).insist()
    item = put_last(
        meeting,
        title=title,
        purpose=purpose,
        minutes=minutes,
        paper=paper,
        confidential=confidential,
        presenter=presenter,
    )
    consider(item, meeting)
    note("governance.add_item", subject=item, because=meeting, data={"purpose": purpose, "place": item.place})
    return item


@deed
def name_party(item: AgendaItem, *, organisation: Organisation, part: Part, by: Standing, at: datetime) -> ItemParty:
    """
    Name an organisation that gains or loses by an item, so that interests in it are found.

    :raises NotAllowed: if they may not prepare the meeting, or the item is decided
    """
    meeting = locked(item.meeting)
    decided = Decision.objects.filter(item=item).exclude(stage=DecisionStage.DRAFTED).exists()
    policies.may_name_party(by, meeting, decided=decided).insist()
    party, _ = ItemParty.objects.get_or_create(item=item, organisation=organisation, part=part)
    note("governance.name_party", subject=item, because=organisation, data={"part": part})
    return party


@deed
def order_agenda(meeting: Meeting, *, order: Sequence[int], version: int, by: Standing, at: datetime) -> Meeting:
    """
    Put a meeting's items into another order, given by their keys.

    :raises NotAllowed: if they may not prepare the meeting, or it is over
    :raises Stale: if somebody changed the agenda first
    :raises AnotherAgenda: if the items are not those on the agenda
    """
    meeting = locked(meeting)
    policies.may_put_on(by, meeting).insist()
    must_match(meeting, version)
    items = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting).order_by("place")}
    if sorted(items) != sorted(order):
        raise AnotherAgenda("The agenda has other items by now. Look at it again, and put them in order.")
    AgendaItem.objects.filter(meeting=meeting).update(place=F("place") + OUT_OF_THE_WAY)
    for place, pk in enumerate(order, 1):
        items[pk].place = place
    AgendaItem.objects.bulk_update(items.values(), ["place"])
    meeting.save(update_fields=["version"])
    note("governance.order_agenda", subject=meeting, data={"items": len(order)})
    return meeting


@deed
def put_off(item: AgendaItem, *, because: str, by: Standing, at: datetime) -> AgendaItem:
    """
    Put an item off: it leaves the agenda for its group's backlog, with the reason why it waits.

    :raises NotAllowed: if they may not prepare the meeting, it is over, or the item is dealt with or put off already
    """
    meeting = locked(item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    decided = Decision.objects.filter(item=item).exclude(stage=DecisionStage.DRAFTED).exists()
    policies.may_put_off(by, item, meeting, decided=decided).insist()
    leave_to_the_backlog([item], meeting, because=because)
    item.refresh_from_db(fields=["outcome"])
    note("governance.put_off", subject=item, because=meeting)
    return item
