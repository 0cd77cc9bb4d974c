"""Development days: agreed with the school, written up by the adviser, or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from collegiate.definitions import questionnaires
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery import policies
from collegiate.improvement.delivery.models import DayElement, DayStage, DevelopmentDay, Element
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
    if adviser not in members.acting_for([agreement.provider_id], roles=[Role.ADVISER], day=on):
        raise NotUnderAgreement(f"{adviser.name} is no adviser of {agreement.provider} on {on:%-d %B %Y}.")
    if missing := [element.label for element in Element if not aims.get(element)]:
        raise ElementsMissing(f"Give the aim of {' and of '.join(missing)} too.")
    day = DevelopmentDay(agreement=agreement, organisation=organisation, adviser=adviser, on=on, strand=strand, why=why)
    day.validate_constraints()
    day.save()
    DayElement.objects.bulk_create(DayElement(day=day, element=element, aim=aims[element]) for element in Element)
    note("delivery.agree_day", subject=day, because=agreement, data={"on": on, "organisation": organisation})
    return day


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
    day = DevelopmentDay.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=day.pk)
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
    Cancel a day that was agreed, and say why.

    :raises NotAllowed: if they may not, or it happened
    """
    day = DevelopmentDay.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=day.pk)
    policies.may_cancel(by, day, day.agreement).insist()
    day.stage, day.cancelled_because = DayStage.CANCELLED, because
    day.save(update_fields=["stage", "cancelled_because"])
    note("delivery.cancel_day", subject=day)
    return day
