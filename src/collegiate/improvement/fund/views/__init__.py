"""Pages of the fund: where the money stands, what is due, and payments that wait for somebody."""

from collegiate.improvement.fund.views.bank import line, match_sure, reconcile, statement, statements
from collegiate.improvement.fund.views.books import fund, promises
from collegiate.improvement.fund.views.contributions import (
    came_in,
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
from collegiate.improvement.fund.views.paying import (
    ask,
    ask_again,
    authorise,
    check,
    limit,
    refuse,
    release,
    returned,
    send,
)
from collegiate.improvement.fund.views.payments import payment, payments, to_ask
from collegiate.improvement.fund.views.rounds import (
    approve_formula,
    draft_formula,
    new_round,
    share_out,
    what_if,
    withdraw_round,
)
from collegiate.improvement.fund.views.shares import adjust_share, round, rounds, set_shares_aside, share

__all__ = [
    "adjust_share",
    "approve_formula",
    "ask",
    "ask_again",
    "authorise",
    "came_in",
    "check",
    "contribution",
    "contributions",
    "draft_formula",
    "entry",
    "expect",
    "formulas",
    "fund",
    "invoice",
    "limit",
    "line",
    "match_sure",
    "new_round",
    "open_fund",
    "payment",
    "payments",
    "pledge",
    "pledged",
    "promises",
    "receive",
    "reconcile",
    "refuse",
    "release",
    "remind",
    "returned",
    "reverse_entry",
    "round",
    "rounds",
    "send",
    "set_formula",
    "set_shares_aside",
    "share",
    "share_out",
    "statement",
    "statements",
    "to_ask",
    "transfer",
    "waive",
    "what_if",
    "withdraw_round",
]
