"""The nouns of the fund."""

from collegiate.improvement.fund.models.bank import Match, Reconciliation, Statement, StatementLine
from collegiate.improvement.fund.models.commitment import Commitment, Payment, PaymentStage
from collegiate.improvement.fund.models.contribution import (
    Contribution,
    ContributionKind,
    ContributionStage,
    days_in_words,
)
from collegiate.improvement.fund.models.digest import digest
from collegiate.improvement.fund.models.formula import Formula, Rate
from collegiate.improvement.fund.models.fund import Fund
from collegiate.improvement.fund.models.instalment import Instalment
from collegiate.improvement.fund.models.ledger import (
    BANK,
    CHART,
    CONTRIBUTIONS,
    OPENING,
    PROGRAMMES,
    TRANSFERS,
    AccountKind,
    Entry,
    EntryKind,
    LedgerAccount,
    Leg,
)
from collegiate.improvement.fund.models.moves import CONTRIBUTION_MOVES, PAYMENT_MOVES

__all__ = [
    "BANK",
    "CHART",
    "CONTRIBUTIONS",
    "CONTRIBUTION_MOVES",
    "OPENING",
    "PAYMENT_MOVES",
    "PROGRAMMES",
    "TRANSFERS",
    "AccountKind",
    "Commitment",
    "Contribution",
    "ContributionKind",
    "ContributionStage",
    "Entry",
    "EntryKind",
    "Formula",
    "Fund",
    "Instalment",
    "LedgerAccount",
    "Leg",
    "Match",
    "Payment",
    "PaymentStage",
    "Rate",
    "Reconciliation",
    "Statement",
    "StatementLine",
    "days_in_words",
    "digest",
]
