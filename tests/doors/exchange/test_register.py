"""Reading the national register: what is taken, what is left and why, and what is refused or rejected."""

import pytest

from collegiate.doors.exchange.register import Reject, Wanted, opened, read
from collegiate.doors.exchange.register_row import by_ages
from collegiate.doors.exchange.tables import TableRefused
from tests.doors.exchange.registers import bulk, row, search, written

TOWN = Wanted(authority="941", town="Northampton")


@pytest.fixture
def reading(tmp_path):
    """Read rows in the bulk layout; pass `wanted=` for other wishes."""

    def of(*lines, wanted=TOWN, table=None, **how):
        return read(opened(written(table or bulk(*lines), tmp_path / "register.csv", **how)), wanted)

    return of


def urns(found) -> list[str]:
    return [school.urn for school in found.schools]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("layout", [bulk, search])
@pytest.mark.parametrize("day", ["01-09-1975", "01/09/1975", "1/9/1975"])
@pytest.mark.parametrize("name", ["register.csv", "register.csv.gz"])
def test_both_layouts_are_read_in_each_alphabet_packed_or_not(tmp_path, encoding, layout, day, name):
    table = layout(row(name="Saint-Exupéry’s School", opened=day))
    (school,) = read(opened(written(table, tmp_path / name, encoding=encoding)), TOWN).schools

    assert school.name == "Saint-Exupéry’s School"
    assert (school.urn, school.laestab, school.ukprn) == ("100001", "9412001", "10012345")
    assert (school.phase, school.age_from, school.age_to) == ("primary", 4, 11)
    assert str(school.opened_on) == "1975-09-01"
    assert (school.easting, school.northing) == (475000, 260000)
    assert school.closed_on is None
    assert not school.keeps_academy_books


def test_a_search_download_may_have_many_links_in_a_row_or_none(reading):
    table = search(row(urn="100001"), row(urn="100002"), row(urn="100003"), links=(1, 4, 2))

    assert urns(reading(table=table)) == ["100001", "100002", "100003"]


def test_the_town_is_found_whatever_its_capitals_and_spelled_as_most_do(reading):
    found = reading(
        row(urn="100001", town="NORTHAMPTON"),
        row(urn="100002", town=" Northampton "),
        row(urn="100003", town="Northampton"),
        wanted=Wanted(authority="941", town="northampton"),
    )

    assert len(found.schools) == 3
    assert found.town == "Northampton"


def test_each_establishment_that_is_left_is_counted_with_its_reason(reading):
    found = reading(
        row(urn="100001"),
        row(urn="100002", status="Closed", closed="31-08-2020"),
        row(urn="100003", status="Proposed to open"),
        row(urn="100004", town="Daventry"),
        row(urn="100005", town=""),
        row(urn="100006", group="Independent schools", type="Other independent school"),
        row(urn="100007", group="Special schools", type="Other independent special school"),
        row(urn="100008", group="Colleges", type="Further education"),
        row(urn="100009", group="", type="Floating school"),
        row(urn="100010", authority="940", authority_name="North Northamptonshire"),
        row(urn="100011"),
        wanted=Wanted(authority="941", town="Northampton", without=frozenset({"100011"})),
    )

    assert urns(found) == ["100001"]
    assert found.left == {
        "closed": 1,
        "proposed, not open yet": 1,
        "independent (--independent takes them)": 2,
        "colleges": 1,
        "left out by --without": 1,
    }
    assert found.towns == {"Daventry": 1}
    assert [brief.urn for brief in found.without_town] == ["100005"]
    assert {name: [brief.urn for brief in briefs] for name, briefs in found.unlisted.items()} == {
        "Floating school": ["100009"]
    }
    assert (found.rows, found.elsewhere, found.rejects) == (11, 1, [])


@pytest.mark.parametrize(
    ("type_name", "phase", "books"),
    [
        ("Academy - Converter mainstream", "primary", True),
        ("Academy converter", "primary", True),
        ("Voluntary aided school", "primary", False),
        ("Academy special converter", "special", True),
        ("Pupil referral unit", "pupil_referral_unit", False),
    ],
)
def test_where_the_group_is_blank_the_type_says_who_pays(reading, type_name, phase, books):
    (school,) = reading(row(group="", type=type_name)).schools

    assert (school.phase, school.keeps_academy_books) == (phase, books)


