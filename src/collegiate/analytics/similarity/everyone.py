"""Which schools are most like each school, for all schools at once?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegiate.analytics._inputs import Bools, Floats, Ints, between, frozen
from collegiate.analytics.similarity.neighbours import MOST_NEIGHBOURS, find, nearest
from collegiate.analytics.similarity.schools import Landscape
from collegiate.values import CannotSay

TIE = 1e-12
"""Distances nearer than this are rounding of the same distance."""


@dataclass(frozen=True, slots=True, eq=False)
class EveryonesNeighbours:
    """
    The schools most like each school.

    Attributes
    ----------
    among : Landscape
        The schools, in the order of the rows below.
    places : int array, shape (schools, k)
        Where the neighbours of each school stand in ``among.ids``, the most like first, ties by id.
    distances : float array, shape (schools, k)
        How far each is, in standard deviations, from 0 up.
    """

    among: Landscape
    places: Ints
    distances: Floats

    def of(self, school: int | str) -> NDArray[Any] | CannotSay:
        """Return the ids of one school's neighbours, the most like first."""
        place = find(self.among, school)
        return place if isinstance(place, CannotSay) else self.among.ids[self.places[place]]

    def sentence(self) -> str:
        """Return in words what was worked out."""
        schools, k = self.places.shape
        return f"The {k} schools most like each of {schools:,}. {self.among.standard.sentence()}"


def similar_to_all(among: Landscape, k: int = 50, *, workers: int = 1) -> EveryonesNeighbours:
    """
    Find the schools most like each school, for all schools at once.

    Parameters
    ----------
    among : Landscape
        The schools, set out by `landscape`.
    k : int
        How many schools to name, from 1 to 1,000; all there are, if there are fewer.
    workers : int
        How many processors to use, from 1 to 64.

    Returns
    -------
    found : EveryonesNeighbours
        The neighbours of each school, the same as `similar_to` finds, with distances in standard deviations.

    Raises
    ------
    ValueError
        If ``k`` or ``workers`` is not such a number.

    Notes
    -----
    A k-d tree finds them; where distances tie, the school's own row is worked out plainly, so that ties go by id.
    When not to use it: for the page of one school; `similar_to` takes a millisecond and gives reasons.

    Source
    ------
    Maneewongvatana, S. and Mount, D. M. (1999). Analysis of approximate nearest neighbor searching with clustered
    point sets. arXiv:cs/9901013 (the tree of ``scipy.spatial.cKDTree``).

    Examples
    --------
    >>> from collegiate.analytics.similarity import Characteristic, landscape
    >>> meals = Characteristic("fsm", "free meals")
    >>> schools = landscape([1, 2, 3, 4], [meals], [[12], [30], [14], [33]], version="2024/25")
    >>> similar_to_all(schools, k=1).of(2).tolist()
    [4]
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- slow to import, and no page asks for all schools at once

    k = min(between(k, "k", 1, MOST_NEIGHBOURS, kind=int), among.ids.size - 1)
    workers = between(workers, "workers", 1, 64, kind=int)
    points = np.ascontiguousarray(among.scores.T)
    asked = min(k + 2, len(points))  # the school itself, k others, and one more to see a tie for the last place
    found = cKDTree(points).query(points, asked, workers=workers)
    distances: Floats = np.asarray(found[0])
    places: Ints = np.asarray(found[1], dtype=np.int64)
    tied = _tied(distances, places)
    distances, places = distances[:, 1 : k + 1], places[:, 1 : k + 1]
    for place in np.flatnonzero(tied):
        places[place], distances[place] = nearest(among, int(place), k)
    return EveryonesNeighbours(among, frozen(places), frozen(distances))


def _tied(distances: Floats, places: Ints) -> Bools:
    """Mark the schools with two equal distances in a row, or that do not stand first in their own row."""
    ties = np.asarray((np.diff(distances, axis=1) < TIE).any(axis=1))
    return np.asarray(ties | (places[:, 0] != np.arange(len(places))))
