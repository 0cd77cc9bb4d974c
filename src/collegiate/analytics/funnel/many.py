"""Which schools lie outside in any of several figures, and how many would by chance?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from collegiate.analytics.funnel.chart import OUTER, Funnel, Point, about


@dataclass(frozen=True, slots=True)
class Outside:
    """
    A school that lies beyond the outer limits in one figure or more.

    Attributes
    ----------
    school : int or str
        Its id.
    figures : tuple of (str, Point)
        The figures in which it does, by name, with its points.
    of : int
        How many of the figures it has a point in.
    """

    school: Any
    figures: tuple[tuple[str, Point], ...]
    of: int

    def sentence(self) -> str:
        """Return it in words."""
        named = ", ".join(
            f"{name} ({'below' if point.value < point.outer[0] else 'above'})" for name, point in self.figures
        )
        return f"Outside in {len(self.figures)} of {self.of} figures: {named}."


@dataclass(frozen=True, slots=True)
class Several:
    """
    Several figures looked at together.

    Attributes
    ----------
    figures : tuple of str
        Their names.
    schools : tuple of Outside
        The schools outside in one or more, in order of their ids.
    points : int
        All points of all figures.
    by_chance : float
        How many of so many ordinary points would lie outside, from 0 up.
    """

    figures: tuple[str, ...]
    schools: tuple[Outside, ...]
    points: int
    by_chance: float

    def sentence(self) -> str:
        """Return in words how many points lie outside, of how many schools, and how many would by chance."""
        outside = sum(len(school.figures) for school in self.schools)
        return (
            f"In {len(self.figures)} figures, {outside} of {self.points:,} points lie outside, of "
            f"{len(self.schools)} schools; of as many ordinary points, {about(self.by_chance)} would."
        )


def several(funnels: Mapping[str, Funnel]) -> Several:
    """
    Look at several figures together, and say how many points would lie outside by chance.

    Parameters
    ----------
    funnels : mapping of str to Funnel
        Funnels of the same schools, by the figures' names.

    Returns
    -------
    found : Several
        The schools outside in any figure, in order of their ids, and the number expected by chance.

    Raises
    ------
    ValueError
        If there is no funnel, or something else stands among them.

    Notes
    -----
    The more figures are looked at, the more schools lie outside some of them though nothing is the matter: with
    five figures of 200 schools about two points. When not to use it: to add figures up to a score.

    Source
    ------
    Spiegelhalter, D. J. and others (2012). Statistical methods for healthcare regulation: rating, screening and
    surveillance. Journal of the Royal Statistical Society A, 175(1), 1-47. doi:10.1111/j.1467-985X.2011.01010.x.

    Examples
    --------
    >>> from collegiate.analytics.funnel import funnel_of_rates
    >>> found = funnel_of_rates(list(range(12)), [3, 2, 4, 5, 2, 3, 40, 4, 3, 2, 5, 3], [200] * 12)
    >>> several({"suspensions": found}).schools[0].sentence()
    'Outside in 1 of 1 figures: suspensions (above).'
    """
    if not funnels or not all(isinstance(funnel, Funnel) for funnel in funnels.values()):
        raise ValueError("funnels: one funnel at least is wanted, and nothing else; leave out what cannot be said.")
    outside: dict[Any, list[tuple[str, Point]]] = {}
    seen: dict[Any, int] = {}
    for name, funnel in funnels.items():
        for point in funnel.points:
            seen[point.school] = seen.get(point.school, 0) + 1
            if point.place.is_outside:
                outside.setdefault(point.school, []).append((name, point))
    points = sum(seen.values())
    return Several(
        figures=tuple(funnels),
        schools=tuple(Outside(school, tuple(outside[school]), seen[school]) for school in sorted(outside)),
        points=points,
        by_chance=(1.0 - OUTER) * points,
    )
