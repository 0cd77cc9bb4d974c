"""Rows, streamed: the alphabets, the ragged and the broken."""

import gzip
import tracemalloc

import polars as pl
import pytest

from collegiate.doors.exchange.tables import TableRefused, rows
from collegiate.doors.exchange.tables.write import as_bytes, write_rows

PLAIN = "URN,Name,Town\n1,Hillside,Ashmere\n2,The Ashmere School,\n"
SCHOOLS = [["1", "Hillside", "Ashmere"], ["2", "The Ashmere School", ""]]


def listed(content: bytes | str, **kwargs) -> list[list[str]]:
    given = content.encode() if isinstance(content, str) else content
    return [cells for _, cells in rows(given, name="schools.csv", **kwargs)]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.removesuffix("\n").encode(),
        gzip.compress(PLAIN.encode(), mtime=0),
        b'"URN","Name","Town"\n"1","Hillside","Ashmere"\n"2","The Ashmere School",""\n',
        b"\n\nURN,Name,Town\n\n1,Hillside,Ashmere\n2,The Ashmere School,\n\n",
    ],
    ids=["utf-8", "with a mark", "crlf", "cr", "no last line end", "gzip", "quoted", "blank lines"],
)
def test_the_same_rows_however_they_are_written(content):
    assert listed(content) == SCHOOLS


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".xlsx", ".parquet"])
def test_the_same_rows_from_every_kind_of_file(tmp_path, ending):
    path = write_rows(["URN", "Name", "Town"], SCHOOLS, tmp_path / f"schools{ending}")

    table = rows(path, required=["urn", "town"])

    assert list(table) == [(2, SCHOOLS[0]), (3, SCHOOLS[1])]
    assert table.file == f"schools{ending}"


def test_windows_letters_are_read_as_windows_letters():
    table = rows("URN,Name\n1,St Mary’s École\n".encode("cp1252"), name="s.csv")

    assert list(table) == [(2, ["1", "St Mary’s École"])]
    assert table.encoding == "cp1252"


def test_a_windows_file_with_one_cell_that_looks_like_utf_8_is_still_a_windows_file():
    names = "École,Élan,Ça,Øre\n".encode("cp1252") + "é,b,c,d\n".encode() + "À,Ü,Ö,Ä\n".encode("cp1252")

    assert listed(names) == [["Ã©", "b", "c", "d"], ["À", "Ü", "Ö", "Ä"]]


def test_long_and_short_rows_are_handed_on_as_they_are_and_reported():
    table = rows(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3\n", name="r.csv")

    assert [cells for _, cells in table] == [["1", "2", "3"], ["1", "2"], ["1", "2", "3", "4"], ["1", "2", "3"]]
    assert [ragged.sentence() for ragged in table.ragged] == [
        "Line 3 has 2 cells; the header has 3.",
        "Line 4 has 4 cells; the header has 3.",
    ]
    assert (table.rows, table.ragged_rows, table.blank_lines) == (4, 2, 0)


def test_a_row_is_known_by_the_line_it_begins_on():
    table = rows(b'a,b\n1,"two\nlines"\n\n2,x\n', name="r.csv")

    assert list(table) == [(2, ["1", "two\nlines"]), (5, ["2", "x"])]
    assert table.blank_lines == 1


def test_named_cells_come_in_the_order_asked_and_padded():
    table = rows(b"Estab,Name,URN\n1,x,7\n2\n", name="r.csv")

    assert list(table.cells("URN", "ESTAB")) == [(2, ["7", "1"]), (3, ["", "2"])]


def test_a_table_can_be_walked_twice():
    table = rows(PLAIN.encode(), name="r.csv")

    assert list(table) == list(table)
    assert table.rows == 2


def test_files_whose_every_row_ends_early_are_let_through():
    assert len(listed(b"a,b,c\n1,2\n3,4\n5,6")) == 3


WHOLE = "URN,Name,Town\n1,Hillside,Ashmere\n2,Brook,Ashmere\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "s.csv: The file is empty. Fetch or save it again."),
        (b"\n\n\n", "s.csv: There is nothing in it. Fetch or save it again."),
        (b"a,b\n", "s.csv: It has column names and no rows. Check that it is the right file."),
        (b"\xef\xbb\xbf", "s.csv: There is nothing in it. Fetch or save it again."),
        (b",,\n1,2,3\n", "s.csv, line 1: The first row holds no column names. Put the column names in the first row."),
        (b"a;b;c\n1;2;3\n", "s.csv, line 1: Its columns are separated by semicolons. Save it with commas."),
        (b"a\tb\n1\t2\n", "s.csv, line 1: Its columns are separated by tabs. Save it with commas."),
        (
            b"a,b\n1,\x00\n",
            "s.csv, line 2: It holds bytes that are not text. Give a CSV, .xlsx or Parquet file.",
        ),
        (
            WHOLE.encode()[:-9],
            "s.csv, line 3: The file breaks off inside this row: it has 2 of 3 cells and no line end. "
            "Fetch or save it again; if the row is right, end the line.",
        ),
        (
            b'a,b\n1,2\n3,"fo',
            "s.csv, line 3: A quote mark is opened and never closed: the file is cut short or damaged. "
            "Fetch or save it again.",
        ),
        (
            b'a,b\n1,"2\n3,4\n5,6\n',
            "s.csv, line 2: A quote mark is opened and never closed: the file is cut short or damaged. "
            "Fetch or save it again.",
        ),
        (b"\xff\xfea\x00", "s.csv: It is text in UTF-16. Save it as “CSV UTF-8”."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "s.csv: It is a spreadsheet of the old kind (.xls). Save it as .xlsx or CSV."),
        (b"%PDF-1.7\n", "s.csv: It is a PDF, not a table. Give a CSV, .xlsx or Parquet file."),
        (
            b"\xef\xbb\xbfa,b\n1,\xe9\n",
            "s.csv, line 2: It is UTF-8, but a letter here is broken: the file is damaged. Fetch or save it again.",
        ),
        (
            b"a,b\n1,2\n1,\x81\n",
            "s.csv, line 3: A letter here is neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”.",
        ),
        (
            gzip.compress(WHOLE.encode(), mtime=0)[:-12],
            "s.csv: The gzip file is cut short or damaged. Fetch or send it again.",
        ),
        (gzip.compress(b"", mtime=0), "s.csv: The file is empty. Fetch or save it again."),
        (
            gzip.compress(b"PAR1....", mtime=0),
            "s.csv: It is packed with gzip, but what is inside is not CSV. Unpack it first.",
        ),
        (b"PAR1....", "s.csv: The Parquet file is damaged or cut short. Fetch or save it again."),
        (
            b"PK\x03\x04....",
            "s.csv: It is no spreadsheet that can be read, or it is damaged. Save it again as .xlsx or as CSV.",
        ),
    ],
)
def test_a_file_that_is_no_whole_table_is_refused_before_its_first_row(content, message):
    with pytest.raises(TableRefused) as refused:
        rows(content, name="s.csv")

    assert str(refused.value) == message


