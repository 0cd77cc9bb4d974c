"""Has a gap become wider or narrower?"""

from dataclasses import dataclass
from math import hypot

from collegiate.analytics._words import decimals_for, percent, written
from collegiate.analytics.gaps.results import SHARES, Gap


@dataclass(frozen=True, slots=True)
class Change:
    """
    How a gap moved between two times, with its interval.

    Attributes
    ----------
    difference : float
        The later gap less the earlier, in the gap's unit.
    low, high : float
        Ends of the interval, in the same unit.
    before, after : Gap
        The two gaps.
    """

    difference: float
    low: float
    high: float
    before: Gap
    after: Gap

    def sentence(self) -> str:
        """Return in words whether the gap became narrower or wider, or that it cannot be told."""
        scale = 100.0 if self.before.unit == SHARES else 1.0
        towards = -1.0 if self.before.difference > 0 else 1.0  # which way is narrower
        ends = sorted((self.low * scale * towards, self.high * scale * towards))
        places, unit = decimals_for(ends[1] - ends[0], *ends), self.before.unit
        level = f"({percent(self.before.level)} interval)"
        if ends[0] > 0:
            return f"The gap is narrower by between {written(ends[0], places)} and {written(ends[1], places)} {unit} {level}."
        if ends[1] < 0:
            return f"The gap is wider by between {written(-ends[1], places)} and {written(-ends[0], places)} {unit} {level}."
        return (
            f"The gap may be up to {written(ends[1], places)} {unit} narrower or up to {written(-ends[0], places)} "
            f"wider: these figures cannot tell which {level}."
        )


def change_in_gap(before: Gap, after: Gap) -> Change:
    """
    Work out how far a gap moved between two times, with its interval.

    Parameters
    ----------
    before : Gap
        The earlier gap.
    after : Gap
        The later gap, of the same two groups in the same unit and at the same level.

    Returns
    -------
    found : Change
        The later gap less the earlier, in the gap's unit, with its ends.

    Raises
    ------
    ValueError
        If the gaps are not of the same groups, unit and level.

    Notes
    -----
    The ends come from the two gaps' own ends by the method of variance estimates recovery, as if the pupils of both
    times had nothing to do with one another. Schools that stay the same make the true interval a little shorter, so
    it errs to the careful side. When not to use it: for the same pupils seen twice.

    Source
    ------
    Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a general approach.
    Statistics in Medicine, 27, 1693-1702. doi:10.1002/sim.3095.

    Examples
    --------
    >>> from collegiate.analytics.gaps import gap_of_shares
    >>> before, after = gap_of_shares(400, 1000, 1400, 2000), gap_of_shares(560, 1000, 1440, 2000)
    >>> change_in_gap(before, after).sentence()
    'The gap is narrower by between 9 and 19 percentage points (95% interval).'
    """
    if not isinstance(before, Gap) or not isinstance(after, Gap):
        raise ValueError("before and after: two gaps are wanted.")
    if (before.unit, before.groups, before.level) != (after.unit, after.groups, after.level):
        raise ValueError("after: the gaps are not of the same groups, unit and level.")
    moved = after.difference - before.difference
    return Change(
        difference=moved,
        low=moved - hypot(after.difference - after.low, before.high - before.difference),
        high=moved + hypot(after.high - after.difference, before.difference - before.low),
        before=before,
        after=after,
    )
