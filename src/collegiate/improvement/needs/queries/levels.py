"""Levels of support: one, a school's history, and all that stand."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.db.models import Prefetch, Q, QuerySet

from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Contest, Level, LevelReason, LevelStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing

STAGE_WORDS = {
    LevelStage.PROPOSED: "Waiting for the school",
    LevelStage.CONTESTED: "Contested: the school waits for an answer",
    LevelStage.AGREED: "Agreed",
    LevelStage.REPLACED: "Replaced",
}
Order = Literal["name", "date", "stage"]
ORDERS: dict[Order, tuple[str, ...]] = {
    "name": ("organisation__name", "pk"),
    "date": ("-from_on", "organisation__name", "pk"),
    "stage": ("stage", "organisation__name", "pk"),
}


def _whole() -> QuerySet[Level]:
    reasons = LevelReason.objects.select_related("need").order_by("place")
    contests = Contest.objects.select_related("contested_by", "answered_by").order_by("contested_at", "pk")
    return Level.objects.select_related("organisation", "proposed_by", "agreed_by").prefetch_related(
        Prefetch("reasons", queryset=reasons), Prefetch("contests", queryset=contests)
    )


def level(pk: int, *, viewer: Standing) -> Level:
    """
    Return a level with its school, reasons and contests fetched.

    :raises Level.DoesNotExist: if there is none, or the viewer may not see the school's level
    """
    found = _whole().get(pk=pk)
    if not policies.may_see(viewer, found.organisation_id):
        raise Level.DoesNotExist
    return found


def history(organisation: Organisation, *, viewer: Standing) -> list[Level]:
    """
    Return a school's levels, newest first.

    :raises Organisation.DoesNotExist: if the viewer may not see the school's level
    """
    if not policies.may_see(viewer, organisation.pk):
        raise Organisation.DoesNotExist
    return list(Level.objects.filter(organisation=organisation).order_by("-from_on", "-pk"))


def level_of(organisation: Organisation, *, day: date, viewer: Standing) -> Level | None:
    """
    Return the level that was agreed for a school and held on a day, or None.

    :raises Organisation.DoesNotExist: if the viewer may not see the school's level
    """
    if not policies.may_see(viewer, organisation.pk):
        raise Organisation.DoesNotExist
    held = Level.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=day),
        organisation=organisation,
        agreed_at__isnull=False,
        from_on__lte=day,
    )
    return held.order_by("-from_on", "-pk").first()


def on_the_table(organisation: Organisation, *, viewer: Standing) -> Level | None:
    """
    Return the level that is proposed to a school or contested by it, or None.

    :raises Organisation.DoesNotExist: if the viewer may not see the school's level
    """
    if not policies.may_see(viewer, organisation.pk):
        raise Organisation.DoesNotExist
    waiting = Level.objects.filter(organisation=organisation, stage__in=[LevelStage.PROPOSED, LevelStage.CONTESTED])
    return waiting.select_related("organisation").first()


def standing_levels(organisation: Organisation, *, viewer: Standing) -> list[Level]:
    """
    Return what stands of a school's level: the one agreed and the one on the table, with their reasons; two queries.

    :raises NotAllowed: if the viewer may not see the school's level, with the sentence why
    """
    policies.may_see(viewer, organisation.pk).insist()
    reasons = Prefetch("reasons", queryset=LevelReason.objects.order_by("place"))
    found = Level.objects.filter(organisation=organisation).exclude(stage=LevelStage.REPLACED)
    return list(found.prefetch_related(reasons).order_by("from_on", "pk"))


def levels(
    *, viewer: Standing, order: Order = "name", stage: str = "", organisation_ids: Iterable[int] | None = None
) -> list[Level]:
    """
    Return the levels that stand and that the viewer may see, perhaps of some schools only, with their schools fetched.

    They are never ranked: the orders are by the school's name, by date and by stage.
    """
    found = Level.objects.exclude(stage=LevelStage.REPLACED).select_related("organisation")
    if stage:
        found = found.filter(stage=stage)
    if organisation_ids is not None:
        found = found.filter(organisation__in=list(organisation_ids))
    if not policies.may_see_every_school(viewer):
        found = found.filter(organisation__in=viewer.organisations(*policies.OWN_PEOPLE, *policies.ITS_ADVISERS))
    return list(found.order_by(*ORDERS[order]))
