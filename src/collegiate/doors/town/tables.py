"""The town's figures as files of the shape that the performance tables have, marks and total rows included."""

import csv
import io
from collections.abc import Iterable, Sequence

from collegiate.doors.town.plan import Result, School
from collegiate.values import AcademicYear

FEWEST_PUBLISHED = 6  # cohorts of five or fewer are suppressed in the published tables
CODE = "999"


def file_name(year: AcademicYear, kind: str) -> str:
    """Return a name such as 2022-2023_england_ks2final.csv, from which the year is read."""
    return f"{year.starts}-{year.starts + 1}_england_{kind}.csv"


def _written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def ks2(results: Sequence[Result], schools: dict[str, School]) -> bytes:
    """Return the key stage 2 file: one row a school that has such pupils, and the authority's row with a blank URN."""
    header = ["RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "TELIG", "PTRWM_EXP"]
    rows: list[list[object]] = []
    for result in results:
        school = schools[result.urn]
        if result.eligible:
            share = f"{round(100 * result.reached / result.eligible)}%"
            mark = "SUPP" if result.eligible < FEWEST_PUBLISHED else share
            rows.append([1, CODE, school.laestab[3:], school.urn, school.name, result.eligible, mark])
    everybody = sum(result.eligible for result in results)
    reached = sum(result.reached for result in results)
    rows.append([3, CODE, " ", " ", " ", everybody, f"{round(100 * reached / max(everybody, 1))}%"])
    return _written(header, rows)


def absence(results: Sequence[Result], schools: dict[str, School]) -> bytes:
    """Return the absence file; pupil referral units as published, the national row last."""
    rows: list[list[object]] = [
        [CODE, schools[result.urn].laestab[3:], result.urn, result.absence, round(result.absence * 3, 1)]
        for result in results
    ]
    rows.append(["", "", "NAT", 6.6, 19.2])
    return _written(["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"], rows)


def census(results: Sequence[Result], schools: dict[str, School]) -> bytes:
    """Return the school census file, the national row last."""
    rows: list[list[object]] = [
        [result.urn, CODE, schools[result.urn].laestab[3:], result.on_roll, result.free_meals] for result in results
    ]
    rows.append(["NAT", "", "", sum(r.on_roll for r in results), sum(r.free_meals for r in results)])
    return _written(["URN", "LA", "ESTAB", "NOR", "NUMFSM"], rows)
