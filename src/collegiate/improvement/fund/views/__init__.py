"""Pages of the fund: where the money stands, what is due, and payments that wait for somebody."""

from collegiate.improvement.fund.views.books import contributions, expect, fund, receive
from collegiate.improvement.fund.views.entries import entry, reverse_entry
from collegiate.improvement.fund.views.funds import open_fund, transfer
from collegiate.improvement.fund.views.payments import payment, payments, refuse, release

__all__ = [
    "contributions",
    "entry",
    "expect",
    "fund",
    "open_fund",
    "payment",
    "payments",
    "receive",
    "refuse",
    "release",
    "reverse_entry",
    "transfer",
]
