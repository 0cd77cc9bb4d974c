"""Who is told what, who is mailed, and on which days bad news waits."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from collegiate.definitions import terms
from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications import commands, policies, queries
from collegiate.partnership.communications.models import Delivery, Fault, Notice, State, SuppressionReason, Topic
from collegiate.values import NOBODY, NotAllowed, Role, Term, job
from tests import cast

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 10, 9, 10, 0, tzinfo=LONDON)


@pytest.fixture
def coordinator():
    return cast.person("Ruth Hale", Role.COORDINATOR)


@pytest.fixture
def beth():
    return cast.person("Beth Lowe", Role.HEAD_TEACHER, at=cast.school())


def tell(people, *, by, topic="decisions", bad_news=False, at=cast.MORNING, **more):
    return commands.notify(
        "Coaching for new leaders is agreed",
        text="The Strategic Group agreed it on Tuesday.",
        people=people,
        topic=topic,
        bad_news=bad_news,
        by=by,
        at=at,
        **more,
    )


def states(notice):
    return {one.person.name: (one.state, one.error) for one in notice.deliveries.select_related("person")}


def test_each_person_is_told_once_however_often_they_are_named(coordinator, beth):
    notice = tell([beth, beth, coordinator], by=cast.standing(coordinator))

    assert states(notice) == {"Beth Lowe": ("queued", ""), "Ruth Hale": ("queued", "")}
    assert queries.notices_for(beth.pk, day=cast.TUESDAY) == [notice]
    assert Entry.objects.get(deed="communications.notify").data["people"] == 2


def test_a_notice_points_to_what_it_is_about(coordinator, beth):
    notice = tell([beth], by=cast.standing(coordinator), about=beth, url="/schools/100001/")

    assert (notice.about, notice.url) == (f"members.person:{beth.pk}", "/schools/100001/")


def test_somebody_under_18_is_not_told_but_their_link_adult_is(coordinator, beth):
    young = cast.person("Jo Pupil", Role.YOUNG_REPRESENTATIVE, is_under_18=True, link_adult=beth)

    notice = tell([young, beth], by=cast.standing(coordinator))

    assert states(notice) == {"Beth Lowe": ("queued", "")}


def test_whoever_does_not_want_the_topic_is_told_on_their_page_only(coordinator, beth):
    commands.choose(beth, by_mail={Topic.DECISIONS: False}, by=cast.standing(beth), at=cast.MORNING)

    notice = tell([beth], by=cast.standing(coordinator))
    other = tell([beth], by=cast.standing(coordinator), topic="money")

    assert states(notice) == {"Beth Lowe": (State.SUPPRESSED, Fault.OPTED_OUT)}
    assert states(other) == {"Beth Lowe": (State.QUEUED, "")}
    assert queries.notices_for(beth.pk, day=cast.TUESDAY) == [other, notice]


def test_an_address_on_the_list_is_never_mailed_whatever_its_letters(coordinator):
    shouting = cast.person("Sam Ode", email="Sam.Ode@Example.org")
    commands.list_address(
        "sam.ode@EXAMPLE.org", reason=SuppressionReason.ASKED, by=cast.standing(coordinator), at=cast.MORNING
    )

    notice = tell([shouting], by=cast.standing(coordinator))

    assert states(notice) == {"Sam Ode": (State.SUPPRESSED, Fault.ON_THE_LIST)}


def test_somebody_without_an_address_is_told_on_their_page_only(coordinator):
    notice = tell([cast.person("Kim Fry", email="")], by=cast.standing(coordinator))

    assert states(notice) == {"Kim Fry": (State.SUPPRESSED, Fault.NO_ADDRESS)}


def test_nobody_cannot_tell_anybody_anything(beth):
    with pytest.raises(NotAllowed, match="Only members"):
        tell([beth], by=NOBODY)

    assert not Notice.objects.exists()


def test_a_job_may_tell_people(beth):
    notice = tell([beth], by=job("nightly_review", day=cast.TUESDAY))

    assert notice.author is None


def test_a_topic_that_is_not_one_is_refused(coordinator, beth):
    with pytest.raises(ValueError, match="gossip"):
        tell([beth], by=cast.standing(coordinator), topic="gossip")


def test_only_the_coordinator_and_the_clerk_write_notices_of_their_own(beth):
    with pytest.raises(NotAllowed, match="Only the coordinator or the clerk"):
        commands.write("Hello", text="All", people=[beth], topic="news", by=cast.standing(beth), at=cast.MORNING)


def test_a_notice_is_final(coordinator, beth):
    tell([beth], by=cast.standing(coordinator))

    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Notice.objects.update(text="We said something else.")


def test_a_notice_leads_to_no_other_site(coordinator, beth):
    with pytest.raises(IntegrityError):
        tell([beth], by=cast.standing(coordinator), url="//elsewhere.example/")


# Bad news


def test_bad_news_waits_from_friday_to_monday_and_is_not_seen_before(coordinator, beth):
    notice = tell([beth], by=cast.standing(coordinator, FRIDAY.date()), bad_news=True, at=FRIDAY)

    assert Delivery.objects.get(notice=notice).due_on == date(2026, 10, 12)
    assert queries.notices_for(beth.pk, day=date(2026, 10, 11)) == []
    assert queries.notices_for(beth.pk, day=date(2026, 10, 12)) == [notice]


def test_other_news_does_not_wait(coordinator, beth):
    notice = tell([beth], by=cast.standing(coordinator, FRIDAY.date()), at=FRIDAY)

    assert Delivery.objects.get(notice=notice).due_on == FRIDAY.date()


def test_a_person_may_judge_that_bad_news_goes_today(coordinator, beth):
    friday = cast.standing(coordinator, FRIDAY.date())
    notice = tell([beth], by=friday, bad_news=True, at=FRIDAY)

    assert commands.hasten(notice, by=friday, at=FRIDAY) == 1

    assert queries.notices_for(beth.pk, day=FRIDAY.date()) == [notice]
    with pytest.raises(commands.telling.NothingWaits):
        commands.hasten(notice, by=friday, at=FRIDAY)


def test_bad_news_in_the_last_week_of_term_waits_for_the_next(coordinator, beth):
    late = datetime(2026, 12, 15, 10, 0, tzinfo=LONDON)

    notice = tell([beth], by=cast.standing(coordinator, late.date()), bad_news=True, at=late)

    due_on = Delivery.objects.get(notice=notice).due_on
    assert due_on.year == 2027
    assert any(due_on in term and not term.in_last_week(due_on) for term in terms())


AUTUMN = Term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18), date(2026, 10, 26), date(2026, 10, 30))
SPRING = Term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25))


@pytest.mark.parametrize(
    ("day", "kind_day", "why"),
    [
        (date(2026, 10, 6), date(2026, 10, 6), "a Tuesday in term"),
        (date(2026, 10, 9), date(2026, 10, 12), "a Friday waits for Monday"),
        (date(2026, 10, 10), date(2026, 10, 12), "a Saturday too"),
        (date(2026, 10, 23), date(2026, 11, 2), "the Friday before half-term waits for the Monday after it"),
        (date(2026, 12, 10), date(2026, 12, 10), "the Thursday before the last week"),
        (date(2026, 12, 14), date(2027, 1, 4), "the last week of term waits for the next term"),
        (date(2026, 12, 28), date(2027, 1, 4), "so does a holiday"),
        (date(2029, 7, 12), date(2029, 7, 12), "past the terms we know only the day of the week is told"),
        (date(2029, 7, 13), date(2029, 7, 16), "past the terms we know a Friday still waits"),
    ],
)
def test_bad_news_is_told_on_a_kind_day(day, kind_day, why):
    assert policies.first_kind_day(day, [AUTUMN, SPRING]) == kind_day, why
