"""
What a cell says: a number, or one of the marks that publishers put where a number cannot be given.

Source of the marks: the Department for Education's "Abbreviations used in the csv and excel download data files"
of the performance tables (2016/17 to 2022/23), the Government Statistical Service's symbols in published tables
(c, z, x, u, k, low), the Department's "Statistical First Release" conventions before 2020 (".": not applicable, as a rate of
no pupils), and Ofsted's management information (NULL).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from collegiate.values import Status

Marks = Mapping[str, Status]

#: The school performance tables, to 2024/25.
PERFORMANCE_TABLES: Marks = {
    "SUPP": Status.SUPPRESSED,
    "SUPPMAT": Status.SUPPRESSED,
    "RE": Status.SUPPRESSED,  # redacted
    "SUPP*": Status.NOT_LOADED,  # an awarding body was late; the publisher will update it
    "LOWCOV": Status.TOO_FEW,  # fewer than half of the pupils could be included
    "SP": Status.TOO_FEW,  # above 0 % and under 0.5 %
    "NE": Status.NOT_APPLICABLE,  # no entries
    "NA": Status.NOT_APPLICABLE,
    "N/A": Status.NOT_APPLICABLE,
    "NP": Status.NOT_APPLICABLE,  # not published for this kind of school
    "NEW": Status.NOT_COLLECTED,  # the school is too new to have figures
    "NULL": Status.NOT_COLLECTED,
}

#: Explore education statistics, from 2020 on.
STATISTICS: Marks = {
    "c": Status.SUPPRESSED,  # confidential
    "z": Status.NOT_APPLICABLE,
    "x": Status.NOT_COLLECTED,  # not available
    ":": Status.NOT_COLLECTED,
    "u": Status.TOO_FEW,  # of low reliability
    "k": Status.TOO_FEW,  # rounds to 0
    "low": Status.TOO_FEW,
}

#: The same publisher before 2020, who wrote x for a suppressed figure.
STATISTICS_BEFORE_2020: Marks = {**STATISTICS, "x": Status.SUPPRESSED, ".": Status.NOT_APPLICABLE}

#: All of the marks: right for any file, but that x meant something else in the older statistics.
PUBLISHED: Marks = {**PERFORMANCE_TABLES, **STATISTICS_BEFORE_2020, **STATISTICS}

#: What stands in the id column of rows that add schools up: an authority's, the country's.
TOTALS = frozenset({"", "NAT"})

#: Those that a message names where there are too many to name.
BEST_KNOWN = ("SUPP", "NE", "LOWCOV", "NA", "c", "z", "x")

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell of numbers, read: either a value or the reason there is none.

    Attributes
    ----------
    value : float or None
        The number. A percentage is in percentage points: "64%" is 64.0.
    status : Status or None
        Why there is no number; None where there is one.
    """

    value: float | None
    status: Status | None


def parse(text: str | None, *, marks: Marks = PUBLISHED, blank: Status = Status.NOT_COLLECTED) -> Cell:
    """
    Read one cell of numbers: "510", "64%", "£45,421", "SUPP", or nothing at all.

    Capitals and spaces around do not matter. A blank has the status `blank`.

    :raises ValueError: if it is neither a number nor one of the marks; the message has no place in it

    >>> parse("64%").value, parse("SUPP").status.words
    (64.0, 'suppressed')
    """
    plain = (text or "").strip()
    if not plain:
        return Cell(None, blank)
    status = marks.get(plain) or _folded(marks).get(plain.casefold())
    if status is not None:
        return Cell(None, status)
    number = plain.removeprefix("£").removesuffix("%").strip()
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    if not _NUMBER.fullmatch(number) or not isfinite(value := float(number)):
        raise ValueError(f"“{shortened(plain)}” is not a number, and not a mark {said(marks)}.")
    return Cell(value, None)


def said(marks: Marks) -> str:
    """Return the marks as a list a person can read: all, or the best known of many."""
    shown = [mark for mark in BEST_KNOWN if mark in marks] if len(marks) > len(BEST_KNOWN) else []
    return f"such as {', '.join(shown)}" if shown else f"({', '.join(sorted(marks, key=str.casefold))})"


def shortened(text: str) -> str:
    """Return a cell's text fit for a message: one line, at most 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:37] + "…"


def _folded(marks: Marks) -> dict[str, Status]:
    return {mark.casefold(): status for mark, status in marks.items()}
