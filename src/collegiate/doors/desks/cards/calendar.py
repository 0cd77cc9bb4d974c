"""The next two weeks: meetings of one's groups, days in one's schools, workshops and training days with a place."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.doors.desks.cards.desk import FEW, SOON, About, Card
from collegiate.foundation.ui.showing import day as in_words
from collegiate.foundation.ui.showing import hour, moment
from collegiate.improvement.delivery import queries as delivery
from collegiate.partnership.training_day import queries as training_day
from collegiate.values import Role

Dated = tuple[date, Card]


def coming(about: About) -> list[Card]:
    """Return what is in the calendar, soonest first."""
    found = [*_meetings(about), *_visits(about), *_workshops(about), *_training(about)]
    within = [pair for pair in found if about.day <= pair[0] <= about.day + SOON]
    return [card for _, card in sorted(within, key=lambda pair: pair[0])][:FEW]


def _meetings(about: About) -> Iterable[Dated]:
    mine, everywhere = about.standing.groups(), about.standing.holds(Role.CLERK, Role.COORDINATOR)
    for one in about.meetings:
        if everywhere or one.group_id in mine:
            url = reverse("governance:meeting", args=[one.pk])
            yield localtime(one.starts_at).date(), Card(one.group.name, one.place, url, moment(one.starts_at))


def _visits(about: About) -> Iterable[Dated]:
    standing = about.standing
    everywhere = standing.holds(Role.CLERK, Role.COORDINATOR, Role.LA_OFFICER)
    own = standing.organisations()
    for one in about.visits:
        concerns = {one.organisation_id, one.agreement.provider_id} & own or one.adviser_id == standing.person_id
        if everywhere or concerns:
            url = reverse("delivery:day", args=[one.pk])
            meta = f"{in_words(one.on)} · {one.adviser.name}"
            yield one.on, Card(f"Development day at {one.organisation}", one.why, url, meta)


def _workshops(about: About) -> Iterable[Dated]:
    for place in delivery.workshops_of(about.standing, since=about.day):
        one = place.workshop
        url = reverse("delivery:workshop", args=[one.pk])
        yield localtime(one.starts_at).date(), Card(one.title, one.place, url, moment(one.starts_at))


def _training(about: About) -> Iterable[Dated]:
    for held in training_day.places_from(about.day, viewer=about.standing):
        day = held.session.day
        url = reverse("training_day:mine", args=[day.pk])
        meta = f"{in_words(day.on)} at {hour(held.slot.starts)}"
        yield day.on, Card(held.session.title, f"{day.name}, {held.session.room}", url, meta)
