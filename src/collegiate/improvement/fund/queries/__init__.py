"""Questions about the fund: its balance, its ledger, and who owes what."""

from collegiate.improvement.fund.policies import may_keep_books
from collegiate.improvement.fund.queries.contributions import (
    InAYear,
    Statement,
    by_financial_year,
    contributions,
    get_contribution,
    paid_in_by,
    statements,
)
from collegiate.improvement.fund.queries.formulas import (
    WorkedOut,
    formulas,
    get_formula,
    pledged,
    pupils,
    who_pays,
    worked_out,
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
    "InAYear",
    "Statement",
    "WorkedOut",
    "balance",
    "brought_forward",
    "by_financial_year",
    "commitments",
    "contributions",
    "faults",
    "formulas",
    "funds",
    "get",
    "get_commitment",
    "get_contribution",
    "get_entry",
    "get_formula",
    "get_payment",
    "ledger",
    "legs",
    "may_keep_books",
    "owed",
    "paid_in_by",
    "payments",
    "pledged",
    "promised_under",
    "pupils",
    "size",
    "statements",
    "taken_back_by",
    "unbalanced",
    "who_pays",
    "worked_out",
]
