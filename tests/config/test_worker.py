"""The task worker: what fails is kept, what a dead worker left is done again, and it says that it lives."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from collegiate.config import worker
from collegiate.config.worker import BEAT, Shift, sweep
from collegiate.partnership.communications import commands
from collegiate.partnership.communications.models import State
from collegiate.partnership.communications.tasks import send
from collegiate.partnership.members.models import Kind, Organisation
from collegiate.values import Role
from tests import cast


@task()
def add_club(name):
    """Do something that can be seen; safe to repeat."""
    Organisation.objects.get_or_create(kind=Kind.CLUB, name=name)


@task()
def fall_over():
    raise RuntimeError("as tasks do")


@contextmanager
def at_work():
    """Let a worker work in threads of this process."""
    shift = Shift()
    shift.start()
    try:
        yield shift
    finally:
        shift.stop()
        for thread in threading.enumerate():
            if thread.name.startswith("task worker"):
                thread.join(20)


def soon(true, *, patience=20):
    """Wait until something is true."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        close_old_connections()
        if true():
            return True
        time.sleep(0.1)
    return False


def clubs():
    return sorted(Organisation.objects.filter(kind=Kind.CLUB).values_list("name", flat=True))


def states():
    return [one.status for one in DBTaskResult.objects.order_by("enqueued_at")]


def left_running(by):
    """A task that a worker took and never finished."""
    found = DBTaskResult.objects.get(pk=add_club.enqueue("Rowers").id)
    found.claim(by)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_task_is_done_and_one_that_fails_is_kept_with_its_fault_and_stops_nobody():
    fall_over.enqueue()
    add_club.enqueue("Rowers")

    with at_work():
        assert soon(lambda: set(states()) == {TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL})

    assert clubs() == ["Rowers"]

    failed, done = DBTaskResult.objects.order_by("enqueued_at")
    assert (failed.status, done.status) == (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)
    assert failed.exception_class_path == "builtins.RuntimeError"
    assert "as tasks do" in failed.traceback


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_lives_for_as_long_as_it_does():
    with at_work() as shift:
        assert soon(lambda: cache.get(BEAT) == shift.name)
        assert soon(lambda: cache.get(f"{BEAT}:{shift.name}"))

    assert not shift.hands.is_alive()


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_made_ready_again():
    task = left_running("dead")

    assert sweep() == 1

    task.refresh_from_db()
    assert (task.status, task.started_at) == (TaskResultStatus.READY, None)


@pytest.mark.django_db
def test_what_a_living_worker_has_in_hand_is_left_to_it():
    cache.set(f"{BEAT}:living", True, 60)
    task = left_running("living")

    assert sweep() == 0

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_what_is_done_or_failed_is_not_begun_again():
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        task = left_running("dead")
        task.status, task.finished_at = status, timezone.now()
        task.save()

    assert sweep() == 0
    assert TaskResultStatus.READY not in states()


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_was_killed_is_done_by_the_next():
    left_running("dead")

    with at_work():
        assert soon(lambda: states() == [TaskResultStatus.SUCCESSFUL])

    assert clubs() == ["Rowers"]


@pytest.mark.django_db(transaction=True)
def test_mails_that_wait_are_sent_without_anybody_asking():
    ruth, beth = cast.person("Ruth Hale", Role.COORDINATOR), cast.person("Beth Lowe")
    notice = commands.notify(
        "The day is agreed", text="Friday.", people=[beth], topic="money", by=cast.standing(ruth), at=cast.MORNING
    )

    with at_work():
        assert soon(lambda: notice.deliveries.get().state == State.SENT)


@pytest.mark.django_db
def test_a_task_that_is_run_twice_sends_no_mail_twice(mailoutbox):
    ruth, beth = cast.person("Ruth Hale", Role.COORDINATOR), cast.person("Beth Lowe")
    notice = commands.notify(
        "The day is agreed", text="Friday.", people=[beth], topic="money", by=cast.standing(ruth), at=cast.MORNING
    )

    first, second = send.call(notice.pk), send.call(notice.pk)

    assert len(mailoutbox) == 1
    assert first == second == {"sent": 1}


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_fails_stops_neither_the_pulse_nor_the_other_sweeps(monkeypatch, caplog):
    rounds = []

    def falls_over():
        raise DatabaseError("the database was away")

    shift = Shift()
    monkeypatch.setattr(worker, "sweep", falls_over)
    monkeypatch.setattr(worker.post, "sweep", lambda: rounds.append("post"))
    monkeypatch.setattr(worker.box, "sweep", lambda: (rounds.append("box"), shift.over.set()))
    pulse = threading.Thread(target=shift.pulse, args=(lambda: True,))
    pulse.start()
    pulse.join(20)

    assert rounds == ["post", "box"]
    assert cache.get(BEAT) == shift.name
    assert "falls_over failed, and is done again in 10 seconds" in caplog.text
