"""Economy, efficiency and effectiveness: was it bought well, did it yield much, did it do what was asked?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from collegiate.analytics._inputs import is_number
from collegiate.values import CannotSay, Money, Status


@dataclass(frozen=True, slots=True)
class Economy:
    """
    The price against what might have been paid.

    Attributes
    ----------
    price : Money
        What was agreed.
    ceiling : Money or None
        The most that the brief allowed.
    share_of_ceiling : float or None
        Price over ceiling; 0 or more, 1 at the ceiling.
    bids : tuple of Money
        The other bids, cheapest first.
    below_middle_bid : Money or None
        How far the price lies below the middle one of the other bids; negative if above.
    """

    price: Money
    ceiling: Money | None
    share_of_ceiling: float | None
    bids: tuple[Money, ...]
    below_middle_bid: Money | None

    @property
    def formula(self) -> str:
        """How it was worked out, with its numbers."""
        parts = []
        if self.ceiling is not None:
            parts.append(f"{self.price} ÷ {self.ceiling}")
        if self.below_middle_bid is not None:
            parts.append(f"{self.price + self.below_middle_bid} - {self.price}")
        return "; ".join(parts)

    def sentence(self) -> str:
        """Return the price beside the ceiling and the other bids."""
        parts = [f"The price is {self.price}"]
        if self.ceiling is not None and self.share_of_ceiling is not None:
            parts.append(f"{self.share_of_ceiling:.0%} of the ceiling of {self.ceiling}")
        if self.below_middle_bid is not None:
            gap = self.below_middle_bid
            place = "the same as" if not gap else f"{max(gap, -gap)} {'below' if gap > Money(0) else 'above'}"
            others = f"{len(self.bids)} other bids" if len(self.bids) > 1 else "other bid"
            parts.append(f"{place} the {'middle of the ' if len(self.bids) > 1 else ''}{others}")
        return ", ".join(parts) + "."


def economy(price: Money, *, ceiling: Money | None = None, bids: Iterable[Money] = ()) -> Economy | CannotSay:
    """
    Set a price beside the brief's ceiling and the other bids.

    When not to use it: as a judgement by itself, since a cheap bid that does not work is dear.

    Parameters
    ----------
    price : Money
        What was agreed; £0.00 or more.
    ceiling : Money, optional
        The most that the brief allowed; above £0.00.
    bids : iterable of Money
        The other bids' prices.

    Returns
    -------
    Economy or CannotSay
        The comparison; or that there is nothing to compare with.

    Raises
    ------
    ValueError
        If an amount is not money or is negative, or the ceiling is not above £0.00.

    Source
    ------
    National Audit Office. Successful commissioning: assessing value for money (economy: spending less).

    Examples
    --------
    >>> from collegiate.analytics.value import economy
    >>> from collegiate.values import Money
    >>> economy(Money(900_000), ceiling=Money(1_000_000), bids=[Money(950_000), Money(1_100_000)]).sentence()
    'The price is £9,000.00, 90% of the ceiling of £10,000.00, £1,250.00 below the middle of the 2 other bids.'
    """
    others = tuple(sorted(_money(bid, "A bid") for bid in bids))
    _money(price, "The price")
    if ceiling is not None and not _money(ceiling, "The ceiling"):
        raise ValueError("The ceiling must be above £0.00.")
    if ceiling is None and not others:
        return CannotSay(
            because="There was neither a ceiling nor another bid to compare the price with.",
            status=Status.NOT_APPLICABLE,
        )
    middle = Money(round(median(Fraction(bid.pence) for bid in others))) if others else None
    return Economy(
        price=price,
        ceiling=ceiling,
        share_of_ceiling=price.pence / ceiling.pence if ceiling else None,
        bids=others,
        below_middle_bid=middle - price if middle is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Efficiency:
    """
    What a day, a school and a participant cost.

    Attributes
    ----------
    cost : Money
        What has been paid.
    per_day, per_school, per_participant : Money or CannotSay
        To the nearest penny; or that there has been none yet.
    days : float
        Days delivered.
    schools, participants : int
        How many were reached, each counted once.
    """

    cost: Money
    per_day: Money | CannotSay
    per_school: Money | CannotSay
    per_participant: Money | CannotSay
    days: float
    schools: int
    participants: int

    @property
    def formula(self) -> str:
        """How it was worked out, with its numbers."""
        return f"{self.cost} ÷ {self.days:g} days; ÷ {self.schools} schools; ÷ {self.participants} participants"

    def sentence(self) -> str:
        """Return what can be said of the three."""
        known = [
            f"{cost} {what}"
            for cost, what in (
                (self.per_day, "a day delivered"),
                (self.per_school, "a school"),
                (self.per_participant, "a participant"),
            )
            if isinstance(cost, Money)
        ]
        return f"{', '.join(known)}." if known else "Not enough evidence yet: nothing has been delivered."


def efficiency(cost: Money, *, days: float | Decimal | Fraction, schools: int, participants: int) -> Efficiency:
    """
    Share the cost over the days delivered, the schools and the participants.

    When not to use it: to compare a day of coaching with a day of lectures.

    Parameters
    ----------
    cost : Money
        What has been paid; £0.00 or more.
    days : float, Decimal or Fraction
        Days delivered, halves allowed; 0 or more.
    schools, participants : int
        How many were reached, each counted once; 0 or more.

    Returns
    -------
    Efficiency
        Each cost to the nearest penny, or why it cannot be said.

    Raises
    ------
    ValueError
        If the cost is not money, or a count is negative or not a number.

    Source
    ------
    National Audit Office. Successful commissioning: assessing value for money (efficiency: spending well).

    Examples
    --------
    >>> from collegiate.analytics.value import efficiency
    >>> from collegiate.values import Money
    >>> efficiency(Money(1_200_000), days=24, schools=5, participants=0).sentence()
    '£500.00 a day delivered, £2,400.00 a school.'
    """
    _money(cost, "The cost")
    if not is_number(days) or days < 0:
        raise ValueError("The days must be a number, 0 or more.")
    for name, count in (("schools", schools), ("participants", participants)):
        _count(count, name)
    return Efficiency(
        cost=cost,
        per_day=_shared(cost, Fraction(days), "No day has been delivered yet."),
        per_school=_shared(cost, Fraction(schools), "No school has been reached yet."),
        per_participant=_shared(cost, Fraction(participants), "Nobody has taken part yet."),
        days=float(days),
        schools=schools,
        participants=participants,
    )


@dataclass(frozen=True, slots=True)
class Effectiveness:
    """
    How many of the targets that have fallen due were met. All of them are counted, so there is no interval.

    Attributes
    ----------
    met, due : int
        Targets met, and targets whose date has come.
    share : float
        From 0 to 1.
    """

    met: int
    due: int
    share: float

    @property
    def formula(self) -> str:
        """How it was worked out, with its numbers."""
        return f"{self.met} ÷ {self.due}"

    def sentence(self) -> str:
        """Return the targets met of those due."""
        return f"{self.met} of {self.due} targets that have fallen due were met ({self.share:.0%})."


def effectiveness(*, met: int, due: int) -> Effectiveness | CannotSay:
    """
    Return the share of targets met, of those whose date has come.

    When not to use it: as impact, since a target may be met without the work, or missed in spite of it.

    Parameters
    ----------
    met, due : int
        Targets met, and targets whose date has come; 0 or more, and no more met than due.

    Returns
    -------
    Effectiveness or CannotSay
        The share; or that no target has fallen due.

    Raises
    ------
    ValueError
        If a count is negative or not a whole number, or more are met than are due.

    Source
    ------
    National Audit Office. Successful commissioning: assessing value for money (effectiveness: spending wisely).

    Examples
    --------
    >>> from collegiate.analytics.value import effectiveness
    >>> effectiveness(met=6, due=8).sentence()
    '6 of 8 targets that have fallen due were met (75%).'
    """
    _count(met, "targets met")
    _count(due, "targets due")
    if met > due:
        raise ValueError("No more targets can be met than are due.")
    if due == 0:
        return CannotSay(because="No target has fallen due yet.", status=Status.NOT_APPLICABLE)
    return Effectiveness(met, due, met / due)


def _shared(cost: Money, by: Fraction, otherwise: str) -> Money | CannotSay:
    return Money(round(cost.pence / by)) if by else CannotSay(because=otherwise, status=Status.NOT_APPLICABLE)


def _money(amount: Money, name: str) -> Money:
    if not isinstance(amount, Money) or amount.pence < 0:
        raise ValueError(f"{name} must be an amount of money, £0.00 or more.")
    return amount


def _count(count: int, name: str) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"The {name} must be a whole number, 0 or more.")
