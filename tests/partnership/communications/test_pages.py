"""What people see of notices, and what they choose; the link at the foot of a mail."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications import commands, queries
from collegiate.partnership.communications.models import Notice, Preference, Suppression, SuppressionReason, Topic
from collegiate.partnership.communications.tasks import send_all
from collegiate.values import Role
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(cast.TUESDAY)


@pytest.fixture
def ruth():
    return cast.person("Ruth Hale", Role.COORDINATOR)


@pytest.fixture
def beth():
    return cast.person("Beth Lowe", Role.HEAD_TEACHER, at=cast.school())


def tell(people, by, subject="The day is agreed", **more):
    return commands.notify(
        subject,
        text="Friday 6 November.",
        people=people,
        topic="training_day",
        by=cast.standing(by),
        at=cast.MORNING,
        **more,
    )


# My notices


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_my_notices_cost_the_same_however_many(client, ruth, beth, django_assert_num_queries, how_many):
    for n in range(how_many):
        tell([beth], ruth, f"Notice {n}")
    cast.sign_in(client, beth)

    with django_assert_num_queries(7):
        page = client.get(reverse("communications:mine"))

    assert page.content.count(b"Friday 6 November.") == how_many


def test_who_has_no_notice_is_told_what_will_stand_here(client, beth):
    cast.sign_in(client, beth)

    page = client.get(reverse("communications:mine"))

    assert b"it stands here, whether or not it is mailed to you" in page.content


def test_a_notice_to_somebody_else_is_not_there(client, ruth, beth):
    notice = tell([ruth], ruth)
    cast.sign_in(client, beth)

    page = client.get(reverse("communications:notice", args=[notice.pk]))

    assert page.status_code == 404
    assert b"The day is agreed" not in page.content


def test_a_notice_cannot_break_out_of_its_page(client, ruth, beth):
    notice = tell([beth], ruth, "<script>alert(1)</script>")
    cast.sign_in(client, beth)

    page = client.get(reverse("communications:notice", args=[notice.pk]))

    assert b"<script>alert" not in page.content


# The outbox


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_outbox_costs_the_same_however_many(client, ruth, beth, django_assert_num_queries, how_many):
    for n in range(how_many):
        tell([beth, ruth], ruth, f"Notice {n}")
    cast.sign_in(client, ruth)

    with django_assert_num_queries(8):
        page = client.get(reverse("communications:outbox"))

    assert page.content.count(b"/notices/outbox/") >= how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_to_whom_a_notice_went_costs_the_same_however_many(client, ruth, django_assert_num_queries, how_many):
    notice = tell(cast.people(how_many), ruth)
    cast.sign_in(client, ruth)

    with django_assert_num_queries(8):
        page = client.get(reverse("communications:sending", args=[notice.pk]))

    assert page.content.count(b"Waiting to be sent") == how_many


def test_a_head_does_not_see_the_outbox(client, beth):
    cast.sign_in(client, beth)

    page = client.get(reverse("communications:outbox"))

    assert page.status_code == 403
    assert "Only the coordinator, the clerk and the auditor can see what was sent to others." in page.content.decode()


def test_bad_news_can_be_let_go_from_its_page(client, ruth, beth):
    friday = datetime(2026, 10, 9, 10, 0, tzinfo=LONDON)
    clock.stop(friday.date())
    notice = commands.notify(
        "Not agreed", text="Why", people=[beth], topic="money", bad_news=True, by=cast.standing(ruth), at=friday
    )
    cast.sign_in(client, ruth)
    url = reverse("communications:sending", args=[notice.pk])
    assert "it waits until Monday 12 October 2026" in client.get(url).content.decode()

    page = client.post(reverse("communications:hasten", args=[notice.pk]), {"once": uuid4()}, follow=True)

    assert "“Not agreed” goes out today." in page.content.decode()
    assert queries.notices_for(beth.pk, day=friday.date()) == [notice]


# Writing


def test_the_coordinator_writes_to_everybody_of_a_role(client, ruth, beth):
    cast.sign_in(client, ruth)
    page = client.get(reverse("communications:write"))
    assert "Everybody who is a head teacher (1 person)" in page.content.decode()

    page = client.post(
        reverse("communications:write"),
        {"once": uuid4(), "audience": "role:head_teacher", "topic": "news", "subject": "Hello", "text": "All well."},
        follow=True,
    )

    assert "“Hello” is on its way to 1 person." in page.content.decode()
    assert queries.notices_for(beth.pk, day=cast.TUESDAY)[0].subject == "Hello"


def test_a_notice_sent_twice_by_a_double_click_is_one(client, ruth, beth):
    cast.sign_in(client, ruth)
    sent = {"once": uuid4(), "audience": "role:head_teacher", "topic": "news", "subject": "Hello", "text": "All well."}

    answers = [client.post(reverse("communications:write"), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Notice.objects.count() == 1


def test_a_notice_without_words_is_not_sent_and_keeps_what_was_typed(client, ruth, beth):
    cast.sign_in(client, ruth)

    page = client.post(
        reverse("communications:write"),
        {"once": uuid4(), "audience": "role:head_teacher", "topic": "news", "subject": "Hello there", "text": ""},
    )

    assert page.status_code == 422
    assert "Enter the notice itself." in page.content.decode()
    assert 'value="Hello there"' in page.content.decode()


# Choosing


def test_somebody_chooses_what_they_are_mailed_about(client, ruth, beth):
    cast.sign_in(client, beth)

    page = client.post(
        reverse("communications:preferences"),
        {"once": uuid4(), "version": queries.choice_of(beth.pk).version, "topics": ["news", "decisions"]},
        follow=True,
    )
    tell([beth], ruth)
    send_all()

    assert "You are mailed about 2 of 10 topics." in page.content.decode()
    assert [topic for topic, wanted in queries.choice_of(beth.pk).topics.items() if wanted] == [
        Topic.NEWS,
        Topic.DECISIONS,
    ]
    assert mail.outbox == []


def test_what_was_chosen_meanwhile_by_a_link_in_a_mail_is_shown_beside_what_was_ticked(client, beth):
    cast.sign_in(client, beth)
    opened = queries.choice_of(beth.pk).version
    commands.unsubscribe(beth, topic=Topic.NEWS, by=cast.standing(beth), at=cast.MORNING)
    sent = {"once": uuid4(), "topics": ["news"]}

    stale = client.post(reverse("communications:preferences"), sent | {"version": opened})

    assert stale.status_code == 422
    assert "This was changed while you were editing." in stale.content.decode()
    now = queries.choice_of(beth.pk)
    assert f'value="{now.version}"' in stale.content.decode()
    assert not now.topics[Topic.NEWS]
    client.post(reverse("communications:preferences"), sent | {"version": now.version})
    assert [topic for topic, wanted in queries.choice_of(beth.pk).topics.items() if wanted] == [Topic.NEWS]


def test_what_was_chosen_is_ticked_when_the_page_opens_again(client, beth):
    commands.choose(beth, by_mail={Topic.NEWS: False}, by=cast.standing(beth), at=cast.MORNING)
    cast.sign_in(client, beth)

    page = client.get(reverse("communications:preferences")).content.decode()

    assert page.count(" checked") == len(Topic) - 1


# The link at the foot of a mail


@pytest.fixture
def link(ruth, beth, settings):
    settings.ADDRESS = "https://ashmere.example"
    tell([beth], ruth)
    send_all()
    return mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.ADDRESS)


def test_a_mail_program_unsubscribes_without_a_session_or_a_key_of_ours(link, ruth, beth):
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.post(link, {"List-Unsubscribe": "One-Click"})

    assert "You are not mailed about this any more" in page.content.decode()
    assert Preference.objects.get().by_mail is False
    assert Entry.objects.get(deed="communications.unsubscribe").by == "job:unsubscribe_link"
    tell([beth], ruth)
    send_all()
    assert len(mail.outbox) == 1


def test_opening_the_link_shows_a_button_and_unsubscribes_nobody(link):
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.get(link).content.decode()
    stranger.head(link)

    assert "Stop mail about “The training day”?" in page
    assert "Stop this mail" in page
    assert not Preference.objects.exists()


def test_unsubscribing_twice_says_the_same_and_is_recorded_once(link):
    stranger = Client()

    answers = {stranger.post(link).content for _ in range(2)}

    assert len(answers) == 1
    assert Entry.objects.filter(deed="communications.unsubscribe").count() == 1


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "x/", lambda link: "/notices/unsubscribe/1/"])
def test_a_link_that_is_not_ours_is_not_there(link, change):
    assert Client().post(change(link)).status_code == 404
    assert not Preference.objects.exists()


def test_a_link_is_good_for_its_own_topic_only(link, beth):
    Client().post(link)

    assert [topic for topic, wanted in queries.choice_of(beth.pk).topics.items() if not wanted] == [Topic.TRAINING_DAY]


# The addresses that are never mailed


def test_the_clerk_keeps_the_list(client, ruth):
    cast.sign_in(client, cast.person("Ola Reid", Role.CLERK))

    client.post(reverse("communications:never"), {"once": uuid4(), "email": "X@Example.org", "reason": "asked"})
    listed = Suppression.objects.get()
    assert listed.email == "x@example.org"
    page = client.post(reverse("communications:unlist", args=[listed.pk]), {"once": uuid4()}, follow=True)

    assert "x@example.org can be mailed again." in page.content.decode()
    assert not Suppression.objects.exists()


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_however_long(client, ruth, django_assert_num_queries, how_many):
    for n in range(how_many):
        commands.list_address(
            f"x{n}@example.org", reason=SuppressionReason.ASKED, by=cast.standing(ruth), at=cast.MORNING
        )
    cast.sign_in(client, ruth)

    with django_assert_num_queries(7):
        page = client.get(reverse("communications:never"))

    assert page.content.count(b"@example.org") >= how_many
