"""What a proposal of support says, and what a departure from it costs."""

from dataclasses import dataclass

from collegiate.values import Money

METHOD = "greatest worth within capacity, programmes a school and budget, by linear and integer programming (HiGHS)"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Match:
    """
    An offer proposed for a need.

    Attributes
    ----------
    need, school, offer : str
        Their ids.
    value : int
        What the pairing is worth, in points.
    price : int
        What it costs, in pence.
    """

    need: str
    school: str
    offer: str
    value: int
    price: int

    def sentence(self) -> str:
        """Say which offer is proposed for which need."""
        return f"{self.offer} for {self.need} at {self.school}: worth {self.value} points, price {Money(self.price).pounds}."


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    The best set of pairings there is.

    Attributes
    ----------
    matches : tuple of Match
        In order of need.
    unmet : tuple of str
        Needs without an offer, in order of id.
    total : int
        What the pairings are worth together, in points.
    bound : int
        What no set of pairings can exceed; equal to `total` where the proposal is proven best.
    spent, budget : int
        Money, in pence.
    most_per_school : int
        New programmes that a school may have.
    searched, pairings : int
        How many pairings the exact search had to look at, of how many.
    method, version : str, int
        How this was worked out.
    """

    matches: tuple[Match, ...]
    unmet: tuple[str, ...]
    total: int
    bound: int
    spent: int
    budget: int
    most_per_school: int
    searched: int
    pairings: int
    method: str = METHOD
    version: int = VERSION

    @property
    def gap(self) -> float:
        """How far the total may lie under the best, as a part of the bound; 0 where it is proven best."""
        return 0.0 if self.bound == 0 else (self.bound - self.total) / self.bound

    def of_need(self, need: str) -> Match | None:
        """Return what is proposed for a need, if anything."""
        return next((match for match in self.matches if match.need == need), None)

    def sentence(self) -> str:
        """Say how many needs are met, at what price, and how sure it is that nothing does better."""
        needs = len(self.matches) + len(self.unmet)
        best = (
            "no other set is worth more" if self.gap == 0 else f"no other set is worth over {100 * self.gap:.2g} % more"
        )
        return (
            f"{len(self.matches)} of {needs} needs get an offer, for {Money(self.spent).pounds} of {Money(self.budget).pounds}; "
            f"worth {self.total:,} points together, and {best}."
        )


@dataclass(frozen=True, slots=True)
class Departure:
    """
    What deciding otherwise costs against the best.

    Attributes
    ----------
    proposal : Proposal
        The best that keeps to the decisions.
    points : int
        Points that the decisions cost, 0 or more.
    spent_more : int
        Pence spent more (or less, below 0) than the best spends.
    gained, lost : tuple of str
        Needs that are met now and were not, and the other way round.
    """

    proposal: Proposal
    points: int
    spent_more: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    def sentence(self) -> str:
        """Say what the decisions cost, and who gains and loses by them."""
        if not self.points:
            return "The decision costs nothing: it is worth as much as the best proposal."
        before = self.proposal.total + self.points
        words = f"The decision costs {self.points:,} of {before:,} points ({100 * self.points / before:.2g} %)"
        for verb, needs in (("meets", self.gained), ("leaves unmet", self.lost)):
            if needs:
                words += f"; it {verb} {', '.join(needs)}"
        return words + "."
