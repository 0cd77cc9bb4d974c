"""Rulings on the fund: who keeps its books, what a decision lets be promised, who may pay, and who compares with the bank."""

from collegiate.improvement.fund.policies.bank import (
    OWN_ENTRIES_UP_TO,
    may_match,
    may_reconcile,
    may_reconcile_at_all,
    may_take_off,
)
from collegiate.improvement.fund.policies.books import (
    READ_EVERY_CONTRIBUTION,
    may_bring_forward,
    may_invoice,
    may_keep_books,
    may_open_fund,
    may_receive,
    may_remind,
    may_reverse,
    may_see_books,
    may_see_contributions,
    may_set_formula,
    may_transfer,
    may_waive,
)
from collegiate.improvement.fund.policies.spending import (
    may_authorise,
    may_pay,
    may_refuse,
    may_release,
    may_set_aside,
    may_spend,
)

__all__ = [
    "OWN_ENTRIES_UP_TO",
    "READ_EVERY_CONTRIBUTION",
    "may_authorise",
    "may_bring_forward",
    "may_invoice",
    "may_keep_books",
    "may_match",
    "may_open_fund",
    "may_pay",
    "may_receive",
    "may_reconcile",
    "may_reconcile_at_all",
    "may_refuse",
    "may_release",
    "may_remind",
    "may_reverse",
    "may_see_books",
    "may_see_contributions",
    "may_set_aside",
    "may_set_formula",
    "may_spend",
    "may_take_off",
    "may_transfer",
    "may_waive",
]
