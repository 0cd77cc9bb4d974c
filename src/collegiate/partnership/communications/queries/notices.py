"""Questions about notices: mine, everybody's, and what may be mailed to whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.db.models import Count, Max, Q, QuerySet

from collegiate.foundation.record.versions import version_of
from collegiate.partnership.communications import policies
from collegiate.partnership.communications.models import (
    Delivery,
    Fault,
    Notice,
    Preference,
    State,
    Suppression,
    Topic,
)
from collegiate.partnership.members.models import Person, RoleHeld
from collegiate.values import Role, Standing

LATEST = 100  # notices on one page
LINK = "communications.unsubscribe"


def grown_ups(people: Sequence[Person]) -> list[Person]:
    """Return who is told when these people are: each once, and for somebody under 18 their link adult."""
    young = {person.pk: person.link_adult_id for person in people if person.is_under_18 and person.link_adult_id}
    adults = {adult.pk: adult for adult in Person.objects.filter(pk__in=young.values())} if young else {}
    told = [adults[young[one.pk]] if one.pk in young else one for one in people]
    return list({one.pk: one for one in told if one.erased_at is None}.values())


def not_to_mail(people: Iterable[Person], *, topic: str) -> dict[int, Fault]:
    """Return those who are not to be mailed about a topic now, by id, each with the reason."""
    by_id = {person.pk: person.email.strip().lower() for person in people}
    out = set(
        Preference.objects.filter(topic=topic, by_mail=False, person__in=list(by_id)).values_list(
            "person_id", flat=True
        )
    )
    never = set(Suppression.objects.values_list("email", flat=True))
    faults: dict[int, Fault] = {}
    for pk, email in by_id.items():
        if not email:
            faults[pk] = Fault.NO_ADDRESS
        elif email in never:
            faults[pk] = Fault.ON_THE_LIST
        elif pk in out:
            faults[pk] = Fault.OPTED_OUT
    return faults


def next_in_line(notice: Notice, *, day: date, began: datetime) -> Delivery | None:
    """
    Return the first mail of a notice that waits and is due, locked, with its person; None when there is none.

    Passed over are those that another post holds, and those put back into the queue since this post `began`.
    """
    return (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .filter(Q(taken_at__isnull=True) | Q(taken_at__lt=began), notice=notice, state=State.QUEUED, due_on__lte=day)
        .order_by("pk")
        .first()
    )


def waiting(day: date) -> list[Notice]:
    """Return the notices of which mails wait and are due, the oldest first."""
    due = Delivery.objects.filter(state=State.QUEUED, due_on__lte=day).values("notice")
    return list(Notice.objects.filter(pk__in=due).order_by("made_at", "pk"))


def broken_off(before: datetime) -> list[Notice]:
    """Return the notices of which a mail has been on its way since before a moment."""
    stuck = Delivery.objects.filter(state=State.SENDING, taken_at__lt=before).values("notice")
    return list(Notice.objects.filter(pk__in=stuck).order_by("made_at", "pk"))


def counts(notice: Notice) -> dict[str, int]:
    """Return how many mails of a notice are in which state; states with none are left out."""
    found = Delivery.objects.filter(notice=notice).values_list("state").annotate(Count("pk")).order_by("state")
    return dict(found)


def notices_for(person_id: int | None, *, since: datetime | None = None, day: date) -> list[Notice]:
    """Return what a person has been told and may see by a day, newest first; at most a hundred."""
    if person_id is None:
        return []
    mine = Delivery.objects.filter(person_id=person_id, due_on__lte=day).values("notice")
    found = Notice.objects.filter(pk__in=mine)
    if since is not None:
        found = found.filter(made_at__gte=since)
    return list(found.order_by("-made_at", "-pk")[:LATEST])


def get(pk: int, *, viewer: Standing) -> Notice:
    """
    Return a notice, for those it was sent to and those who may see the outbox.

    :raises Notice.DoesNotExist: if there is none, or the viewer may not know of it
    """
    found = Notice.objects.select_related("author")
    if not policies.may_see_outbox(viewer):
        mine = Delivery.objects.filter(person_id=viewer.person_id or 0, due_on__lte=viewer.day).values("notice")
        found = found.filter(pk__in=mine)
    return found.get(pk=pk)


@dataclass(frozen=True, slots=True)
class Sending:
    """A notice in the outbox: how many of its mails are in which state, and the day some of it waits for."""

    notice: Notice
    states: Mapping[str, int]
    waits_until: date | None

    @property
    def people(self) -> int:
        """How many people it is for."""
        return sum(self.states.values())

    @property
    def queued(self) -> int:
        """How many mails have not gone yet."""
        return self.states.get(State.QUEUED, 0) + self.states.get(State.SENDING, 0)

    @property
    def sent(self) -> int:
        """How many were sent."""
        return self.states.get(State.SENT, 0)

    @property
    def kept(self) -> int:
        """How many would have been sent, had there been a mail server."""
        return self.states.get(State.KEPT, 0)

    @property
    def failed(self) -> int:
        """How many could not be sent."""
        return self.states.get(State.FAILED, 0)

    @property
    def not_mailed(self) -> int:
        """How many are not mailed: they asked not to be, no address is known, or it failed."""
        return self.failed + self.states.get(State.SUPPRESSED, 0)


def outbox(*, viewer: Standing) -> list[Sending]:
    """Return the latest notices with how far each has come; nothing for those who may not see it."""
    if not policies.may_see_outbox(viewer):
        return []
    notices = list(Notice.objects.select_related("author").order_by("-made_at", "-pk")[:LATEST])
    states: dict[int, dict[str, int]] = defaultdict(dict)
    waits: dict[int, date] = {}
    for notice, state, mails, due_on in (
        Delivery.objects.filter(notice__in=notices)
        .values_list("notice", "state")
        .annotate(Count("pk"), Max("due_on"))
        .order_by("notice", "state")
    ):
        states[notice][state] = mails
        if due_on > viewer.day:
            waits[notice] = max(due_on, waits.get(notice, due_on))
    return [Sending(one, states[one.pk], waits.get(one.pk)) for one in notices]


def deliveries(notice: Notice, *, viewer: Standing) -> list[Delivery]:
    """Return a notice's deliveries with their people, by name; nothing for those who may not see the outbox."""
    if not policies.may_see_outbox(viewer):
        return []
    return list(notice.deliveries.select_related("person").order_by("person__name", "pk"))


