"""Which schools nobody of the partnership has been in touch with: the one question that several chapters answer together."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from collegiate.improvement.delivery.models import DayStage, DevelopmentDay, WorkshopPlace
from collegiate.improvement.needs.models import Level, Need
from collegiate.partnership.members.models import Kind, Organisation
from collegiate.partnership.members.queries import members_on

QUIET = 45  # days without a visit, a workshop, a talk on a need or a word on a level


def quiet_schools(day: date) -> list[Organisation]:
    """Return the schools of a day that nobody was in touch with for so long, by name; one query."""
    since = day - timedelta(days=QUIET)
    its = Q(organisation=OuterRef("pk"))
    touches = (
        DevelopmentDay.objects.filter(its, on__gt=since, on__lte=day).exclude(stage=DayStage.CANCELLED),
        WorkshopPlace.objects.filter(its, came=True, workshop__starts_at__date__gt=since),
        Need.objects.filter(its, understood_at__date__gt=since),
        Level.objects.filter(its, proposed_at__date__gt=since),
        Level.objects.filter(its, contests__answered_at__date__gt=since),
    )
    found = members_on(day).filter(kind=Kind.SCHOOL)
    for touch in touches:
        found = found.exclude(Exists(touch))
    return list(found.order_by("name", "pk"))
