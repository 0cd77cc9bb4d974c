"""Fixtures for every test: the database it sees, the day it is, and what a template may not do."""

import gc
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.template.base import Template
from pytest_django.plugin import blocking_manager_key

from collegiate.foundation import clock
from collegiate.foundation.clock.models import StoppedDay
from collegiate.partnership.members.models import Person
from tests import cast
from tests.databases import EMPTY, TOWN, Databases
from tests.scenes import asked_for, made

SPOILS = {"transactional_db", "django_db_reset_sequences", "live_server"}
ASKS = {"db", "town", *SPOILS}
BOTH = ("sqlite", "postgres")
WHERE = {"sqlite": "on sqlite", "postgres": "on postgres", "journeys": "journeys, and without a database"}

hypothesis.settings.register_profile("house", deadline=None)  # whatever else the machine does
hypothesis.settings.load_profile("house")

JOURNEYS = Path(__file__).parent / "journeys"

databases = pytest.StashKey[Databases]()
passed = pytest.StashKey[Counter[str]]()
seconds = pytest.StashKey[Counter[str]]()
began = pytest.StashKey[float]()


def asks_a_database(item: pytest.Item) -> bool:
    """Say whether a test asks for a database, by a fixture or a mark."""
    return bool(ASKS & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"))


def _spoils(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(SPOILS & set(item.fixturenames) or (mark and mark.kwargs.get("transaction")))


def pytest_configure(config):
    """Keep count of what passed on which database."""
    config.stash[passed], config.stash[seconds] = Counter(), Counter()
    config.stash[began] = time.time()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no memory to free while tests are collected, and never among what was collected."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config, items):
    """
    Run what asks no database once, beside the journeys, and on PostgreSQL only those journeys that are marked for it.

    Whatever asks for the town is slow: somebody has to build it first.
    """
    for item in items:
        if "town" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)

    def belongs(item: pytest.Item) -> bool:
        if not asks_a_database(item):
            return not settings.ON_POSTGRES and settings.WORKER != "sqlite"
        if settings.WORKER in {"sqlite", "journeys"}:
            return (JOURNEYS in item.path.parents) == (settings.WORKER == "journeys")
        if not settings.ON_POSTGRES:
            return True
        return not item.get_closest_marker("journey") or bool(item.get_closest_marker("postgres_too"))

    elsewhere = [item for item in items if not belongs(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if belongs(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Show the test its database before any fixture opens it."""
    if asks_a_database(item):
        stash = item.session.stash
        if databases not in stash:
            stash[databases] = Databases()
        spoils, town = _spoils(item), "town" in item.fixturenames
        scenes = () if spoils or town else asked_for(item)
        if scenes:
            with item.config.stash[blocking_manager_key].unblock():
                item.stash[made] = stash[databases].begin_with(scenes)
        else:
            stash[databases].show(TOWN if town else EMPTY, spoils=spoils)


def pytest_sessionfinish(session):
    """Remove the copies; and where both databases were asked for, fail if one of them ran no test."""
    if databases in session.stash:
        session.stash[databases].close()
    if _runs_on_both(session.config):
        idle = [name for name in BOTH if not session.config.stash[passed][name]]
        if idle and not session.exitstatus:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_logreport(report):
    """Count what passed and how long it took, by worker, in the process that gathers the reports."""
    node = getattr(report, "node", None)
    if node is not None:
        node.config.stash[passed][node.gateway.id] += report.when == "call" and report.passed
        node.config.stash[seconds][node.gateway.id] = round(report.stop - node.config.stash[began])
    return (yield)


def pytest_terminal_summary(terminalreporter, config):
    """Say how many tests passed on which database, and when its worker was done: one that idles could do more."""
    if _runs_on_both(config):
        terminalreporter.write_line("")
        for name, where in WHERE.items():
            done = config.stash[seconds][name]
            terminalreporter.write_line(f"{where}: {config.stash[passed][name]} passed, done after {done} s")


def _runs_on_both(config) -> bool:
    return config.getoption("dist", "no") == "each" and not hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def django_db_setup():
    """Make no test database in pytest-django's way: `tests/databases.py` has made it."""


@pytest.fixture(autouse=True, scope="session")
def _no_table_is_emptied():
    """Let a test that commits leave what it did: whoever comes next gets a database copied anew, which is quicker."""
    empties = flush.Command.handle
    flush.Command.handle = lambda *args, **options: None
    yield
    flush.Command.handle = empties


@pytest.fixture(autouse=True)
def _the_real_day():
    """Let no test inherit a stopped clock."""
    clock.stop(None)
    yield
    clock.stop(None)


@pytest.fixture
def town(db):
    """Ashmere, built once for each state of the code and copied; the clock stands on its day, which this returns."""
    day = StoppedDay.objects.get().on
    clock.stop(day)
    return day


@pytest.fixture
def as_(client):
    """Sign somebody in, by their standing, and give their browser."""

    def do(standing):
        cast.sign_in(client, Person.objects.select_related("account").get(pk=standing.person_id))
        return client

    return do


@pytest.fixture
def autumn():
    """A Tuesday morning in term."""
    return datetime(2026, 10, 6, 10, 0, tzinfo=clock.LONDON)


@pytest.fixture
def no_queries_while_rendering(monkeypatch):
    """Fail any query made while a template is rendered: a query function should have brought the answer."""
    render = Template.render

    def shut(execute, sql, params, many, context):
        raise AssertionError(f"A template asked the database: {sql[:200]}")

    def alone(self, context):
        with connection.execute_wrapper(shut):
            return render(self, context)

    monkeypatch.setattr(Template, "render", alone)
