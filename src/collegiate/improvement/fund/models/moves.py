"""The lifecycle of a contribution."""

from collegiate.improvement.fund.models.contribution import ContributionStage

CONTRIBUTION_MOVES: dict[ContributionStage, frozenset[ContributionStage]] = {
    ContributionStage.PLEDGED: frozenset({ContributionStage.DUE, ContributionStage.WAIVED}),
    ContributionStage.DUE: frozenset({ContributionStage.RECEIVED, ContributionStage.WAIVED}),
    ContributionStage.RECEIVED: frozenset({ContributionStage.REVERSED}),
    ContributionStage.REVERSED: frozenset(),
    ContributionStage.WAIVED: frozenset(),
}
