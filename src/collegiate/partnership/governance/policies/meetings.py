"""Rulings on seats, meetings, papers and decisions. Facts are handed in by name; nothing is asked of the database."""

from datetime import date, datetime

from django.utils.timezone import localtime

from collegiate.partnership.governance.models import (
    MOVES,
    AgendaItem,
    Consideration,
    ItemPurpose,
    Matter,
    MatterStage,
    Meeting,
    Outcome,
    Stage,
    Weight,
)
from collegiate.partnership.members.models import Group, GroupKind, Person
from collegiate.values import YES, Role, Ruling, Standing, no

DECIDING = frozenset({GroupKind.STRATEGIC})
ADVISING = frozenset({GroupKind.TASK, GroupKind.HEAD_FORUM})
FALLS_DUE = "job:decisions_due"
OVER = frozenset({Stage.CLOSED, Stage.AGREED, Stage.CANCELLED})


def may_keep_seats(standing: Standing, group: Group) -> Ruling:
    """Rule on making and filling the seats of a group, and on its terms of reference."""
    if standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no(f"Only the clerk or the coordinator can change who sits on {group.name}.")


def may_form(standing: Standing) -> Ruling:
    """Rule on forming a group of the partnership."""
    if standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no("Only the clerk or the coordinator can form a group.")


def may_fill(standing: Standing, group: Group, person: Person) -> Ruling:
    """Rule on giving somebody a seat or the chair: the clerk or the coordinator, and never to themselves."""
    if not (ruling := may_keep_seats(standing, group)):
        return ruling
    if standing.person_id == person.pk:
        return no("Nobody gives themselves a seat. Ask the coordinator or another clerk to record it.")
    return YES


def may_prepare(standing: Standing, group: Group) -> Ruling:
    """Rule on planning and calling meetings of a group, and on its agenda and papers."""
    if standing.holds(Role.COORDINATOR, Role.CLERK) or standing.holds(Role.CHAIR, on=group.pk):
        return YES
    return no(f"Only the clerk, the coordinator or the chair can prepare a meeting of {group.name}.")


def may_put_on(standing: Standing, meeting: Meeting, purpose: str = "") -> Ruling:
    """Rule on putting an item on a meeting's agenda, to decide it (`purpose`) only where the group decides."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.stage in OVER:
        return no(f"This meeting is {meeting.get_stage_display().lower()}. Put it on the agenda of another.")
    if purpose == ItemPurpose.DECIDE and meeting.group.kind not in DECIDING:
        return no(f"{meeting.group.name} advises; the Strategic Group decides. Ask it for advice.")
    return YES


def may_put_off(standing: Standing, item: AgendaItem, meeting: Meeting, *, decided: bool) -> Ruling:
    """Rule on putting an item off to the backlog: while its meeting is not over, and it is not dealt with."""
    if not (ruling := may_put_on(standing, meeting)):
        return ruling
    if decided or item.outcome == Outcome.DONE:
        return no("This item is dealt with.")
    if item.outcome == Outcome.LEFT:
        return no("This item is in the backlog already.")
    return YES


def may_propose(standing: Standing, group: Group, *, on_behalf_of: Group | None = None, purpose: str = "") -> Ruling:
    """Rule on proposing something to a group: its members, the groups that advise it, and the clerk."""
    if purpose == ItemPurpose.DECIDE and group.kind not in DECIDING:
        return no(f"{group.name} advises; the Strategic Group decides. Ask it for advice.")
    if on_behalf_of is not None and on_behalf_of.pk not in standing.groups():
        return no(f"You do not sit on {on_behalf_of.name}, so you cannot propose in its name.")
    if may_prepare(standing, group) or group.pk in standing.groups():
        return YES
    if group.kind in DECIDING and on_behalf_of is not None and on_behalf_of.kind in ADVISING:
        return YES
    return no(f"Members of {group.name} propose what it deals with; task groups and head-teacher groups propose too.")


def may_settle(standing: Standing, matter: Matter) -> Ruling:
    """Rule on answering what was proposed, and on what waits in a backlog."""
    if not (ruling := may_prepare(standing, matter.group)):
        return ruling
    if matter.stage not in (MatterStage.PROPOSED, MatterStage.WAITING):
        return no(f"This is settled: {matter.get_stage_display().lower()}.")
    return YES


def may_drop(standing: Standing, matter: Matter) -> Ruling:
    """Rule on not taking a matter up: whatever was proposed or left, but no decision that has to come back."""
    if not (ruling := may_settle(standing, matter)):
        return ruling
    if matter.about is not None:
        return no(
            f"{matter.about.reference} has to come back. Put it on an agenda: the group can also keep it as it is."
        )
    return YES


def may_fall_due(standing: Standing) -> Ruling:
    """Rule on putting decisions that have to come back into the backlog: the partnership's own job."""
    if standing.mark == FALLS_DUE:
        return YES
    return no("Decisions whose review is due fall into the backlog by themselves.")


