"""What people want by mail, unsubscribing, and the addresses that are never mailed."""

from collections.abc import Mapping
from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.communications import policies, queries
from collegiate.partnership.communications.models import Preference, Suppression, SuppressionReason, Topic
from collegiate.partnership.members.models import Person
from collegiate.values import Standing


@deed
def choose(
    person: Person, *, by_mail: Mapping[Topic, bool], version: int | None = None, by: Standing, at: datetime
) -> Person:
    """
    Keep what somebody wants to be mailed about; None as `version` writes over whatever they chose.

    :raises NotAllowed: if it is not theirs to choose
    :raises Stale: if they chose otherwise meanwhile, by a link in a mail for example
    """
    policies.may_choose_for(by, person.pk).insist()
    Person.objects.select_for_update().get(pk=person.pk)  # two first choices must not race
    now = queries.choice_of(person.pk)
    if version is not None and version != now.version:
        raise Stale(now)
    Preference.objects.bulk_create(
        [Preference(person=person, topic=topic, by_mail=wanted) for topic, wanted in by_mail.items()],
        update_conflicts=True,
        unique_fields=["person", "topic"],
        update_fields=["by_mail"],
    )
    note("communications.choose", subject=person, data={topic.value: wanted for topic, wanted in by_mail.items()})
    return person


@deed
def unsubscribe(person: Person, *, topic: Topic, by: Standing, at: datetime) -> Person:
    """
    Stop mailing somebody about a topic; repeated, it changes nothing.

    :raises NotAllowed: if it is not theirs to choose
    """
    policies.may_choose_for(by, person.pk).insist()
    if Preference.objects.filter(person=person, topic=topic, by_mail=False).exists():
        return person
    Preference.objects.update_or_create(person=person, topic=topic, defaults={"by_mail": False})
    note("communications.unsubscribe", subject=person, data={"topic": topic})
    return person


@deed
def list_address(email: str, *, reason: SuppressionReason, by: Standing, at: datetime) -> Suppression:
    """
    Put an address on the list of those that are never mailed; repeated, it changes nothing.

    :raises NotAllowed: if they may not keep the list
    """
    policies.may_write(by).insist()
    listed, _ = Suppression.objects.get_or_create(
        email=email.strip().lower(), defaults={"reason": reason, "listed_at": at}
    )
    note("communications.list_address", subject=listed, data={"reason": reason})
    return listed


@deed
def unlist_address(listed: Suppression, *, by: Standing, at: datetime) -> None:
    """
    Take an address off the list, at its owner's wish.

    :raises NotAllowed: if they may not keep the list
    """
    policies.may_write(by).insist()
    note("communications.unlist_address", subject=listed)
    Suppression.objects.filter(pk=listed.pk).delete()
