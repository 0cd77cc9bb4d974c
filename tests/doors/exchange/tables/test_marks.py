"""One cell: a number, a mark, or neither."""

import math
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.doors.exchange.tables import STATISTICS_BEFORE_2020, Cell, parse
from collegiate.doors.exchange.tables.frames import read
from collegiate.doors.exchange.tables.refusals import TableRefused
from collegiate.values import Status


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("510", 510.0),
        (" 64% ", 64.0),
        ("12.5 %", 12.5),
        ("-0.4", -0.4),
        ("+3", 3.0),
        ("£45,421", 45421.0),
        ("1,234,567.5", 1234567.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("0.33999999999999997", 0.33999999999999997),
    ],
)
def test_a_number_is_read_as_people_and_programs_write_it(text, value):
    assert parse(text) == Cell(value, None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SUPP", Status.SUPPRESSED),
        ("supp", Status.SUPPRESSED),
        ("SUPPMAT", Status.SUPPRESSED),
        ("NE", Status.NOT_APPLICABLE),
        ("LOWCOV", Status.TOO_FEW),
        ("NA ", Status.NOT_APPLICABLE),
        ("NP", Status.NOT_APPLICABLE),
        ("c", Status.SUPPRESSED),
        ("z", Status.NOT_APPLICABLE),
        ("x", Status.NOT_COLLECTED),
        (".", Status.NOT_APPLICABLE),
        ("", Status.NOT_COLLECTED),
        (None, Status.NOT_COLLECTED),
        ("   ", Status.NOT_COLLECTED),
    ],
)
def test_a_mark_says_why_there_is_no_number(text, status):
    assert parse(text) == Cell(None, status)


def test_a_file_may_have_marks_of_its_own():
    assert parse("x", marks=STATISTICS_BEFORE_2020).status is Status.SUPPRESSED
    assert parse(".", marks=STATISTICS_BEFORE_2020).status is Status.NOT_APPLICABLE
    assert parse("absent", marks={"Absent": Status.NOT_COLLECTED}).status is Status.NOT_COLLECTED
    assert parse("", blank=Status.SUPPRESSED).status is Status.SUPPRESSED


@pytest.mark.parametrize(
    "text", ["4A", "1_000", "nan", "inf", "1e999", "٣", "1,5", "12,34", "--3", "0x10", "%", "£", "1 2"]
)
def test_what_is_neither_is_never_guessed_at(text):
    with pytest.raises(ValueError, match=re.escape(f"“{text}” is not a number, and not a mark")):
        parse(text)


def refused_or(text: str) -> Cell | None:
    try:
        return parse(text)
    except ValueError:
        return None


cells = st.one_of(
    st.text(alphabet="0123456789+-.,eE%£ ", max_size=8),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["SUPP", "c", " ne", "4B", "NaN", "inf", "infinity", "1_0", "²"]),
)


@given(cells)
def test_a_column_and_a_cell_are_read_alike(text):
    column = pl.DataFrame({"x": [text], "y": ["a"]}).write_csv().encode()
    alone = refused_or(text)
    try:
        together = read(column, name="t.csv").numbers("x")
    except TableRefused:
        assert alone is None
    else:
        assert alone is not None
        assert together.status[0] == alone.status
        assert alone.value is None or math.isclose(together.values[0], alone.value, rel_tol=1e-15)
