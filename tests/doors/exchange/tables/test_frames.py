"""Tables as frames, and their columns as numbers."""

import gzip
import math

import numpy as np
import polars as pl
import pytest

from collegiate.doors.exchange.tables import TableRefused, rows
from collegiate.doors.exchange.tables.frames import read
from collegiate.doors.exchange.tables.write import as_bytes, write, write_rows
from collegiate.values import CannotSay, Status

RESULTS = b"URN,PTRWM_EXP,TELIG\n100,64%,30\n101,SUPP,4\n102,,12\n103,LOWCOV,9\n"


def test_every_column_is_text_first_so_that_no_mark_or_leading_zero_is_lost():
    table = read(b"URN,PHONE,LEVEL\n1,01604,4A\n2,NA,1.0\n", name="r.csv")

    assert table.frame.to_dict(as_series=False) == {"URN": ["1", "2"], "PHONE": ["01604", "NA"], "LEVEL": ["4A", "1.0"]}


def test_a_column_of_figures_keeps_the_reason_for_each_that_is_missing():
    column = read(RESULTS, name="ks2.csv").numbers("ptrwm_exp")

    np.testing.assert_array_equal(column.values, [64.0, math.nan, math.nan, math.nan])
    assert column.status.to_list() == [None, "suppressed", "not_collected", "too_few"]
    assert column[0] == 64.0
    assert column[1] == CannotSay("The file gives no figure here (suppressed).", Status.SUPPRESSED)
    assert column.missing == {Status.NOT_COLLECTED: 1, Status.SUPPRESSED: 1, Status.TOO_FEW: 1}


def test_a_cell_that_is_no_figure_is_refused_with_file_line_column_and_what_to_do():
    table = read(b"a,b\n1,2\n1,4A\n1,4A\n1,5B\n", name="levels.csv")

    with pytest.raises(TableRefused) as refused:
        table.numbers("b")

    assert (refused.value.line, refused.value.column) == (3, "b")
    assert str(refused.value).startswith(
        "levels.csv, line 3, column b: “4A” is not a number, and not a mark such as SUPP, NE"
    )
    assert str(refused.value).endswith("(nor in 1 more row). Mend the cell, or check that it is the right column.")


def test_a_count_with_parts_is_refused():
    table = read(b"a,b\n1,2\n1,2.5\n", name="c.csv")

    assert table.whole_numbers("a").values.tolist() == [1.0, 1.0]
    with pytest.raises(TableRefused, match=r"c\.csv, line 3, column b: 2\.5 is not a whole number"):
        table.whole_numbers("b")


def test_parquet_numbers_are_taken_as_they_are_stored():
    frame = pl.DataFrame({"id": [7, 8], "score": [0.1 + 0.2, None], "n": [3, 4]})
    table = read(as_bytes(frame, ".parquet"), name="p.parquet")

    assert table.numbers("score").values[0] == 0.1 + 0.2
    assert table.numbers("score").status.to_list() == [None, "not_collected"]
    assert table.frame.schema == {"id": pl.String, "score": pl.String, "n": pl.String}
    assert table.text("id").to_list() == ["7", "8"]


def test_an_infinite_number_is_refused():
    frame = pl.DataFrame({"id": [7, 8], "score": [1.0, math.inf]})

    with pytest.raises(TableRefused, match=r"p\.parquet, line 3, column score: The number is infinite\."):
        read(as_bytes(frame, ".parquet"), name="p.parquet").numbers("score")


def test_parquet_with_lists_in_its_cells_is_refused():
    with pytest.raises(TableRefused, match=r"column a: Its cells are not single values"):
        read(as_bytes(pl.DataFrame({"a": [[1, 2]]}), ".parquet"), name="p.parquet")


def test_only_the_columns_asked_for_are_kept_in_the_order_asked():
    table = read(RESULTS, name="ks2.csv", columns=["telig", "URN"])

    assert table.typed.columns == ["TELIG", "URN"]
    assert table.header == ("URN", "PTRWM_EXP", "TELIG")


