"""Does an item give every school of its class alike, and can that be shown?"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import Formula, ItemClass, Share
from collegiate.partnership.members.models import Kind, Organisation
from collegiate.values import counted

FEWEST = 2  # one school is no class


def unequal(formula: Formula, shares: Collection[Share], members: Collection[int]) -> str:
    """
    Return why it cannot be shown that a formula treats every school of its class alike; "" where it can.

    `members` are the schools of the class, by id. Asks nothing of the database.
    """
    served = {share.organisation_id for share in shares}
    if len(members) < FEWEST:
        return "One school is no class."
    if any(share.shown_at <= formula.frozen_at for share in shares):
        return "Figures were shown before the formula was frozen."
    if any(share.pence != formula.pence_for(share.units) for share in shares):
        return "A share is not what the formula comes to."
    if missing := len(set(members) - served):
        return f"{counted(missing, 'school has', 'schools have')} no share."
    if more := len(served - set(members)):
        return f"{counted(more, 'share goes', 'shares go')} outside the class."
    return ""


def schools_of(formula: Formula, *, day: date) -> list[Organisation]:
    """Return the schools of a formula's class that are open on a day, by name."""
    found = Organisation.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), kind=Kind.SCHOOL)
    if formula.phase:
        found = found.filter(phase=formula.phase)
    return list(found.order_by("name", "pk"))


def alike_or_not(classes: Collection[ItemClass], *, day: date) -> dict[int, tuple[list[Share], str]]:
    """
    Return by item the shares of its class, with their schools, and why they cannot be shown to be alike; "" where they can.

    No query where there is no class; else one, and one for each kind of school.
    """
    shares: dict[int, list[Share]] = {}
    if classes:
        wanted = {one.formula_id for one in classes}
        for share in Share.objects.filter(formula_id__in=wanted).select_related("organisation").order_by("pk"):
            shares.setdefault(share.formula_id, []).append(share)
    members = {
        one.formula.phase: {school.pk for school in schools_of(one.formula, day=day)}
        for one in {one.formula.phase: one for one in classes}.values()
    }
    return {
        one.item_id: (found, unequal(one.formula, found, members[one.formula.phase]))
        for one in classes
        for found in [shares.get(one.formula_id, [])]
    }


def get_formula(pk: int) -> Formula:
    """
    Return a formula with its group.

    :raises Formula.DoesNotExist: if there is none
    """
    return Formula.objects.select_related("group").get(pk=pk)


def formulas_of(group_id: int) -> list[Formula]:
    """Return the formulas a group froze, the newest first."""
    return list(Formula.objects.filter(group=group_id).order_by("-frozen_at", "pk"))


def shares_of(formula: Formula) -> list[Share]:
    """Return what a formula comes to for each school, by name."""
    return list(Share.objects.filter(formula=formula).select_related("organisation").order_by("organisation__name"))