def may_take_up(standing: Standing, matter: Matter, meeting: Meeting) -> Ruling:
    """Rule on putting a matter on an agenda: one of its own group's, while the meeting is not over."""
    if not (ruling := may_settle(standing, matter)):
        return ruling
    if meeting.group_id != matter.group_id:
        return no(f"This is for {matter.group.name}. Choose one of its meetings.")
    return may_put_on(standing, meeting, matter.purpose)


def may_name_party(standing: Standing, meeting: Meeting, *, decided: bool) -> Ruling:
    """Rule on naming an organisation that gains or loses by an item: before it is decided."""
    if not (ruling := may_put_on(standing, meeting)):
        return ruling
    if decided:
        return no("This item is decided, so who could take part in it is final.")
    return YES


def may_call(standing: Standing, meeting: Meeting, *, notice_days: int, today: date, because: str = "") -> Ruling:
    """Rule on calling a meeting: with the notice its terms of reference ask for, or a reason why not."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if Stage.CALLED not in MOVES[Stage(meeting.stage)]:
        return no(f"This meeting is {meeting.get_stage_display().lower()} already.")
    if (localtime(meeting.starts_at).date() - today).days < notice_days and not because:
        return no(
            f"{meeting.group.name} gives {notice_days} days’ notice. Say why this meeting is called at shorter notice."
        )
    return YES


def _minutes(standing: Standing, meeting: Meeting) -> bool:
    return standing.holds(Role.CLERK, Role.COORDINATOR) or standing.holds(Role.CHAIR, on=meeting.group_id)


def may_minute(standing: Standing, meeting: Meeting) -> Ruling:
    """Rule on recording who is in the room and what a meeting decides."""
    if not _minutes(standing, meeting):
        return no("Only the clerk, the coordinator or the chair can record what a meeting does.")
    if meeting.stage != Stage.IN_PROGRESS:
        return no("What a meeting does is recorded while it is in progress.")
    return YES


def may_move(standing: Standing, meeting: Meeting, to: Stage) -> Ruling:
    """Rule on opening, closing or cancelling a meeting."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if to not in MOVES[Stage(meeting.stage)]:
        return no(f"A meeting that is {meeting.get_stage_display().lower()} cannot become {to.label.lower()}.")
    return YES


