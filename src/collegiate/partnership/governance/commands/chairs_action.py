"""What the chair does alone between meetings, and how decisions come back to an agenda."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._deciding import (
    draft_of,
    insist_on_a_free_item,
    locked,
    open_it,
    settle,
    told,
)
from collegiate.partnership.governance.commands._meetings import come_back, title_of
from collegiate.partnership.governance.commands.agenda import add_item
from collegiate.partnership.governance.commands.matters import take_up
from collegiate.partnership.governance.models import (
    AgendaItem,
    Decision,
    ItemPurpose,
    Matter,
    Meeting,
    Method,
    Power,
    VotingRule,
    WhyBack,
)
from collegiate.partnership.governance.queries.counting import Tally
from collegiate.partnership.members.models import Purpose
from collegiate.values import Money, Refused, Standing


class OnAnAgenda(Refused):
    """The decision is on an agenda to come already."""


@deed
def take_chairs_action(
    item: AgendaItem,
    *,
    text: str,
    reason: str,
    equality_note: str,
    purpose: Purpose,
    alternatives: str = "",
    public_text: str = "",
    confidential: str = "",
    money: Money = Money(0),
    review_on: date | None = None,
    by: Standing,
    at: datetime,
) -> Decision:
    """
    Decide alone, as the chair, on an item of a meeting to come; that meeting ratifies it, or does not.

    :raises NotAllowed: if they do not chair, have an interest, spend more than the terms let the chair, or an earlier
        action waits to be ratified though the group has met since
    :raises StillInTheRoom: if the chair has an interest in the item
    :raises NotRuledOn: if an interest that was raised waits for a ruling
    """
    item = locked(item)
    group = item.meeting.group
    room = queries.room_for(item, at=at, reader=by.person_id, everybody=True)
    terms = queries.terms_in_force(group)
    overdue = [one.reference for one in queries.overdue_to_ratify(group)]
    interested = room.reader is not None and not room.reader.allows(Power.CHAIR)
    policies.may_act_alone(
        by, item.meeting, money=money, limit=terms.chairs_action, overdue=overdue, interested=interested
    ).insist()
    insist_on_a_free_item(item, room, by, in_writing=True)
    facts = {
        "text": text, "reason": reason, "equality_note": equality_note, "purpose": purpose, "method": Method.CHAIR,
        "alternatives": alternatives, "public_text": public_text, "confidential": confidential,
        "money_pence": money.pence, "review_on": review_on, "about": None, "does": "",
    }  # fmt: skip
    decision = draft_of(item, group, facts, by=by, at=at)
    open_it(decision, queries.alone(room, by.somebody), by=by, at=at)
    settle(decision, Tally(1, 0, 0, 1, 1, VotingRule.MAJORITY), recused=0, by=by, at=at)
    bring_back(decision, meeting=item.meeting, why=WhyBack.RATIFY, by=by, at=at)
    note("governance.take_chairs_action", subject=decision, because=item, data=told(decision))
    return decision


@deed
def bring_back(
    decision: Decision, *, meeting: Meeting, why: WhyBack, minutes: int = 10, by: Standing, at: datetime
) -> AgendaItem:
    """
    Put an earlier decision on a meeting's agenda: to be ratified, looked at again, or decided again.

    Whom it touches is named on the new item too, so that interests are found. Where it waits in the backlog it is taken up.

    :raises NotAllowed: if they may not prepare the meeting, or it is over
    :raises OnAnAgenda: if it is on an agenda to come already
    """
    policies.may_put_on(by, meeting, ItemPurpose.DECIDE).insist()
    if queries.is_on_an_agenda(decision):
        raise OnAnAgenda(f"{decision.reference} is on an agenda already.")
    matter = Matter.objects.filter(about=decision, settled_at__isnull=True).first()
    if matter is not None:
        return take_up(matter, meeting=meeting, minutes=minutes, by=by, at=at)
    item = add_item(
        meeting,
        title=title_of(decision, why),
        purpose=ItemPurpose.DECIDE,
        minutes=minutes,
        confidential=decision.item.is_confidential,
        by=by,
        at=at,
    )
    come_back(item, decision, why, touches=True)
    note("governance.bring_back", subject=item, because=decision, data={"why": why})
    return item
