"""Who can be reminded of what they have still to do, and when."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max

from collegiate.definitions import terms
from collegiate.partnership.communications import policies
from collegiate.partnership.communications.models import Digest
from collegiate.partnership.members.models import Person
from collegiate.values import Ruling, Standing


def to_remind(person_ids: Iterable[int]) -> dict[int, tuple[Person, date | None]]:
    """Return those of some people who can be reminded, by id, each with the day of the last digest; two queries."""
    last = dict(
        Digest.objects.filter(person__in=list(person_ids)).values_list("person").annotate(Max("on")).order_by("person")
    )
    found = Person.objects.filter(pk__in=list(person_ids), erased_at__isnull=True, is_under_18=False)
    return {one.pk: (one, last.get(one.pk)) for one in found.order_by("name", "pk")}


def can_remind(by: Standing, *, at: datetime) -> Ruling:
    """Return whether people may be reminded at a moment, and if not why: the ruling, asked of the terms we know."""
    return policies.may_remind(by, is_time=policies.is_time_to_remind(at, terms()))