def delivery(notice: Notice, pk: int, *, viewer: Standing) -> Delivery:
    """
    Return one delivery of a notice, with its person.

    :raises Delivery.DoesNotExist: if there is none, or the viewer may not see the outbox
    """
    if not policies.may_see_outbox(viewer):
        raise Delivery.DoesNotExist
    return Delivery.objects.select_related("person").get(notice=notice, pk=pk)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants by mail, topic by topic, with a number that stands for it as a row's version does."""

    topics: dict[Topic, bool]

    @property
    def version(self) -> int:
        """The number: another choice, another number."""
        return version_of(sorted((topic.value, wanted) for topic, wanted in self.topics.items()))


def choice_of(person_id: int) -> Choice:
    """Return what somebody wants by mail; everything, until they say otherwise."""
    chosen = dict(Preference.objects.filter(person_id=person_id).values_list("topic", "by_mail"))
    return Choice({topic: chosen.get(topic.value, True) for topic in Topic})


def suppressions(*, viewer: Standing) -> list[Suppression]:
    """Return the addresses that are never mailed; nothing for those who may not keep the list."""
    return list(Suppression.objects.order_by("email")) if policies.may_write(viewer) else []


def suppression(pk: int, *, viewer: Standing) -> Suppression:
    """
    Return an address on the list.

    :raises Suppression.DoesNotExist: if there is none, or the viewer may not keep the list
    """
    if not policies.may_write(viewer):
        raise Suppression.DoesNotExist
    return Suppression.objects.get(pk=pk)


def for_the_post(pk: int) -> Notice:
    """
    Return a notice, for the post that sends it.

    :raises Notice.DoesNotExist: if there is none
    """
    return Notice.objects.get(pk=pk)


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """What an unsubscribe link says: whose it is, and which topic it ends."""

    person: Person
    topic: Topic


def token_for(person_id: int, topic: Topic) -> str:
    """Return what an unsubscribe link carries: it names a person and a topic, is good for nothing else, and never ends."""
    return signing.dumps([person_id, topic.value], salt=LINK)


def unsubscribing(token: str) -> Unsubscribing:
    """
    Return what a link's token says.

    :raises Person.DoesNotExist: if it is not one of ours, or its person is not known any more
    """
    try:
        person_id, topic = signing.loads(token, salt=LINK)
    except signing.BadSignature:
        raise Person.DoesNotExist from None
    return Unsubscribing(Person.objects.get(pk=person_id, erased_at__isnull=True), Topic(topic))


@dataclass(frozen=True, slots=True)
class Audience:
    """People who can be written to together: a role or a group, with how many they are."""

    code: str
    name: str
    people: int


def audiences(*, day: date) -> list[Audience]:
    """Return who can be written to on a day: everybody of a role, or of one of the partnership's groups."""
    roles = _held_on(day).values_list("role").annotate(people=Count("person", distinct=True)).order_by("role")
    groups = (
        _held_on(day)
        .filter(group__isnull=False, group__organisation__isnull=True)
        .values_list("group_id", "group__name")
        .annotate(people=Count("person", distinct=True))
        .order_by("group__name", "group_id")
    )
    return [Audience(f"role:{role}", f"Everybody who is {_a(Role(role).words)}", people) for role, people in roles] + [
        Audience(f"group:{pk}", name, people) for pk, name, people in groups
    ]


def people_of(code: str, *, day: date) -> list[Person]:
    """Return the people of an audience on a day, by name; none for a code that is not one."""
    kind, _, value = code.partition(":")
    held = _held_on(day)
    held = held.filter(role=value) if kind == "role" else held.filter(group=int(value) if value.isdecimal() else 0)
    return list(Person.objects.filter(pk__in=held.values("person"), erased_at__isnull=True).order_by("name", "pk"))


def _held_on(day: date) -> QuerySet[RoleHeld]:
    return RoleHeld.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
