"""Who is told of a round, of a level and of what a school said about it, and when."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from collegiate.foundation.clock import LONDON
from collegiate.improvement.needs import commands
from collegiate.partnership.communications.models import Delivery, Notice, Topic
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis
from tests.cast import FOUNDING, MORNING, SINCE
from tests.improvement.needs.conftest import AUTUMN

pytestmark = pytest.mark.django_db


def told(notice):
    return [delivery.person_id for delivery in notice.deliveries.order_by("person")]


def test_the_head_reads_each_reason_what_would_end_it_and_that_it_can_be_contested(propose, beth, tom):
    level = propose()

    notice = Notice.objects.get()
    assert notice.subject == "Focused support is proposed for Hillside Primary"
    for words in ("- Absence rose twice.", "What would end it: Absence below 5%.", "say why you disagree"):
        assert words in notice.text
    assert (notice.url, notice.topic) == (reverse("needs:level", args=[level.pk]), Topic.SUPPORT)
    assert told(notice) == [beth.person_id]


def test_a_level_proposed_on_a_friday_is_told_on_the_monday(hillside, beth, noor):
    friday = datetime(2026, 10, 9, 10, 0, tzinfo=LONDON)

    commands.propose_level(
        hillside,
        level="focused",
        reasons=[commands.Reason("Absence rose twice.")],
        end_test="Absence below 5%.",
        from_on=date(2026, 10, 19),
        review_on=date(2027, 7, 1),
        by=noor,
        at=friday,
    )

    assert Delivery.objects.get().due_on == date(2026, 10, 12)


def test_who_proposed_it_is_told_what_the_school_says_and_the_school_what_it_is_answered(propose, beth, noor):
    level = propose()
    commands.contest_level(level, text="Two families moved.", by=beth, at=MORNING)
    commands.answer_contest(level, answer="We have taken them out.", by=noor, at=MORNING)

    contested, answered = Notice.objects.order_by("pk")[1:]
    assert contested.subject == "Hillside Primary has contested a level of support"
    assert "“Two families moved.”" in contested.text
    assert told(contested) == [noor.person_id]
    assert "“We have taken them out.”" in answered.text
    assert told(answered) == [beth.person_id]


def test_heads_of_member_schools_are_told_that_a_round_is_open(hillside, ashmere, beth, tom, noor):
    members.join(hillside, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)

    commands.open_round(
        "Autumn 2026", year=AUTUMN, opens_on=date(2026, 9, 14), closes_on=date(2026, 10, 23), by=noor, at=MORNING
    )

    notice = Notice.objects.get()
    assert "Please answer by 23 October 2026." in notice.text
    assert told(notice) == [beth.person_id]
