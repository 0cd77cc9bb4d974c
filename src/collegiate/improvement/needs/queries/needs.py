"""Needs of schools."""

from collections.abc import Iterable

from django.db.models import Prefetch

from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Need, NeedEvidence, NeedStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing

UNANSWERED = (NeedStage.RAISED, NeedStage.UNDERSTOOD)
EVIDENCE = Prefetch(
    "evidence",
    queryset=NeedEvidence.objects.select_related("value__loading__file", "finding").order_by("pk"),
)


def need(pk: int, *, viewer: Standing) -> Need:
    """
    Return a need with its school, round, evidence and who raised it fetched.

    :raises Need.DoesNotExist: if there is none, or the viewer may not see what the school says of itself
    """
    found = (
        Need.objects.select_related("organisation", "round", "raised_by", "understood_by", "joined_by", "closed_by")
        .prefetch_related(EVIDENCE)
        .get(pk=pk)
    )
    if not policies.may_see(viewer, found.organisation_id):
        raise Need.DoesNotExist
    return found


def readable(needs: Iterable[Need], *, viewer: Standing) -> frozenset[int]:
    """Return the keys of those needs that the viewer may read; asks nothing of the database."""
    return frozenset(one.pk for one in needs if policies.may_see(viewer, one.organisation_id))


def needs_of(organisation: Organisation, *, viewer: Standing) -> list[Need]:
    """
    Return a school's needs, newest first.

    :raises Organisation.DoesNotExist: if the viewer may not see what the school says of itself
    """
    if not policies.may_see(viewer, organisation.pk):
        raise Organisation.DoesNotExist
    return list(Need.objects.filter(organisation=organisation).select_related("round").order_by("-raised_at", "-pk"))


def open_needs(organisation_ids: Iterable[int], *, viewer: Standing) -> list[Need]:
    """Return the needs of some schools that are not closed, newest first, as far as the viewer may see them."""
    seen = [pk for pk in organisation_ids if policies.may_see(viewer, pk)]
    found = Need.objects.filter(organisation__in=seen).exclude(stage=NeedStage.CLOSED)
    return list(found.order_by("-raised_at", "-pk"))


def needs(
    *, viewer: Standing, stages: Iterable[NeedStage] = UNANSWERED, strand: str = "", organisation: int | None = None
) -> list[Need]:
    """Return the needs that the viewer may see, newest first, with their schools fetched; those unanswered by default."""
    found = Need.objects.filter(stage__in=list(stages)).select_related("organisation", "round")
    if strand:
        found = found.filter(strand=strand)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    if not policies.may_see_every_school(viewer):
        found = found.filter(organisation__in=viewer.organisations(*policies.OWN_PEOPLE, *policies.ITS_ADVISERS))
    return list(found.order_by("-raised_at", "-pk"))
