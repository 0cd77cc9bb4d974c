"""How much of the help reached the most vulnerable schools?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from collegiate.analytics._inputs import is_number, numbers
from collegiate.values import CannotSay, Status


@dataclass(frozen=True, slots=True)
class Equity:
    """
    The share of the help that reached the most vulnerable schools.

    Attributes
    ----------
    share : float
        Of all the help given, from 0 to 1.
    vulnerable, schools : int
        How many schools count as the most vulnerable, of how many whose need is known.
    share_of_schools : float
        Vulnerable over schools: the share that an even spread would have given them.
    need_unknown : int
        Schools whose need is not known.
    share_where_unknown : float
        Share of the help that went to those; it counts as not having reached the most vulnerable.
    reached, given : float
        Help to the most vulnerable schools, and help in all, in the unit given.
    """

    share: float
    vulnerable: int
    schools: int
    share_of_schools: float
    need_unknown: int
    share_where_unknown: float
    reached: float
    given: float

    @property
    def formula(self) -> str:
        """How it was worked out, with its numbers."""
        return f"{self.reached:,.10g} ÷ {self.given:,.10g}"

    def sentence(self) -> str:
        """Return the share, beside what an even spread would have given."""
        unknown = ""
        if self.need_unknown:
            unknown = (
                f" Need is not known for {self.need_unknown} school{'' if self.need_unknown == 1 else 's'}, "
                f"which had {self.share_where_unknown:.0%}."
            )
        which = "school, which is" if self.vulnerable == 1 else f"{self.vulnerable} schools, which are"
        return (
            f"{self.share:.0%} reached the most vulnerable {which} {self.share_of_schools:.0%} "
            f"of the {self.schools} schools.{unknown}"
        )


def equity(given: ArrayLike, need: ArrayLike, *, most_vulnerable: float = 0.2) -> Equity | CannotSay:
    """
    Work out how much of the help reached the schools whose need is greatest.

    The most vulnerable are the fifth of schools with the greatest need; schools level with the last of them count too.

    When not to use it: where the need was worked out after the help was given, since help lowers need.

    Parameters
    ----------
    given : float array, shape (schools,)
        Help that each school had: pence, days or places, all in one unit; 0 or more.
    need : float array, shape (schools,)
        Each school's need before the help, greater meaning greater need; NaN where it is not known.
    most_vulnerable : float
        Share of schools that count as the most vulnerable, above 0 and below 1.

    Returns
    -------
    Equity or CannotSay
        The share from 0 to 1; or why it cannot be said.

    Raises
    ------
    ValueError
        If shapes disagree, help is negative, a number is infinite, or ``most_vulnerable`` is out of range.

    Source
    ------
    National Audit Office. Successful commissioning: assessing value for money (equity: spending fairly).

    Examples
    --------
    >>> from collegiate.analytics.value import equity
    >>> equity(given=[600, 0, 200, 100, 100], need=[71.0, 40.0, 35.0, 20.0, 12.0]).sentence()
    '60% reached the most vulnerable school, which is 20% of the 5 schools.'
    """
    help_given, needs = numbers(given, "help given"), numbers(need, "need", missing_allowed=True)
    if help_given.shape != needs.shape:
        raise ValueError(
            f"Help is given for {help_given.size} schools and need for {needs.size}; they must be as many."
        )
    if (help_given < 0).any():
        raise ValueError("The help given must not be negative.")
    if not is_number(most_vulnerable) or not 0 < most_vulnerable < 1:
        raise ValueError("The share of schools that are the most vulnerable must lie between 0 and 1.")
    known = np.isfinite(needs)
    whole = float(help_given.sum())
    if whole == 0:
        return CannotSay(because="No help has been given yet.", status=Status.NOT_APPLICABLE)
    if known.sum() * most_vulnerable < 1:
        return CannotSay(because="There are too few schools whose need is known to call any the most vulnerable.")
    ranked = np.sort(needs[known])[::-1]
    least = ranked[round(known.sum() * most_vulnerable) - 1]
    if least == ranked[-1]:
        return CannotSay(because="The schools' needs do not differ enough to call any the most vulnerable.")
    vulnerable = known & (np.where(known, needs, -np.inf) >= least)
    reached = float(help_given[vulnerable].sum())
    return Equity(
        share=reached / whole,
        vulnerable=int(vulnerable.sum()),
        schools=int(known.sum()),
        share_of_schools=float(vulnerable.sum() / known.sum()),
        need_unknown=int((~known).sum()),
        share_where_unknown=float(help_given[~known].sum() / whole),
        reached=reached,
        given=whole,
    )