def test_independent_schools_are_taken_when_they_are_asked_for(reading):
    found = reading(
        row(urn="100001"),
        row(urn="100002", group="Independent schools", type="Other independent school"),
        wanted=Wanted(authority="941", town="Northampton", independent=True),
    )

    assert urns(found) == ["100001", "100002"]


def test_a_school_called_for_is_taken_wherever_it_is(reading):
    found = reading(
        row(urn="100001"),
        row(urn="100002", town=""),
        row(urn="100003", authority="940", town="Kettering"),
        row(urn="100004", authority="940", town="Kettering"),
        wanted=Wanted(authority="941", town="Northampton", also=frozenset({"100002", "100003"})),
    )

    assert urns(found) == ["100001", "100002", "100003"]
    assert found.schools[2].laestab == "9402001"
    assert not found.without_town


def test_a_known_school_that_closed_comes_with_its_day(reading):
    found = reading(
        row(urn="100001"),
        row(urn="100002", status="Closed", closed="31-08-2025"),
        wanted=Wanted(authority="941", town="Northampton", known=frozenset({"100002"})),
    )

    assert [str(school.closed_on) for school in found.schools] == ["None", "2025-08-31"]


def test_a_school_that_is_to_close_is_open(reading):
    (school,) = reading(row(status="Open, but proposed to close", closed="31-08-2031")).schools

    assert school.closed_on is None


def test_a_blank_name_and_a_shared_one_are_no_reason_to_leave_a_school(reading):
    found = reading(
        row(urn="100001", name=""), row(urn="100002", name="Holy Cross"), row(urn="100003", name="Holy Cross")
    )

    assert [school.name for school in found.schools] == ["", "Holy Cross", "Holy Cross"]


def test_a_day_in_1900_is_the_registers_way_of_saying_that_nobody_knows(reading):
    assert reading(row(opened="01-01-1900")).schools[0].opened_on is None


