"""
The words everything else is said in. Plain Python, no Django; one noun a file.

Import from here: ``from collegiate.values import Money, no``.
"""

from collegiate.values.academic_year import AcademicYear
from collegiate.values.cannot_say import CannotSay, Status
from collegiate.values.counted import counted
from collegiate.values.financial_year import Books, FinancialYear
from collegiate.values.money import Money
from collegiate.values.names import LEFT_OUT, Names
from collegiate.values.news import News
from collegiate.values.owed import Owed
from collegiate.values.role import Role
from collegiate.values.ruling import YES, NotAllowed, Refused, Ruling, no
from collegiate.values.standing import NOBODY, Held, Standing, job
from collegiate.values.term import Term
from collegiate.values.working_day import (
    is_working_day,
    schools_work_on,
    working_day,
    working_days_after,
    working_days_from,
)

__all__ = [
    "LEFT_OUT",
    "NOBODY",
    "YES",
    "AcademicYear",
    "Books",
    "CannotSay",
    "FinancialYear",
    "Held",
    "Money",
    "Names",
    "News",
    "NotAllowed",
    "Owed",
    "Refused",
    "Role",
    "Ruling",
    "Standing",
    "Status",
    "Term",
    "counted",
    "is_working_day",
    "job",
    "no",
    "schools_work_on",
    "working_day",
    "working_days_after",
    "working_days_from",
]
