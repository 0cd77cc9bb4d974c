"""What did each unit of change cost, and how dear might it have been?"""

from dataclasses import dataclass
from fractions import Fraction

from collegiate.analytics._inputs import is_number
from collegiate.analytics.impact import Effect, Impact, Rule, Verdict
from collegiate.values import CannotSay, Money, Status

UNIT_IN_SD = Fraction(1, 10)
UNIT_IN_WORDS = "a tenth of the usual spread between pupils, for one pupil in one year"

STILL_A_SUM = frozenset({Rule.HOLDS_NOUGHT, Rule.TOO_COARSE, Rule.NOTHING_AGREED})
"""Doubts that leave the interval right, only wide or unpromised. Under any other the interval itself is in doubt."""


@dataclass(frozen=True, slots=True)
class CostPerChange:
    """
    The cost of one unit of change: a tenth of the usual spread between pupils, for one pupil in one year.

    Attributes
    ----------
    least : Money
        What a unit cost if the change was as large as it may have been.
    estimate, most : Money or None
        What it cost at the best estimate, and if the change was as small as it may have been; both None where no upper
        limit can be given, so that an estimate never stands alone.
    cost : Money
        What was paid in all.
    units : tuple of float
        Units of change: lower end, estimate, upper end of the 90 % interval.
    pupils : int
        Pupils reached in a year.
    years : float
        Years for which the change held.
    """

    least: Money
    estimate: Money | None
    most: Money | None
    cost: Money
    units: tuple[float, float, float]
    pupils: int
    years: float

    @property
    def formula(self) -> str:
        """How it was worked out, with its numbers."""
        lower, _, upper = self.units
        return f"{self.cost} ÷ units of change, which lie between {lower:,.1f} and {upper:,.1f} (90 % interval)"

    def sentence(self) -> str:
        """Return the cost of a unit in words."""
        if self.estimate is None or self.most is None:
            return f"At least {self.least} for each unit of change ({UNIT_IN_WORDS}); no upper limit can be given."
        return (
            f"Between {self.least} and {self.most} for each unit of change ({UNIT_IN_WORDS}), "
            f"most likely about {self.estimate}; 90 % interval."
        )


def cost_per_change(
    cost: Money, found: Impact | Effect, *, pupils: int, pupil_sd: float, years: float = 1
) -> CostPerChange | CannotSay:
    """
    Work out what each unit of change cost, with its interval.

    A unit is the same for every programme: a tenth of the standard deviation of all pupils' scores, for one pupil, in one
    year. So a long programme with a small change can be set beside a short one with a large change.

    When not to use it: to choose between programmes for different needs, since a unit of reading and a unit of attendance
    are not worth the same; or where the change was bought by others' unpaid time, which this does not see.

    Parameters
    ----------
    cost : Money
        All that was paid; above £0.00.
    found : Impact or Effect
        What the study found. A study whose interval is itself in doubt gives no cost.
    pupils : int
        Pupils in the supported schools whose results the change is about, in one year; at least 1.
    pupil_sd : float
        Standard deviation of all pupils' scores, within and between schools, in the effect's unit; above 0.
    years : float
        For how many years' pupils the change held; above 0.

    Returns
    -------
    CostPerChange or CannotSay
        The least, likeliest and greatest cost of a unit; or why none can be given.

    Raises
    ------
    ValueError
        If the cost, the pupils, their standard deviation or the years are not above 0.

    Source
    ------
    Briggs, A. H., O'Brien, B. J. and Blackhouse, G. (2002). Thinking outside the box: recent advances in the analysis and
    presentation of uncertainty in cost-effectiveness studies. Annual Review of Public Health, 23, 377-401: with the cost
    known, the ends of the interval of the change turn over into the ends of the interval of the cost.

    Examples
    --------
    >>> from collegiate.analytics.impact import Effect
    >>> from collegiate.analytics.value import cost_per_change
    >>> from collegiate.values import Money
    >>> effect = Effect(4.0, 2.0, 6.0, se=1.2, supported=5, compared=66)
    >>> cost_per_change(Money.parse("12,000"), effect, pupils=300, pupil_sd=10).sentence()
    'Between £6.67 and £20.00 for each unit of change (a tenth of the usual spread between pupils, for one pupil in one year), most likely about £10.00; 90 % interval.'
    >>> unsure = Effect(2.0, -1.0, 5.0, se=1.8, supported=5, compared=66)
    >>> cost_per_change(Money.parse("12,000"), unsure, pupils=300, pupil_sd=10).sentence()
    'At least £8.00 for each unit of change (a tenth of the usual spread between pupils, for one pupil in one year); no upper limit can be given.'
    """
    if not isinstance(cost, Money) or cost.pence <= 0:
        raise ValueError("The cost must be an amount of money above £0.00.")
    if isinstance(pupils, bool) or not isinstance(pupils, int) or pupils < 1:
        raise ValueError("The pupils must be a whole number, at least 1.")
    for name, number in (("standard deviation of pupils", pupil_sd), ("number of years", years)):
        if not is_number(number) or number <= 0:
            raise ValueError(f"The {name} must be a number above 0.")
    effect = _effect(found)
    if isinstance(effect, CannotSay):
        return effect
    each = Fraction(pupils) * Fraction(years) / (Fraction(pupil_sd) * UNIT_IN_SD)
    lower, estimate, upper = (Fraction(end) * each for end in effect.improvement)
    if upper <= 0:
        return CannotSay(
            because="The schools ended no better than they were heading for, so there is no change to set the cost against.",
            status=Status.NOT_APPLICABLE,
        )
    known = lower > 0
    return CostPerChange(
        least=Money(round(cost.pence / upper)),
        estimate=Money(round(cost.pence / estimate)) if known else None,
        most=Money(round(cost.pence / lower)) if known else None,
        cost=cost,
        units=(float(lower), float(estimate), float(upper)),
        pupils=pupils,
        years=float(years),
    )


def _effect(found: Impact | Effect) -> Effect | CannotSay:
    """Return the effect to be paid for, unless the study casts doubt on its interval."""
    if isinstance(found, Effect):
        return found
    if found.verdict is Verdict.CANNOT_SAY:
        grave = [doubt for doubt in found.doubts if doubt.rule not in STILL_A_SUM]
        if grave:
            return grave[0].as_cannot_say()
    return found.effect
