"""Questions about the fund: its balance, its ledger, and who owes what."""

from collegiate.improvement.fund.policies import may_keep_books
from collegiate.improvement.fund.queries.contributions import (
    Statement,
    contributions,
    get_contribution,
    paid_in_by,
    statements,
)
from collegiate.improvement.fund.queries.funds import (
    Balance,
    balance,
    commitments,
    funds,
    get,
    get_commitment,
    owed,
    promised_under,
)
from collegiate.improvement.fund.queries.ledger import (
    brought_forward,
    faults,
    get_entry,
    ledger,
    legs,
    size,
    taken_back_by,
    unbalanced,
)
from collegiate.improvement.fund.queries.payments import (
    get_payment,
    payments,
)

__all__ = [
    "Balance",
    "Statement",
    "balance",
    "brought_forward",
    "commitments",
    "contributions",
    "faults",
    "funds",
    "get",
    "get_commitment",
    "get_contribution",
    "get_entry",
    "get_payment",
    "ledger",
    "legs",
    "may_keep_books",
    "owed",
    "paid_in_by",
    "payments",
    "promised_under",
    "size",
    "statements",
    "taken_back_by",
    "unbalanced",
]
