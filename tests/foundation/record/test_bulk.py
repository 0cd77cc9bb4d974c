"""Many rows at once: what is poured is what a save would have stored, and the database still refuses what it must."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation.record import bulk
from collegiate.foundation.record.bulk import amend, pour, reserve
from collegiate.partnership.members.models import (
    Basis,
    Identifier,
    Kind,
    Membership,
    Organisation,
    RegisterLine,
    Scheme,
)

pytestmark = pytest.mark.django_db


def test_poured_rows_are_those_that_saving_would_have_made():
    first, second = reserve(Organisation, 2)
    pour(
        Organisation,
        ["id", "kind", "name", "opened_on", "easting"],
        [
            (first, "college", "Nene Valley “College” ✓", date(1999, 9, 1), None),
            (second, "club", "Tab\tand\\slash", None, 7),
        ],
    )

    poured = Organisation.objects.get(pk=first)
    saved = Organisation(
        pk=first, kind=Kind.COLLEGE, name="Nene Valley “College” ✓", opened_on=date(1999, 9, 1), version=1
    )
    assert {field.name: getattr(poured, field.name) for field in Organisation._meta.concrete_fields} == {
        field.name: getattr(saved, field.name) for field in Organisation._meta.concrete_fields
    }
    assert Organisation.objects.get(pk=second).name == "Tab\tand\\slash"


def test_reserved_ids_are_nobody_elses_before_and_after():
    before = Organisation.objects.create(kind=Kind.CLUB, name="Swimmers")
    ids = reserve(Organisation, 3)
    pour(Organisation, ["id", "kind", "name"], [(pk, "club", f"Club {pk}") for pk in ids])
    after = Organisation.objects.create(kind=Kind.CLUB, name="Runners")

    assert ids == sorted(set(ids))
    assert before.pk < ids[0]
    assert after.pk > ids[-1]


def test_many_rows_are_changed_each_in_its_own_way_and_the_database_still_refuses():
    clubs = [Organisation.objects.create(kind=Kind.CLUB, name=name) for name in ("Swimmers", "Runners", "Rowers")]

    amend(
        Organisation,
        ["name", "opened_on"],
        ((f"{one.name} {place}", date(2026, 1, place), one.pk) for place, one in enumerate(clubs[:2], 1)),
    )

    assert list(Organisation.objects.order_by("pk").values_list("name", "opened_on")) == [
        ("Swimmers 1", date(2026, 1, 1)), ("Runners 2", date(2026, 1, 2)), ("Rowers", None),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        amend(Organisation, ["kind"], [(None, one.pk) for one in clubs])


def test_rows_go_in_however_many_at_once(monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    pour(Organisation, ["kind", "name"], ((Kind.CLUB.value, f"Club {number}") for number in range(5)))

    assert Organisation.objects.count() == 5


def test_moments_keep_their_zone():
    organisation = Organisation.objects.create(kind=Kind.CLUB, name="Swimmers")
    at = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=UTC)
    pour(RegisterLine, ["organisation", "facts", "digest", "read_at"], [(organisation.pk, "{}", "0" * 64, at)])

    assert RegisterLine.objects.get().read_at == at


@pytest.mark.parametrize(
    ("model", "columns", "row"),
    [
        (Identifier, ["organisation", "scheme", "value"], lambda pk: (pk, Scheme.URN.value, "")),
        (Membership, ["organisation", "basis", "joined_on", "left_on"],
         lambda pk: (pk, Basis.IN_KIND.value, date(2026, 2, 1), date(2026, 1, 1))),
    ],
)  # fmt: skip
def test_a_constraint_holds_for_poured_rows_too(model, columns, row):
    organisation = Organisation.objects.create(kind=Kind.CLUB, name="Swimmers")

    with pytest.raises(IntegrityError), transaction.atomic():
        pour(model, columns, [row(organisation.pk)])

    assert not model.objects.exists()
