"""A programme by strand, and the workshops it brings: planned, changed, cancelled."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from collegiate.definitions import strands as known_strands
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.foundation.ui.showing import moment
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery import policies, queries
from collegiate.improvement.delivery.models import Programme, ProgrammeStrand, Workshop, WorkshopStage
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.values import Refused, Standing


class NotAStrand(Refused):
    """There is no such strand, the programme has no part in it, or it is left without an aim."""


class OutsideItsTime(Refused):
    """A programme reaches beyond its agreement, or a workshop beyond its programme."""


class NotToCome(Refused):
    """A workshop is planned for a time that is past, or has begun."""


class PlacesAreTaken(Refused):
    """More places are taken than there would be."""


@deed
def plan_programme(
    agreement: Agreement,
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    aims: Mapping[str, str],
    by: Standing,
    at: datetime,
) -> Programme:
    """
    Plan the programme that an agreement brings: its years, and what should be different on each strand at its end.

    :raises NotAllowed: if they are not the provider's or the coordinator, or the agreement does not run
    :raises NotAStrand: if a strand is not one of ours, or none has an aim
    :raises OutsideItsTime: if it reaches beyond the agreement
    :raises ValidationError: if it ends before it starts, or the agreement has one
    """
    policies.may_deliver(by, agreement).insist()
    programme = Programme(agreement=agreement, name=name, starts_on=starts_on, ends_on=ends_on)
    _insist_that_it_fits(programme, aims)
    programme.validate_unique()
    programme.save()
    ProgrammeStrand.objects.bulk_create(
        ProgrammeStrand(programme=programme, strand=code, aim=aim) for code, aim in aims.items()
    )
    note(
        "delivery.plan_programme",
        subject=programme,
        because=agreement,
        data={"starts_on": starts_on, "ends_on": ends_on, "strands": sorted(aims)},
    )
    return programme


@deed
def change_programme(
    programme: Programme,
    *,
    version: int,
    name: str,
    starts_on: date,
    ends_on: date,
    aims: Mapping[str, str],
    by: Standing,
    at: datetime,
) -> Programme:
    """
    Change a programme's name, days and aims; a strand that a workshop to come is on stays.

    :raises NotAllowed: if they are not the provider's or the coordinator, or the agreement does not run
    :raises Stale: if somebody else changed it first
    :raises NotAStrand: if a strand is not one of ours, none has an aim, or one with a workshop is left out
    :raises OutsideItsTime: if it reaches beyond the agreement, or a workshop would lie outside
    :raises ValidationError: if it ends before it starts
    """
    programme = (
        Programme.objects.select_for_update(of=("self",)).select_related("agreement__provider").get(pk=programme.pk)
    )
    policies.may_deliver(by, programme.agreement).insist()
    must_match(programme, version)
    programme.name, programme.starts_on, programme.ends_on = name, starts_on, ends_on
    _insist_that_it_fits(programme, aims)
    for workshop in Workshop.objects.filter(programme=programme, stage=WorkshopStage.PLANNED).order_by("pk"):
        if workshop.strand not in aims:
            raise NotAStrand(
                f"“{workshop.title}” is on {known_strands()[workshop.strand].name}: keep that strand’s aim."
            )
        _insist_that_it_lies_within(programme, workshop)
    programme.save()
    stored = {one.strand: one for one in ProgrammeStrand.objects.filter(programme=programme)}
    ProgrammeStrand.objects.filter(programme=programme).exclude(strand__in=list(aims)).delete()
    for code, aim in aims.items():
        one = stored.get(code) or ProgrammeStrand(programme=programme, strand=code)
        one.aim = aim
        one.save()
    note(
        "delivery.change_programme",
        subject=programme,
        data={"starts_on": starts_on, "ends_on": ends_on, "strands": sorted(aims)},
    )
    return programme


@deed
def add_workshop(
    programme: Programme,
    *,
    strand: str,
    title: str,
    starts_at: datetime,
    place: str,
    places: int,
    by: Standing,
    at: datetime,
) -> Workshop:
    """
    Add a network workshop to a programme.

    :raises NotAllowed: if they are not the provider's or the coordinator, or the agreement does not run
    :raises NotAStrand: if the programme has no part in the strand
    :raises OutsideItsTime: if it lies outside the programme
    :raises NotToCome: if it would have begun
    """
    policies.may_deliver(by, programme.agreement).insist()
    workshop = Workshop(
        programme=programme, strand=strand, title=title, starts_at=starts_at, place=place, places=places
    )
    _insist_that_it_can_be(workshop, at)
    workshop.save()
    note("delivery.add_workshop", subject=workshop, because=programme, data={"strand": strand, "places": places})
    return workshop


@deed
def change_workshop(
    workshop: Workshop,
    *,
    version: int,
    strand: str,
    title: str,
    starts_at: datetime,
    place: str,
    places: int,
    by: Standing,
    at: datetime,
) -> Workshop:
    """
    Change a workshop that is to come; where it moves, whoever has a place is told, and keeps it.

    :raises NotAllowed: if they are not the provider's or the coordinator, or it is cancelled
    :raises Stale: if somebody else changed it first
    :raises NotAStrand: if the programme has no part in the strand
    :raises OutsideItsTime: if it lies outside the programme
    :raises NotToCome: if it has begun, or would have
    :raises PlacesAreTaken: if more are taken than there would be
    """
    workshop = _locked(workshop)
    policies.may_change_workshop(by, workshop, workshop.programme.agreement).insist()
    _insist_that_it_is_to_come(workshop, at)
    must_match(workshop, version)
    taken = queries.how_many_taken(workshop)
    if places < taken:
        raise PlacesAreTaken(f"{taken} places are taken, so there cannot be only {places}.")
    moves = (workshop.starts_at, workshop.place) != (starts_at, place)
    workshop.strand, workshop.title, workshop.starts_at = strand, title, starts_at
    workshop.place, workshop.places = place, places
    _insist_that_it_can_be(workshop, at)
    workshop.save()
    if moves:
        words = f"It is on {moment(localtime(starts_at))} now, at {place}. Your place is kept; give it up if you cannot come."
        _tell_those_who_come(f"{title} moves", words, workshop, by=by, at=at)
    note("delivery.change_workshop", subject=workshop, data={"strand": strand, "places": places, "moves": moves})
    return workshop


@deed
def cancel_workshop(workshop: Workshop, *, because: str, by: Standing, at: datetime) -> Workshop:
    """
    Cancel a workshop that is to come, and tell whoever has a place why.

    :raises NotAllowed: if they are not the provider's or the coordinator, or it is cancelled
    :raises NotToCome: if it has begun
    """
    workshop = _locked(workshop)
    policies.may_change_workshop(by, workshop, workshop.programme.agreement).insist()
    _insist_that_it_is_to_come(workshop, at)
    workshop.stage, workshop.cancelled_because = WorkshopStage.CANCELLED, because
    workshop.cancelled_at, workshop.cancelled_by_id = at, by.somebody
    workshop.version += 1
    workshop.save()
    words = f"The workshop on {moment(localtime(workshop.starts_at))} does not take place: {because}"
    _tell_those_who_come(f"{workshop.title} is cancelled", words, workshop, by=by, at=at)
    note("delivery.cancel_workshop", subject=workshop)
    return workshop


def _locked(workshop: Workshop) -> Workshop:
    found = Workshop.objects.select_for_update(of=("self",)).select_related("programme__agreement__provider")
    return found.get(pk=workshop.pk)


def _insist_that_it_fits(programme: Programme, aims: Mapping[str, str]) -> None:
    """Refuse a programme without an aim on a strand of ours, or longer than what was agreed."""
    if not aims or any(not aim.strip() for aim in aims.values()):
        raise NotAStrand("Say on one strand at least what should be different at the end.")
    if unknown := sorted(aims.keys() - known_strands().keys()):
        raise NotAStrand(f"No strand is called “{unknown[0]}”.")
    programme.validate_constraints()
    agreement = programme.agreement
    if programme.starts_on < agreement.starts_on or programme.ends_on > agreement.ends_on:
        raise OutsideItsTime(
            f"A programme lies within its agreement, which runs from {agreement.starts_on:%-d %B %Y}"
            f" to {agreement.ends_on:%-d %B %Y}."
        )


def _insist_that_it_can_be(workshop: Workshop, at: datetime) -> None:
    """Refuse a workshop of a strand or a day that is not the programme's, or of a time that is past."""
    if not ProgrammeStrand.objects.filter(programme=workshop.programme_id, strand=workshop.strand).exists():
        raise NotAStrand(f"{workshop.programme} has no part in that strand. Change the programme first.")
    _insist_that_it_lies_within(workshop.programme, workshop)
    _insist_that_it_is_to_come(workshop, at)


def _insist_that_it_lies_within(programme: Programme, workshop: Workshop) -> None:
    if not programme.starts_on <= localdate(workshop.starts_at) <= programme.ends_on:
        raise OutsideItsTime(
            f"{programme} runs from {programme.starts_on:%-d %B %Y} to {programme.ends_on:%-d %B %Y}, and “{workshop.title}”"
            f" is on {localdate(workshop.starts_at):%-d %B %Y}."
        )


def _insist_that_it_is_to_come(workshop: Workshop, at: datetime) -> None:
    if workshop.has_begun(at):
        raise NotToCome(
            f"{workshop.title} would begin, or began, on {moment(localtime(workshop.starts_at))}: that is past."
        )


def _tell_those_who_come(subject: str, words: str, workshop: Workshop, *, by: Standing, at: datetime) -> None:
    people = queries.who_come(workshop)
    if people:
        notify(
            subject,
            text=words,
            people=people,
            topic=Topic.VISITS,
            about=workshop,
            url=reverse("delivery:workshop", args=[workshop.pk]),
            by=by,
            at=at,
        )