def test_a_status_whose_code_says_otherwise_is_named(tmp_path):
    table = bulk(row(urn="100001"), row(urn="100002"))
    table[2][table[0].index("EstablishmentStatus (code)")] = "2"
    found = read(opened(written(table, tmp_path / "register.csv")), TOWN)

    assert urns(found) == ["100001", "100002"]
    assert [brief.urn for brief in found.doubts] == ["100002"]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"urn": "12E4"}, "URN", "must be five to seven figures"),
        ({"urn": ""}, "URN", "There is no URN here."),
        ({"urn": "100001"}, "URN", "Line 2 has the same URN, 100001."),
        ({"authority": "W94"}, "LA (code)", "is not a local authority’s code"),
        ({"status": "Ajar"}, "EstablishmentStatus (name)", "is not a status the register uses"),
        ({"opened": "31-02-1999"}, "OpenDate", "There is no such day as 31-02-1999."),
        ({"opened": "1999-02-01"}, "OpenDate", "is not a date like 01-09-2011"),
        ({"opened": "01-09/1999"}, "OpenDate", "is not a date like 01-09-2011"),
        ({"closed": "soon"}, "CloseDate", "is not a date"),
        ({"low": "four"}, "StatutoryLowAge", "is not a whole number"),
        ({"high": "110"}, "StatutoryHighAge", "110 is no age."),
        ({"low": "11", "high": "4"}, "StatutoryHighAge", "The highest age, 4, is below the lowest, 11."),
        ({"ukprn": "5.00E+06"}, "UKPRN", "must be eight figures that begin with 1"),
        ({"number": "20011"}, "EstablishmentNumber", "must be up to four figures"),
        ({"easting": "4750,00"}, "Easting", "is not a whole number"),
        ({"name": "x" * 201}, "EstablishmentName", "longer than 200 letters"),
        ({"postcode": "Northampton"}, "Postcode", "longer than 10 letters"),
        ({"phase": "Primery"}, "PhaseOfEducation (name)", "is not a phase the register uses"),
        ({"phase": "", "low": ""}, "PhaseOfEducation (name)", "Neither phase nor type nor ages say"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_line_its_column_and_the_reason(reading, cells, column, reason):
    found = reading(row(), row(**{"urn": "100002", **cells}), row(urn="100003"))

    (reject,) = found.rejects
    assert (reject.line, reject.column) == (3, column)
    assert reason in reject.reason
    assert urns(found) == ["100001", "100003"]


def test_a_known_school_that_closed_on_no_day_or_before_it_opened_is_rejected(reading):
    found = reading(
        row(urn="100001"),
        row(urn="100002", status="Closed"),
        row(urn="100003", status="Closed", closed="31-08-1960"),
        wanted=Wanted(authority="941", town="Northampton", known=frozenset({"100002", "100003"})),
    )

    assert [(reject.line, reject.column, reject.reason) for reject in found.rejects] == [
        (3, "CloseDate", "It has closed, and no day is given."),
        (4, "CloseDate", "It closed on 1960-08-31, before it opened on 1975-09-01."),
    ]


@pytest.mark.parametrize("cells", [3, 60])
def test_a_row_of_another_length_is_rejected_whole_where_it_could_be_ours(tmp_path, cells):
    table = bulk(row(urn="100001"), row(urn="100002"), row(urn="100003", authority="940"))
    wide = len(table[0])
    for line in (2, 3):
        table[line] = (table[line] + [""] * cells)[:cells]
    found = read(opened(written(table, tmp_path / "register.csv")), TOWN)

    assert found.rejects == [Reject(3, "", f"The row has {cells} cells; the header has {wide}.")]
    assert found.elsewhere == 1


def test_faults_of_other_authorities_are_not_ours(reading):
    found = reading(row(), row(urn="none", authority="940", opened="never"))

    assert found.rejects == []
    assert found.elsewhere == 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda table: [["one", "two"], ["1", "2"]], "line 1: It is not the national register: it begins with the columns one, two"),
        (lambda table: _without(table, "UKPRN"), "line 1: It lacks the column UKPRN. Fetch the register again"),
        (lambda table: _without(_without(table, "UKPRN"), "Town"), "line 1: It lacks the columns UKPRN, Town."),
        (lambda table: _twice(table, "Town"), "line 1, column Town: Two columns have this name."),
        (lambda table: table[:1], "It has column names and no rows."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_the_register_is_refused_whole(tmp_path, spoil, says):
    path = written(spoil(bulk(row(), row(urn="100002"))), tmp_path / "register.csv")

    with pytest.raises(TableRefused, match=r"^register\.csv") as refusal:
        opened(path)
    assert says in str(refusal.value)


@pytest.mark.parametrize("name", ["register.csv", "register.csv.gz"])
def test_a_file_that_is_cut_short_is_refused_whole(tmp_path, name):
    path = written(bulk(row(), row(urn="100002"), row(urn="100003")), tmp_path / name)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 40])

    with pytest.raises(TableRefused, match=r"breaks off|cut short"):
        opened(path)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted(authority="850", town="Northampton"), "None of its 2 rows is of the local authority 850."),
        (Wanted(authority="941", town="Northamton"), "no school of authority 941 that could be taken has the town northamton. "
         "check --town: other open schools there have the towns northampton (2)"),
        (Wanted(authority="941", town="Northampton", also=frozenset({"999999"})), "no establishment with the URN 999999"),
        (Wanted(authority="941", town="Northampton", without=frozenset({"100001", "100002"})), "that could be taken"),
    ],
)  # fmt: skip
def test_a_register_in_which_nothing_answers_says_what_would(reading, wanted, says):
    with pytest.raises(TableRefused) as refusal:
        reading(row(), row(urn="100002"), wanted=wanted)
    assert says.casefold() in str(refusal.value).casefold()


def test_a_register_of_which_no_school_can_be_read_says_the_first_fault(reading):
    with pytest.raises(TableRefused, match=r"line 2, column OpenDate: No school of it could be read; of 1 rows"):
        reading(row(opened="never"))


@pytest.mark.parametrize(
    ("low", "high", "phase"),
    [
        (3, 5, "nursery"),
        (4, 11, "primary"),
        (9, 13, "primary"),
        (11, 16, "secondary"),
        (13, 18, "secondary"),
        (4, 18, "all_through"),
        (7, 16, "all_through"),
        (16, 19, "sixteen_plus"),
    ],
)
def test_ages_say_the_phase_where_nothing_else_does(low, high, phase):
    assert by_ages(low, high) == phase


def _without(table, column):
    place = table[0].index(column)
    return [line[:place] + line[place + 1 :] for line in table]


def _twice(table, column):
    return [[*line, column if line is table[0] else ""] for line in table]
