"""Treating every school of a class alike, so that it can be shown: freeze the formula, show its figures, name it on an item."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.bulk import pour
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Decision,
    DecisionStage,
    Formula,
    ItemClass,
    Meeting,
    Share,
)
from collegiate.partnership.members.models import Group, Phase
from collegiate.values import Money, Refused, Standing, counted


class NotEverySchool(Refused):
    """A school of the class has no figure, or one outside it has."""


class NotAlike(Refused):
    """It cannot be shown that the item gives every school of the class alike."""


@deed
def freeze_formula(
    group: Group,
    *,
    name: str,
    phase: Phase | None = None,
    each: Money = Money(0),
    for_each_unit: Money = Money(0),
    unit: str = "",
    by: Standing,
    at: datetime,
) -> Formula:
    """
    Publish and freeze what every school of a class gets, before anybody sees what it comes to.

    :raises NotAllowed: if they may not prepare the group's meetings
    """
    policies.may_freeze(by, group).insist()
    formula = Formula(
        group=group, name=name, phase=phase or "", base_pence=each.pence, rate_pence=for_each_unit.pence, unit=unit,
        frozen_at=at, frozen_by_id=by.somebody,
    )  # fmt: skip
    formula.validate_constraints()
    formula.save()
    note(
        "governance.freeze_formula", subject=formula, because=group, data={"each": each, "for_each_unit": for_each_unit}
    )
    return formula


@deed
def show_shares(formula: Formula, *, units: Mapping[int, int], by: Standing, at: datetime) -> list[Share]:
    """
    Show what a formula comes to for each school of its class, from the units each has, by the school's id.

    :raises NotAllowed: if they may not, it was done before, or the formula is not frozen yet
    :raises NotEverySchool: if a school of the class is left out, or one outside it is named
    """
    formula = Formula.objects.select_for_update(of=("self",)).select_related("group").get(pk=formula.pk)
    shown = Share.objects.filter(formula=formula).exists()
    policies.may_show_shares(by, formula, shown=shown, at=at).insist()
    schools = queries.schools_of(formula, day=localtime(at).date())
    known = {school.pk for school in schools}
    if missing := [school for school in schools if school.pk not in units]:
        raise NotEverySchool(f"{counted(len(missing), 'school')} of the class would have no share, {missing[0]} first.")
    if more := set(units) - known:
        raise NotEverySchool(
            f"{counted(len(more), 'school')} named {'is' if len(more) == 1 else 'are'} not of the class."
        )
    rows = [(formula.pk, pk, units[pk], formula.pence_for(units[pk]), at) for pk in (school.pk for school in schools)]
    pour(Share, ["formula", "organisation", "units", "pence", "shown_at"], rows)
    note("governance.show_shares", subject=formula, data={"schools": len(rows), "pence": sum(row[3] for row in rows)})
    return queries.shares_of(formula)


def _settled(item: AgendaItem) -> bool:
    return Decision.objects.filter(item=item).exclude(stage=DecisionStage.DRAFTED).exists()


@deed
def name_class(item: AgendaItem, *, formula: Formula, by: Standing, at: datetime) -> ItemClass:
    """
    Say that an item gives every school of a class alike, by a formula whose figures show it.

    :raises NotAllowed: if they may not, the item has its formula, or is decided
    :raises NotAlike: if it cannot be shown
    """
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    item = AgendaItem.objects.select_related("meeting__group").get(pk=item.pk)
    named = ItemClass.objects.filter(item=item).exists()
    policies.may_name_class(by, item.meeting, named=named, decided=_settled(item)).insist()
    members = [school.pk for school in queries.schools_of(formula, day=localtime(at).date())]
    if because := queries.unequal(formula, queries.shares_of(formula), members):
        raise NotAlike(f"It cannot be shown that every school is treated alike. {because}")
    gives = ItemClass.objects.create(item=item, formula=formula, named_at=at, named_by_id=by.somebody)
    note("governance.name_class", subject=item, because=formula)
    return gives
