"""The task worker: run beside the pages in one process, or alone; it says that it lives, and sweeps up after the dead."""

import logging
import threading
from collections.abc import Callable
from uuid import uuid4

from django.core.cache import cache
from django.db import DatabaseError, close_old_connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from collegiate.doors.desks import tasks as desks
from collegiate.doors.thread import tasks as threads
from collegiate.partnership.communications import tasks as post
from collegiate.partnership.feedback import tasks as box
from collegiate.partnership.governance import tasks as decisions

log = logging.getLogger(__name__)
BEAT = "task_worker_beat"
EVERY = 10  # seconds between beats
LASTS = 60  # seconds after which a worker that has not said so no longer lives


class Shift:
    """One worker and the pulse that vouches for it."""

    def __init__(self) -> None:
        self.name = uuid4().hex
        self.over = threading.Event()
        self.worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def start(self) -> None:
        """Work in threads of this process, until `stop`."""
        self.hands = threading.Thread(target=self.work_on, name="task worker", daemon=True)
        self.hands.start()
        threading.Thread(
            target=self.pulse, args=(self.hands.is_alive,), name="task worker's pulse", daemon=True
        ).start()

    def work_on(self) -> None:
        """Work until `stop`; begin again where the database was away for a while."""
        while not self.over.is_set():
            try:
                self.worker.run()
            except DatabaseError:
                log.exception("the task worker lost the database")
                self.over.wait(EVERY)
        close_old_connections()

    def work_here(self) -> None:
        """Work in this thread, which alone may listen for signals, until told to stop."""
        self.worker.configure_signals()
        threading.Thread(target=self.pulse, args=(lambda: not self.over.is_set(),), daemon=True).start()
        try:
            self.worker.run()
        finally:
            self.over.set()

    def stop(self) -> None:
        """Finish the task in hand, and end."""
        self.worker.running = False
        self.over.set()

    def pulse(self, alive: Callable[[], bool]) -> None:
        """Say that the worker lives for as long as it does, hand on what dead workers left, and begin what is due."""
        while alive():
            close_old_connections()
            for do in (self.beat, sweep, post.sweep, box.sweep, decisions.sweep, desks.sweep, threads.sweep):
                try:
                    do()
                except Exception:  # one that fails keeps neither the pulse nor the others from the next round
                    log.exception("%s failed, and is done again in %s seconds", do.__qualname__, EVERY)
            if self.over.wait(EVERY):
                break
        close_old_connections()

    def beat(self) -> None:
        """Say that this worker lives."""
        cache.set(BEAT, self.name, LASTS)
        cache.set(f"{BEAT}:{self.name}", True, LASTS)


def sweep() -> int:
    """Make the tasks of workers that died ready again, since every task is safe to repeat; return how many."""
    orphans = [
        task.pk
        for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).order_by("pk")
        if not any(cache.get(f"{BEAT}:{worker}") for worker in task.worker_ids[-1:])
    ]
    return DBTaskResult.objects.filter(pk__in=orphans, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None
    )