def test_short_rows_are_filled_and_reported_and_blank_extra_cells_let_go():
    table = read(b'a,b,c\n1,2\n1,2,3,,\n"1",2,3\n', name="r.csv")

    assert table.frame.rows() == [("1", "2", None), ("1", "2", "3"), ("1", "2", "3")]
    assert [(ragged.line, ragged.cells) for ragged in table.ragged] == [(2, 2), (3, 5)]


def test_a_row_with_more_cells_than_names_is_refused_since_its_figures_may_have_moved():
    with pytest.raises(TableRefused, match=r"r\.csv, line 2: The row has 3 cells; the header has 2\."):
        read(b"name,n\nHill, Brook,3\n", name="r.csv")


def test_columns_without_a_name_or_with_the_same_name_are_numbered():
    assert read(b",a,a,\n1,2,3,4\n", name="r.csv").typed.columns == ["column_1", "a", "a_2", "column_4"]


def test_the_lines_of_a_spreadsheet_are_the_rows_on_the_screen():
    content = as_bytes(pl.DataFrame({"a": ["1", None, "4A"]}), ".xlsx")
    table = read(content, name="s.xlsx")

    assert table.lines.tolist() == [2, 4]
    with pytest.raises(TableRefused, match=r"s\.xlsx, line 4, column a"):
        table.numbers("a")


QUICK = b"a,b\n" + b"".join(b"%d,%d\n" % (i, i * i) for i in range(500))
SLOW = QUICK.replace(b"a,b", b'"a",b')


@pytest.mark.parametrize(
    "content", [QUICK, QUICK.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + QUICK, gzip.compress(QUICK, mtime=0), SLOW]
)
def test_the_quick_and_the_careful_road_give_the_same_frame(content):
    table = read(content, name="q.csv")

    assert table.frame.rows() == [tuple(cells) for _, cells in rows(QUICK)]
    assert table.lines.tolist() == list(range(2, 502))


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".xlsx", ".parquet"])
def test_what_is_written_is_read_back(tmp_path, ending):
    frame = pl.DataFrame({"id": ["007", "=1+1", 'a "b", c'], "sgp": [1, None, 99], "v": [0.5, -1.25, None]})

    table = read(write(frame, tmp_path / f"out{ending}"))

    assert table.text("id").to_list() == ["007", "=1+1", 'a "b", c']
    assert table.whole_numbers("sgp").status.to_list() == [None, "not_collected", None]
    np.testing.assert_array_equal(table.numbers("v").values, [0.5, -1.25, math.nan])
    assert [path.name for path in tmp_path.iterdir()] == [f"out{ending}"]


def test_the_same_frame_is_packed_to_the_same_bytes():
    frame = pl.DataFrame({"a": [1, 2]})

    assert as_bytes(frame, ".csv.gz") == as_bytes(frame, ".csv.gz")


def test_a_name_with_no_known_ending_is_refused(tmp_path):
    with pytest.raises(TableRefused, match=r"out\.txt: Its name does not say what kind of file"):
        write(pl.DataFrame({"a": [1]}), tmp_path / "out.txt")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TableRefused, match=r"out\.csv: It cannot be written: no such file or directory\."):
        write(pl.DataFrame({"a": [1]}), tmp_path / "gone" / "out.csv")


def test_a_row_that_does_not_fit_its_header_is_a_fault_of_the_program(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        write_rows(["a", "b"], [["1", "2"], ["3"]], tmp_path / "out.csv")


def test_a_header_without_rows_may_be_let_through():
    assert read(b"a,b\n", name="e.csv", may_be_empty=True).frame.height == 0
    with pytest.raises(TableRefused, match=r"e\.csv: It has column names and no rows\."):
        read(b"a,b\n", name="e.csv")
