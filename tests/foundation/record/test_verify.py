"""`collegiate verify`: whole, or the first entry that is not, whoever did it and however."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.foundation.record import chain, guard
from collegiate.foundation.record.models import Checkpoint, Entry, Head
from collegiate.partnership.members.models import Kind
from collegiate.values import AcademicYear, Money
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """Five entries; and the guards lifted, as somebody can who owns the tables."""
    for number in range(1, 6):
        cast.organisation(f"Club {number}", Kind.CLUB)
    guard.lift(connection)
    return list(Entry.objects.order_by("seq"))


def verify(*options):
    """Return what the command says, and the code it ends with."""
    said = StringIO()
    try:
        call_command("verify", *options, stdout=said)
    except SystemExit as end:
        return said.getvalue().strip(), end.code
    return said.getvalue().strip(), 0


def test_an_empty_record_is_whole():
    assert verify() == (f"entries 0, head {'0' * 64}", 0)


def test_a_whole_record_ends_with_its_length_and_its_head(five):
    said, code = verify()

    assert re.fullmatch(r"entries 5, head [0-9a-f]{64}", said)
    assert said.endswith(five[-1].hash)
    assert code == 0


@pytest.mark.parametrize(
    "change",
    [
        {"deed": "members.leave"},
        {"by": "person:1"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"subject": "members.organisation:99"},
        {"because": "governance.decision:1"},
        {"data": {"price_pence": 1}},
        {"hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_is_named(five, change):
    Entry.objects.filter(seq=3).update(**change)

    said, code = verify("--all")

    assert said == "entry 3 is broken: it was changed after it was written"
    assert code == 1


def _sealed(entry):
    return chain.sealed(entry.seq, *(getattr(entry, name) for name in chain.SAID), entry.previous)


def test_an_entry_that_was_changed_and_given_a_new_hash_breaks_the_next(five):
    entry = five[2]
    entry.deed = "members.leave"
    Entry.objects.filter(seq=3).update(deed=entry.deed, hash=_sealed(entry))

    assert verify() == ("entry 4 is broken: it does not follow the entry before it", 1)


def test_an_entry_taken_out_of_the_middle_is_missed(five):
    Entry.objects.filter(seq=3).delete()

    assert verify() == ("entry 3 is broken: it is missing", 1)


def test_a_tail_that_was_cut_is_missed(five):
    Entry.objects.filter(seq__gt=3).delete()

    assert verify() == ("entry 4 is broken: it is missing, and the head says there are 5 entries", 1)


def test_a_record_emptied_altogether_is_missed(five):
    Entry.objects.all().delete()

    assert verify() == ("entry 1 is broken: it is missing, and the head says there are 5 entries", 1)


def test_a_head_that_was_moved_is_noticed(five):
    Head.objects.update(hash="f" * 64)

    assert verify() == ("entry 5 is broken: the head does not agree with it", 1)


def test_whoever_cuts_the_tail_and_moves_the_head_is_caught_by_a_published_head(five):
    published = five[-1].hash
    Entry.objects.filter(seq__gt=3).delete()
    Head.objects.update(seq=3, hash=five[2].hash)

    assert verify()[1] == 0  # it looks whole
    said, code = verify("--head", published)
    assert said == f"The published head {published} is not in the chain: it was rewritten."
    assert code == 1


def test_an_older_published_head_is_still_in_the_chain(five):
    assert verify("--head", five[1].hash) == (f"entries 5, head {five[-1].hash}", 0)


def test_a_long_record_is_walked_from_the_place_where_it_was_last_whole(five, monkeypatch):
    monkeypatch.setattr(chain, "WORTH_A_CHECKPOINT", 3)
    assert verify()[1] == 0
    assert Checkpoint.objects.get().seq == 5

    Entry.objects.filter(seq=2).update(deed="members.leave")

    assert verify()[1] == 0
    assert verify("--all") == ("entry 2 is broken: it was changed after it was written", 1)


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (True, True),
        (7, 7),
        (None, None),
        (1e16, "1e+16"),
        (Decimal("2.50"), "2.50"),
        (Money(4_200), 4200),
        (AcademicYear(2026), str(AcademicYear(2026))),
        (date(2026, 10, 6), "2026-10-06"),
        (datetime(2026, 10, 6, 10, tzinfo=UTC), "2026-10-06T10:00:00+00:00"),
        (Kind.CLUB, "club"),
        ("members.organisation:7", "members.organisation:7"),
        ({"b", "a"}, ["a", "b"]),
        ([1, Money(2)], [1, 2]),
        ({"on": date(2026, 10, 6)}, {"on": "2026-10-06"}),
    ],
    ids=lambda one: type(one).__name__,  # a set has no order to name a test by
)
def test_what_the_chain_may_hold_is_held_plainly(value, held):
    assert chain.plain(value) == held


@pytest.mark.parametrize("value", ["two words", "beth@hillside.example.org", "x" * 101, object(), b"bytes"])
def test_what_the_chain_may_not_hold_is_refused(value):
    with pytest.raises(TypeError, match="The record holds keys, codes, numbers"):
        chain.plain(value)
