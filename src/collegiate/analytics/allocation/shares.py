"""How is a whole number of things shared out by weight, so that the parts add up exactly?"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from collegiate.analytics._inputs import is_number, is_whole

Weight = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Shares:
    """
    A whole shared out by weight, to the unit.

    Attributes
    ----------
    whole : int
        What was shared, in units (pence, days, places).
    parts : dict of str to int
        Each one's part in units, 0 or more; they add up to `whole`. In order of id.
    exact : dict of str to Fraction
        What each one's part would be if units could be broken.
    rounded_up : tuple of str
        Those who were given the unit that their fraction fell short of, in order of id.
    """

    whole: int
    parts: dict[str, int]
    exact: dict[str, Fraction]
    rounded_up: tuple[str, ...]

    def sentence(self) -> str:
        """Say what was shared, among how many, and how far the parts lie apart."""
        least, most = min(self.parts.values()), max(self.parts.values())
        each = f"{least:,} each" if least == most else f"from {least:,} to {most:,} each"
        return (
            f"{self.whole:,} shared among {len(self.parts):,} by weight: {each}. "
            f"They add up exactly; nobody is a whole unit away from their exact share."
        )


def largest_remainder(whole: int, weights: Mapping[str, Weight]) -> Shares:
    """
    Share a whole number of units by weight, by the method of the largest remainder.

    Everyone gets the whole units of their exact share; the units left over go one by one to the largest
    fractions. Equal fractions go by id, so that the order of the rows never matters. All sums are exact.

    Parameters
    ----------
    whole : int
        Units to share, 0 or more: pence, days, places.
    weights : mapping of str to int, float or Fraction
        Each one's weight by id, 0 or more, of any unit; one at least is above 0.

    Returns
    -------
    Shares
        Whole units that add up to `whole`, each less than one unit from the exact share.

    Raises
    ------
    ValueError
        If `whole` is negative, there is nobody to share among, or a weight is negative, endless or not a number,
        or no weight is above 0.

    Notes
    -----
    When not to use it: where a part must not fall when the whole grows (the Alabama paradox), or where some may take
    only so many; then use `share_days`.

    Source
    ------
    Balinski, M. L. and Young, H. P. (1982). Fair Representation. Yale University Press, chapter 2 (Hamilton's method).

    Examples
    --------
    >>> largest_remainder(100, {"Hillside": 1, "Brook": 1, "Ashmere": 1}).parts
    {'Ashmere': 34, 'Brook': 33, 'Hillside': 33}
    """
    ids, exact_weights = checked(whole, weights)
    unit = lcm(*(weight.denominator for weight in exact_weights))
    whole_weights = [weight.numerator * (unit // weight.denominator) for weight in exact_weights]
    total = sum(whole_weights)
    if total == 0:
        raise ValueError("No weight is above 0, so nobody has a claim to a part.")
    exact = {id_: Fraction(whole * weight, total) for id_, weight in zip(ids, whole_weights, strict=True)}
    divided = {id_: divmod(whole * weight, total) for id_, weight in zip(ids, whole_weights, strict=True)}
    parts = {id_: part for id_, (part, _) in divided.items()}
    left = whole - sum(parts.values())
    up = sorted(ids, key=lambda id_: (-divided[id_][1], id_))[:left]
    for id_ in up:
        parts[id_] += 1
    return Shares(whole, parts, exact, tuple(sorted(up)))


def checked(whole: int, weights: Mapping[str, Weight]) -> tuple[list[str], list[Fraction]]:
    """Return ids in order and exact weights, or raise a ValueError that says which weight is wrong."""
    if not is_whole(whole) or whole < 0:
        raise ValueError(f"There are {whole} units to share; give 0 or more.")
    if not weights:
        raise ValueError("There is nobody to share among.")
    ids = sorted(weights)
    for id_ in ids:
        if not is_number(weights[id_]) or weights[id_] < 0:
            raise ValueError(f"The weight of {id_} is {weights[id_]}; give a number of 0 or more.")
    return ids, [Fraction(weights[id_]) for id_ in ids]
