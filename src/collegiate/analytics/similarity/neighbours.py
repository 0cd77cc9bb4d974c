"""Which schools are most like this one, and in what is each like it and unlike it?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import Floats, Ints, between, ids
from collegiate.analytics.similarity.schools import Landscape
from collegiate.values import CannotSay, Status

MOST_NEIGHBOURS = 1000
REASONS = 2
"""How many characteristics are named as most alike, and how many as least alike."""


@dataclass(frozen=True, slots=True)
class Reason:
    """
    How near two schools are in one characteristic.

    Attributes
    ----------
    words : str
        The characteristic.
    here, there : float
        Its value at the school asked about and at the neighbour, in its own unit.
    apart : float
        How far apart they are in standard deviations of all schools, from 0 up.
    estimated_here, estimated_there : bool
        Whether the value was not published, but estimated from the school's others.
    """

    words: str
    here: float
    there: float
    apart: float
    estimated_here: bool
    estimated_there: bool

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.words}: {_figure(self.here)} here{' (estimated)' * self.estimated_here}, "
            f"{_figure(self.there)} there{' (estimated)' * self.estimated_there}"
        )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """
    A school that is like the one asked about.

    Attributes
    ----------
    school : int or str
        Its id.
    distance : float
        How far it is in all characteristics together, in standard deviations, from 0 up.
    nearest : tuple of Reason
        The two characteristics in which it is most alike, the nearest first.
    farthest : tuple of Reason
        The two in which it is least alike, the farthest first; none is named twice.
    """

    school: Any
    distance: float
    nearest: tuple[Reason, ...]
    farthest: tuple[Reason, ...]

    def sentence(self) -> str:
        """Return in words what it is like in, and what not."""
        alike = f"Most alike in {' and '.join(reason.words for reason in self.nearest)}"
        return f"{alike}; least alike in {self.farthest[0].sentence()}." if self.farthest else f"{alike}."


@dataclass(frozen=True, slots=True)
class Neighbours:
    """
    The schools most like one school.

    Attributes
    ----------
    school : int or str
        The school asked about.
    neighbours : tuple of Neighbour
        The most like first; equally like ones in order of their ids.
    estimated : tuple of str
        Characteristics of the school asked about that were not published and had to be estimated, in words.
    out_of : int
        How many other schools there were to choose from.
    compared_on : int
        How many characteristics were compared.
    version : str
        Which figures they are.
    """

    school: Any
    neighbours: tuple[Neighbour, ...]
    estimated: tuple[str, ...]
    out_of: int
    compared_on: int
    version: str

    @property
    def ids(self) -> tuple[Any, ...]:
        """The neighbours' ids, the most like first."""
        return tuple(neighbour.school for neighbour in self.neighbours)

    def sentence(self) -> str:
        """Return in words how they were chosen."""
        chosen = (
            f"The {len(self.neighbours)} schools most like this one out of {self.out_of:,}, "
            f"in {self.compared_on} characteristics ({self.version})"
        )
        if not self.estimated:
            return f"{chosen}."
        rest = self.compared_on - len(self.estimated)
        return f"{chosen}. Not published and estimated from the other {rest}: {', '.join(self.estimated)}."


def similar_to(
    among: Landscape, school: int | str, k: int = 50, *, only: ArrayLike | None = None
) -> Neighbours | CannotSay:
    """
    Find the schools most like one school, with reasons.

    Parameters
    ----------
    among : Landscape
        The schools, set out by `landscape`.
    school : int or str
        The id of the school asked about.
    k : int
        How many schools to name, from 1 to 1,000; all there are, if there are fewer.
    only : int or text array, shape (schools,), optional
        Ids of the schools to choose from, such as those of the partnership; otherwise all.

    Returns
    -------
    found : Neighbours or CannotSay
        The schools with their distances in standard deviations, nearest first, ties by id; or why there is no list.

    Raises
    ------
    ValueError
        If the id is of another kind than the landscape's, or ``k`` is not a number of schools.

    Notes
    -----
    The distance is Euclid's over the standardised characteristics, all of equal weight. When not to use it: to judge
    a school by its neighbours' results alone (fifty schools alike on paper still differ), or to rank schools.

    Source
    ------
    Fix, E. and Hodges, J. L. (1951). Discriminatory analysis: nonparametric discrimination. USAF School of Aviation
    Medicine, report 4 (nearest neighbours).

    Examples
    --------
    >>> from collegiate.analytics.similarity import Characteristic, landscape
    >>> size, meals = Characteristic("pupils", "number of pupils", log=True), Characteristic("fsm", "free meals")
    >>> schools = landscape([1, 2, 3], [size, meals], [[210, 12], [420, 30], [215, 14]], version="2024/25")
    >>> found = similar_to(schools, 1, k=1)
    >>> found.ids
    (3,)
    >>> found.neighbours[0].sentence()
    'Most alike in number of pupils; least alike in free meals: 12 here, 14 there.'
    """
    k = between(k, "k", 1, MOST_NEIGHBOURS, kind=int)
    place = find(among, school)
    if isinstance(place, CannotSay):
        return place
    choice = None if only is None else np.flatnonzero(np.isin(among.ids, ids(only, "only", may_repeat=True)))
    places, distances = nearest(among, place, k, choice)
    if places.size == 0:
        return CannotSay(because="There is no other school to choose from.", status=Status.NOT_APPLICABLE)
    own = among.estimated[:, place]
    return Neighbours(
        school=among.ids[place].item(),
        neighbours=_with_reasons(among, place, places, distances),
        estimated=tuple(each.words for each, guessed in zip(among.characteristics, own, strict=True) if guessed),
        out_of=(among.ids.size if choice is None else choice.size) - int(choice is None or place in choice),
        compared_on=len(among.characteristics),
        version=among.standard.version,
    )


