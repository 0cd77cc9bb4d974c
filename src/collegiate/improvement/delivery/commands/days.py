"""Development days: agreed with the school, changed, written up by the adviser, or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse

from collegiate.definitions import questionnaires
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery import policies
from collegiate.improvement.delivery.models import DayElement, DayStage, DevelopmentDay, Element
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.feedback.commands import make_form
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Refused, Role, Standing

TO_ANSWER = timedelta(days=14)


class ElementsMissing(Refused):
    """One of the three core elements is not there."""


class NotUnderAgreement(Refused):
    """The school is not one the agreement was made for, or the adviser not one of its provider's."""


@deed
def agree_day(
    agreement: Agreement,
    *,
    organisation: Organisation,
    adviser: Person,
    on: date,
    strand: str,
    why: str,
    aims: Mapping[Element, str],
    by: Standing,
    at: datetime,
) -> DevelopmentDay:
    """
    Agree a development day with a school: why, what to prepare, and the aim of each of its three core elements.

    :raises NotAllowed: if they do not plan this agreement's support
    :raises NotUnderAgreement: if the agreement was not made for this school, or the adviser is not its provider's that day
    :raises ElementsMissing: if an element has no aim
    :raises ValidationError: if the school has a day then, or the adviser is elsewhere
    """
    policies.may_deliver(by, agreement).insist()
    if not agreement.schools.filter(organisation=organisation).exists():
        raise NotUnderAgreement(f"{agreement.reference} was not made for {organisation}.")
    _insist_on_adviser_and_aims(agreement, adviser, on, aims)
    day = DevelopmentDay(agreement=agreement, organisation=organisation, adviser=adviser, on=on, strand=strand, why=why)
    day.validate_constraints()
    day.save()
    DayElement.objects.bulk_create(DayElement(day=day, element=element, aim=aims[element]) for element in Element)
    note("delivery.agree_day", subject=day, because=agreement, data={"on": on, "organisation": organisation})
    return day


@deed
def change_day(
    day: DevelopmentDay,
    *,
    version: int,
    adviser: Person,
    on: date,
    strand: str,
    why: str,
    aims: Mapping[Element, str],
    by: Standing,
    at: datetime,
) -> DevelopmentDay:
    """
    Change a day that was agreed: when, who goes, what for; where it moves, the school's head is told.

    :raises NotAllowed: if they do not plan this agreement's support, or it was written up or cancelled
    :raises Stale: if somebody else changed it first
    :raises NotUnderAgreement: if the adviser is not the provider's that day
    :raises ElementsMissing: if an element has no aim
    :raises ValidationError: if the school has a day then, or the adviser is elsewhere
    """
    day = (
        DevelopmentDay.objects.select_for_update(of=("self",))
        .select_related("agreement__provider", "organisation")
        .get(pk=day.pk)
    )
    policies.may_change_day(by, day, day.agreement).insist()
    must_match(day, version)
    _insist_on_adviser_and_aims(day.agreement, adviser, on, aims)
    moves = (day.on, day.adviser_id) != (on, adviser.pk)
    day.on, day.adviser, day.strand, day.why = on, adviser, strand, why
    day.validate_constraints()
    day.save()
    for row in DayElement.objects.select_for_update().filter(day=day).order_by("pk"):
        row.aim = aims[Element(row.element)]
        row.save(update_fields=["aim"])
    if moves:
        _tell(
            members.acting_for([day.organisation_id], roles=[Role.HEAD_TEACHER], day=by.day),
            f"The development day at {day.organisation} moves",
            f"{adviser.name} comes on {in_words(on)}. {why}",
            day, by=by, at=at,
        )  # fmt: skip
    note("delivery.change_day", subject=day, data={"on": on, "moves": moves})
    return day


def _insist_on_adviser_and_aims(agreement: Agreement, adviser: Person, on: date, aims: Mapping[Element, str]) -> None:
    if adviser not in members.acting_for([agreement.provider_id], roles=[Role.ADVISER], day=on):
        raise NotUnderAgreement(f"{adviser.name} is no adviser of {agreement.provider} on {on:%-d %B %Y}.")
    if missing := [element.label for element in Element if not aims.get(element)]:
        raise ElementsMissing(f"Give the aim of {' and of '.join(missing)} too.")


@deed
def write_up(
    day: DevelopmentDay,
    *,
    elements: Mapping[Element, tuple[str, str]],
    agreed_next: str,
    ask: Sequence[Person],
    by: Standing,
    at: datetime,
) -> DevelopmentDay:
    """
    Write a day up: for each element (what happened, next step), and what was agreed next; it is final.

    The people named are asked two questions, in a form of their own.

    :raises NotAllowed: if they were not the adviser, or it is not over
    :raises ElementsMissing: if an element is not written up
    """
    day = (
        DevelopmentDay.objects.select_for_update(of=("self",))
        .select_related("organisation", "agreement__provider")
        .get(pk=day.pk)
    )
    policies.may_write_up(by, day).insist()
    if missing := [element.label for element in Element if not elements.get(element, ("", ""))[0]]:
        raise ElementsMissing(f"Say what happened in {' and in '.join(missing)} too.")
    for row in DayElement.objects.select_for_update().filter(day=day).order_by("pk"):
        row.what_happened, row.next_step = elements[Element(row.element)]
        row.save(update_fields=["what_happened", "next_step"])
    asked = questionnaires()["development_day"]
    day.form = make_form(
        f"The development day at {day.organisation} on {day.on:%-d %B %Y}",
        purpose=asked.purpose,
        questions=asked.asked(),
        people=ask,
        about=day,
        work_of=day.agreement.provider,
        opens_on=at.date(),
        closes_on=at.date() + TO_ANSWER,
        by=by,
        at=at,
    )
    day.stage, day.agreed_next, day.happened_at, day.happened_by_id = DayStage.HAPPENED, agreed_next, at, by.somebody
    day.save()
    note("delivery.write_up", subject=day, because=day.form, data={"on": day.on})
    return day


@deed
def cancel_day(day: DevelopmentDay, *, because: str, by: Standing, at: datetime) -> DevelopmentDay:
    """
    Cancel a day that was agreed, and tell the school and the adviser why.

    :raises NotAllowed: if they may not, or it happened
    """
    day = (
        DevelopmentDay.objects.select_for_update(of=("self",))
        .select_related("agreement", "organisation", "adviser")
        .get(pk=day.pk)
    )
    policies.may_cancel(by, day, day.agreement).insist()
    day.stage, day.cancelled_because = DayStage.CANCELLED, because
    day.save(update_fields=["stage", "cancelled_because"])
    heads = members.acting_for([day.organisation_id], roles=[Role.HEAD_TEACHER], day=by.day)
    _tell(
        [one for one in (*heads, day.adviser) if one.pk != by.person_id],
        f"The development day at {day.organisation} is cancelled",
        f"{day.adviser.name} does not come on {in_words(day.on)}: {because}",
        day, by=by, at=at,
    )  # fmt: skip
    note("delivery.cancel_day", subject=day)
    return day


def _tell(
    people: Sequence[Person], subject: str, words: str, day: DevelopmentDay, *, by: Standing, at: datetime
) -> None:
    if people:
        url = reverse("delivery:day", args=[day.pk])
        notify(subject, text=words, people=people, topic=Topic.VISITS, about=day, url=url, by=by, at=at)
