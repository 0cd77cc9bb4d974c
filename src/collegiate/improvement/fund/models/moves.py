"""The lifecycles of a contribution and of a payment."""

from collegiate.improvement.fund.models.commitment import PaymentStage
from collegiate.improvement.fund.models.contribution import ContributionStage

CONTRIBUTION_MOVES: dict[ContributionStage, frozenset[ContributionStage]] = {
    ContributionStage.PLEDGED: frozenset({ContributionStage.DUE, ContributionStage.WAIVED}),
    ContributionStage.DUE: frozenset({ContributionStage.RECEIVED, ContributionStage.WAIVED}),
    ContributionStage.RECEIVED: frozenset({ContributionStage.REVERSED}),
    ContributionStage.REVERSED: frozenset(),
    ContributionStage.WAIVED: frozenset(),
}
PAYMENT_MOVES: dict[PaymentStage, frozenset[PaymentStage]] = {
    PaymentStage.REQUESTED: frozenset({PaymentStage.AUTHORISED, PaymentStage.REFUSED}),
    PaymentStage.AUTHORISED: frozenset({PaymentStage.PAID, PaymentStage.REFUSED}),
    PaymentStage.PAID: frozenset({PaymentStage.REVERSED}),
    PaymentStage.REVERSED: frozenset(),
    PaymentStage.REFUSED: frozenset(),
}
