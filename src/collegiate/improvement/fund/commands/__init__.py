"""Deeds of the fund."""

from collegiate.improvement.fund.commands.contributions import expect_contribution, open_fund, receive_contribution
from collegiate.improvement.fund.commands.spending import (
    FundWouldBeOverdrawn,
    authorise_payment,
    pay,
    raise_payable,
    refuse_payment,
    release,
    request_payment,
    set_aside,
)

__all__ = [
    "FundWouldBeOverdrawn",
    "authorise_payment",
    "expect_contribution",
    "open_fund",
    "pay",
    "raise_payable",
    "receive_contribution",
    "refuse_payment",
    "release",
    "request_payment",
    "set_aside",
]
