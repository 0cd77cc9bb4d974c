"""What the model says: of the covariates, of how much lies between schools, and of each school."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from collegiate.analytics._inputs import frozen, level_of
from collegiate.values import CannotSay, Status

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """
    What one more unit of a covariate goes with, other things being equal.

    Attributes
    ----------
    name : str
        The covariate; "intercept" for the outcome where every covariate is 0.
    value, se : float
        In the outcome's unit for each unit of the covariate, with its standard error.
    lower, upper : float
        Its interval.
    level : float
        The interval's level, such as 0.95.
    """

    name: str
    value: float
    se: float
    lower: float
    upper: float
    level: float

    def sentence(self) -> str:
        """Return it in one sentence."""
        return (
            f"Each unit of {self.name} goes with {self.value:+.3g} in the outcome "
            f"(between {self.lower:+.3g} and {self.upper:+.3g}; {100 * self.level:.0f} % interval)."
        )


@dataclass(frozen=True, slots=True)
class SchoolEffect:
    """
    How far one school's pupils ended from pupils like them elsewhere.

    Attributes
    ----------
    school : int or str
        Which.
    effect, se : float
        In the outcome's unit, drawn towards 0 the fewer its pupils; and its standard error.
    lower, upper : float
        Its interval.
    pupils : int
        How many pupils it rests on.
    level : float
        The interval's level, such as 0.95.
    """

    school: Any
    effect: float
    se: float
    lower: float
    upper: float
    pupils: int
    level: float

    def sentence(self) -> str:
        """Return it in plain words."""
        places = max(0, -int(np.floor(np.log10(self.se)))) if self.se > 0 else 2
        near, far = sorted((abs(self.lower), abs(self.upper)))
        if self.lower <= 0 <= self.upper:
            words = f"between {-self.lower:.{places}f} below and {self.upper:.{places}f} above; too close to call"
        else:
            words = f"between {near:.{places}f} and {far:.{places}f} {'above' if self.lower > 0 else 'below'}"
        return (
            f"Pupils ended {words}, against pupils like them elsewhere; "
            f"{self.pupils:,} pupils; {100 * self.level:.0f} % interval."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Caterpillar:
    """
    Every school's effect with its interval, for a picture. Never print it as a table: the order is mostly luck.

    Attributes
    ----------
    schools : int or str array, shape (schools,)
        From the lowest effect to the highest; level ones by school.
    effect, lower, upper : float array, shape (schools,)
        In the outcome's unit.
    level : float
        The intervals' level, such as 0.95.
    left_out : int
        Schools with too few pupils to show.
    """

    schools: NDArray[Any]
    effect: Floats
    lower: Floats
    upper: Floats
    level: float
    left_out: int

    def sentence(self) -> str:
        """Return how many schools can be told from the average."""
        apart = int(((self.lower > 0) | (self.upper < 0)).sum())
        left = f" Left out for too few pupils: {self.left_out}." if self.left_out else ""
        return (
            f"{apart:,} of {self.schools.size:,} schools can be told from the average; of the others the order means "
            f"nothing.{left}"
        )


@dataclass(frozen=True, slots=True, eq=False)
class ValueAdded:
    """
    What the random-intercept model found.

    Attributes
    ----------
    coefficients : tuple of Coefficient
        The intercept first, then the covariates in the order given.
    theta : float
        Standard deviation between schools over that between pupils; 0 or more.
    school_sd, pupil_sd : float
        Standard deviations between schools, and between pupils of one school, in the outcome's unit.
    deviance : float
        Minus twice the log likelihood (restricted if ``method`` is REML), as lme4 gives it.
    share, share_lower, share_upper : float
        Share of the remaining variance that lies between schools, from 0 to 1, with its profile interval.
    schools : int or str array, shape (schools,)
        In order.
    pupils : int array, shape (schools,)
        Pupils of each.
    effect : float array, shape (schools,)
        Each school's effect, in the outcome's unit.
    se : float array, shape (schools,)
        Its standard error if the coefficients were known, as lme4 gives it.
    whole_se : float array, shape (schools,)
        Its standard error, the coefficients' own error included; the intervals rest on this one.
    method : str
        "REML" or "ML".
    level : float
        Level of all intervals, such as 0.95.
    left_out : int
        Pupils left out because a number was missing.
    smallest : int
        Fewest pupils for a school to be shown.
    """

    coefficients: tuple[Coefficient, ...]
    theta: float
    school_sd: float
    pupil_sd: float
    deviance: float
    share: float
    share_lower: float
    share_upper: float
    schools: NDArray[Any]
    pupils: NDArray[np.int64]
    effect: Floats
    se: Floats
    whole_se: Floats
    method: str
    level: float
    left_out: int
    smallest: int

    def sentence(self) -> str:
        """Return how much lies between schools."""
        return (
            f"Schools account for {self.share:.0%} of the differences that remain between pupils who started alike "
            f"(between {self.share_lower:.0%} and {self.share_upper:.0%}; {100 * self.level:.0f} % interval); "
            f"{int(self.pupils.sum()):,} pupils in {self.schools.size:,} schools."
        )

    def school(self, school: int | str) -> SchoolEffect | CannotSay:
        """
        Return one school's effect, or that it has too few pupils for it to be shown.

        :raises KeyError: if there is no such school
        """
        found = np.flatnonzero(self.schools == school)
        if not found.size:
            raise KeyError(f"There is no school {school} among them.")
        row = found[0]
        if self.pupils[row] < self.smallest:
            return CannotSay(
                because=f"The school has fewer than {self.smallest} pupils with every number.", status=Status.SUPPRESSED
            )
        half = self._z() * self.whole_se[row]
        return SchoolEffect(
            school=self.schools[row].item(),
            effect=float(self.effect[row]),
            se=float(self.whole_se[row]),
            lower=float(self.effect[row] - half),
            upper=float(self.effect[row] + half),
            pupils=int(self.pupils[row]),
            level=self.level,
        )

    def caterpillar(self, *, level: float | None = None) -> Caterpillar:
        """
        Return every school's effect with its interval, from the lowest to the highest, to be drawn.

        Two schools whose intervals of level 0.83 do not overlap differ at about 0.95.

        :raises ValueError: if the level is not one
        """
        wanted = self.level if level is None else level_of(level)
        rows = np.flatnonzero(self.pupils >= self.smallest)
        rows = rows[np.lexsort((self.schools[rows], self.effect[rows]))]
        half = float(special.ndtri((1 + wanted) / 2)) * self.whole_se[rows]
        effect = self.effect[rows]
        return Caterpillar(
            schools=frozen(self.schools[rows]),
            effect=frozen(effect),
            lower=frozen(effect - half),
            upper=frozen(effect + half),
            level=wanted,
            left_out=int(self.schools.size - rows.size),
        )

    def _z(self) -> float:
        return float(special.ndtri((1 + self.level) / 2))
