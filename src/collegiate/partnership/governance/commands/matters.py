"""What groups have still to deal with: proposed, kept waiting with a reason, taken up on an agenda, or not."""

from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.commands._meetings import consider, locked, put_last
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    FlagStage,
    InterestFlag,
    ItemParty,
    ItemPurpose,
    Matter,
    MatterStage,
    Meeting,
)
from collegiate.partnership.members.models import Group
from collegiate.values import Standing

FLAGGED = [one.attname for one in InterestFlag._meta.fields if one.name not in ("id", "item")]


def _locked(matter: Matter) -> Matter:
    found = Matter.objects.select_for_update(of=("self",)).select_related("group", "from_item", "paper")
    return found.get(pk=matter.pk)


@deed
def propose(
    group: Group,
    *,
    title: str,
    why: str,
    purpose: ItemPurpose,
    on_behalf_of: Group | None = None,
    by: Standing,
    at: datetime,
) -> Matter:
    """
    Propose something for a group to deal with, as one of its members or for a group that advises.

    :raises NotAllowed: if they sit on neither, or the group decides nothing and is asked to decide
    """
    policies.may_propose(by, group, on_behalf_of=on_behalf_of, purpose=purpose).insist()
    matter = Matter.objects.create(
        group=group,
        title=title,
        why=why,
        purpose=purpose,
        on_behalf_of=on_behalf_of,
        proposed_at=at,
        proposed_by_id=by.somebody,
    )
    note("governance.propose", subject=matter, because=on_behalf_of or group, data={"purpose": purpose})
    return matter


@deed
def take_up(matter: Matter, *, meeting: Meeting, minutes: int = 10, by: Standing, at: datetime) -> AgendaItem:
    """
    Put a matter at the end of a meeting's agenda; whom it touched and what a group was asked about its paper go with it.

    :raises NotAllowed: if they may not prepare the meeting, or the matter is settled or another group's
    :raises ConsideredAlready: if the group has its paper before it already, or another group decides on it
    """
    meeting = locked(meeting)
    matter = _locked(matter)
    policies.may_take_up(by, matter, meeting).insist()
    item = put_last(
        meeting,
        title=matter.title,
        purpose=matter.purpose,
        minutes=minutes,
        paper=matter.paper,
        confidential=matter.is_confidential,
    )
    if not _carry(matter.from_item, item):
        consider(item, meeting)
    _settle(matter, MatterStage.TAKEN_UP, at=at, by=by, item=item)
    note("governance.take_up", subject=item, because=matter)
    return item


def _carry(old: AgendaItem | None, item: AgendaItem) -> bool:
    """Take parties, interests and the open question to the group from the item that was left; say whether there was a question."""
    if old is None:
        return False
    ItemParty.objects.bulk_create(
        ItemParty(item=item, organisation_id=one.organisation_id, part=one.part)
        for one in ItemParty.objects.filter(item=old).order_by("pk")
    )
    InterestFlag.objects.bulk_create(
        InterestFlag(**{name: getattr(flag, name) for name in FLAGGED}, item=item)
        for flag in InterestFlag.objects.filter(item=old).exclude(stage=FlagStage.DISMISSED).order_by("pk")
    )
    return bool(Consideration.objects.filter(item=old, responded_at__isnull=True).update(item=item))


def _settle(matter: Matter, stage: MatterStage, *, at: datetime, by: Standing, item: AgendaItem | None = None) -> None:
    matter.stage, matter.taken_up_as, matter.settled_at, matter.settled_by_id = stage, item, at, by.somebody
    matter.save(update_fields=["stage", "taken_up_as", "settled_at", "settled_by", "because"])


@deed
def keep_waiting(matter: Matter, *, because: str, by: Standing, at: datetime) -> Matter:
    """
    Put what was proposed into the group's backlog, with the reason why it waits.

    :raises NotAllowed: if they may not prepare the group's meetings, or it is settled
    """
    matter = _locked(matter)
    policies.may_settle(by, matter).insist()
    matter.stage, matter.because = MatterStage.WAITING, because
    matter.save(update_fields=["stage", "because"])
    note("governance.keep_waiting", subject=matter, because=matter.group)
    return matter


@deed
def drop(matter: Matter, *, because: str, by: Standing, at: datetime) -> Matter:
    """
    Say that a matter is not taken up, and why; it stays to be read.

    :raises NotAllowed: if they may not prepare the group's meetings, or it is settled
    """
    matter = _locked(matter)
    policies.may_settle(by, matter).insist()
    matter.because = because
    _settle(matter, MatterStage.DROPPED, at=at, by=by)
    note("governance.drop", subject=matter, because=matter.group)
    return matter
