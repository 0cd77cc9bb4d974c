"""The nouns of the fund."""

from collegiate.improvement.fund.models.allocation import Adjustment, Allocation, NeedInput, NeedSnapshot
from collegiate.improvement.fund.models.allocation_round import ROUND_MOVES, AllocationRound, RoundStage
from collegiate.improvement.fund.models.authorisation import Authorisation, AuthorisationLimit
from collegiate.improvement.fund.models.bank import OWN_ENTRIES_UP_TO, Match, Reconciliation, Statement, StatementLine
from collegiate.improvement.fund.models.commitment import Commitment
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
from collegiate.improvement.fund.models.moves import CONTRIBUTION_MOVES
from collegiate.improvement.fund.models.need_formula import NeedFormula, NeedWeight, formula_digest
from collegiate.improvement.fund.models.payment import (
    NOT_PAID_AFTER_ALL,
    PAID,
    PAYMENT_MOVES,
    WAITING,
    Payment,
    PaymentStage,
)

__all__ = [
    "BANK",
    "CHART",
    "CONTRIBUTIONS",
    "CONTRIBUTION_MOVES",
    "NOT_PAID_AFTER_ALL",
    "OPENING",
    "OWN_ENTRIES_UP_TO",
    "PAID",
    "PAYMENT_MOVES",
    "PROGRAMMES",
    "ROUND_MOVES",
    "TRANSFERS",
    "WAITING",
    "AccountKind",
    "Adjustment",
    "Allocation",
    "AllocationRound",
    "Authorisation",
    "AuthorisationLimit",
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
