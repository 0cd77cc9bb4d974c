"""Statutory steps of the local authority: given, then answered and closed."""

from datetime import date, datetime

from django.urls import reverse

from collegiate.definitions import statutory_steps
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import StatutoryStep
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import Refused, Standing


class UnknownStep(Refused):
    """The law knows no such step."""


class NotGivenYet(Refused):
    """A step would be recorded before it is given."""


@deed
def give_step(
    organisation: Organisation,
    *,
    kind: str,
    given_on: date,
    asks: str,
    due_on: date,
    by: Standing,
    at: datetime,
) -> StatutoryStep:
    """
    Record a step that the local authority has formally taken about a school, and tell the head where to read it.

    :raises NotAllowed: if they may not, or the law gives the local authority no such power over this school
    :raises UnknownStep: if the law knows no such step
    :raises NotGivenYet: if it is given on a day to come
    :raises ValidationError: if nothing is asked, or the school has no time for it
    """
    organisation = Organisation.objects.get(pk=organisation.pk)
    ruling = policies.may_give_step(by, organisation, is_the_authoritys=members.is_of_the_authority(organisation))
    ruling.insist()
    if statutory_steps().kind(kind) is None:
        raise UnknownStep("Choose which step it is.")
    if given_on > by.day:
        raise NotGivenYet("A step is recorded here once it has been given. Give the day on which it was.")
    step = StatutoryStep(
        organisation=organisation,
        kind=kind,
        given_on=given_on,
        asks=asks,
        due_on=due_on,
        given_at=at,
        given_by_id=by.somebody,
    )
    step.full_clean()
    step.save()
    _tell_the_head(organisation, by=by, at=at)
    note(
        "needs.give_step",
        subject=step,
        because=organisation,
        data={"kind": kind, "given_on": given_on, "due_on": due_on},
    )
    return step


@deed
def close_step(step: StatutoryStep, *, outcome: str, answer: str, by: Standing, at: datetime) -> StatutoryStep:
    """
    Record what a school answered to a step and how it ended; it is closed from then on.

    :raises NotAllowed: if they may not, or it is closed already
    :raises ValidationError: if it does not say how it ended, or what was answered
    """
    step = StatutoryStep.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=step.pk)
    policies.may_close_step(by, step).insist()
    step.outcome, step.answer = outcome, answer
    step.closed_at, step.closed_by_id = at, by.somebody
    step.full_clean()
    step.save(update_fields=["outcome", "answer", "closed_at", "closed_by"])
    _tell_the_head(step.organisation, by=by, at=at)
    note("needs.close_step", subject=step, because=step.organisation, data={"outcome": outcome})
    return step


def _tell_the_head(organisation: Organisation, *, by: Standing, at: datetime) -> None:
    """Tell whoever leads the school that there is something to read; no more, since others read what was sent to whom."""
    notify(
        f"Something new to read about {organisation}",
        text="It is for your school, its advisers and the local authority’s officers only. It stands on the page that this leads to.",
        people=members.acting_for([organisation.pk], roles=policies.LEADS, day=by.day),
        topic=Topic.SUPPORT,
        about=organisation,
        url=reverse("needs:school", args=[organisation.pk]),
        bad_news=True,  # good or not, it comes on a day on which somebody is there to talk
        by=by,
        at=at,
    )
