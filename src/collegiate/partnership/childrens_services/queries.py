"""Questions about the directory of children's services."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import get_current_timezone

from collegiate.definitions import freshness
from collegiate.partnership.childrens_services import policies
from collegiate.partnership.childrens_services.models import Service, Stage
from collegiate.partnership.childrens_services.policies import Trust
from collegiate.partnership.members.models import Organisation
from collegiate.partnership.members.queries import organisations
from collegiate.values import Role, Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as the directory shows it, with how far the entry can be trusted."""

    service: Service
    trust: Trust


def directory(*, day: date, age: int | None = None, kind: str = "", words: str = "") -> list[Entry]:
    """Return the listed services that fit, by name, those that have lapsed last; each with its organisation."""
    found = Service.objects.filter(stage=Stage.LISTED)
    if age is not None:
        found = found.filter(age_from__lte=age, age_to__gte=age)
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(description__icontains=word)
            | Q(area__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return _entries(found, day)


def to_check(viewer: Standing, *, day: date) -> list[Entry]:
    """Return the listed services that the viewer keeps and that are due to be checked again, the oldest first."""
    old = Service.objects.filter(stage=Stage.LISTED, checked_at__lt=_start_of(day, freshness().due_after_days))
    if not viewer.holds(*policies.KEEPS_ALL):
        old = old.filter(organisation__in=viewer.organisations(Role.CONTACT))
    return sorted(_entries(old, day), key=lambda entry: entry.service.checked_at)


def withdrawn(viewer: Standing) -> list[Service]:
    """Return the withdrawn services that the viewer may list again, by name."""
    found = Service.objects.filter(stage=Stage.WITHDRAWN).select_related("organisation")
    if not viewer.holds(*policies.KEEPS_ALL):
        found = found.filter(organisation__in=viewer.organisations(Role.CONTACT))
    return list(found.order_by("name", "pk"))


def get(pk: int, *, viewer: Standing) -> Service:
    """
    Return a service with its organisation and who checked it; a withdrawn one for those who keep it only.

    :raises Service.DoesNotExist: if there is none, or the viewer may not know of it
    """
    service = Service.objects.select_related("organisation", "checked_by").get(pk=pk)
    if service.stage == Stage.WITHDRAWN and not policies.may_keep(viewer, service):
        raise Service.DoesNotExist
    return service


def trust_in(service: Service, *, day: date) -> Trust:
    """Say how far an entry can be trusted on a day."""
    rule = freshness()
    return policies.trust_in(
        service.checked_on, day, due_after=rule.due_after_days, lapsed_after=rule.lapsed_after_days
    )


def may_list_for(viewer: Standing, *, day: date) -> list[Organisation]:
    """Return the members for which the viewer may add a service, by name."""
    return [one for one in organisations(day=day) if policies.may_list_for(viewer, one.pk)]


def _entries(found: QuerySet[Service], day: date) -> list[Entry]:
    lapsed = Case(
        When(checked_at__lt=_start_of(day, freshness().lapsed_after_days), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    services = found.select_related("organisation").annotate(lapsed=lapsed).order_by("lapsed", "name", "pk")
    return [Entry(service, trust_in(service, day=day)) for service in services]


def _start_of(day: date, days_before: int) -> datetime:
    """Return the first moment of the earliest day on which a check still counts."""
    return datetime.combine(day - timedelta(days=days_before), time.min, tzinfo=get_current_timezone())
