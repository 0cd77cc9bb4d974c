"""Rulings on decisions: who drafts, opens, votes, closes, acts alone, corrects, and reads what is confidential."""

from datetime import datetime

from collegiate.partnership.governance.models import (
    BALLOTS,
    AgendaItem,
    Decision,
    DecisionStage,
    Eligibility,
    ItemPurpose,
    Meeting,
    Method,
    Power,
    Stage,
    Why,
)
from collegiate.partnership.governance.policies.meetings import DECIDING, OVER, may_prepare
from collegiate.partnership.members.models import Person
from collegiate.values import YES, Money, Role, Ruling, Standing, no


def _minutes(standing: Standing, meeting: Meeting) -> bool:
    return standing.holds(Role.CLERK, Role.COORDINATOR) or standing.holds(Role.CHAIR, on=meeting.group_id)


def may_draft(standing: Standing, item: AgendaItem, meeting: Meeting, *, drafted: bool) -> Ruling:
    """Rule on drafting what an item is to decide, while it is still a draft (`drafted`)."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.group.kind not in DECIDING:
        return no(f"{meeting.group.name} advises; the Strategic Group decides.")
    if item.purpose != ItemPurpose.DECIDE:
        return no("This item is not for decision.")
    if not drafted:
        return no("This decision is open for votes or has its outcome, so its draft is fixed.")
    if meeting.stage in OVER:
        return no(f"This meeting is {meeting.get_stage_display().lower()}. Put the item on another agenda.")
    return YES


def may_open(  # noqa: PLR0911 - a ladder of refusals, each its own sentence
    standing: Standing, decision: Decision, meeting: Meeting, *, closes_at: datetime | None, at: datetime
) -> Ruling:
    """Rule on opening a draft for votes: in its meeting, or in writing before it, until a time."""
    if not _minutes(standing, meeting):
        return no("Only the clerk, the coordinator or the chair can open a vote.")
    if decision.stage != DecisionStage.DRAFTED:
        return no("This decision was opened before.")
    if decision.method not in BALLOTS:
        return no(f"{Method(decision.method).label} needs no ballots. Record the decision instead.")
    if decision.method != Method.WRITTEN:
        return YES
    if closes_at is None or closes_at <= at:
        return no("Say until when votes are taken in writing: a time to come.")
    if closes_at >= meeting.starts_at:
        return no("A vote in writing closes before the meeting on whose agenda it stands.")
    return YES


def may_cast(
    standing: Standing, decision: Decision, voter: Person, *, line: Eligibility | None, why: Why | None, inside: bool
) -> Ruling:
    """
    Rule on casting somebody's ballot: their own, or, where it is not secret, by the clerk for them.

    `line` is theirs in the list of those who may vote, `why` the interest they have now, `inside` whether they are there.
    """
    own = standing.person_id == voter.pk
    if not own and (decision.method == Method.SECRET or not standing.holds(Role.CLERK, Role.COORDINATOR)):
        return no("Somebody votes for themselves; only the clerk can record a vote for them, and never a secret one.")
    you = "You" if own else voter.name
    if line is None:
        return no(f"{you} cannot vote on this: not among those who could when the vote opened.")
    if not line.eligible:
        return no(f"{you} cannot vote on this. {voter.name} {line.because}")
    if why is not None and why.leaves:
        return no(f"{you} cannot vote on this. {why.you if own else f'{voter.name} {why.they}'}")
    if decision.method != Method.WRITTEN and not (line.present and inside):
        return no(f"{you} cannot vote on this: not in the room, now and when the vote opened.")
    return YES


def may_close_vote(
    standing: Standing, decision: Decision, meeting: Meeting, *, counted: int, interested: bool
) -> Ruling:
    """Rule on closing a vote: by whoever minutes without an interest, with a quorum there; in writing too few put it off."""
    if not _minutes(standing, meeting):
        return no("Only the clerk, the coordinator or the chair can close a vote.")
    if interested:
        return no("You have an interest in this item, so somebody else closes the vote.")
    if decision.method == Method.WRITTEN:
        return YES
    if meeting.stage != Stage.IN_PROGRESS:
        return no("A vote in the room is closed while the meeting is in progress. Put it off instead.")
    if counted < decision.quorum:
        return no(
            f"{counted} of the {decision.quorum} people needed are in the room: the vote cannot be closed. Put it off."
        )
    return YES


def may_end(standing: Standing, decision: Decision, meeting: Meeting) -> Ruling:
    """Rule on putting a decision off or withdrawing it, before it has an outcome."""
    if not _minutes(standing, meeting):
        return no("Only the clerk, the coordinator or the chair can put a decision off or withdraw it.")
    if decision.decided_at is not None:
        return no("This decision has its outcome, and only a later decision changes it.")
    return YES


def may_act_alone(  # noqa: PLR0911 - a ladder of refusals, each its own sentence
    standing: Standing, meeting: Meeting, *, money: Money, limit: Money, overdue: list[str], interested: bool
) -> Ruling:
    """
    Rule on deciding alone between meetings: the chair, within the limit of the terms, without an interest.

    `overdue` names earlier actions that a meeting since should have ratified.
    """
    if not standing.holds(Role.CHAIR, on=meeting.group_id):
        return no(f"Only the chair of {meeting.group.name} can act alone between its meetings.")
    if meeting.stage not in (Stage.PLANNED, Stage.CALLED):
        return no("The chair acts alone before the meeting that ratifies it. At the meeting the group decides.")
    if not limit:
        return no(f"The terms of reference of {meeting.group.name} do not let its chair act alone.")
    if money > limit:
        return no(f"The terms of reference let the chair spend {limit} alone, not {money}.")
    if interested:
        return no("You have an interest in this item, so you cannot decide it alone.")
    if overdue:
        return no(
            f"{', '.join(overdue)} should have been ratified at a meeting since. The group decides on that first."
        )
    return YES


def may_correct(standing: Standing, decision: Decision, person: Person, meeting: Meeting, *, corrected: bool) -> Ruling:
    """Rule on recording that an interest was found after a decision: whoever minutes, about somebody else, once."""
    if not standing.holds(Role.CLERK, Role.COORDINATOR):
        return no("Only the clerk or the coordinator can record an interest that was found afterwards.")
    if decision.stage not in (DecisionStage.MADE, DecisionStage.FELL):
        return no("This decision has no outcome yet: let the interest be declared or raised for its item.")
    if standing.person_id == person.pk:
        return no("Somebody else records an interest of yours.")
    if corrected:
        return no(f"The part of {person.name} in this decision is corrected already.")
    return YES


def may_read_confidential(standing: Standing, decision: Decision, *, why: Why | None) -> Ruling:
    """Rule on reading what of a decision is confidential: its group without an interest, the clerk, the auditor."""
    inside = decision.group_id in standing.groups() or decision.item.meeting.group_id in standing.groups()
    if not inside and not standing.holds(Role.CLERK, Role.COORDINATOR, Role.AUDITOR):
        return no(f"Only members of {decision.group.name}, its clerk and the auditor read what is confidential.")
    if why is not None and not why.allows(Power.SEE):
        return no(f"You cannot read this. {why.you}")
    return YES
