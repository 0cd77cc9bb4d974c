"""Reading files of the performance tables: which kind, which year, whose rows, which cells are bad."""

from decimal import Decimal

import pytest

from collegiate.doors.exchange.results import read_results
from collegiate.doors.exchange.tables import TableRefused
from collegiate.values import AcademicYear, Status

MEMBERS = {"100001": 1, "100002": 2, "100003": 3}
KS2 = "RECTYPE,URN,TELIG,PTRWM_EXP\r\n"
ABSENCE = "LA,ESTAB,URN,PERCTOT,PPERSABS10\r\n"
CENSUS = "URN,LA,NOR,NUMFSM\r\n"


def read(text, name="2018-2019_england_file.csv", **given):
    return read_results(text.encode("utf-8-sig"), members=MEMBERS, name=name, **given)


def said(results):
    return {
        figure.organisation_id: (figure.value, figure.status, figure.n, figure.n_status) for figure in results.figures
    }


def test_key_stage_2_is_known_by_its_columns_and_read_with_its_marks():
    results = read(
        KS2 + "1,100001,27,78%\r\n1,100002,4,SUPP\r\n1,100003,0,NE\r\n1,999999,30,60%\r\n3, , ,65%\r\n4, ,,65%\r\n"
    )

    assert (results.kind, results.year) == ("ks2final", AcademicYear(2018))
    assert said(results) == {
        1: (Decimal(78), "", 27, ""),
        2: (None, Status.SUPPRESSED, 4, ""),
        3: (None, Status.NOT_APPLICABLE, 0, ""),
    }
    assert (results.seen, results.taken, results.others, results.totals) == (6, 3, 1, 2)
    assert results.left == "1 of schools that are not members, 2 of totals"


def test_absence_does_not_say_how_many_pupils_it_is_about():
    results = read(ABSENCE + "941,2001,100001,4.3,11\r\n941,2002,100002,LOWCOV,NA\r\nNAT,SEC,,5.5,13.7\r\n")

    assert results.kind == "absence"
    assert said(results) == {
        1: (Decimal("4.3"), "", None, Status.NOT_COLLECTED),
        2: (None, Status.TOO_FEW, None, Status.NOT_COLLECTED),
    }
    assert results.totals == 1


def test_free_meals_are_worked_out_from_counts_and_not_taken_from_a_rounded_share():
    results = read(CENSUS + "100001,941,285,50\r\n100002,941,NA,NA\r\n100003,941,0,0\r\nNAT,,3327970,358555\r\n")

    figures = said(results)
    assert figures[1][0] == pytest.approx(Decimal(100) * 50 / 285)
    assert figures[1][2] == 285
    assert figures[2] == (None, Status.NOT_APPLICABLE, None, Status.NOT_APPLICABLE)
    assert figures[3] == (None, Status.NOT_APPLICABLE, 0, "")
    assert results.totals == 1


def test_a_row_without_a_figure_has_none():
    assert said(read(KS2 + "2,100001,,\r\n")) == {1: (None, Status.NOT_COLLECTED, None, Status.NOT_COLLECTED)}


@pytest.mark.parametrize(
    ("name", "given", "year"),
    [
        ("2018-2019_england_abs.csv", None, 2018),
        ("2018-2019_england_abs.csv.gz", AcademicYear(2018), 2018),
        ("2018-19 england abs.csv", None, 2018),
        ("absence.csv", AcademicYear(2011), 2011),
    ],
)
def test_the_year_is_in_the_files_name_or_given(name, given, year):
    assert read(ABSENCE + "941,2001,100001,4.3,11\r\n", name, year=given).year == AcademicYear(year)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("absence.csv", None, r"absence.csv: Its name does not say of what school year it is. Give the year"),
        ("absence_2018-2019.csv", None, "does not say of what school year"),
        ("2018-2021_abs.csv", None, "“2018-2021” is not a school year"),
        ("2018-2019_abs.csv", AcademicYear(2017), "Its name says 2018/19, and the year given is 2017/18"),
    ],
)
def test_a_year_that_is_not_known_or_contradicts_the_name_is_refused(name, given, says):
    with pytest.raises(TableRefused, match=says):
        read(ABSENCE + "941,2001,100001,4.3,11\r\n", name, year=given)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (KS2 + "1,999999,30,60%\r\n1,100001,27,many\r\n", (3, "PTRWM_EXP"), "“many” is not a number"),
        (KS2 + "1,100001,27,178%\r\n", (2, "PTRWM_EXP"), "178.0 is not between 0 and 100"),
        (KS2 + "1,100001,27.5,78%\r\n", (2, "TELIG"), "“27.5” is not a number of pupils"),
        (KS2 + "1,100001,-3,78%\r\n", (2, "TELIG"), "“-3” is not a number of pupils"),
        (KS2 + "1,1O0001,27,78%\r\n", (2, "URN"), "“1O0001” is not a URN"),
        (CENSUS + "100001,941,285,300\r\n", (2, "NUMFSM"), "105.3 is not between 0 and 100"),
        (KS2 + "1,100001,27,78%,9\r\n1,100002,30,60%\r\n", (2, ""), "has 5 cells; the header has 4"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_its_row_left_out(text, place, says):
    results = read(text)

    (refusal,) = results.bad
    assert (refusal.line, refusal.column) == place
    assert says in str(refusal)
    assert 1 not in said(results)
    assert "1 that could not be read" in results.left


def test_a_school_twice_is_named_and_its_first_row_is_taken():
    results = read(KS2 + "1,100001,27,78%\r\n1,100001,28,80%\r\n")

    assert said(results)[1][0] == 78
    assert "School 100001 has a row already, on line 2" in str(results.bad[0])


def test_bad_cells_of_other_schools_are_none_of_our_business():
    assert read(KS2 + "1,999999,x,y\r\n1,100001,27,78%\r\n").bad == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "URN,SCHNAME\r\n100001,Hillside\r\n",
            "the columns of no file of results that is known. It needs URN, and one",
        ),
        ("NAME,PERCTOT\r\nHillside,4\r\n", "column URN: There is no such column"),
        ("URN,PERCTOT,NOR,NUMFSM\r\n100001,4,30,3\r\n", "several kinds of file: absence, census"),
        ("URN,PERCTOT\r\n", "no rows"),
        ('URN,PERCTOT\r\n100001,"4.3\r\n', "cut short or damaged"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(text, says):
    with pytest.raises(TableRefused, match=says):
        read(text)


def test_each_indicator_is_tallied_in_words():
    results = read(KS2 + "1,100001,27,78%\r\n1,100002,4,SUPP\r\n1,100003,3,SUPP\r\n")

    assert results.tally(results.indicators[0]) == "1 with a figure, 2 suppressed"
