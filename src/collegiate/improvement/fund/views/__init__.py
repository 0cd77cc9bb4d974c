"""Pages of the fund: where the money stands, what is due, and payments that wait for somebody."""

from collegiate.improvement.fund.views.books import contributions, expect, fund, open_fund, receive
from collegiate.improvement.fund.views.payments import payment, payments, refuse, release

__all__ = [
    "contributions",
    "expect",
    "fund",
    "open_fund",
    "payment",
    "payments",
    "receive",
    "refuse",
    "release",
]
