"""Small registers for tests, in the layouts and alphabets that the real one comes in."""

import csv
import gzip
import io
from pathlib import Path

from collegiate.doors.exchange.register_row import COLUMNS, NAMES

LINKED = "Linked establishments"
SCHOOL = {
    "URN": "100001",
    "LA (code)": "941",
    "LA (name)": "West Northamptonshire",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Hillside Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1975",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "UKPRN": "10012345",
    "Street": "1 Hill Road",
    "Locality": "Hillside",
    "Town": "Northampton",
    "Postcode": "NN1 1AA",
    "SchoolWebsite": "www.hillside.example",
    "TelephoneNum": "01604123456",
    "Easting": "475000",
    "Northing": "260000",
}


def row(**cells: str) -> dict[str, str]:
    """Return a school's row, with some cells changed: ``row(urn="…", town="…")`` by the names of `register_row.NAMES`."""
    return SCHOOL | {NAMES[name]: value for name, value in cells.items()}


def rows(how_many: int, **cells: str) -> list[dict[str, str]]:
    """Return several schools that differ in URN, number and name."""
    return [
        row(**{"urn": str(100001 + one), "number": str(2001 + one), "name": f"School {one + 1}"} | cells)
        for one in range(how_many)
    ]


def bulk(*lines: dict[str, str]) -> list[list[str]]:
    """Lay rows out as the bulk file does: (code) columns beside (name) columns, and many more that nobody reads."""
    header = []
    for column in COLUMNS:
        if column.endswith("(name)") and column != "LA (name)":
            header.append(column.replace("(name)", "(code)"))
        header += [column, *(["Gender (code)", "Gender (name)"] if column == "StatutoryHighAge" else [])]
    return [header, *([line.get(name, "") for name in header] for line in lines)]


def search(*lines: dict[str, str], links: tuple[int, ...] = ()) -> list[list[str]]:
    """Lay rows out as the download of a search does: names only, and `links` cells in the last column."""
    links = (*links, *([1] * len(lines)))
    return [
        [*COLUMNS, LINKED],
        *([line[name] for name in COLUMNS] + ["link"] * many for line, many in zip(lines, links, strict=False)),
    ]


def written(table: list[list[str]], path: Path, *, encoding: str = "cp1252", line_end: str = "\r\n") -> Path:
    """Write a table to a file; packed where its name ends in .gz."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(table)
    content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path
