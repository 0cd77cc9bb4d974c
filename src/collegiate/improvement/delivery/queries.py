"""Questions about programmes, workshops and development days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from collegiate.improvement.commissioning.models import Agreement, AgreementSchool, AgreementStage
from collegiate.improvement.delivery import policies
from collegiate.improvement.delivery.models import (
    DayStage,
    DevelopmentDay,
    Programme,
    ProgrammeStrand,
    Workshop,
    WorkshopPlace,
    WorkshopStage,
)
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Role, Standing

LAST_NOTES = 3


def programmes(*, viewer: Standing) -> list[Programme]:
    """Return programmes, the latest first, with provider; none to the public."""
    if viewer.person_id is None:
        return []
    return list(Programme.objects.select_related("agreement__provider").order_by("-starts_on", "pk"))


def get_programme(pk: int, *, viewer: Standing) -> Programme:
    """
    Return a programme.

    :raises Programme.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Programme.DoesNotExist
    return Programme.objects.select_related("agreement__provider").prefetch_related("strands").get(pk=pk)


def to_plan(*, viewer: Standing) -> list[Agreement]:
    """Return the agreements that run without a programme, as far as the viewer may plan it, the latest first."""
    found = Agreement.objects.filter(stage=AgreementStage.AGREED, programme__isnull=True).select_related("provider")
    return [one for one in found.order_by("-starts_on", "pk") if policies.may_deliver(viewer, one)]


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop, and how many of its places are taken."""

    workshop: Workshop
    taken: int


def workshops(*, programme: Programme | None = None, since: date | None = None) -> list[WorkshopLine]:
    """Return a programme's workshops, or those since a day that take place, soonest first, with how many places are taken."""
    found = Workshop.objects.select_related("programme__agreement__provider").annotate(how_many=Count("taken"))
    if programme is not None:
        found = found.filter(programme=programme)
    if since is not None:
        found = found.filter(starts_at__date__gte=since, stage=WorkshopStage.PLANNED)
    return [WorkshopLine(one, one.how_many) for one in found.order_by("starts_at", "pk")]


def get_workshop(pk: int, *, viewer: Standing) -> WorkshopLine:
    """
    Return a workshop with how many places are taken.

    :raises Workshop.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Workshop.DoesNotExist
    found = (
        Workshop.objects.select_related("programme__agreement__provider").annotate(how_many=Count("taken")).get(pk=pk)
    )
    return WorkshopLine(found, found.how_many)


def places_at(workshop: Workshop, *, viewer: Standing) -> list[WorkshopPlace]:
    """Return the places taken that the viewer may see: all for whoever runs it, else those of their own organisations."""
    found = WorkshopPlace.objects.filter(workshop=workshop).select_related("person", "organisation")
    if not policies.may_register(viewer, workshop.programme.agreement):
        found = found.filter(Q(organisation_id__in=viewer.organisations()) | Q(person_id=viewer.person_id or 0))
    return list(found.order_by("organisation__name", "person__name", "pk"))


def how_many_taken(workshop: Workshop) -> int:
    """Return how many places at a workshop are taken."""
    return WorkshopPlace.objects.filter(workshop=workshop).count()


def who_come(workshop: Workshop) -> list[Person]:
    """Return those with a place at a workshop, by name."""
    return list(Person.objects.filter(workshop_places__workshop=workshop).order_by("name", "pk"))


def get_place(pk: int, *, viewer: Standing) -> WorkshopPlace:
    """
    Return a place at a workshop.

    :raises WorkshopPlace.DoesNotExist: if there is none, or the viewer may not give it up
    """
    place = WorkshopPlace.objects.select_related("workshop", "person", "organisation").get(pk=pk)
    if not policies.may_take_place(viewer, person_id=place.person_id, organisation_id=place.organisation_id):
        raise WorkshopPlace.DoesNotExist
    return place


def workshops_of(viewer: Standing, *, since: date) -> list[WorkshopPlace]:
    """Return the viewer's own places at workshops that take place from a day on, soonest first."""
    found = WorkshopPlace.objects.filter(
        person_id=viewer.person_id or 0, workshop__starts_at__date__gte=since, workshop__stage=WorkshopStage.PLANNED
    )
    return list(found.select_related("workshop").order_by("workshop__starts_at", "pk"))


