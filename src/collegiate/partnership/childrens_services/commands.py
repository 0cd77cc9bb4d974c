"""Deeds of keeping the directory: adding, changing, saying that it is still right, withdrawing."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.partnership.childrens_services import policies
from collegiate.partnership.childrens_services.models import Service, Stage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Refused, Standing

WRITTEN = (
    "name",
    "kind",
    "description",
    "age_from",
    "age_to",
    "area",
    "how_to_reach",
    "telephone",
    "website",
)


class NotListed(Refused):
    """The service is withdrawn."""


class NotWithdrawn(Refused):
    """The service is listed."""


@deed
def add_service(
    name: str,
    *,
    organisation: Organisation,
    kind: str,
    description: str,
    age_from: int,
    age_to: int,
    area: str,
    how_to_reach: str,
    telephone: str = "",
    website: str = "",
    by: Standing,
    at: datetime,
) -> Service:
    """
    Put a service into the directory; whoever does has checked it.

    :raises NotAllowed: if they may not keep the organisation's entries
    :raises ValidationError: if an entry cannot be so
    """
    policies.may_list_for(by, organisation.pk).insist()
    service = Service(
        organisation=organisation,
        name=name,
        kind=kind,
        description=description,
        age_from=age_from,
        age_to=age_to,
        area=area,
        how_to_reach=how_to_reach,
        telephone=telephone,
        website=website,
        checked_at=at,
        checked_by_id=by.person_id,  # type: ignore[misc]  # a ruling of yes means a person
    )
    service.full_clean(exclude=["organisation", "checked_by"])
    service.save(force_insert=True)
    note("childrens_services.add_service", subject=service, because=organisation, data={"kind": kind})
    return service


@deed
def change_service(service: Service, *, version: int, facts: dict[str, Any], by: Standing, at: datetime) -> Service:
    """
    Change an entry; `facts` are columns such as ``area`` with what they are to say. Whoever does has checked it.

    :raises NotAllowed: if they may not keep it
    :raises Stale: if somebody else changed it first
    :raises ValidationError: if an entry cannot be so
    """
    service = _locked(service)
    policies.may_keep(by, service).insist()
    must_match(service, version)
    changed = sorted(name for name in WRITTEN if name in facts and getattr(service, name) != facts[name])
    for name in changed:
        setattr(service, name, facts[name])
    service.full_clean(exclude=["organisation", "checked_by"])
    _checked(service, by, at)
    note("childrens_services.change_service", subject=service, data={"changed": changed})
    return service


@deed
def still_right(service: Service, *, by: Standing, at: datetime) -> Service:
    """
    Say that an entry is still right.

    :raises NotAllowed: if they may not keep it
    :raises NotListed: if it is withdrawn
    """
    service = _locked(service)
    policies.may_keep(by, service).insist()
    if service.stage == Stage.WITHDRAWN:
        raise NotListed(f"{service.name} is withdrawn from the directory.")
    _checked(service, by, at)
    note("childrens_services.still_right", subject=service)
    return service


@deed
def withdraw_service(service: Service, *, by: Standing, at: datetime) -> Service:
    """
    Take a service out of the directory.

    :raises NotAllowed: if they may not keep it
    :raises NotListed: if it is withdrawn
    """
    service = _locked(service)
    policies.may_keep(by, service).insist()
    if service.stage == Stage.WITHDRAWN:
        raise NotListed(f"{service.name} is withdrawn from the directory.")
    service.stage, service.withdrawn_on = Stage.WITHDRAWN, localdate(at)
    service.version += 1
    service.save(update_fields=["stage", "withdrawn_on", "version"])
    note("childrens_services.withdraw_service", subject=service)
    return service


@deed
def list_again(service: Service, *, by: Standing, at: datetime) -> Service:
    """
    Put a withdrawn service back into the directory; whoever does has checked it.

    :raises NotAllowed: if they may not keep it
    :raises NotWithdrawn: if it stands there
    """
    service = _locked(service)
    policies.may_keep(by, service).insist()
    if service.stage == Stage.LISTED:
        raise NotWithdrawn(f"{service.name} stands in the directory.")
    service.stage, service.withdrawn_on = Stage.LISTED, None
    service.version += 1
    _checked(service, by, at)
    note("childrens_services.list_again", subject=service)
    return service


def _locked(service: Service) -> Service:
    return Service.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=service.pk)


def _checked(service: Service, by: Standing, at: datetime) -> None:
    service.checked_at, service.checked_by_id = at, by.person_id  # type: ignore[assignment]  # as above
    service.save()