def test_a_quote_mark_inside_a_quoted_cell_is_refused_with_its_line():
    table = rows(b'a,b\n1,2\n3,"x" y"z"\n', name="r.csv")

    with pytest.raises(TableRefused, match=r"r\.csv, line 3: There is a quote mark in the middle of a quoted cell"):
        list(table)


@pytest.mark.parametrize(
    ("required", "message"),
    [
        (["Phase"], r"s\.csv, line 1, column Phase: There is no such column\. The columns begin: URN, Name, Town\."),
        (["Towns"], r"s\.csv, line 1, column Towns: There is no such column\. Did you mean Town\?"),
        (["LA", "Phase"], r"s\.csv, line 1: These columns are missing: LA, Phase\."),
    ],
)
def test_a_missing_column_is_named_with_its_likely_neighbours(required, message):
    with pytest.raises(TableRefused, match=message):
        rows(PLAIN.encode(), name="s.csv", required=required)


def test_a_column_that_is_there_twice_is_refused_only_when_it_is_asked_for():
    assert listed(b"a,b,b\n1,2,3\n") == [["1", "2", "3"]]
    with pytest.raises(TableRefused, match="column b: Two columns have this name"):
        rows(b"a,b,b\n1,2,3\n", name="s.csv", required=["b"])


def test_a_file_that_is_not_there_is_refused_with_its_name(tmp_path):
    with pytest.raises(TableRefused, match=r"gone\.csv: It cannot be opened: no such file or directory\."):
        rows(tmp_path / "gone.csv")


def test_a_spreadsheet_is_read_by_sheet_and_a_wrong_sheet_is_named():
    content = as_bytes(pl.DataFrame({"a": ["1"]}), ".xlsx")

    assert listed(content, sheet="Sheet1") == [["1"]]
    with pytest.raises(TableRefused, match=r"It has no sheet “Pupils”\. Its sheets are: Sheet1\."):
        rows(content, name="s.xlsx", sheet="Pupils")


@pytest.mark.slow
def test_fifty_thousand_rows_stream_in_little_memory(tmp_path):
    path = tmp_path / "wide.csv"
    with path.open("w") as file:
        file.write(",".join(f"c{i}" for i in range(140)) + "\n")
        row = ",".join("Not applicable" for _ in range(140)) + "\n"
        file.writelines(row for _ in range(5_000))

    tracemalloc.start()
    try:
        assert sum(1 for _ in rows(path)) == 5_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 10 * 2**20
