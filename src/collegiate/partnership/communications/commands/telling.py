"""Telling people: a notice with a delivery for each of them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.utils.timezone import localdate

from collegiate.definitions import terms
from collegiate.foundation.record.chain import key
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.communications import policies, queries
from collegiate.partnership.communications.models import Delivery, Notice, State, Topic
from collegiate.partnership.members.models import Person
from collegiate.values import Refused, Standing

BATCH = 500  # rows to a statement


class NothingWaits(Refused):
    """Every mail of the notice has gone or will not go."""


class NobodyToTell(Refused):
    """A notice was written to nobody."""


@deed
def notify(
    subject: str,
    *,
    text: str,
    people: Sequence[Person],
    topic: str,
    about: models.Model | None = None,
    url: str = "",
    bad_news: bool = False,
    by: Standing,
    at: datetime,
) -> Notice:
    """
    Tell people something: it stands on their own page, and waits to be mailed to those who want that.

    Bad news waits for a day on which somebody is there to talk. Nobody under 18 is told: their link adult is. Each
    person is told once, however often they are named. It is mailed after the deed, by the post.

    :raises NotAllowed: if nobody asks for it
    :raises ValueError: if the topic is not one of `Topic`
    """
    policies.may_notify(by).insist()
    notice = Notice.objects.create(
        subject=subject,
        text=text,
        topic=Topic(topic),
        about=key(about) if about is not None else "",
        url=url,
        is_bad_news=bad_news,
        made_at=at,
        author_id=by.person_id,
    )
    told = queries.grown_ups(people)
    due_on = policies.first_kind_day(localdate(at), terms()) if bad_news else localdate(at)
    deliveries = _deliveries(notice, told, due_on)
    Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
    note(
        "communications.notify",
        subject=notice,
        because=about,
        data={"topic": Topic(topic), "people": len(told), "due_on": due_on},
    )
    return notice


def _deliveries(notice: Notice, people: Sequence[Person], due_on: date) -> list[Delivery]:
    faults = queries.not_to_mail(people, topic=notice.topic)
    return [
        Delivery(
            notice=notice,
            person=person,
            due_on=due_on,
            state=State.SUPPRESSED if person.pk in faults else State.QUEUED,
            error=faults.get(person.pk, ""),
        )
        for person in people
    ]


@deed
def write(
    subject: str,
    *,
    text: str,
    people: Sequence[Person],
    topic: str,
    bad_news: bool = False,
    by: Standing,
    at: datetime,
) -> Notice:
    """
    Write a notice of one's own to people.

    :raises NotAllowed: if they may not write to members
    :raises NobodyToTell: if there is nobody to write to
    """
    policies.may_write(by).insist()
    if not people:
        raise NobodyToTell("There is nobody in that group to write to.")
    notice = notify(subject, text=text, people=people, topic=topic, bad_news=bad_news, by=by, at=at)
    note("communications.write", subject=notice)
    return notice


@deed
def hasten(notice: Notice, *, by: Standing, at: datetime) -> int:
    """
    Let a notice of bad news go today, on a person's own judgement; return how many people that concerns.

    :raises NotAllowed: if they may not write to members
    :raises NothingWaits: if it does not wait for another day
    """
    policies.may_write(by).insist()
    today = localdate(at)
    moved = Delivery.objects.filter(notice=notice, due_on__gt=today).update(due_on=today)
    if not moved:
        raise NothingWaits("This notice does not wait for another day.")
    note("communications.hasten", subject=notice, data={"people": moved})
    return moved
