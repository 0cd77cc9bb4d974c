"""The post: every mail once, whatever stops it; nobody who is not to be mailed; and honest about what failed."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.communications import commands, queries
from collegiate.partnership.communications.models import Delivery, Fault, State, SuppressionReason, Topic
from collegiate.partnership.communications.tasks import send_all, sweep
from collegiate.partnership.communications.tasks.posting import NO_SERVER, post
from collegiate.values import NotAllowed, Role, job
from tests import cast
from tests.partnership.communications.mail_server import MailServer


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(cast.TUESDAY)


@pytest.fixture
def ruth(db):
    return cast.person("Ruth Hale", Role.COORDINATOR)


def tell(people, ruth, **more):
    return commands.notify(
        "The day is agreed",
        text="Friday 6 November.",
        people=people,
        topic="training_day",
        by=cast.standing(ruth),
        at=cast.MORNING,
        **more,
    )


def settled(notice):
    return {one.person.name: (one.state, one.error) for one in notice.deliveries.select_related("person")}


@pytest.fixture
def server(settings):
    with MailServer() as one:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield one


def test_each_is_mailed_once_however_often_the_post_goes(ruth):
    notice = tell(cast.people(3), ruth)

    for _ in range(3):
        send_all()

    assert sorted(one.to[0] for one in mail.outbox) == [f"teacher.00{n}@example.org" for n in (1, 2, 3)]
    assert {state for state, _ in settled(notice).values()} == {State.SENT}


def test_the_record_says_how_many_were_sent_in_one_line(ruth):
    post(tell(cast.people(3), ruth))

    assert [line.data for line in Entry.objects.filter(deed="communications.report")] == [{"sent": 3}]


def test_whoever_opts_out_after_the_notice_was_written_is_not_mailed(ruth):
    (teacher,) = cast.people(1)
    notice = tell([teacher], ruth)
    commands.choose(teacher, by_mail={Topic.TRAINING_DAY: False}, by=cast.standing(teacher), at=cast.MORNING)

    post(notice)

    assert mail.outbox == []
    assert settled(notice) == {"Teacher 001": (State.SUPPRESSED, Fault.OPTED_OUT)}


def test_whoever_is_listed_after_the_notice_was_written_is_not_mailed(ruth):
    notice = tell(cast.people(1), ruth)
    commands.list_address(
        "teacher.001@example.org", reason=SuppressionReason.BOUNCED, by=cast.standing(ruth), at=cast.MORNING
    )

    post(notice)

    assert mail.outbox == []
    assert settled(notice) == {"Teacher 001": (State.SUPPRESSED, Fault.ON_THE_LIST)}


def test_what_is_not_due_yet_stays_in_the_queue(ruth):
    notice = tell(cast.people(1), ruth)
    Delivery.objects.update(due_on=cast.TUESDAY + timedelta(days=1))

    send_all()

    assert mail.outbox == []
    assert settled(notice) == {"Teacher 001": (State.QUEUED, "")}


def test_without_a_mail_server_the_outbox_says_that_it_is_shown_here_only(ruth, settings):
    settings.EMAIL_BACKEND = NO_SERVER
    notice = tell(cast.people(2), ruth)

    post(notice)

    (row,) = queries.outbox(viewer=cast.standing(ruth))
    assert (row.people, row.kept, row.sent, row.queued) == (2, 2, 0, 0)


def test_only_the_post_takes_mail(ruth):
    notice = tell(cast.people(1), ruth)

    with pytest.raises(NotAllowed, match="own post"):
        commands.take_next(notice, began=cast.MORNING, by=cast.standing(ruth), at=cast.MORNING)


def test_the_sweep_begins_what_waits_and_not_twice_at_a_time(ruth):
    tell(cast.people(1), ruth)

    assert (sweep(), sweep()) == (1, 0)


# What the letter says


def test_the_mail_says_what_why_and_how_to_stop_it(ruth, settings):
    settings.ADDRESS = "https://ashmere.example"
    notice = tell(cast.people(1), ruth, url="/training-day/1/")
    post(notice)

    (letter,) = mail.outbox

    assert letter.subject == "The day is agreed"
    assert "Read on: https://ashmere.example/training-day/1/" in letter.body
    unsubscribe = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert unsubscribe.startswith("https://ashmere.example/notices/unsubscribe/")
    assert unsubscribe in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://ashmere.example", "https://localhost"])
def test_no_unsubscribe_button_where_no_mail_program_could_reach_it(ruth, settings, address):
    settings.ADDRESS = address
    post(tell(cast.people(1), ruth))

    assert set(mail.outbox[0].extra_headers) == {"Message-ID"}


# A real mail server that refuses, breaks off, or is away


def test_an_address_that_the_server_refuses_fails_and_the_others_go(ruth, server):
    server.refuse = {"teacher.002@example.org": "550 No such user"}
    notice = tell(cast.people(3), ruth)

    post(notice)

    assert settled(notice) == {
        "Teacher 001": (State.SENT, ""),
        "Teacher 002": (State.FAILED, Fault.REFUSED),
        "Teacher 003": (State.SENT, ""),
    }


def test_a_server_that_is_busy_is_tried_again_later_and_not_for_ever(ruth, server):
    server.refuse = {"teacher.001@example.org": "451 Try later"}
    notice = tell(cast.people(1), ruth)

    for turn in range(1, 7):
        post(notice)
        expected = (State.QUEUED, "") if turn < 5 else (State.FAILED, Fault.REFUSED)
        assert settled(notice) == {"Teacher 001": expected}, turn

    assert Delivery.objects.get().tries == 5


def test_where_the_server_breaks_off_that_mail_is_in_doubt_and_the_rest_waits(ruth, server):
    server.break_off_at = 2
    notice = tell(cast.people(3), ruth)

    with pytest.raises(SMTPServerDisconnected):
        post(notice)

    states = [state for state, _ in settled(notice).values()]
    assert sorted(states) == [State.FAILED, State.QUEUED, State.SENT]
    assert Delivery.objects.get(state=State.FAILED).error == Fault.NO_ANSWER


def test_a_server_that_is_away_takes_nothing_from_the_queue(ruth, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notice = tell(cast.people(2), ruth)

    with pytest.raises(ConnectionRefusedError):
        post(notice)

    assert set(settled(notice).values()) == {(State.QUEUED, "")}


def test_a_person_may_try_again_what_failed(ruth):
    notice = tell(cast.people(1), ruth)
    Delivery.objects.update(state=State.SENDING, taken_at=cast.MORNING)
    Delivery.objects.update(state=State.FAILED, error=Fault.NO_ANSWER)

    commands.try_again(Delivery.objects.get(), by=cast.standing(ruth), at=cast.MORNING)
    send_all()

    assert settled(notice) == {"Teacher 001": (State.SENT, "")}
    with pytest.raises(commands.posting.NotToTryAgain):
        commands.try_again(Delivery.objects.get(), by=cast.standing(ruth), at=cast.MORNING)


def test_what_was_being_sent_when_a_machine_stopped_is_given_up_after_an_hour(ruth):
    notice = tell(cast.people(1), ruth)
    Delivery.objects.update(state=State.SENDING, taken_at=clock.now() - timedelta(minutes=61))

    sweep()

    assert settled(notice) == {"Teacher 001": (State.FAILED, Fault.NO_ANSWER)}
    assert queries.waiting(cast.TUESDAY) == []


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_mail_nobody_twice(server):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    notice = tell(cast.people(20), ruth)

    cast.all_at_once([lambda: post(notice)] * 4)

    assert sorted(server.recipients()) == [f"teacher.{n:03}@example.org" for n in range(1, 21)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_post_that_is_killed_is_taken_up_again_and_nobody_is_mailed_twice(server):
    ruth = cast.person("Ruth Hale", Role.COORDINATOR)
    notice = tell(cast.people(40), ruth)
    server.pause_after = 15
    first = _in_a_process_of_its_own(server)
    assert server.paused.wait(60), "the post did not come as far as that"
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    server.go_on()

    assert _in_a_process_of_its_own(server).wait() == 0

    got = server.recipients()
    assert len(got) == len(set(got)), "somebody was mailed twice"
    in_doubt = Delivery.objects.filter(notice=notice, state=State.SENDING)
    assert in_doubt.count() <= 1, "at most the one that was on its way is left for a person to decide"
    assert len(got) + in_doubt.count() >= 40
    assert Delivery.objects.filter(notice=notice, state=State.SENT).count() == 40 - in_doubt.count()


def _in_a_process_of_its_own(server: MailServer) -> subprocess.Popen:
    name = connection.settings_dict["NAME"]
    on_files = connection.vendor == "sqlite"
    address = f"sqlite:///{name}" if on_files else _with_name(os.environ["COLLEGIATE_TEST_POSTGRES"], name)
    return subprocess.Popen(
        [sys.executable, "-c", "from collegiate.config.console import main; main()", "send_notices"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "collegiate.config.settings",
            "DATABASE_URL": address,
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdout=subprocess.DEVNULL,
    )


def _with_name(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}?{query}"


# The database itself refuses


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE communications_delivery SET state = 'sent', sent_at = due_on", "taken from the queue"),
        ("DELETE FROM communications_delivery", "a delivery is kept"),
        (
            "INSERT INTO communications_delivery (notice_id, person_id, state, due_on, error, tries, sent_at)"
            " SELECT notice_id, (SELECT MIN(id) FROM members_person), 'sent', due_on, '', 0, due_on"
            " FROM communications_delivery",
            "begins in the queue",
        ),
    ],
)
def test_no_statement_sends_past_the_queue(ruth, statement, words):
    tell(cast.people(1), ruth)

    with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Delivery.objects.get().state == State.QUEUED


def test_no_statement_mails_an_address_on_the_list(ruth):
    notice = tell(cast.people(1), ruth)
    commands.list_address(
        "teacher.001@example.org", reason=SuppressionReason.ASKED, by=cast.standing(ruth), at=cast.MORNING
    )

    with pytest.raises(IntegrityError, match="never mailed"), transaction.atomic():
        Delivery.objects.filter(notice=notice).update(state=State.SENDING, taken_at=cast.MORNING)


def test_no_statement_sends_twice(ruth):
    post(tell(cast.people(1), ruth))

    with pytest.raises(IntegrityError, match="sent once"), transaction.atomic():
        Delivery.objects.update(state=State.QUEUED, sent_at=None)


def test_a_job_that_is_not_the_post_settles_nothing(ruth):
    tell(cast.people(1), ruth)

    with pytest.raises(NotAllowed):
        commands.settle(Delivery.objects.get(), state=State.SENT, by=job("begin", day=cast.TUESDAY), at=cast.MORNING)
