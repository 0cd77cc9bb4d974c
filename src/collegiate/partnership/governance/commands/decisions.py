"""What a group said about a paper, and what it decided."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.commands._meetings import settle_left
from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    Eligibility,
    Meeting,
    Method,
    Power,
)
from collegiate.partnership.members.models import Group, Purpose
from collegiate.values import AcademicYear, Money, Refused, Standing


class TallyDoesNotAgree(Refused):
    """The votes are not as many as the people who could vote."""


class StillInTheRoom(Refused):
    """Somebody with an interest has not left."""


class NotRuledOn(Refused):
    """An interest that another member raised waits for the chair."""


class NotCarried(Refused):
    """There were not more for than against."""


class NotConsensus(Refused):
    """Somebody voted against what was to be agreed by consensus."""


def _item(item: AgendaItem) -> AgendaItem:
    """Return an item with the group that decides locked: it makes one decision at a time, so references count on."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    Group.objects.select_for_update().get(pk=queries.deciding_group(item).pk)
    return AgendaItem.objects.select_related("meeting__group").prefetch_related("parties").get(pk=item.pk)


@deed
def respond(
    consideration: Consideration,
    *,
    response: str,
    in_favour: int | None = None,
    against: int | None = None,
    by: Standing,
    at: datetime,
) -> Consideration:
    """
    Minute what a group that advises said about a paper; it is final.

    :raises NotAllowed: if they may not, or it is recorded already
    """
    consideration = (
        Consideration.objects.select_for_update(of=("self",))
        .select_related("item__meeting__group")
        .get(pk=consideration.pk)
    )
    policies.may_respond(by, consideration, consideration.item.meeting).insist()
    consideration.response, consideration.in_favour, consideration.against = response, in_favour, against
    consideration.responded_at, consideration.responded_by_id = at, by.somebody
    consideration.save()
    settle_left(consideration.item, because="What the group said was recorded after the meeting.", by=by, at=at)
    note("governance.respond", subject=consideration, data={"in_favour": in_favour, "against": against})
    return consideration


@deed
def decide(
    item: AgendaItem,
    *,
    text: str,
    reason: str,
    equality_note: str,
    purpose: Purpose,
    method: Method = Method.CONSENSUS,
    in_favour: int | None = None,
    against: int = 0,
    abstained: int = 0,
    alternatives: str = "",
    money: Money = Money(0),
    review_on: date | None = None,
    by: Standing,
    at: datetime,
) -> Decision:
    """
    Make a decision: whoever has an interest has left, a quorum of the others is there, and more are for than against.

    By consensus everybody able to vote is in favour. Who could take part, and why the others could not,
    is kept as it stood.

    :raises NotAllowed: if they may not, an advising group was not heard, or a quorum without interest is not there
    :raises StillInTheRoom: if somebody with an interest has not left, or chairs the item
    :raises NotRuledOn: if an interest that was raised waits for the chair
    :raises TallyDoesNotAgree: if the votes are not as many as the people who could vote
    :raises NotCarried: if there were not more for than against, or not as many as the terms of reference ask for
    :raises NotConsensus: if a decision by consensus has votes against
    """
    item = _item(item)
    room = queries.room_for(item, at=at, reader=by.person_id)
    _insist_on_a_free_item(item, room, by)
    _everybody_leaves_who_must(room)
    _insist_on_rulings(item)
    in_favour = _votes_in_favour(room, method, in_favour, against, abstained)
    decision = Decision.objects.create(
        item=item,
        group=room.group,
        reference=_next_reference(room.group, at),
        title=item.title,
        text=text,
        reason=reason,
        alternatives=alternatives,
        method=method,
        purpose=purpose,
        equality_note=equality_note,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        recused=_recused(item, room, at),
        quorum=room.quorum,
        money_pence=money.pence,
        review_on=review_on,
        decided_at=at,
        decided_by_id=by.somebody,
    )
    _keep_who_could_decide(decision, room)
    note(
        "governance.decide",
        subject=decision,
        because=item,
        data={"reference": decision.reference, "in_favour": in_favour, "against": against, "money": money},
    )
    return decision


def _insist_on_a_free_item(item: AgendaItem, room: queries.Room, by: Standing) -> None:
    policies.may_decide(
        by,
        item,
        item.meeting,
        decided=Decision.objects.filter(item=item).exists(),
        interested=room.reader is not None and room.reader.leaves,
        present=len(room.counting),
        quorum=room.quorum,
        waiting=queries.waiting_for(item),
    ).insist()


def _everybody_leaves_who_must(room: queries.Room) -> None:
    if first := room.leave_first or room.hand_first:
        raise StillInTheRoom(first)


def _insist_on_rulings(item: AgendaItem) -> None:
    if waiting := queries.raised_and_waiting(item):
        names = " and ".join(flag.person.name for flag in waiting)
        raise NotRuledOn(f"An interest of {names} in this item was raised. Whoever chairs it rules on that first.")


def _votes_in_favour(room: queries.Room, method: Method, in_favour: int | None, against: int, abstained: int) -> int:
    """Return the votes in favour, which by consensus are everybody's; refuse a tally that does not carry."""
    able = len(room.able)
    if method == Method.CONSENSUS:
        if against:
            raise NotConsensus("By consensus nobody is against. Record an open vote instead.")
        in_favour = able - abstained if in_favour is None else in_favour
    in_favour = in_favour or 0
    if in_favour + against + abstained != able:
        given = in_favour + against + abstained
        raise TallyDoesNotAgree(
            f"{able} people can vote on this item, and {given} {'vote is' if given == 1 else 'votes are'} given. Count again."
        )
    if in_favour <= against:
        raise NotCarried("There are not more for than against, so nothing is decided.")
    if not room.rule.carries(in_favour, against):
        raise NotCarried(f"The terms of reference ask for: {room.rule.label.lower()}. So nothing is decided.")
    return in_favour


def _keep_who_could_decide(decision: Decision, room: queries.Room) -> None:
    Eligibility.objects.bulk_create(
        Eligibility(
            decision=decision,
            person=p.person,
            present=p.present,
            eligible=p.may(Power.VOTE),
            because=p.because,
            nearness=p.why.nearness if p.why else "",
        )
        for p in room.people
    )


def _recused(item: AgendaItem, room: queries.Room, at: datetime) -> int:
    """Count those with a vote who came to the meeting and left because of their interest."""
    came = set(Attendance.objects.filter(meeting=item.meeting_id, came_at__lte=at).values_list("person_id", flat=True))
    return sum(one.person.pk in came for one in room.leaving if one.votes)


def _next_reference(group: Group, at: datetime) -> str:
    terms = queries.terms_in_force(group)
    year = AcademicYear.of(at.date()).starts % 100
    prefix = f"{terms.initials}/{year:02d}/"
    last = Decision.objects.filter(reference__startswith=prefix).count()
    return f"{prefix}{last + 1:02d}"
