"""A ledger is grown by the product's own deeds, and what is promised of a long one is measured."""

import sys
from pathlib import Path

import pytest

from collegiate.doors.exchange.books.growing import Took, grown
from collegiate.improvement.fund import queries

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_grown_ledger_is_whole_and_the_auditor_accepts_it(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))

    took = {one.what: one for one in grown(210)}

    assert queries.size()[:2] == (210, 420)
    assert queries.faults() == []
    assert took["bean-check ends with"].measured == 0
    assert {
        "ledger check",
        "the fund’s page, as the bookkeeper",
        "a school’s own contributions, as the head teacher",
    } <= set(took)


def test_a_promise_that_is_missed_is_not_kept():
    assert not Took("ledger check", 11.0, "s", most=10.0).is_kept
    assert not Took("entries posted a minute", 9_000, "", least=10_000).is_kept
    assert str(Took("ledger check", 1.5, "s", most=10.0)) == "ledger check: 1.500 s (at most 10)"
