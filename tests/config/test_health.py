"""/healthz says of the database, the guards, the task worker and the record whether all is well, and 503 if it is not."""

import pytest
from django.core.cache import cache
from django.db import connection

from collegiate.config.worker import BEAT
from collegiate.foundation.record import chain, guard
from collegiate.foundation.record.models import Entry, Head
from collegiate.partnership.members.models import Kind
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_worker():
    cache.set(BEAT, "a worker", 60)


def health(client):
    response = client.get("/healthz")
    return response.status_code, response.json()


def test_all_is_well(client):
    cast.organisation("Rowers", Kind.CLUB)

    status, said = health(client)

    head = chain.head_now()
    assert status == 200
    assert said.pop("at")
    assert said == {
        "database": connection.vendor,
        "guards": "standing",
        "task_worker": "running",
        "chain": {"entries": 1, "head": head.hash, "end": "whole"},
    }


def test_an_empty_record_is_well(client):
    assert health(client)[0] == 200


def test_a_worker_that_has_not_said_that_it_lives(client):
    cache.delete(BEAT)

    status, said = health(client)

    assert (status, said["task_worker"]) == (503, "not running")


def test_a_guard_that_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER record_entry_del" + (" ON record_entry" * (connection.vendor == "postgresql")))

    status, said = health(client)

    assert (status, said["guards"]) == (503, "missing: record_entry_del")


def test_a_record_whose_tail_was_cut(client):
    cast.organisation("Rowers", Kind.CLUB)
    cast.organisation("Runners", Kind.CLUB)
    guard.lift(connection)
    Entry.objects.filter(seq=2).delete()
    guard.set_up(connection)

    status, said = health(client)

    assert (status, said["chain"]["end"]) == (503, "broken: run `collegiate verify`")


def test_a_database_without_its_head(client):
    Head.objects.all().delete()

    assert health(client) == (503, {"database": "not ready"})


def test_nobody_needs_to_sign_in_and_nothing_personal_is_said(client):
    cast.person("Beth Okoro")

    assert "Beth" not in client.get("/healthz").content.decode()
