"""The nouns of the fund."""

from collegiate.improvement.fund.models.commitment import Commitment, Payment, PaymentStage
from collegiate.improvement.fund.models.fund import Contribution, ContributionStage, Fund
from collegiate.improvement.fund.models.ledger import AccountKind, Entry, LedgerAccount, Leg
from collegiate.improvement.fund.models.moves import CONTRIBUTION_MOVES, PAYMENT_MOVES

__all__ = [
    "CONTRIBUTION_MOVES",
    "PAYMENT_MOVES",
    "AccountKind",
    "Commitment",
    "Contribution",
    "ContributionStage",
    "Entry",
    "Fund",
    "LedgerAccount",
    "Leg",
    "Payment",
    "PaymentStage",
]
