"""The nouns of the fund."""

from collegiate.improvement.fund.models.commitment import Commitment, Payment, PaymentStage
from collegiate.improvement.fund.models.digest import digest
from collegiate.improvement.fund.models.fund import Contribution, ContributionStage, Fund
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
    "ContributionStage",
    "Entry",
    "EntryKind",
    "Fund",
    "LedgerAccount",
    "Leg",
    "Payment",
    "PaymentStage",
    "digest",
]
