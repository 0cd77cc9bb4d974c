"""Deeds of the fund."""

from collegiate.improvement.fund.commands._posting import DayIsReconciled, NotYet
from collegiate.improvement.fund.commands.allocation import (
    PotCannotBeShared,
    WeighsNothing,
    adjust,
    approve_formula,
    draft_formula,
    open_round,
    set_shares_aside,
    share_out,
    withdraw_round,
)
from collegiate.improvement.fund.commands.bank import (
    BankLine,
    StatementDoesNotFollow,
    load_statement,
    match,
    match_sure,
    reconcile,
    take_off,
)
from collegiate.improvement.fund.commands.contributions import (
    NobodyToRemind,
    expect_contribution,
    receive_contribution,
    remind,
    waive,
)
from collegiate.improvement.fund.commands.formulas import Asked, FormulaAsksForNothing, invoice, pledge, set_formula
from collegiate.improvement.fund.commands.funds import (
    BroughtForward,
    FundWouldBeOverdrawn,
    bring_forward,
    open_fund,
    transfer,
)
from collegiate.improvement.fund.commands.paying import (
    ask_again,
    authorise_payment,
    check_payment,
    refuse_payment,
    request_payment,
    return_payment,
    send_payment,
    set_limit,
)
from collegiate.improvement.fund.commands.reversing import reverse
from collegiate.improvement.fund.commands.spending import raise_payable, release, set_aside

__all__ = [
    "Asked",
    "BankLine",
    "BroughtForward",
    "DayIsReconciled",
    "FormulaAsksForNothing",
    "FundWouldBeOverdrawn",
    "NobodyToRemind",
    "NotYet",
    "PotCannotBeShared",
    "StatementDoesNotFollow",
    "WeighsNothing",
    "adjust",
    "approve_formula",
    "ask_again",
    "authorise_payment",
    "bring_forward",
    "check_payment",
    "draft_formula",
    "expect_contribution",
    "invoice",
    "load_statement",
    "match",
    "match_sure",
    "open_fund",
    "open_round",
    "pledge",
    "raise_payable",
    "receive_contribution",
    "reconcile",
    "refuse_payment",
    "release",
    "remind",
    "request_payment",
    "return_payment",
    "reverse",
    "send_payment",
    "set_aside",
    "set_formula",
    "set_limit",
    "set_shares_aside",
    "share_out",
    "take_off",
    "transfer",
    "waive",
    "withdraw_round",
]
