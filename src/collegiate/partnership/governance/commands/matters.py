"""What groups have still to deal with: proposed, fallen due, kept waiting with a reason, taken up on an agenda, or not."""

from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.ui.showing import day
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.commands._meetings import (
    carry_parties,
    come_back,
    consider,
    locked,
    put_last,
    title_of,
)
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    Decision,
    FlagStage,
    InterestFlag,
    ItemPurpose,
    Matter,
    MatterStage,
    Meeting,
    WhyBack,
)
from collegiate.partnership.members.models import Group
from collegiate.values import Standing

FLAGGED = [one.attname for one in InterestFlag._meta.fields if one.name not in ("id", "item")]


def _locked(matter: Matter) -> Matter:
    found = Matter.objects.select_for_update(of=("self",))
    found = found.select_related("group", "from_item__presenter", "paper", "about__item")
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
        presenter=matter.from_item.presenter if matter.from_item else None,
    )
    if not _carry(matter.from_item, item):
        consider(item, meeting)
    if matter.about is not None:
        come_back(item, matter.about, matter.back_for, touches=matter.from_item is None)
    _settle(matter, MatterStage.TAKEN_UP, at=at, by=by, item=item)
    note("governance.take_up", subject=item, because=matter)
    return item


def _carry(old: AgendaItem | None, item: AgendaItem) -> bool:
    """Take parties, interests and the open question to the group from the item that was left; say whether there was a question."""
    if old is None:
        return False
    carry_parties(old, item)
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

    :raises NotAllowed: if they may not prepare the group's meetings, it is settled, or a decision has to come back
    """
    matter = _locked(matter)
    policies.may_drop(by, matter).insist()
    matter.because = because
    _settle(matter, MatterStage.DROPPED, at=at, by=by)
    note("governance.drop", subject=matter, because=matter.group)
    return matter


WAITS = {
    WhyBack.RATIFY: "The chair decided it alone on {}, and no meeting has ratified it.",
    WhyBack.REVIEW: "It was to be looked at again on {}.",
    WhyBack.CORRECTED: "It was decided on {}, and did not stand after an interest was found.",
}


@deed
def fall_due(decision: Decision, *, why: WhyBack, by: Standing, at: datetime) -> Matter:
    """
    Put a decision that has to come back into the backlog of the group on whose agenda it stood; repeated, it waits there once.

    :raises NotAllowed: if it is not the partnership's own job that asks
    """
    policies.may_fall_due(by).insist()
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("item__meeting__group").get(pk=decision.pk)
    )
    waits = Matter.objects.filter(about=decision, settled_at__isnull=True).first()
    if waits is not None:
        return waits
    since = decision.review_on if why == WhyBack.REVIEW else None
    matter = Matter.objects.create(
        group=decision.item.meeting.group,
        title=title_of(decision, why),
        purpose=ItemPurpose.DECIDE,
        is_confidential=decision.item.is_confidential,
        stage=MatterStage.WAITING,
        about=decision,
        back_for=why,
        because=WAITS[why].format(day(since or decision.settled_at)),
    )
    note("governance.fall_due", subject=matter, because=decision, data={"why": why})
    return matter
