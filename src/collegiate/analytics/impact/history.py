"""What was known of each school before the work started: the only ground on which an outcome can be expected."""

import hashlib
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import numbers

YEARS_NEEDED = 3
MOST_SCHOOLS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """
    One figure of each school over the years before the work started.

    When not to use it: where the figure's scale changed between the years (a new test, a new threshold), unless each year
    was first put on the same scale.

    Attributes
    ----------
    schools : sequence of str or int, shape (schools,)
        Each school's number in the national register (URN); each once.
    figures : float array, shape (schools, years)
        The figure, in its own unit, oldest year first; the last column is the year before the work started. NaN where a
        school has none.
    pupils : float array, shape (schools,)
        How many pupils stand behind one year's figure. A school with no pupils is left out of everything.
    pupil_sd : float
        Standard deviation of pupils within a school, in the figure's unit; above 0. Known from pupils' results, or for a
        share in percentage points about 100 x sqrt(p (1 - p)).
    also : float array, shape (schools, characteristics), optional
        Other things known before the work started that bear on the outcome, such as the share of pupils eligible for
        free school meals. NaN where unknown.
    names, table, size, characteristics : tuple of str and float arrays
        The same, checked, as text and as arrays; worked out, not given.

    Raises
    ------
    ValueError
        If a school stands twice, shapes disagree, a number is infinite, a count is negative or the sd is not above 0.

    Examples
    --------
    >>> from collegiate.analytics.impact import History
    >>> History(schools=[100001, 100002], figures=[[99.0, 101.0, 100.5], [104.0, 103.0, 103.5]],
    ...         pupils=[30, 58], pupil_sd=9.0).years
    3
    """

    schools: Sequence[str | int]
    figures: ArrayLike
    pupils: ArrayLike
    pupil_sd: float
    also: ArrayLike | None = None
    names: tuple[str, ...] = field(init=False, repr=False)
    table: NDArray[np.float64] = field(init=False, repr=False)
    size: NDArray[np.float64] = field(init=False, repr=False)
    characteristics: NDArray[np.float64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = as_names(self.schools, "the schools")
        table = numbers(self.figures, "figures", dimensions=2, missing_allowed=True)
        size = numbers(self.pupils, "pupils")
        other = (
            np.empty((len(names), 0))
            if self.also is None
            else numbers(self.also, "characteristics", dimensions=2, missing_allowed=True)
        )
        if not len(names) == len(table) == len(size) == len(other):
            raise ValueError(
                f"There are {len(names)} schools, {len(table)} rows of figures, {len(size)} numbers of pupils and "
                f"{len(other)} rows of characteristics; they must be as many."
            )
        if (size < 0).any():
            raise ValueError("The pupils must not be negative.")
        if not (np.isfinite(self.pupil_sd) and self.pupil_sd > 0):
            raise ValueError("The standard deviation of pupils must be above 0.")
        for name, value in (("names", names), ("table", table), ("size", size), ("characteristics", other)):
            object.__setattr__(self, name, value)

    @property
    def years(self) -> int:
        """How many years of figures there are."""
        return int(self.table.shape[1])

    @property
    def noise(self) -> NDArray[np.float64]:
        """Sampling variance of each school's figure: what another draw of pupils would have changed; inf without pupils."""
        with np.errstate(divide="ignore"):
            return np.asarray(self.pupil_sd**2 / self.size)

    def terms(self, *, back: int = 0) -> NDArray[np.float64]:
        """Return, shape (schools, 2 + characteristics): the latest figure, the mean of the two before, and the rest.

        ``back`` shifts the whole by so many years, as if the work had started earlier. Needs ``back + 3`` years.
        """
        last = self.years - 1 - back
        return np.column_stack(
            [self.table[:, last], (self.table[:, last - 1] + self.table[:, last - 2]) / 2, self.characteristics]
        )

    def rows_of(self, schools: Iterable[str]) -> NDArray[np.bool_]:
        """Return, shape (schools,): which rows are these schools."""
        wanted = set(schools)
        return np.array([name in wanted for name in self.names], dtype=bool)

    def digest(self) -> str:
        """Return a SHA-256 of everything here, the same in whatever order the schools stand."""
        order = sorted(range(len(self.names)), key=self.names.__getitem__)
        numbers_ = np.column_stack([self.table, self.size, self.characteristics])[order]
        head = "\n".join(self.names[row] for row in order) + f"\n{self.pupil_sd!r}\n"
        return hashlib.sha256(head.encode() + np.ascontiguousarray(numbers_ + 0.0).tobytes()).hexdigest()


def as_names(schools: Iterable[str | int], what: str) -> tuple[str, ...]:
    """
    Return schools as text, each once, in the order given.

    :raises ValueError: if one stands twice, is empty, is not a number or a text, or there are too many to be schools
    """
    if isinstance(schools, str) or not isinstance(schools, Iterable):
        raise ValueError(f"Give {what} as a list, not as one text.")
    if isinstance(schools, Sized) and len(schools) > MOST_SCHOOLS:
        raise ValueError(f"At most {MOST_SCHOOLS:,} schools can be taken at once.")
    names = []
    for school in schools:
        if isinstance(school, bool) or not isinstance(school, str | int | np.integer) or not str(school).strip():
            raise ValueError(f"{school!r} is not a school's number.")
        names.append(str(school).strip())
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{', '.join(twice[:3])} stands twice among {what}.")
    return tuple(names)
