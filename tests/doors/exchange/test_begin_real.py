"""The real register and its relatives, where they are present beside the repository."""

import io
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from collegiate.doors.exchange.register import Wanted, opened, read
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import Organisation


def register(name: str) -> Path:
    """Return a real file, or skip the test."""
    for parent in Path(__file__).resolve().parents:
        path = parent / "shared" / "data" / "gias" / name
        if path.exists():
            return path
    pytest.skip(f"the published register (shared/data/gias/{name}) is not here")


@pytest.mark.django_db
def test_northampton_begins_and_begins_again():
    path = register("edubasealldata_compiled.csv.gz")

    def begin():
        out = io.StringIO()
        call_command(
            "begin", f"--register={path}", "--authority=941", "--town=NORTHAMPTON",
            "--coordinator", "Noor Ahmed", "noor@example.org", stdout=out,
        )  # fmt: skip
        return out.getvalue().splitlines()

    printed = begin()

    assert printed[-1] == "schools 115, new 115, changed 0, unchanged 0, rejected 0"
    assert "      12  independent (--independent takes them)" in printed
    assert sum(line.startswith("  1") for line in printed) == 14  # the authority's open schools that have no town
    assert Counter(Organisation.objects.values_list("phase", flat=True)) == {
        "nursery": 1,
        "primary": 92,
        "secondary": 11,
        "all_through": 4,
        "special": 7,
    }
    assert queries.partnership().town == "Northampton"
    assert begin()[-1] == "schools 115, new 0, changed 0, unchanged 115, rejected 0"


@pytest.mark.parametrize(
    ("name", "authority", "postal_town", "schools", "rejects", "closed"),
    [
        ("gias_results_hampshire_surrey_20220420.csv.gz", "936", "Woking", 26, 0, 275),
        ("gias_results_hampshire_surrey_20220420.csv.gz", "850", "southampton", 55, 0, 93),
        ("gias_full_header_140cols_synthetic_60rows.csv", "100", "Test Town", 60, 0, 0),
        ("gias_full_header_2018_19rows.csv", "202", "London", 4, 0, 1),
    ],
)
def test_relatives_of_the_register_are_read(name, authority, postal_town, schools, rejects, closed):
    reading = read(opened(register(name)), Wanted(authority=authority, town=postal_town))

    assert (len(reading.schools), len(reading.rejects), reading.left["closed"]) == (schools, rejects, closed)


def test_rows_of_a_later_layout_pasted_under_an_older_header_are_rejected():
    reading = read(
        opened(register("gias_full_header_2018_19rows.csv")),
        Wanted(authority="203", town="London", also=frozenset({"100008"})),
    )

    assert [school.urn for school in reading.schools] == ["100008"]
    assert [(reject.line, reject.reason) for reject in reading.rejects] == [
        (20, "The row has 135 cells; the header has 120.")
    ]


def test_the_blank_type_groups_of_the_whole_country_are_told_by_their_types():
    path = register("edubasealldata_compiled.csv.gz")
    for authority, town in (("940", "Kettering"), ("202", "London"), ("330", "birmingham")):
        reading = read(opened(path), Wanted(authority=authority, town=town))

        assert reading.schools
        assert not reading.unlisted
        assert not reading.rejects
