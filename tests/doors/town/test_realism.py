"""Whether the town's figures are like a real town's, where the published files are at hand to compare with."""

import csv
import gzip
from collections import defaultdict
from math import comb
from pathlib import Path
from statistics import correlation, mean, pstdev, quantiles

import pytest

from collegiate.improvement.evidence.models import IndicatorValue

PERFORMANCE = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "data" / "performance").is_dir()
    ),
    None,
)
FULL_WIDTH = (
    "2016-2017_850_ks2final.csv.gz", "2017-2018_850_ks2final.csv.gz", "2018-2019_850_ks2final.csv.gz",
    "2016-2017_936_ks2final.csv.gz", "2018-2019_936_ks2final.csv.gz",
)  # fmt: skip
STRANGE = 0.05  # how rarely a real town would differ as much as the imaginary one may

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        PERFORMANCE is None, reason="the published performance tables (shared/data/performance) are not here"
    ),
]


def rows(name):
    with gzip.open(PERFORMANCE / name, "rt", encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            if row["URN"].strip().isdecimal():
                yield {column: (cell or "").strip() for column, cell in row.items() if column}


def chance(found, of, share):
    """Return how often as many as were found, or as few, would be found by chance: the smaller of the two."""
    at = [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]
    return min(sum(at[: found + 1]), sum(at[found:]))


@pytest.fixture
def results(town):
    """Return the town's key stage 2 figures and free meals: year to rows."""
    by_year = defaultdict(list)
    for one in IndicatorValue.objects.filter(indicator="ks2_rwm_expected", is_current=True):
        by_year[one.year].append(one)
    return by_year


def shares(measure):
    """Return the least and the greatest share of a real authority's schools in any year."""
    found = []
    for name in FULL_WIDTH:
        schools = list(rows(name))
        found.append(sum(measure(row) for row in schools) / len(schools))
    return min(found), max(found)


def is_likely(found, of, real):
    """Say whether a town of so many schools would be found in an authority with a share in a real range."""
    low, high = real
    return low <= found / of <= high or max(chance(found, of, low), chance(found, of, high)) >= STRANGE


def test_as_many_cohorts_are_small_as_in_a_real_authority(results):
    real = shares(lambda row: row["TELIG"].isdecimal() and int(row["TELIG"]) < 11)

    assert 0.01 < real[0] < real[1] < 0.1
    for year, figures in results.items():
        small = sum(one.n is not None and one.n < 11 for one in figures)
        assert is_likely(small, len(figures), real), f"{year}: {small} of {len(figures)}, really {real}"


def test_as_many_cells_are_suppressed_as_in_a_real_authority(results):
    real = shares(lambda row: row["PTRWM_EXP"] == "SUPP")

    assert 0 < real[0] < real[1] < 0.05
    for year, figures in results.items():
        suppressed = sum(one.status == "suppressed" for one in figures)
        assert is_likely(suppressed, len(figures), real), f"{year}: {suppressed} of {len(figures)}, really {real}"


@pytest.fixture(scope="module")
def authorities():
    """Return the spread and the correlation of each authority with thirty schools or more, in 2017/18."""
    census = {row["URN"]: row for row in rows("2018-2019_england_census.csv.gz")}
    by_authority = defaultdict(list)
    for row in rows("ks2_perf_2018_renamed_by_uploader.csv.gz"):
        reached, there = row["Overall Meet Std"].removesuffix("%"), census.get(row["URN"])
        if reached.isdecimal() and there and there["NUMFSM"].isdecimal() and int(there["NOR"] or 0):
            by_authority[there["LA"]].append((100 * int(there["NUMFSM"]) / int(there["NOR"]), float(reached)))
    found = [schools for schools in by_authority.values() if len(schools) >= 30]
    return [pstdev(y for _, y in one) for one in found], [correlation(*zip(*one, strict=True)) for one in found]


def pairs(town_figures, year):
    meals = {
        one.organisation_id: float(one.value)
        for one in IndicatorValue.objects.filter(
            indicator="fsm_eligible", year=year, is_current=True, value__isnull=False
        )
    }
    return [
        (meals[one.organisation_id], float(one.value))
        for one in town_figures
        if one.value is not None and one.organisation_id in meals
    ]


def middle_nine_tenths(numbers):
    cuts = quantiles(numbers, n=20)
    return cuts[0], cuts[-1]


def test_schools_differ_as_much_as_those_of_a_real_authority(results, authorities):
    low, high = middle_nine_tenths(authorities[0])

    spread = mean(pstdev(y for _, y in pairs(figures, year)) for year, figures in results.items())

    assert len(authorities[0]) > 100
    assert low <= spread <= high


def test_free_meals_and_results_go_together_as_in_a_real_authority(results, authorities):
    low, high = middle_nine_tenths(authorities[1])

    together = mean(correlation(*zip(*pairs(figures, year), strict=True)) for year, figures in results.items())

    assert together < 0
    assert low <= together <= high
