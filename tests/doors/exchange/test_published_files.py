"""The published performance tables themselves, where they are at hand: every row is accounted for."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from collegiate.doors.exchange.results import read_results
from collegiate.doors.exchange.tables import TOTALS
from collegiate.values import AcademicYear, Status

PERFORMANCE = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "data" / "performance").is_dir()
    ),
    None,
)
FILES = {
    "2016-2017_850_ks2final.csv.gz": "ks2final",
    "2016-2017_936_ks2final.csv.gz": "ks2final",
    "2017-2018_850_ks2final.csv.gz": "ks2final",
    "2018-2019_850_ks2final.csv.gz": "ks2final",
    "2018-2019_936_ks2final.csv.gz": "ks2final",
    "2018-2019_england_abs.csv.gz": "absence",
    "2018-2019_england_census.csv.gz": "census",
    "2022-2023_england_abs.csv.gz": "absence",
    "2022-2023_england_census.csv.gz": "census",
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        PERFORMANCE is None, reason="the published performance tables (shared/data/performance) are not here"
    ),
]


def by_hand(file: Path) -> list[dict[str, str]]:
    """Read a file with Python's own reader, a dictionary a row."""
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as text:
        return [{name: (cell or "").strip() for name, cell in row.items() if name} for row in csv.DictReader(text)]


@pytest.fixture(params=FILES, scope="module")
def published(request):
    """One file, read by hand and by the reader, with every school in it a member."""
    file = PERFORMANCE / request.param
    rows = by_hand(file)
    members = {row["URN"]: place for place, row in enumerate(rows, start=1) if row["URN"].isdecimal()}
    return file, rows, members, read_results(file, members=members)


def test_its_kind_and_year_are_known_without_being_told(published):
    file, _, _, results = published

    assert results.kind == FILES[file.name]
    assert results.year == AcademicYear(int(file.name[:4]))


def test_every_row_is_a_schools_or_a_total(published):
    _, rows, members, results = published

    assert results.bad == []
    assert results.seen == len(rows)
    assert (results.taken, results.others) == (len(members), 0)
    assert results.totals == sum(row["URN"].upper() in TOTALS for row in rows) == 3


def test_every_figure_is_what_the_cell_says(published):
    _, rows, members, results = published
    cells = {members[row["URN"]]: row for row in rows if row["URN"] in members}

    for figure in results.figures:
        row = cells[figure.organisation_id]
        match figure.indicator:
            case "ks2_rwm_expected":
                said, n = row["PTRWM_EXP"], row["TELIG"]
                expected = float(said.rstrip("%")) if said.rstrip("%").isdecimal() else None
            case "absence_overall":
                expected, n = float(row["PERCTOT"]), ""
            case "fsm_eligible":
                count, n = row["NUMFSM"], row["NOR"]
                known = count.isdecimal() and n.isdecimal() and n != "0"
                expected = 100 * int(count) / int(n) if known else None
        assert (None if figure.value is None else float(figure.value)) == pytest.approx(expected), row["URN"]
        assert (figure.value is None) is (figure.status != "")
        assert figure.n == (int(n) if n.isdecimal() else None)
        assert figure.value is None or 0 <= figure.value <= 100


def test_only_key_stage_2_of_five_pupils_or_fewer_is_kept_back(published):
    file, _, _, results = published

    kept_back = {figure.n for figure in results.figures if figure.status == Status.SUPPRESSED}
    given = {figure.n for figure in results.figures if figure.value is not None}
    assert bool(kept_back) is (FILES[file.name] == "ks2final")
    assert max(kept_back, default=0) <= 5
    assert not kept_back or min(given) > 5


def test_a_few_members_are_taken_and_everybody_else_is_counted(published):
    file, _, members, everything = published
    few = dict(list(members.items())[:: max(1, len(members) // 50)])

    results = read_results(file, members=few)

    assert results.taken == len(few)
    assert results.others == len(members) - len(few)
    assert Counter(results.figures) == Counter(
        figure for figure in everything.figures if figure.organisation_id in set(few.values())
    )
