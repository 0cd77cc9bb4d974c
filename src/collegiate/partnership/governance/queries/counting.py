"""Does a vote carry, and would it without those who should not have voted? Plain arithmetic, asking nothing of the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

from collegiate.partnership.governance.models import Choice, Decision, VotingRule


@dataclass(frozen=True, slots=True)
class Tally:
    """
    How a vote fell.

    Attributes
    ----------
    counted : int
        How many counted to the quorum.
    """

    in_favour: int
    against: int
    abstained: int
    counted: int
    quorum: int
    rule: VotingRule

    @property
    def is_quorate(self) -> bool:
        """Whether as many counted as are needed."""
        return self.counted >= self.quorum

    @property
    def carries(self) -> bool:
        """Whether there are more for than against, and as many as the terms of reference ask for; by a quorum."""
        more = self.in_favour > self.against
        return self.is_quorate and more and self.rule.carries(self.in_favour, self.against)

    def without(self, choices: Iterable[Choice]) -> "Tally":
        """Return the tally without some votes of those who counted."""
        gone = Counter(choices)
        return replace(
            self,
            in_favour=self.in_favour - gone[Choice.FOR],
            against=self.against - gone[Choice.AGAINST],
            abstained=self.abstained - gone[Choice.ABSTAIN],
            counted=self.counted - gone.total(),
        )

    @property
    def is_possible(self) -> bool:
        """Whether nobody was taken away who is not there."""
        return min(self.in_favour, self.against, self.abstained, self.counted) >= 0


@dataclass(frozen=True, slots=True)
class Recount:
    """
    A vote without those who should not have voted.

    Attributes
    ----------
    tally : Tally
        Without the votes of which it is known how they were cast. Those not known are no longer among those who counted.
    unknown : int
        How many are void of which nobody knows how they were cast; they are still among for, against and abstained.
    carries : frozenset of bool
        Whether it carries: one answer where it is the same however the unknown were cast, else both.
    """

    tally: Tally
    unknown: int
    carries: frozenset[bool]


def recount(tally: Tally, *, void: Iterable[Choice | None], silent: int = 0) -> Recount:
    """
    Count again without the void votes; None stands for one of which it is not known how it was cast.

    `silent` is how many more counted to the quorum and should not have, who cast no vote.
    """
    void = list(void)
    without = tally.without(choice for choice in void if choice is not None)
    known = replace(without, counted=without.counted - silent)
    unknown = void.count(None)
    ways = [known.without(way) for way in combinations_with_replacement(Choice, unknown)]
    carries = frozenset(way.carries for way in ways if way.is_possible)
    return Recount(replace(known, counted=known.counted - unknown), unknown, carries)


def tally_of(decision: Decision, rule: VotingRule) -> Tally:
    """Return how the vote on a decision fell, as it was minuted."""
    votes = decision.in_favour + decision.against + decision.abstained
    counted = votes if decision.counted is None else decision.counted
    return Tally(decision.in_favour, decision.against, decision.abstained, counted, decision.quorum, rule)