def days(
    *,
    viewer: Standing,
    organisation_ids: Iterable[int] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[DevelopmentDay]:
    """Return the development days that the viewer may read, soonest first, perhaps of some schools or a time."""
    found = DevelopmentDay.objects.select_related("organisation", "adviser", "agreement__provider")
    if organisation_ids is not None:
        found = found.filter(organisation_id__in=list(organisation_ids))
    if since is not None:
        found = found.filter(on__gte=since)
    if until is not None:
        found = found.filter(on__lte=until)
    return [
        day
        for day in found.order_by("on", "pk")
        if policies.may_see_day(viewer, day.organisation_id, day.agreement.provider_id)
    ]


def visits_to(organisation: Organisation, *, viewer: Standing) -> list[DevelopmentDay]:
    """
    Return the days in a school that were not cancelled, soonest first; a provider's people see their own days only.

    :raises NotAllowed: if the viewer may read none of them, with the sentence why; it does not say whether there are any
    """
    ruling = policies.may_see_day(viewer, organisation.pk, provider_id=0)
    found = DevelopmentDay.objects.filter(organisation=organisation).exclude(stage=DayStage.CANCELLED)
    if not ruling:
        found = found.filter(agreement__provider_id__in=viewer.organisations(Role.ADVISER, Role.PROVIDER_CONTACT))
    visits = list(found.select_related("adviser", "agreement__provider").order_by("on", "pk"))
    if not visits:
        ruling.insist()
    return visits


def reads_every_day(organisation: Organisation, *, viewer: Standing) -> bool:
    """Say whether the viewer reads of every provider's days in a school, or at most of their own; asks nothing of the database."""
    return bool(policies.may_see_day(viewer, organisation.pk, provider_id=0))


def notes_on(organisation: Organisation, *, viewer: Standing) -> list[DevelopmentDay]:
    """
    Return the last days that happened in a school, the latest first, each with its three elements.

    Whoever may not read what days in this school found reads those of their own organisation's days, as a provider.
    """
    found = DevelopmentDay.objects.filter(organisation=organisation, stage=DayStage.HAPPENED)
    if not policies.may_see_day(viewer, organisation.pk, provider_id=0):
        found = found.filter(agreement__provider_id__in=viewer.organisations(Role.ADVISER, Role.PROVIDER_CONTACT))
    notes = found.select_related("adviser", "agreement__provider").prefetch_related("elements")
    return list(notes.order_by("-on", "pk")[:LAST_NOTES])


def objectives_of(organisation_ids: Iterable[int], *, viewer: Standing) -> list[ProgrammeStrand]:
    """Return what programmes for some schools are to change, strand by strand, the latest programme first; none to the public."""
    if viewer.person_id is None:
        return []
    schools = AgreementSchool.objects.filter(organisation__in=list(organisation_ids)).values("agreement")
    found = ProgrammeStrand.objects.filter(programme__agreement__in=schools)
    return list(found.select_related("programme").order_by("-programme__starts_on", "programme_id", "pk"))


def get_day(pk: int, *, viewer: Standing) -> DevelopmentDay:
    """
    Return a development day with its elements.

    :raises DevelopmentDay.DoesNotExist: if there is none, or the viewer may not read it
    """
    day = (
        DevelopmentDay.objects.select_related("organisation", "adviser", "agreement__provider", "form")
        .prefetch_related("elements")
        .get(pk=pk)
    )
    if not policies.may_see_day(viewer, day.organisation_id, day.agreement.provider_id):
        raise DevelopmentDay.DoesNotExist
    return day


def days_of(agreement: Agreement) -> list[DevelopmentDay]:
    """Return the days of an agreement that were not cancelled, soonest first, with school and form."""
    found = DevelopmentDay.objects.filter(agreement=agreement).exclude(stage=DayStage.CANCELLED)
    return list(found.select_related("organisation", "form").order_by("on", "pk"))


def readable(days: Iterable[DevelopmentDay], *, agreement: Agreement, viewer: Standing) -> frozenset[int]:
    """Return the keys of those days of an agreement that the viewer may read; asks nothing of the database."""
    return frozenset(day.pk for day in days if policies.may_see_day(viewer, day.organisation_id, agreement.provider_id))


def to_write_up(*, viewer: Standing, day: date) -> list[DevelopmentDay]:
    """Return the viewer's own days that are over and not written up, the oldest first."""
    found = DevelopmentDay.objects.filter(adviser_id=viewer.person_id, stage=DayStage.AGREED, on__lte=day)
    return list(found.select_related("organisation").order_by("on", "pk"))


def delivered_by(provider_ids: Iterable[int], *, since: date) -> tuple[int, int]:
    """Return how many days some providers have delivered since a day, and in how many schools."""
    found = DevelopmentDay.objects.filter(
        agreement__provider__in=list(provider_ids), stage=DayStage.HAPPENED, on__gte=since
    )
    about = found.aggregate(days=Count("pk"), schools=Count("organisation", distinct=True))
    return about["days"], about["schools"]


def happened_between(since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many development days happened in a time, and in how many schools."""
    found = DevelopmentDay.objects.filter(stage=DayStage.HAPPENED, on__gte=since.date(), on__lte=until.date())
    about = found.aggregate(days=Count("pk"), schools=Count("organisation", distinct=True))
    return about["days"], about["schools"]


@dataclass(frozen=True, slots=True)
class Received:
    """What a school had of days and workshops, counted."""

    days: int
    coming: int
    places: int
    workshops: int


def received_by(organisation: Organisation, *, viewer: Standing) -> Received:
    """
    Return how many days were held in a school and are to come, and how many places its people had at how many workshops. One query.

    :raises NotAllowed: if the viewer may not read of its days, with the sentence why
    """
    policies.may_see_day(viewer, organisation.pk, provider_id=0).insist()
    days = DevelopmentDay.objects.filter(organisation=OuterRef("pk"))
    places = WorkshopPlace.objects.filter(organisation=OuterRef("pk"), came=True)

    def many(rows: Any, what: Any) -> Any:
        counted = rows.order_by().values("organisation").annotate(n=what).values("n")
        return Coalesce(Subquery(counted), 0)

    found = Organisation.objects.annotate(
        held=many(days.filter(stage=DayStage.HAPPENED), Count("pk")),
        coming=many(days.filter(stage=DayStage.AGREED), Count("pk")),
        places_had=many(places, Count("pk")),
        workshops_had=many(places, Count("workshop", distinct=True)),
    )
    return Received(*found.values_list("held", "coming", "places_had", "workshops_had").get(pk=organisation.pk))
