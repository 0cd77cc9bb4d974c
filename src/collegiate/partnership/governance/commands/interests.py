"""Interests in one item: declared, raised, ruled on; and who chairs or decides it instead."""

from datetime import date, datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Chairing,
    Decision,
    Dispensation,
    Eligibility,
    FlagStage,
    InterestFlag,
    Meeting,
    Nearness,
    Power,
    Referral,
    Source,
    Stage,
)
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Refused, Standing


class EndsTooSoon(Refused):
    """A dispensation would be over before it begins."""


class RaisedAlready(Refused):
    """The same interest is waiting for the chair, or stands."""


def _locked(item: AgendaItem) -> AgendaItem:
    """Return an item whose meeting is locked, so that nobody decides it meanwhile."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    return AgendaItem.objects.select_related("meeting__group").get(pk=item.pk)


def _decided(item: AgendaItem) -> bool:
    return Decision.objects.filter(item=item, decided_at__isnull=False).exists()


@deed
def declare_for_item(
    item: AgendaItem,
    *,
    person: Person,
    nearness: Nearness,
    because: str,
    organisation: Organisation | None = None,
    by: Standing,
    at: datetime,
) -> InterestFlag:
    """
    Declare an interest in one item, in the meeting or before it; it stands at once.

    :raises NotAllowed: if they may not declare it for that person, or the item is decided
    :raises RaisedAlready: if this person has declared an interest in the item
    """
    item = _locked(item)
    policies.may_declare(by, person, item.meeting, decided=_decided(item)).insist()
    if InterestFlag.objects.filter(item=item, person=person, stage=FlagStage.STANDS).exists():
        raise RaisedAlready(f"An interest of {person.name} in this item stands already.")
    flag = InterestFlag.objects.create(
        item=item,
        person=person,
        organisation=organisation,
        nearness=nearness,
        source=Source.MEETING,
        because=because,
        stage=FlagStage.STANDS,
        raised_at=at,
        raised_by_id=by.somebody,
    )
    note("governance.declare_for_item", subject=person, because=item, data={"nearness": nearness})
    return flag


@deed
def raise_interest(
    item: AgendaItem,
    *,
    person: Person,
    nearness: Nearness,
    because: str,
    organisation: Organisation | None = None,
    by: Standing,
    at: datetime,
) -> InterestFlag:
    """
    Raise the interest of somebody else in an item, for whoever chairs it to rule on before it is decided.

    :raises NotAllowed: if they are no member of the group, it is about themselves, or the item is decided
    :raises RaisedAlready: if an interest of this person in the item waits for the chair, or stands
    """
    item = _locked(item)
    policies.may_raise(by, person, item.meeting, decided=_decided(item)).insist()
    if InterestFlag.objects.filter(item=item, person=person).exclude(stage=FlagStage.DISMISSED).exists():
        raise RaisedAlready(f"An interest of {person.name} in this item is recorded already.")
    flag = InterestFlag.objects.create(
        item=item,
        person=person,
        organisation=organisation,
        nearness=nearness,
        source=Source.RAISED,
        because=because,
        raised_at=at,
        raised_by_id=by.somebody,
    )
    note("governance.raise_interest", subject=person, because=item, data={"nearness": nearness})
    return flag


@deed
def rule_on_interest(flag: InterestFlag, *, stands: bool, because: str, by: Standing, at: datetime) -> InterestFlag:
    """
    Rule, from the chair, whether an interest that was raised stands; the reason is minuted.

    :raises NotAllowed: if they do not chair the item, it is about themselves, or it is ruled on
    """
    _locked(flag.item)
    flag = InterestFlag.objects.select_for_update(of=("self",)).select_related("item__meeting__group").get(pk=flag.pk)
    room = queries.room_for(flag.item, at=at)
    chairs = room.chair is not None and room.chair.person.pk == by.person_id and room.chair.may(Power.CHAIR)
    policies.may_rule(by, flag, flag.item.meeting, chairs=chairs).insist()
    flag.stage = FlagStage.STANDS if stands else FlagStage.DISMISSED
    flag.ruling, flag.ruled_at, flag.ruled_by_id = because, at, by.somebody
    flag.save(update_fields=["stage", "ruling", "ruled_at", "ruled_by"])
    note("governance.rule_on_interest", subject=flag, because=flag.item, data={"stands": stands})
    return flag


@deed
def hand_the_chair(item: AgendaItem, *, to: Person, by: Standing, at: datetime) -> Chairing:
    """
    Let somebody without an interest chair one item in the chair's place.

    :raises NotAllowed: if they may not say so, or that person has no vote on the item or an interest in it
    """
    item = _locked(item)
    room = queries.room_for(item, at=at)
    found = next((one for one in room.people if one.person.pk == to.pk), None)
    policies.may_take_item(by, to, item.meeting, sits=found is not None, why=found.why if found else None).insist()
    chairing = Chairing.objects.create(item=item, person=to, handed_at=at, handed_by_id=by.somebody)
    note("governance.hand_the_chair", subject=to, because=item)
    return chairing


@deed
def refer(item: AgendaItem, *, by: Standing, at: datetime) -> Referral:
    """
    Move an item to the reserve panel of the terms of reference, because interests leave too few to decide it.

    :raises NotAllowed: if they may not, the terms name no panel, or enough people are left
    """
    item = _locked(item)
    room = queries.room_for(item, at=at, everybody=item.meeting.stage != Stage.IN_PROGRESS)
    terms = queries.newest_terms(item.meeting.group)
    panel = terms.reserve_panel if terms else None
    decided = _decided(item) or Referral.objects.filter(item=item).exists()
    policies.may_refer(by, item.meeting, panel=panel, too_few=room.broken_by_interests, decided=decided).insist()
    assert panel is not None  # noqa: S101 - the ruling insisted on one
    referral = Referral.objects.create(
        item=item, panel=panel, because=room.too_few, referred_at=at, referred_by_id=by.somebody
    )
    note("governance.refer", subject=item, because=panel)
    return referral


@deed
def dispense(
    decision: Decision,
    *,
    person: Person,
    organisation: Organisation,
    powers: frozenset[Power],
    until_on: date,
    by: Standing,
    at: datetime,
) -> Dispensation:
    """
    Record what a decision lets somebody do despite their interest in an organisation, and until when.

    :raises NotAllowed: if they may not, the decision is not made, or that person took part in it
    :raises EndsTooSoon: if its last day is past
    """
    decision = Decision.objects.select_related("item__meeting__group").get(pk=decision.pk)
    took_part = Eligibility.objects.filter(decision=decision, person=person, eligible=True).exists()
    policies.may_dispense(by, decision, decision.item, took_part=took_part).insist()
    today = localtime(at).date()
    if until_on < today:
        raise EndsTooSoon("A dispensation lasts until today at least. Give its last day.")
    dispensation = Dispensation.objects.create(
        decision=decision,
        person=person,
        organisation=organisation,
        may_see=Power.SEE in powers,
        may_score=Power.SCORE in powers,
        may_vote=Power.VOTE in powers,
        from_on=today,
        until_on=until_on,
        granted_at=at,
        granted_by_id=by.somebody,
    )
    told = {
        "until_on": until_on,
        "see": Power.SEE in powers,
        "score": Power.SCORE in powers,
        "vote": Power.VOTE in powers,
    }
    note("governance.dispense", subject=person, because=decision, data=told)
    return dispensation
