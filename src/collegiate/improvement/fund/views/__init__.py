"""Pages of the fund: where the money stands, what is due, and payments that wait for somebody."""

from collegiate.improvement.fund.views.bank import line, match_sure, reconcile, statement, statements
from collegiate.improvement.fund.views.books import fund
from collegiate.improvement.fund.views.contributions import (
    contribution,
    contributions,
    expect,
    invoice,
    receive,
    remind,
    waive,
)
from collegiate.improvement.fund.views.entries import entry, reverse_entry
from collegiate.improvement.fund.views.formulas import formulas, pledge, pledged, set_formula
from collegiate.improvement.fund.views.funds import open_fund, transfer
from collegiate.improvement.fund.views.payments import payment, payments, refuse, release

__all__ = [
    "contribution",
    "contributions",
    "entry",
    "expect",
    "formulas",
    "fund",
    "invoice",
    "line",
    "match_sure",
    "open_fund",
    "payment",
    "payments",
    "pledge",
    "pledged",
    "receive",
    "reconcile",
    "refuse",
    "release",
    "remind",
    "reverse_entry",
    "set_formula",
    "statement",
    "statements",
    "transfer",
    "waive",
]
