"""What every way of deciding begins and ends with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Ballot,
    ConfidentialPart,
    Decision,
    DecisionStage,
    Does,
    Eligibility,
    Matter,
    MatterStage,
    Meeting,
    Method,
    Outcome,
    Power,
    Return,
    WhyBack,
)
from collegiate.partnership.governance.queries.counting import Tally
from collegiate.partnership.members.models import Group
from collegiate.values import AcademicYear, Money, Refused, Standing


class StillInTheRoom(Refused):
    """Somebody with an interest has not left, or chairs the item."""


class NotRuledOn(Refused):
    """An interest that another member raised waits for the chair."""


class SayWhatItDoes(Refused):
    """A decision comes back, and nothing says what becomes of it."""


IN_CONFIDENCE = "What was decided on this item is confidential."
FINAL = ("in_favour", "against", "abstained", "recused", "counted", "quorum", "reference", "decided_at", "decided_by", "heard", "stage")  # fmt: skip


def locked(item: AgendaItem) -> AgendaItem:
    """Return an item with the group that decides locked: it makes one decision at a time, so references count on."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    Group.objects.select_for_update().get(pk=queries.deciding_group(item).pk)
    return AgendaItem.objects.select_related("meeting__group", "brings_back__decision").get(pk=item.pk)


def insist_on_a_free_item(item: AgendaItem, room: queries.Room, by: Standing, *, in_writing: bool = False) -> None:
    """Refuse to decide where it cannot be: by whom, on what, heard by whom, by how many; and while interests stand in the way."""
    to_hear = queries.to_hear(item)
    policies.may_decide(
        by,
        item,
        item.meeting,
        decided=Decision.objects.filter(item=item).exclude(stage=DecisionStage.DRAFTED).exists(),
        interested=room.reader is not None and room.reader.leaves,
        present=len(room.counting),
        quorum=room.quorum,
        waiting=to_hear.waiting,
        unanswered=to_hear.unanswered,
        in_writing=in_writing,
    ).insist()
    if first := ("" if in_writing else room.leave_first) or room.hand_first:
        raise StillInTheRoom(first)
    if room.raised:
        names = " and ".join(flag.person.name for flag in room.raised)
        raise NotRuledOn(f"An interest of {names} in this item was raised. Whoever chairs it rules on that first.")


def draft_of(item: AgendaItem, group: Group, facts: Mapping[str, Any], *, by: Standing, at: datetime) -> Decision:
    """Return the draft on an item with these facts: written now, or the one there is, revised; locked."""
    found = Decision.objects.select_for_update(of=("self",)).filter(item=item).first()
    decision = found or Decision(item=item, drafted_at=at, drafted_by_id=by.somebody)
    confidential = facts.get("confidential", "")
    for name, value in facts.items():
        if name != "confidential":
            setattr(decision, name, value)
    decision.group, decision.title = group, item.public_title
    if item.is_confidential and not decision.public_text:
        decision.public_text = IN_CONFIDENCE
    _answer(decision, item)
    decision.version += 1 if found else 0
    decision.save()
    if confidential and not ConfidentialPart.objects.filter(decision=decision).exists():
        ConfidentialPart.objects.create(decision=decision, text=confidential, written_at=at, written_by_id=by.somebody)
    return decision


def _answer(decision: Decision, item: AgendaItem) -> None:
    """Let the decision on an item that brings an earlier one back be about it; a chair's action is ratified, or is not."""
    back: Return | None = getattr(item, "brings_back", None)
    if back is None:
        return
    decision.about = back.decision
    if back.why == WhyBack.RATIFY:
        decision.does = Does.RATIFIES
    elif not decision.does:
        raise SayWhatItDoes(f"Say what becomes of {back.decision.reference}: it is kept, replaced or taken back.")


def open_it(decision: Decision, room: queries.Room, *, by: Standing, at: datetime) -> None:
    """Settle who may take part, as it stands now, and open the decision: from here on nothing of it changes."""
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
    decision.quorum, decision.stage = room.quorum, DecisionStage.OPEN
    decision.opened_at, decision.opened_by_id = at, by.somebody
    decision.save(update_fields=["stage", "quorum", "opened_at", "opened_by", "closes_at"])


