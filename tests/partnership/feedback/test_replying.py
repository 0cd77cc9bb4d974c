"""Those whose work was asked about reply to what was said, and those who were asked read it."""

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.feedback import commands
from collegiate.partnership.feedback.models import Form, Reply
from collegiate.partnership.members.models import Kind
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.improvement.pages import Pages
from tests.partnership.feedback.test_answering import say
from tests.scenes import scene

pytestmark = pytest.mark.django_db
HEARD = "You want more time to practise. From January half of each day is practice."


@scene
def tom():
    """Brightwell's contact."""
    return cast.person("Tom Fletcher", Role.PROVIDER_CONTACT, at=cast.organisation("Brightwell", Kind.PROVIDER))


@scene
def staff():
    return cast.people(6, Role.STAFF, at=cast.school())


@pytest.fixture
def form(tom, staff):
    return commands.make_form(
        "The day at Hillside", purpose="To do it better.", questions=[("Was it of use?", "scale5"), ("What else?", "text")], people=staff,
        work_of=tom.roles.get().organisation, opens_on=TUESDAY, closes_on=TUESDAY, by=cast.standing(tom), at=MORNING,
    )  # fmt: skip


def close(form: Form, answered: list) -> Form:
    for who in answered:
        say(form, who, 4)
    return commands.close(form, by=cast.standing(form.author), at=MORNING)


def reply(form: Form, by):
    return commands.reply(form, text=HEARD, by=cast.standing(by), at=MORNING)


def test_everybody_who_was_asked_is_told_of_a_reply(form, tom, staff):
    reply(close(form, staff), tom)

    told = Notice.objects.get(subject="A reply to what you said: The day at Hillside")
    assert {one.person_id for one in told.deliveries.all()} == {one.pk for one in staff}
    assert Entry.objects.get(deed="feedback.reply").subject == f"feedback.form:{form.pk}"


def test_nothing_is_replied_before_enough_have_said_something(form, tom, staff):
    with pytest.raises(NotAllowed, match="once the form is closed"):
        reply(form, tom)
    few = close(form, staff[:4])
    with pytest.raises(NotAllowed, match="you can read what was said"):
        reply(few, tom)

    assert not Reply.objects.exists()


def test_nobody_replies_for_others(form, staff):
    closed = close(form, staff)

    for who in (staff[0], cast.person("Noor Haddad", Role.COORDINATOR)):
        with pytest.raises(NotAllowed, match="Only those whose work it is about"):
            reply(closed, who)


def test_the_database_takes_no_reply_to_an_open_form_and_changes_none(form, tom, staff):
    with pytest.raises(IntegrityError, match="once it is closed"), transaction.atomic():
        Reply.objects.create(form=form, text=HEARD, replied_at=MORNING, replied_by=tom)
    reply(close(form, staff), tom)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Reply.objects.update(text="Something else.")


def test_a_reply_stands_beside_what_was_said(client, form, tom, staff):
    clock.stop(TUESDAY)
    see = Pages(client, "feedback")
    close(form, staff)
    cast.sign_in(client, tom)
    assert "Reply to what was said" in see.main("results", form.pk).text

    see.send("reply", form.pk, text=HEARD)

    cast.sign_in(client, staff[0])
    page = see.main("results", form.pk).text
    assert "What Brightwell says to it" in page
    assert HEARD in page
    assert "Reply to what was said" not in page
