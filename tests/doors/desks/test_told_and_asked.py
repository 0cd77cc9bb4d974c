"""A desk shows what its person was told, what they may wish for, and which entries of the directory they keep."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.partnership.childrens_services.commands import add_service
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.members.models import Kind
from collegiate.partnership.training_day import commands as training_day
from collegiate.values import Role
from tests import cast
from tests.partnership.training_day import town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday_evening():
    clock.stop(cast.TUESDAY)


def desk_of(client, person):
    cast.sign_in(client, person)
    return client.get(reverse("home")).content.decode()


def test_a_notice_stands_on_the_desk_and_bad_news_only_from_its_kind_day(client):
    ruth, beth = cast.person("Ruth Hale", Role.COORDINATOR), cast.person("Beth Lowe", Role.STAFF, at=cast.school())
    friday = datetime(2026, 10, 2, 15, 0, tzinfo=LONDON)
    for subject, bad in (("The day is agreed", False), ("Your claim was not agreed", True)):
        notify(subject, text="Why.", people=[beth], topic="money", bad_news=bad, by=cast.standing(ruth), at=friday)

    clock.stop(friday.date() + timedelta(days=1))
    page = desk_of(client, beth)
    assert "The day is agreed" in page
    assert "Your claim was not agreed" not in page

    clock.stop(cast.TUESDAY)
    assert "Your claim was not agreed" in desk_of(client, beth)


def test_staff_are_asked_to_wish_until_they_have(client):
    beth = cast.person("Beth Lowe", Role.STAFF, at=cast.school())
    day = town.to(town.a_day(), training_day.open_wishes)
    assert "Wish for your sessions: Training day 2026" in desk_of(client, beth)

    training_day.wish(day, person=beth, sessions=[town.session(day, "9/1")], by=cast.standing(beth), at=cast.MORNING)

    assert "Wish for your sessions" not in desk_of(client, beth)


def test_a_contact_is_asked_whether_an_old_entry_is_still_right(client):
    team = cast.organisation("School nursing", Kind.HEALTH)
    nurse = cast.person("Mo Farr", Role.CONTACT, at=team)
    add_service(
        "Asthma nurse",
        organisation=team,
        kind="health",
        description="Helps.",
        age_from=0,
        age_to=16,
        area="The whole town",
        how_to_reach="Ring.",
        by=cast.standing(nurse),
        at=cast.MORNING - timedelta(days=200),
    )

    assert "Is it still right? Asthma nurse" in desk_of(client, nurse)