def settle(decision: Decision, tally: Tally, *, recused: int, by: Standing, at: datetime) -> Decision:
    """Give an open decision its outcome, with a reference: made where the vote carries, else not carried. It is final."""
    decision.in_favour, decision.against, decision.abstained = tally.in_favour, tally.against, tally.abstained
    decision.counted, decision.recused = tally.counted, recused
    decision.reference, decision.heard = _next_reference(decision.group, at), queries.heard_on(decision.item)
    decision.stage = DecisionStage.MADE if tally.carries else DecisionStage.FELL
    decision.decided_at, decision.decided_by_id = at, by.somebody
    decision.save(update_fields=FINAL)
    dealt_with(decision.item)
    if decision.about is not None and (decision.stage == DecisionStage.MADE or decision.does == Does.RATIFIES):
        _waits_no_more(decision.about, answer=decision)
    return decision


def _waits_no_more(earlier: Decision, *, answer: Decision) -> None:
    """Settle what brought a decision back, where it waits in a backlog and a later decision answered it."""
    waits = Matter.objects.filter(about=earlier, settled_at__isnull=True)
    waits.update(
        stage=MatterStage.DROPPED,
        because=f"Decision {answer.reference} answered it.",
        settled_at=answer.decided_at,
        settled_by=answer.decided_by_id,
    )


def dealt_with(item: AgendaItem) -> None:
    """Note on an item that its meeting has dealt with it, be it before the meeting."""
    AgendaItem.objects.filter(pk=item.pk).update(outcome=Outcome.DONE)


class AVoteIsOpen(Refused):
    """A meeting is not over while people vote."""


def leave_no_vote_behind(meeting: Meeting, *, because: str, by: Standing, at: datetime) -> None:
    """
    Put off what is drafted for a meeting that is over.

    :raises AVoteIsOpen: if people are voting on one of its items
    """
    undecided = Decision.objects.filter(item__meeting=meeting, decided_at__isnull=True).order_by("pk")
    for decision in undecided.select_for_update(of=("self",)):
        if decision.stage == DecisionStage.OPEN:
            raise AVoteIsOpen(f"A vote on “{decision.title}” is open. Close it or put it off first.")
        end(decision, DecisionStage.DEFERRED, because, by=by, at=at)


def end(decision: Decision, stage: DecisionStage, because: str, *, by: Standing, at: datetime) -> None:
    """Put a decision off or withdraw it; it has no reference, and is final."""
    decision.stage, decision.ended_because = stage, because
    decision.decided_at, decision.decided_by_id = at, by.somebody
    decision.save(update_fields=["stage", "ended_because", "decided_at", "decided_by"])


def recused(item: AgendaItem, room: queries.Room, at: datetime) -> int:
    """Count those with a vote who came to the meeting and left because of their interest."""
    came = set(Attendance.objects.filter(meeting=item.meeting_id, came_at__lte=at).values_list("person_id", flat=True))
    return sum(one.person.pk in came for one in room.leaving if one.votes)


def make_void(ballot: Ballot, *, because: str, by: Standing, at: datetime) -> None:
    """Make a ballot void; it stays visible, with who found it so and why."""
    ballot.void_at, ballot.void_by_id, ballot.void_because = at, by.somebody, because
    ballot.save(update_fields=["void_at", "void_by", "void_because"])


def told(decision: Decision) -> dict[str, Any]:
    """Return what the record keeps of a decision."""
    return {
        "reference": decision.reference,
        "method": Method(decision.method),
        "stage": DecisionStage(decision.stage),
        "in_favour": decision.in_favour,
        "against": decision.against,
        "money": Money(decision.money_pence),
    }


def _next_reference(group: Group, at: datetime) -> str:
    terms = queries.terms_in_force(group)
    year = AcademicYear.of(at.date()).starts % 100
    prefix = f"{terms.initials}/{year:02d}/"
    last = Decision.objects.filter(reference__startswith=prefix).count()
    return f"{prefix}{last + 1:02d}"
