"""A table in pieces is the table: the same rows, lines and refusals, whatever the kind of file and the size of a piece."""

from pathlib import Path

import polars as pl
import pytest

from collegiate.doors.exchange.tables import TableRefused
from collegiate.doors.exchange.tables.frames import read
from collegiate.doors.exchange.tables.pieces import in_pieces
from tests.doors.exchange.tables.test_mutations import FILES, mutated

COLUMNS = ["TELIG", "URN"]


def whole(path: Path) -> list[tuple[int, ...]] | None:
    try:
        table = read(path, columns=COLUMNS)
    except TableRefused:
        return None
    return list(zip(table.lines.tolist(), table.text("TELIG"), table.text("URN"), strict=True))


def pieced(path: Path, rows: int) -> list[tuple[int, ...]] | None:
    found = []
    try:
        for table in in_pieces(path, columns=COLUMNS, rows=rows):
            assert 0 < table.typed.height <= rows
            assert table.typed.columns == [table.header[table.header.where(name, file="")] for name in COLUMNS]
            found += zip(table.lines.tolist(), table.text("TELIG"), table.text("URN"), strict=True)
    except TableRefused as refusal:
        assert str(refusal).startswith(path.name)  # noqa: PT017 -- one of two outcomes
        return None
    return found


@pytest.mark.parametrize("rows", [1, 7, 40, 1000])
@pytest.mark.parametrize("kind", FILES)
def test_pieces_hold_what_the_whole_holds(kind, rows, tmp_path):
    path = tmp_path / kind
    path.write_bytes(FILES[kind])

    assert pieced(path, rows) == whole(path)
    assert len(whole(path) or ()) == 40


@pytest.mark.parametrize("kind", FILES)
def test_damaged_files_are_refused_in_pieces_as_they_are_whole(kind, tmp_path):
    path = tmp_path / "damaged"
    for seed in range(150):
        path.write_bytes(mutated(FILES[kind], seed))
        found, expected = pieced(path, 11), whole(path)
        # Of a Parquet file only the columns asked for are read, and damage to another need not be seen.
        assert found == expected or (kind == "parquet" and expected is None), seed


def test_how_many_rows_there_are_is_known_beforehand(tmp_path):
    for kind, content in FILES.items():
        path = tmp_path / kind
        path.write_bytes(content)
        assert in_pieces(path, columns=COLUMNS).about == 40


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_header_without_rows_and_a_column_that_is_not_there_are_refused(tmp_path, ending):
    path = tmp_path / f"schools{ending}"
    frame = pl.DataFrame({"URN": ["1"], "TELIG": ["5"]})
    frame.clear().write_csv(path) if ending == ".csv" else frame.clear().write_parquet(path)
    with pytest.raises(TableRefused, match="It has column names and no rows"):
        list(in_pieces(path, columns=COLUMNS))

    frame.write_csv(path) if ending == ".csv" else frame.write_parquet(path)
    with pytest.raises(TableRefused, match="column TELIGS: There is no such column"):
        list(in_pieces(path, columns=["TELIGS"]))
