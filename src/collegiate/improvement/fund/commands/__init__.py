"""Deeds of the fund."""

from collegiate.improvement.fund.commands._posting import NotYet
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
    "BroughtForward",
    "FormulaAsksForNothing",
    "FundWouldBeOverdrawn",
    "NobodyToRemind",
    "NotYet",
    "authorise_payment",
    "bring_forward",
    "expect_contribution",
    "invoice",
    "open_fund",
    "pay",
    "pledge",
    "raise_payable",
    "receive_contribution",
    "refuse_payment",
    "release",
    "remind",
    "request_payment",
    "reverse",
    "set_aside",
    "set_formula",
    "transfer",
    "waive",
]