def may_reschedule(
    standing: Standing, meeting: Meeting, *, starts_at: datetime, now: datetime, because: str = ""
) -> Ruling:
    """Rule on moving a meeting to another time or place: before it begins, and once it was called with a reason."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.stage not in (Stage.PLANNED, Stage.CALLED):
        return no(f"A meeting that is {meeting.get_stage_display().lower()} cannot be moved.")
    if starts_at <= now:
        return no("That time is past. Choose a later one.")
    if meeting.stage == Stage.CALLED and not because:
        return no("This meeting is called already. Say why it moves: those who were called are told.")
    return YES


def may_respond(standing: Standing, consideration: Consideration, meeting: Meeting) -> Ruling:
    """Rule on minuting what a group that advises said about a paper: once its meeting has begun, and once only."""
    if not _minutes(standing, meeting):
        return no("Only the clerk, the coordinator or the chair can record what a meeting does.")
    if consideration.weight == Weight.DECIDES:
        return no(f"{meeting.group.name} decides on this paper: record its decision.")
    if consideration.responded_at is not None:
        return no("What the group said is recorded already, and is final.")
    if meeting.stage not in (Stage.IN_PROGRESS, Stage.CLOSED):
        return no("What the group said can be recorded once its meeting has begun.")
    return YES


def may_decide(  # noqa: PLR0911 - a ladder of refusals, each its own sentence
    standing: Standing,
    item: AgendaItem,
    meeting: Meeting,
    *,
    decided: bool,
    interested: bool,
    present: int,
    quorum: int,
    waiting: list[str],
    unanswered: list[str],
    in_writing: bool = False,
) -> Ruling:
    """
    Rule on making a decision on an item: in its meeting, or (`in_writing`) before it without one.

    `interested` says whether whoever records it has an interest in it; `present` counts the voting members in the
    room without one; `waiting` names the groups that were asked about its paper and have not answered, and `unanswered`
    those that did and were not told what was done with it.
    """
    if not (ruling := may_prepare(standing, meeting.group) if in_writing else may_minute(standing, meeting)):
        return ruling
    if in_writing and meeting.stage not in (Stage.PLANNED, Stage.CALLED):
        return no("Between meetings is before the one on whose agenda the item stands. At the meeting, decide there.")
    if meeting.group.kind not in DECIDING:
        return no(f"{meeting.group.name} advises; the Strategic Group decides.")
    if item.purpose != ItemPurpose.DECIDE:
        return no("This item is not for decision.")
    if decided:
        return no("This item is decided, and a decision is final.")
    if interested:
        return no("You have an interest in this item, so somebody else records what is decided.")
    if len(waiting) == 1:
        return no(f"{waiting[0]} was asked and has not said yet what it thinks.")
    if waiting:
        return no(f"{', '.join(waiting[:-1])} and {waiting[-1]} were asked and have not said yet what they think.")
    if unanswered:
        return no(f"{unanswered[0]} was heard. Say first what was done with what it said, or why it is not taken up.")
    if present < quorum:
        where = "are left" if in_writing else "are in the room"
        return no(f"{present} of the {quorum} people needed {where} without an interest: the item cannot be decided.")
    return YES


def may_read_papers(standing: Standing) -> Ruling:
    """Rule on reading papers and agendas: every member of the partnership may."""
    if standing.person_id is None:
        return no("Papers are for members of the partnership; decisions are public.")
    return YES


def may_answer(
    standing: Standing, consideration: Consideration, *, deciding: Group | None, decided: bool, answered: bool
) -> Ruling:
    """Rule on answering what a group that advises said: whoever prepares the meetings of the group that decides."""
    if deciding is None:
        return no("No group decides on this paper yet. The one that does answers what the others said.")
    if not (ruling := may_prepare(standing, deciding)):
        return ruling
    if consideration.weight == Weight.DECIDES or consideration.responded_at is None:
        return no("There is nothing to answer: nothing that this group said is recorded.")
    if answered:
        return no("This is answered already, and the answer is final.")
    if decided:
        return no("The paper was decided on.")
    return YES


def may_rewrite(standing: Standing, group: Group, *, decided: bool) -> Ruling:
    """Rule on writing the next version of a paper: until it is decided on."""
    if not (ruling := may_prepare(standing, group)):
        return ruling
    if decided:
        return no("This paper was decided on, so it stays as it was read. A new paper can take it further.")
    return YES


def may_read_sealed(standing: Standing, group: Group, *, leaves: bool) -> Ruling:
    """Rule on reading what is confidential: those who sit on its group and do not leave for its item, clerk and auditor."""
    if not may_know_of(standing, group):
        return no(f"This is confidential to those who sit on {group.name}.")
    if leaves:
        return no("You leave the room for this item, so what is confidential about it is not shown to you.")
    return YES


def may_know_of(standing: Standing, group: Group) -> Ruling:
    """Rule on knowing what a group's confidential items are about."""
    if standing.holds(Role.CLERK, Role.COORDINATOR, Role.AUDITOR) or group.pk in standing.groups():
        return YES
    return no(f"This is confidential to those who sit on {group.name}.")
