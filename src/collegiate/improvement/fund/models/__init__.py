"""The nouns of the fund."""

from collegiate.improvement.fund.models.allocation import Adjustment, Allocation, NeedInput, NeedSnapshot
from collegiate.improvement.fund.models.allocation_round import ROUND_MOVES, AllocationRound, RoundStage
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
from collegiate.improvement.fund.models.need_formula import NeedFormula, NeedWeight, formula_digest

__all__ = [
    "BANK",
    "CHART",
    "CONTRIBUTIONS",
    "CONTRIBUTION_MOVES",
    "OPENING",
    "PAYMENT_MOVES",
    "PROGRAMMES",
    "ROUND_MOVES",
    "TRANSFERS",
    "AccountKind",
    "Adjustment",
    "Allocation",
    "AllocationRound",
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
    "NeedFormula",
    "NeedInput",
    "NeedSnapshot",
    "NeedWeight",
    "Payment",
    "PaymentStage",
    "Rate",
    "Reconciliation",
    "RoundStage",
    "Statement",
    "StatementLine",
    "days_in_words",
    "digest",
    "formula_digest",
]
