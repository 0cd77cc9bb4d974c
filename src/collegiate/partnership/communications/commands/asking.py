"""Asking questions as somebody who oversees, and answering them."""

from datetime import datetime

from django.urls import reverse

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.communications import policies
from collegiate.partnership.communications.commands.telling import notify
from collegiate.partnership.communications.models import Enquiry, Topic
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Role, Standing


@deed
def ask(text: str, *, organisation: Organisation | None = None, by: Standing, at: datetime) -> Enquiry:
    """
    Ask a question about a school, or about the whole partnership; whoever answers it is told.

    :raises NotAllowed: if they do not oversee it
    """
    policies.may_ask(by, organisation.pk if organisation else None).insist()
    enquiry = Enquiry.objects.create(organisation=organisation, text=text, asked_at=at, asked_by_id=by.somebody)
    note("communications.ask", subject=enquiry, data={"organisation": organisation} if organisation else {})
    _tell("You are asked a question", enquiry, people=_who_answers(enquiry, by), text=text, by=by, at=at)
    return enquiry


@deed
def answer(enquiry: Enquiry, *, answer: str, changed: str = "", by: Standing, at: datetime) -> Enquiry:
    """
    Answer a question, and say what changed because of it; whoever asked is told.

    :raises NotAllowed: if it is not theirs to answer, or it is answered
    """
    enquiry = Enquiry.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=enquiry.pk)
    policies.may_answer(by, enquiry).insist()
    enquiry.answer, enquiry.changed = answer, changed
    enquiry.answered_at, enquiry.answered_by_id = at, by.somebody
    enquiry.save(update_fields=["answer", "changed", "answered_at", "answered_by"])
    note("communications.answer", subject=enquiry)
    _tell("Your question is answered", enquiry, people=[enquiry.asked_by], text=answer, by=by, at=at)
    return enquiry


def _who_answers(enquiry: Enquiry, by: Standing) -> list[Person]:
    """Return the heads of the school that a question is about; where it has none, or it is about us all, the coordinator."""
    heads = (
        members.acting_for([enquiry.organisation_id], roles=policies.LEADS, day=by.day)
        if enquiry.organisation_id
        else []
    )
    return heads or [one.person for one in members.people(day=by.day, role=Role.COORDINATOR)]


def _tell(subject: str, enquiry: Enquiry, *, people: list[Person], text: str, by: Standing, at: datetime) -> None:
    notify(
        f"{subject}: {enquiry}",
        text=text,
        people=people,
        topic=Topic.NEWS,
        about=enquiry,
        url=reverse("communications:enquiry", args=[enquiry.pk]),
        by=by,
        at=at,
    )