def find(among: Landscape, school: int | str) -> int | CannotSay:
    """Return where a school stands in the landscape, or why it does not."""
    wanted = np.asarray(school)
    if (
        wanted.ndim != 0
        or wanted.dtype.kind not in "iuU"
        or (wanted.dtype.kind == "U") != (among.ids.dtype.kind == "U")
    ):
        raise ValueError(f"school: an id like {among.ids[0].item()!r} is wanted, not {school!r}.")
    place = int(np.searchsorted(among.ids, wanted))
    if place < among.ids.size and among.ids[place] == wanted:
        return place
    if (out := np.flatnonzero(among.left_out == wanted)).size:
        known, all_ = int(among.known[out[0]]), len(among.characteristics)
        return CannotSay(
            because=f"Only {known} of the {all_} characteristics of this school are published; {among.needed} are needed.",
            status=Status.NOT_COLLECTED,
        )
    return CannotSay(because="This school is not among those whose figures are loaded.", status=Status.NOT_LOADED)


def nearest(among: Landscape, place: int, k: int, choice: NDArray[np.intp] | None = None) -> tuple[Ints, Floats]:
    """Return the places of the k schools nearest to the one at a place, and their distances; ties by id."""
    scores = among.scores if choice is None else among.scores[:, choice]
    squares, away = np.zeros(scores.shape[1]), np.empty(scores.shape[1])
    for row, own in zip(scores, among.scores[:, place], strict=True):
        np.subtract(row, own, out=away)
        away *= away
        squares += away
    squares[place if choice is None else choice == place] = np.inf
    k = min(k, int(np.isfinite(squares).sum()))
    if k == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    limit = squares[np.argpartition(squares, k - 1)[k - 1]]
    close = np.flatnonzero(squares <= limit)  # in order of id, with all that tie for the last place
    order = np.argsort(squares[close], kind="stable")[:k]
    places = close[order]
    return (places if choice is None else choice[places]), np.sqrt(squares[places])


def _with_reasons(among: Landscape, place: int, places: Ints, distances: Floats) -> tuple[Neighbour, ...]:
    telling = np.flatnonzero(np.array(among.standard.spreads) > 0)
    apart = np.abs(among.scores[np.ix_(telling, places)] - among.scores[telling, place][:, None])
    order = np.argsort(apart, axis=0, kind="stable").T.tolist()
    here, there = among.values(np.array([place]))[:, 0].tolist(), among.values(places).T.tolist()
    guessed_here, guessed_there = among.estimated[:, place].tolist(), among.estimated[:, places].T.tolist()
    words, at, gaps = [each.words for each in among.characteristics], telling.tolist(), apart.T.tolist()

    def reason(neighbour: int, number: int) -> Reason:
        each = at[number]
        return Reason(
            words[each],
            here[each],
            there[neighbour][each],
            gaps[neighbour][number],
            guessed_here[each],
            guessed_there[neighbour][each],
        )

    near = min(REASONS, (len(at) + 1) // 2)
    return tuple(
        Neighbour(
            school=school,
            distance=distance,
            nearest=tuple(reason(neighbour, number) for number in ranked[:near]),
            farthest=tuple(reason(neighbour, number) for number in ranked[: near - 1 : -1][:REASONS]),
        )
        for neighbour, (school, distance, ranked) in enumerate(
            zip(among.ids[places].tolist(), distances.tolist(), order, strict=True)
        )
    )


def _figure(value: float) -> str:
    """Write a figure with three significant places, without trailing noughts: 1,240; 31.5; 0.042."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
