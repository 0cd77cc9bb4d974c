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
from collegiate.improvement.fund.commands.reversing import reverse
from collegiate.improvement.fund.commands.spending import (
    authorise_payment,
    pay,
    raise_payable,
    refuse_payment,
    release,
    request_payment,
    set_aside,
)

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
    "authorise_payment",
    "bring_forward",
    "draft_formula",
    "expect_contribution",
    "invoice",
    "load_statement",
    "match",
    "match_sure",
    "open_fund",
    "open_round",
    "pay",
    "pledge",
    "raise_payable",
    "receive_contribution",
    "reconcile",
    "refuse_payment",
    "release",
    "remind",
    "request_payment",
    "reverse",
    "set_aside",
    "set_formula",
    "set_shares_aside",
    "share_out",
    "take_off",
    "transfer",
    "waive",
    "withdraw_round",
]
