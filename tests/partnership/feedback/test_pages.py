"""What people see when they are asked, and of what was answered."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.partnership.communications.queries import notices_for
from collegiate.partnership.feedback import commands
from collegiate.partnership.feedback.models import Form, Sheet, Stage
from collegiate.partnership.feedback.tasks import sweep
from collegiate.values import Role
from tests import cast
from tests.partnership.feedback.test_answering import ask, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(cast.TUESDAY)


@pytest.fixture
def staff():
    return cast.people(6, Role.STAFF, at=cast.school())


def text_of(page):
    return page.content.decode()


def test_who_is_asked_finds_it_on_their_page_and_is_told(client, staff):
    form = ask(staff)
    cast.sign_in(client, staff[0])

    page = text_of(client.get(reverse("feedback:mine")))

    assert "1 form waits for your answer." in page
    assert reverse("feedback:answer", args=[form.pk]) in page
    (notice,) = notices_for(staff[0].pk, day=cast.TUESDAY)
    assert notice.url == reverse("feedback:answer", args=[form.pk])


def test_who_is_not_asked_anything_is_told_when_they_will_be(client, staff):
    cast.sign_in(client, staff[0])

    assert "you are asked here what you thought of it" in text_of(client.get(reverse("feedback:mine")))


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_my_forms_cost_the_same_however_many(client, staff, django_assert_num_queries, how_many):
    for n in range(how_many):
        ask(staff, title=f"Day {n}")
    cast.sign_in(client, staff[0])

    with django_assert_num_queries(8):
        page = client.get(reverse("feedback:mine"))

    assert text_of(page).count("It helps us to make the next day more useful.") == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_page_of_questions_is_answered(client, staff):
    form = ask(staff)
    scale, words = form.questions.order_by("place")
    cast.sign_in(client, staff[0])
    url = reverse("feedback:answer", args=[form.pk])
    assert "Nobody can see who answered what." in text_of(client.get(url))

    page = client.post(
        url, {"once": uuid4(), f"question_{scale.pk}": "4", f"question_{words.pk}": "More time"}, follow=True
    )

    assert "in, without your name." in text_of(page)
    assert "No form waits for your answer." in text_of(page)
    assert Sheet.objects.count() == 1


def test_a_question_left_out_keeps_what_was_typed(client, staff):
    form = ask(staff)
    _, words = form.questions.order_by("place")
    cast.sign_in(client, staff[0])

    page = client.post(
        reverse("feedback:answer", args=[form.pk]), {"once": uuid4(), f"question_{words.pk}": "More time"}
    )

    assert page.status_code == 422
    assert "Choose a number from 1 to 5 for “How useful was the day for your work?”" in text_of(page)
    assert "More time" in text_of(page)


def test_a_double_click_is_one_answer(client, staff):
    form = ask(staff)
    scale, _ = form.questions.order_by("place")
    cast.sign_in(client, staff[0])
    sent = {"once": uuid4(), f"question_{scale.pk}": "4"}

    answers = [client.post(reverse("feedback:answer", args=[form.pk]), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Sheet.objects.count() == 1


def test_who_has_answered_reads_why_they_cannot_again(client, staff):
    form = ask(staff)
    say(form, staff[0], 4)
    cast.sign_in(client, staff[0])

    page = client.get(reverse("feedback:answer", args=[form.pk]))

    assert "Nobody can see which answers are yours, so they cannot be changed." in text_of(page)
    assert "Send my answers" not in text_of(page)


def test_a_form_that_i_am_not_asked_is_not_there(client, staff):
    form = ask(staff[:5])
    cast.sign_in(client, staff[5])

    for name in ("answer", "results", "close"):
        assert client.get(reverse(f"feedback:{name}", args=[form.pk])).status_code == 404


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [5, 6])
def test_what_was_answered_costs_the_same_however_many_answered(client, staff, django_assert_num_queries, how_many):
    form = ask(staff)
    for who in staff[:how_many]:
        say(form, who, 4, "More time")
    commands.close(form, by=cast.standing(form.author), at=cast.MORNING)
    cast.sign_in(client, staff[0])

    # six of every page; form, questions, own invitation, who was asked, sheets with their answers, replies
    with django_assert_num_queries(12):
        page = client.get(reverse("feedback:results", args=[form.pk]))

    assert text_of(page).count("More time") == how_many
    assert f"{how_many} of the 6 people who were asked answered" in text_of(page)


def test_while_it_is_open_no_answer_is_counted(client, staff):
    form = ask(staff)
    for who in staff:
        say(form, who, 4, "More time")
    cast.sign_in(client, form.author)

    page = text_of(client.get(reverse("feedback:results", args=[form.pk])))

    assert "Cannot say: answers are counted when the form closes, after Tuesday 20 October 2026." in page
    assert "More time" not in page


def test_a_number_that_few_chose_is_not_shown_alone(client, staff):
    form = ask(staff)
    for who, score in zip(staff, [4, 4, 4, 4, 4, 1], strict=True):
        say(form, who, score)
    commands.close(form, by=cast.standing(form.author), at=cast.MORNING)
    cast.sign_in(client, form.author)

    page = text_of(client.get(reverse("feedback:results", args=[form.pk])))

    assert "3.5" in page
    assert "How many chose each number" not in page


def test_whoever_asked_closes_the_form(client, staff):
    form = ask(staff)
    cast.sign_in(client, form.author)

    page = client.post(reverse("feedback:close", args=[form.pk]), {"once": uuid4()}, follow=True)

    assert "is closed. Nobody can answer it any more." in text_of(page)
    form.refresh_from_db()
    assert (form.stage, form.closed_on) == (Stage.CLOSED, cast.TUESDAY)


def test_who_is_asked_cannot_close_it(client, staff):
    form = ask(staff)
    cast.sign_in(client, staff[0])

    page = client.post(reverse("feedback:close", args=[form.pk]), {"once": uuid4()})

    assert page.status_code == 422
    assert "Only whoever made the form, or the coordinator, can close it" in text_of(page)
    assert Form.objects.get().stage == Stage.OPEN


def test_a_form_whose_last_day_is_over_is_closed_by_the_sweep(staff):
    form = ask(staff)
    clock.stop(date(2026, 10, 20))
    assert sweep() == 0

    clock.stop(date(2026, 10, 21))

    assert sweep() == 1
    form.refresh_from_db()
    assert (form.stage, form.closed_on) == (Stage.CLOSED, date(2026, 10, 21))
