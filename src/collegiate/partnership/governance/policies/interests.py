"""Rulings on interests: what each leaves somebody, who declares, raises and rules, who takes an item instead."""

from datetime import datetime

from collegiate.partnership.governance.models import (
    AgendaItem,
    Decision,
    FlagStage,
    Formula,
    InterestFlag,
    Meeting,
    Power,
    Why,
)
from collegiate.partnership.governance.policies.meetings import OVER, may_prepare, may_put_on
from collegiate.partnership.members.models import Group, Person
from collegiate.values import YES, Role, Ruling, Standing, no


def may_take_part(standing: Standing, power: Power, why: Why | None) -> Ruling:
    """Rule on one thing somebody would do at an item (see, score, vote, count, chair), by the interest they have in it."""
    if standing.person_id is None:
        return no("Items are for members of the partnership; decisions are public.")
    if why is None or why.allows(power):
        return YES
    return no(f"You cannot {power.label}. {why.you}")


def may_declare(standing: Standing, person: Person, meeting: Meeting, *, decided: bool) -> Ruling:
    """Rule on declaring an interest in an item: the person, or whoever minutes for them, until it is decided."""
    minutes = standing.holds(Role.CLERK, Role.COORDINATOR) or standing.holds(Role.CHAIR, on=meeting.group_id)
    if standing.person_id != person.pk and not minutes:
        return no("Somebody declares their own interest, or the clerk records it for them.")
    return _still_open(meeting, decided=decided)


def may_raise(standing: Standing, person: Person, meeting: Meeting, *, decided: bool) -> Ruling:
    """Rule on raising somebody else's interest: a member of the group, or its clerk, until the item is decided."""
    if standing.person_id is None or standing.person_id == person.pk:
        return no("Your own interest is not raised: declare it.")
    member = meeting.group_id in standing.groups() or standing.holds(Role.CLERK, Role.COORDINATOR)
    if not member:
        return no(f"Only members of {meeting.group.name} and its clerk raise somebody’s interest.")
    return _still_open(meeting, decided=decided)


def _still_open(meeting: Meeting, *, decided: bool) -> Ruling:
    if decided:
        return no("This item is decided. An interest found afterwards is recorded on its decision.")
    if meeting.stage in OVER:
        return no(f"This meeting is {meeting.get_stage_display().lower()}.")
    return YES


def may_rule(standing: Standing, flag: InterestFlag, meeting: Meeting, *, chairs: bool) -> Ruling:
    """Rule on ruling about an interest that was raised: whoever `chairs` the item, about somebody else, and once."""
    if flag.stage != FlagStage.RAISED:
        return no("The chair has ruled on this interest, and that is final.")
    if standing.person_id == flag.person_id:
        return no("Nobody rules on their own interest. Say who chairs this item instead.")
    if not chairs:
        return no(f"Whoever chairs {meeting.group.name} for this item rules on it.")
    return YES


def may_take_item(standing: Standing, person: Person, meeting: Meeting, *, sits: bool, why: Why | None) -> Ruling:
    """Rule on handing the chair of one item to a person: somebody who `sits` on the group with a vote, and may chair it."""
    if not (ruling := may_prepare(standing, meeting.group)):
        return ruling
    if meeting.stage in OVER:
        return no(f"This meeting is {meeting.get_stage_display().lower()}.")
    if not sits:
        return no(f"{person.name} has no vote on this item. Choose somebody who has.")
    if why is not None and not why.allows(Power.CHAIR):
        return no(f"{person.name} cannot chair this item: {person.name} {why.they}")
    return YES


def may_refer(standing: Standing, meeting: Meeting, *, panel: Group | None, too_few: bool, decided: bool) -> Ruling:
    """Rule on moving an item to the reserve panel: where interests leave `too_few`, and nowhere else."""
    if not (ruling := may_put_on(standing, meeting)):
        return ruling
    if decided:
        return no("This item is decided.")
    if panel is None:
        return no(f"The terms of reference of {meeting.group.name} name no reserve panel, so the item waits.")
    if not too_few:
        return no("Enough people without an interest are left to decide this item.")
    return YES


def may_freeze(standing: Standing, group: Group) -> Ruling:
    """Rule on freezing the formula by which every school of a class is treated alike."""
    return may_prepare(standing, group)


def may_show_shares(standing: Standing, formula: Formula, *, shown: bool, at: datetime) -> Ruling:
    """Rule on showing what a formula comes to for each school: after it was frozen, and once."""
    if not (ruling := may_prepare(standing, formula.group)):
        return ruling
    if shown:
        return no("What this formula comes to is shown already. Another set of figures needs another formula.")
    if at <= formula.frozen_at:
        return no("A formula is frozen before its figures are shown.")
    return YES


def may_name_class(standing: Standing, meeting: Meeting, *, named: bool, decided: bool) -> Ruling:
    """Rule on saying that an item gives every school of a class alike."""
    if not (ruling := may_put_on(standing, meeting)):
        return ruling
    if decided:
        return no("This item is decided, so who could take part in it is final.")
    if named:
        return no("This item has its formula already.")
    return YES


def may_dispense(standing: Standing, decision: Decision, item: AgendaItem, *, took_part: bool) -> Ruling:
    """Rule on recording a dispensation: on a decision in which the person it is for did not take part."""
    if not (ruling := may_prepare(standing, item.meeting.group)):
        return ruling
    if decision.decided_at is None:
        return no("Only a decision dispenses, and this one is not made.")
    if took_part:
        return no("They took part in this decision, and nobody decides on their own dispensation.")
    return YES
