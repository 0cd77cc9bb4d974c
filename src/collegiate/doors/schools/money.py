"""What a member paid in, what came back to it, and what the town did with it: gathered for the page of its money."""

from dataclasses import dataclass

from collegiate.doors.schools.gathered import Withheld, as_far_as
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import Contribution, ContributionStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


@dataclass(frozen=True, slots=True)
class Part:
    """Its part of what was paid for one thing that a decision bought."""

    bought: commissioning.Bought
    part: Money


@dataclass(frozen=True, slots=True)
class OurMoney:
    """
    A member's money, there and back.

    Attributes
    ----------
    parts : list of Part
        What the town did with what it paid in, the largest part first.
    help : list of commissioning.Bought
        What was bought for it, among others, whoever's money it was.
    worth : Money
        What was paid for that, in equal parts among the schools it is for.
    """

    contributions: list[Contribution]
    spent: fund.Spent
    parts: list[Part]
    help: list[commissioning.Bought]
    worth: Money
    received: delivery.Received | Withheld
    paid_to_it: Money

    @property
    def half_days(self) -> int:
        """Half days of people's time that it gave."""
        return sum(one.half_days for one in self.contributions if one.stage == ContributionStage.RECEIVED)

    @property
    def due(self) -> Money:
        """What is still to come."""
        return Money.total(one.amount for one in self.contributions if one.stage == ContributionStage.DUE)

    @property
    def for_others(self) -> Money:
        """How much of what it paid in helped schools that it is not one of."""
        return Money.total(one.part for one in self.parts if not one.bought.ours)


def money_of(organisation: Organisation, *, viewer: Standing) -> OurMoney:
    """
    Return a member's money, there and back; five queries, however much there is.

    :raises NotAllowed: if the viewer may not see what it pays in, with the sentence why
    """
    spent = fund.spent_of(organisation, viewer=viewer)
    bought = commissioning.bought(spent.by_commitment, organisation=organisation)
    parts = [Part(one, spent.by_commitment[one.commitment]) for one in bought if one.commitment in spent.by_commitment]
    help = [one for one in bought if one.ours]
    return OurMoney(
        contributions=fund.paid_in_by(organisation, viewer=viewer),
        spent=spent,
        parts=sorted(parts, key=lambda one: (-one.part.pence, one.bought.title)),
        help=help,
        worth=Money.total(one.each for one in help),
        received=as_far_as(lambda: delivery.received_by(organisation, viewer=viewer)),
        paid_to_it=fund.paid_to(organisation),
    )
