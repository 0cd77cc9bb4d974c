"""Rulings on programmes, workshops and development days."""

from collegiate.improvement.commissioning.models import Agreement, AgreementStage
from collegiate.improvement.delivery.models import (
    DAY_MOVES,
    WORKSHOP_MOVES,
    DayStage,
    DevelopmentDay,
    Workshop,
    WorkshopStage,
)
from collegiate.partnership.members.models import GroupKind
from collegiate.values import YES, Role, Ruling, Standing, no


def may_deliver(standing: Standing, agreement: Agreement) -> Ruling:
    """Rule on planning what an agreement brings: its provider's people, and the coordinator, while it runs."""
    if not (
        standing.holds(Role.COORDINATOR)
        or standing.holds(Role.PROVIDER_CONTACT, Role.ADVISER, at=agreement.provider_id)
    ):
        return no("Only the provider’s own people or the coordinator can plan what this agreement brings.")
    if agreement.stage != AgreementStage.AGREED:
        return no("Support is planned while its agreement is running.")
    return YES


def may_change_workshop(standing: Standing, workshop: Workshop, agreement: Agreement) -> Ruling:
    """Rule on changing or cancelling a workshop: whoever plans it, unless it was cancelled."""
    if not (ruling := may_deliver(standing, agreement)):
        return ruling
    if WorkshopStage.CANCELLED not in WORKSHOP_MOVES[WorkshopStage(workshop.stage)]:
        return no("This workshop is cancelled.")
    return YES


def may_take_place(standing: Standing, *, person_id: int, organisation_id: int) -> Ruling:
    """Rule on taking a place at a workshop: one's own, or for one's staff as head teacher."""
    if standing.person_id == person_id and organisation_id in standing.organisations():
        return YES
    if standing.holds(Role.HEAD_TEACHER, at=organisation_id) or standing.holds(Role.COORDINATOR):
        return YES
    return no("People take their own places; a head teacher can take one for the school’s staff.")


def may_register(standing: Standing, agreement: Agreement) -> Ruling:
    """Rule on recording who came to a workshop."""
    if standing.holds(Role.COORDINATOR) or standing.holds(
        Role.PROVIDER_CONTACT, Role.ADVISER, at=agreement.provider_id
    ):
        return YES
    return no("Only whoever ran the workshop can record who came.")


def may_write_up(standing: Standing, day: DevelopmentDay) -> Ruling:
    """Rule on writing a day up: the adviser who was there."""
    if standing.person_id != day.adviser_id:
        return no("Only the adviser who was in the school can write this day up.")
    if DayStage.HAPPENED not in DAY_MOVES[DayStage(day.stage)]:
        return no(f"This day is {day.get_stage_display().lower()}.")
    if standing.day < day.on:
        return no("A day is written up after it happened.")
    return YES


def may_change_day(standing: Standing, day: DevelopmentDay, agreement: Agreement) -> Ruling:
    """Rule on moving a day, or changing what it is for: whoever plans it, before it is written up or cancelled."""
    if not (ruling := may_deliver(standing, agreement)):
        return ruling
    if not DAY_MOVES[DayStage(day.stage)]:
        return no(f"This day is {day.get_stage_display().lower()}.")
    return YES


def may_cancel(standing: Standing, day: DevelopmentDay, agreement: Agreement) -> Ruling:
    """Rule on cancelling a day: the school's head teacher, or whoever plans it."""
    if not standing.holds(Role.HEAD_TEACHER, at=day.organisation_id) and not may_deliver(standing, agreement):
        return no("Only the school’s head teacher or the provider can cancel this day.")
    if DayStage.CANCELLED not in DAY_MOVES[DayStage(day.stage)]:
        return no(f"This day is {day.get_stage_display().lower()}.")
    return YES


def may_see_day(standing: Standing, organisation_id: int, provider_id: int) -> Ruling:
    """Rule on reading what a day found: the school's own people, its advisers, and those who agree help with it."""
    if (
        standing.holds(
            Role.HEAD_TEACHER,
            Role.DEPUTY,
            Role.STAFF,
            Role.GOVERNOR,
            Role.PARENT_GOVERNOR,
            Role.ADVISER,
            at=organisation_id,
        )
        or standing.holds(Role.ADVISER, Role.PROVIDER_CONTACT, at=provider_id)
        or standing.holds(Role.COORDINATOR, Role.LA_OFFICER)
        or standing.holds(Role.CHAIR, Role.GROUP_MEMBER, on_kind=GroupKind.STRATEGIC)
    ):
        return YES
    return no("What a development day found is seen by the school and by those who agree help with it.")
