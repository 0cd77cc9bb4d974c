"""What the desks and the newsletter may tell of needs: rounds and offers, never what one school said."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.urls import reverse

from collegiate.improvement.needs.models import Offer, Round
from collegiate.values import News

LONDON = ZoneInfo("Europe/London")


def news(since: datetime, until: datetime) -> list[News]:
    """Return the rounds that opened and the offers that were made in a time, oldest first."""
    first, last = since.astimezone(LONDON).date(), until.astimezone(LONDON).date()
    found = [
        News(
            _morning(round.opens_on),
            f"{round.name} is open until {round.closes_on.day} {round.closes_on:%B %Y}.",
            reverse("needs:rounds"),
        )
        for round in Round.objects.filter(opens_on__range=(first, last)).order_by("opens_on", "pk")
    ]
    made = Offer.objects.filter(offered_on__range=(first, last)).select_related("organisation")
    found += [
        News(
            _morning(offer.offered_on),
            f"{offer.organisation} offers “{offer.title}”.",
            reverse("needs:offers"),
            frozenset({offer.organisation_id}),
        )
        for offer in made.order_by("offered_on", "pk")
    ]
    return sorted(found, key=lambda one: one.at)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), LONDON)
