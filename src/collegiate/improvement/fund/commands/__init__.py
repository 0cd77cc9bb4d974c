"""Deeds of the fund."""

from collegiate.improvement.fund.commands._posting import NotYet
from collegiate.improvement.fund.commands.contributions import expect_contribution, receive_contribution
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
    "BroughtForward",
    "FundWouldBeOverdrawn",
    "NotYet",
    "authorise_payment",
    "bring_forward",
    "expect_contribution",
    "open_fund",
    "pay",
    "raise_payable",
    "receive_contribution",
    "refuse_payment",
    "release",
    "request_payment",
    "reverse",
    "set_aside",
    "transfer",
]
