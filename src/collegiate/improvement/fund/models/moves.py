"""The lifecycles of a contribution and of a payment."""

from collegiate.improvement.fund.models.commitment import PaymentStage
from collegiate.improvement.fund.models.fund import ContributionStage

CONTRIBUTION_MOVES: dict[ContributionStage, frozenset[ContributionStage]] = {
    ContributionStage.DUE: frozenset({ContributionStage.RECEIVED}),
    ContributionStage.RECEIVED: frozenset({ContributionStage.REVERSED}),
    ContributionStage.REVERSED: frozenset(),
}
PAYMENT_MOVES: dict[PaymentStage, frozenset[PaymentStage]] = {
    PaymentStage.REQUESTED: frozenset({PaymentStage.AUTHORISED, PaymentStage.REFUSED}),
    PaymentStage.AUTHORISED: frozenset({PaymentStage.PAID, PaymentStage.REFUSED}),
    PaymentStage.PAID: frozenset({PaymentStage.REVERSED}),
    PaymentStage.REVERSED: frozenset(),
    PaymentStage.REFUSED: frozenset(),
}
