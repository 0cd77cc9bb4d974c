"""Rulings on minutes: writing them, agreeing them, reading them."""

from collegiate.partnership.governance.models import Meeting, Publication, Stage
from collegiate.partnership.governance.policies.meetings import may_know_of, may_prepare
from collegiate.values import YES, Ruling, Standing, no


def may_write_minutes(standing: Standing, meeting: Meeting) -> Ruling:
    """Rule on writing down what was said on an item: from the opening of the meeting until its minutes are agreed."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.stage == Stage.AGREED:
        return no("These minutes are agreed. What is wrong is put right by minutes that a later meeting agrees.")
    if meeting.stage not in (Stage.IN_PROGRESS, Stage.CLOSED):
        return no("Minutes are written once the meeting has begun.")
    return YES


def may_agree_minutes(  # noqa: PLR0911 - a ladder of refusals, each its own sentence
    standing: Standing, meeting: Meeting, agreed_in: Meeting, *, present: bool, because: str = "", changed: bool = True
) -> Ruling:
    """
    Rule on recording that a later meeting agreed the minutes, on the word of a member who is `present` there.

    Minutes that are agreed are put right by others that say `because`, and only where something `changed`.
    """
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.stage not in (Stage.CLOSED, Stage.AGREED):
        return no("Minutes are agreed once their meeting is closed.")
    later = agreed_in.group_id == meeting.group_id and agreed_in.starts_at > meeting.starts_at
    if not later or agreed_in.stage != Stage.IN_PROGRESS:
        return no(f"A later meeting of {meeting.group.name} agrees them, while it is in progress.")
    if not present:
        return no("Whoever says that the minutes are right is in the room, with a seat on the group.")
    if meeting.stage == Stage.AGREED and not because:
        return no("These minutes are agreed already. Say why they are put right.")
    if meeting.stage == Stage.AGREED and not changed:
        return no("Nothing in these minutes has changed since they were agreed.")
    return YES


def may_read_minutes(standing: Standing, meeting: Meeting, *, publication: str) -> Ruling:
    """Rule on reading minutes: drafts are for members; once agreed, the public reads them where the terms say so."""
    if meeting.stage not in (Stage.IN_PROGRESS, Stage.CLOSED, Stage.AGREED):
        return no("There are no minutes of this meeting yet.")
    if standing.person_id is not None or (meeting.stage == Stage.AGREED and publication == Publication.ALL):
        return YES
    return no("These minutes are for members of the partnership.")


def may_read_in_full(standing: Standing, meeting: Meeting) -> Ruling:
    """Rule on reading minutes with what is confidential in them."""
    return may_know_of(standing, meeting.group)
