"""What lies on a desk of what was promised, what is missing, whom nobody has been in touch with, and what schools said."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from collegiate.doors.desks.cards import desk_for
from collegiate.doors.thread.tasks import review
from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Milestone
from collegiate.improvement.delivery import commands as delivery
from collegiate.improvement.delivery.models import Element
from collegiate.partnership.feedback import commands as feedback
from collegiate.partnership.feedback.queries import said_of
from collegiate.partnership.members.models import Basis, Person
from collegiate.values import Role, job
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement import support
from tests.improvement.support import FOUR

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 13)
EVENING = datetime(2026, 10, 14, 17, 0, tzinfo=LONDON)


@pytest.fixture
def table(db):
    return support.table()


def member(name):
    school = cast.school(name)
    cast.commands.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return school


def desk(standing, role, *, on=TUESDAY):
    return desk_for(standing, role, now=datetime(on.year, on.month, on.day, 12, tzinfo=LONDON))


def card(desk, words):
    """Return the one card whose title holds some words."""
    (found,) = [one for one in desk.needs_me if words in one.title]
    return found


def figure(desk, label):
    (found,) = [one for one in desk.figures if one.label == label]
    return found


@pytest.fixture
def held(table):
    """A day at Hillside, held a week later and answered by six people."""
    hillside = member("Hillside Primary")
    agreement = table.agreed([hillside])
    ada = cast.person("Ada Cole", Role.ADVISER, at=table.brightwell)
    staff = cast.people(6, Role.STAFF, at=hillside)
    day = delivery.agree_day(
        agreement, organisation=hillside, adviser=ada, on=DAY, strand="teaching", why="To try it.",
        aims=dict.fromkeys(Element, "One step"), by=table.noor, at=FOUR,
    )  # fmt: skip
    day = delivery.write_up(
        day, elements=dict.fromkeys(Element, ("They tried it.", "")), agreed_next="A second look in November.", ask=staff,
        by=cast.standing(ada, EVENING.date()), at=EVENING,
    )  # fmt: skip
    scale, _ = day.form.questions.order_by("place")
    for one in staff:
        feedback.answer(day.form, answers={scale.pk: 4}, by=cast.standing(one, EVENING.date()), at=EVENING)
    return day


def close(day, on=date(2026, 10, 29)):
    feedback.close(day.form, by=job("close_forms", day=on), at=datetime(on.year, on.month, on.day, 6, tzinfo=LONDON))


def test_a_school_that_nobody_has_been_in_touch_with_for_45_days_is_on_the_coordinators_desk(table, held):
    member("Northgate Primary")

    soon = card(desk(table.noor, Role.COORDINATOR, on=DAY), "not contacted")
    later = card(desk(table.noor, Role.COORDINATOR, on=DAY + timedelta(days=45)), "not contacted")

    assert (soon.title, soon.text) == ("1 school not contacted for 45 days", "Northgate Primary.")
    assert later.text == "Hillside Primary, Northgate Primary."


def test_a_review_that_found_a_missing_hop_is_on_the_coordinators_desk(table, held):
    late = held.agreement.ends_on + timedelta(days=90)
    assert (
        review(by=job("thread_review", day=late), at=datetime(late.year, late.month, late.day, 6, tzinfo=LONDON)) == 1
    )

    found = card(
        desk(cast.standing(Person.objects.get(pk=table.noor.person_id), late), Role.COORDINATOR, on=late), "hop"
    )

    assert found.title == "1 thread misses a hop"
    assert found.text.startswith(f"{held.agreement.reference} Reading for understanding: ")


def test_the_pot_runs_dry_when_the_last_promise_is_paid_and_nothing_is_free(table):
    steers = figure(desk(table.noor, Role.COORDINATOR), "The pot runs dry")
    assert (steers.value, steers.n) == ("Not in sight", "£50,000 stays free")

    table.agreed([cast.school()], pounds=9_000)
    steers = figure(desk(table.noor, Role.COORDINATOR), "The pot runs dry")
    assert steers.value == "Not in sight"
    assert steers.n == "£41,000 stays free when all is paid, by Friday 18 December 2026"

    table.agreed([cast.school("Northgate Primary")], title="Mentoring", pounds=41_000)
    steers = figure(desk(table.noor, Role.COORDINATOR), "The pot runs dry")
    assert steers.value == "Friday 18 December 2026"


def test_a_head_reads_what_was_agreed_next_and_whether_promises_were_kept(table, held):
    beth = cast.person("Beth Lowe", Role.HEAD_TEACHER, at=held.organisation)
    on = date(2026, 12, 21)  # the milestone was due on the 18th

    promised = card(desk(cast.standing(beth, DAY), Role.HEAD_TEACHER, on=date(2026, 10, 20)), "what comes next")
    assert promised.text == "A second look in November."
    late = figure(desk(cast.standing(beth, on), Role.HEAD_TEACHER, on=on), "Came back to Hillside Primary")
    assert late.value == "£0"
    assert late.n == "its equal part of what 1 agreement cost so far; 0 of 1 promise kept, 1 late"
    assert late.source_url == reverse("school-money-of", args=[held.organisation_id])

    commissioning.accept_milestone(
        Milestone.objects.select_related("agreement").get(), evidence="R.", by=table.noor, at=FOUR
    )
    kept = figure(desk(cast.standing(beth, on), Role.HEAD_TEACHER, on=on), "Came back to Hillside Primary")
    assert kept.n.endswith("1 of 1 promise kept, 0 late")


def test_an_adviser_of_a_provider_reads_before_a_visit_what_their_own_days_found(client, table, held):
    beacon, in_november = member("Beacon Primary"), DAY + timedelta(days=28)
    another = table.agreed([beacon], title="Mentoring", pounds=1_000)
    for number, (agreement, school) in enumerate(((held.agreement, held.organisation), (another, beacon))):
        delivery.agree_day(
            agreement, organisation=school, adviser=held.adviser, on=in_november + timedelta(days=number),
            strand="teaching", why="To look again.", aims=dict.fromkeys(Element, "One step"), by=table.noor, at=FOUR,
        )  # fmt: skip
    clock.stop(DAY + timedelta(days=20))
    lies = desk(cast.standing(held.adviser, clock.today()), Role.ADVISER, on=clock.today())
    cast.sign_in(client, held.adviser)

    sheets = {one.title: client.get(one.url) for one in lies.needs_me if "Before you visit" in one.title}

    said = ("A second look in November.", "None of your own days has happened here yet.")
    read = {title: [words in one.content.decode() for words in said] for title, one in sheets.items()}
    assert read == {
        "Before you visit Hillside Primary": [True, False],
        "Before you visit Beacon Primary": [False, True],
    }
    stranger = cast.person("Pat Other", Role.ADVISER, at=cast.organisation("Other Learning", "provider"))
    cast.sign_in(client, stranger)
    assert client.get(reverse("school-sheet", args=[beacon.pk])).status_code == 403


def test_a_provider_reads_what_was_said_of_its_work_once_the_form_is_closed_and_nobody_elses(table, held):
    tom = cast.standing(cast.person("Tom Fletcher", Role.PROVIDER_CONTACT, at=table.brightwell), date(2026, 11, 2))
    college = cast.organisation("Other Learning", "provider")
    stranger = cast.standing(cast.person("Pat Other", Role.PROVIDER_CONTACT, at=college), date(2026, 11, 2))
    looked_at = date(2026, 11, 2)
    assert not [one for one in desk(tom, Role.PROVIDER_CONTACT, on=looked_at).needs_me if "was said" in one.title]

    delivered = figure(desk(tom, Role.PROVIDER_CONTACT, on=looked_at), "Development days delivered")
    assert (delivered.value, delivered.year, delivered.n) == (1, "2026/27", "in 1 school")
    assert figure(desk(stranger, Role.PROVIDER_CONTACT, on=looked_at), "Development days delivered").value == 0
    close(held)

    said = card(desk(tom, Role.PROVIDER_CONTACT, on=looked_at), "What was said")
    assert said.text == "6 people answered. You have not replied yet."
    assert not [one for one in desk(stranger, Role.PROVIDER_CONTACT, on=looked_at).needs_me if "was said" in one.title]


@pytest.mark.parametrize(("answers", "said"), [(4, []), (5, [5])])
def test_what_fewer_than_five_said_is_on_nobodys_desk(table, answers, said):
    staff = cast.people(6, Role.STAFF, at=cast.school())
    form = feedback.make_form(
        "A talk", purpose="To know.", questions=[("Was it of use?", "scale5")], people=staff, work_of=table.brightwell,
        opens_on=TUESDAY, closes_on=DAY, by=table.noor, at=FOUR,
    )  # fmt: skip
    for one in staff[:answers]:
        feedback.answer(form, answers={form.questions.get().pk: 4}, by=cast.standing(one), at=FOUR)
    feedback.close(form, by=job("close_forms", day=EVENING.date()), at=EVENING)

    assert [one.answered for one in said_of([table.brightwell.pk], since=TUESDAY)] == said
    assert said_of([table.brightwell.pk], since=date(2026, 12, 1)) == []
