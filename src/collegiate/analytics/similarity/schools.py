"""Schools set out by their characteristics, each on the same scale, with what was estimated flagged."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, fsum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import Bools, Floats, Ints, between, frozen, ids, numbers, same_length
from collegiate.analytics.similarity._fill import filled
from collegiate.values import CannotSay, Status

SHARE_KNOWN = 7 / 9
"""A school is placed when so large a share of its characteristics is published."""

FEWEST_TO_ESTIMATE = 30
"""From fewer schools nothing is estimated; only those with every characteristic are placed."""


@dataclass(frozen=True, slots=True)
class Characteristic:
    """
    Something about a school's intake or setting that is published for all schools.

    Attributes
    ----------
    key : str
        Its name in data.
    words : str
        Its name on a page, as in "share of pupils who have had free school meals".
    log : bool
        Whether to compare by ratio rather than by difference, for skewed figures such as the number of pupils.
    outcome : bool
        Whether it says how well pupils do; such a one is refused.
    """

    key: str
    words: str
    log: bool = False
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """
    The scale that schools were put on.

    Attributes
    ----------
    version : str
        Which national figures it was made from, as in "2024/25".
    keys : tuple of str
        Keys of the characteristics.
    logs : tuple of bool
        Which were compared by ratio.
    means, spreads : tuple of float
        National mean and standard deviation of each, after taking log(1 + value) where by ratio. A spread of 0 means
        that all schools are alike in it.
    schools : int
        How many schools it was made from.
    """

    version: str
    keys: tuple[str, ...]
    logs: tuple[bool, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    schools: int

    @property
    def digest(self) -> str:
        """A fingerprint of the whole scale, 64 letters and digits."""
        return sha256(repr((self.version, self.keys, self.logs, self.means, self.spreads)).encode()).hexdigest()

    def sentence(self) -> str:
        """Return in words what the scale stands on."""
        return f"Compared on {len(self.keys)} characteristics of {self.schools:,} schools, {self.version}."


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """
    Schools set out by their characteristics.

    Attributes
    ----------
    standard : Standard
        The scale, with its version.
    characteristics : tuple of Characteristic
        What is compared, in order.
    ids : int or text array, shape (placed,)
        The schools that could be placed, in order.
    scores : float array, shape (characteristics, placed)
        How far each lies from the national mean, in standard deviations.
    estimated : bool array, shape (characteristics, placed)
        Which scores were not published, but estimated from the school's others.
    left_out : int or text array, shape (left out,)
        The schools of which too little is published, in order.
    known : int array, shape (left out,)
        How many characteristics of each of those are published.
    needed : int
        How many have to be.
    """

    standard: Standard
    characteristics: tuple[Characteristic, ...]
    ids: NDArray[Any]
    scores: Floats
    estimated: Bools
    left_out: NDArray[Any]
    known: Ints
    needed: int

    def values(self, places: Ints) -> Floats:
        """Return some schools' characteristics in their own units, shape (characteristics, schools)."""
        means, spreads = np.array(self.standard.means), np.array(self.standard.spreads)
        values: Floats = self.scores[:, places] * spreads[:, None] + means[:, None]
        by_ratio = np.array(self.standard.logs)
        values[by_ratio] = np.expm1(values[by_ratio])
        return values

    def sentence(self) -> str:
        """Return in words how many schools were placed, and how."""
        estimated = int(self.estimated.any(axis=0).sum())
        out = self.left_out.size
        return (
            f"{self.standard.sentence()} {self.ids.size:,} schools are placed, {estimated:,} of them with something "
            f"estimated; {out:,} {'is' if out == 1 else 'are'} left out, as too little about them is published."
        )


def landscape(
    schools: ArrayLike,
    characteristics: Sequence[Characteristic],
    values: ArrayLike,
    *,
    version: str,
    share_known: float = SHARE_KNOWN,
    standard: Standard | None = None,
) -> Landscape | CannotSay:
    """
    Set schools out by their characteristics, and estimate what is missing.

    Parameters
    ----------
    schools : int or text array, shape (schools,)
        Ids, such as URNs; none twice.
    characteristics : sequence of Characteristic
        What to compare; no outcomes.
    values : float array, shape (schools, characteristics)
        The published figures, each in its own unit; NaN (or None) where not published. Those compared by ratio are
        from 0 up.
    version : str
        Which figures they are, as in "2024/25".
    share_known : float
        A school is placed when so large a share of its characteristics is published, above 0 to 1.
    standard : Standard, optional
        A scale made earlier, to be used again; otherwise it is made from these schools.

    Returns
    -------
    found : Landscape or CannotSay
        The schools with their scores in standard deviations; or why they cannot be set out.

    Raises
    ------
    ValueError
        If an id comes twice, a characteristic is an outcome, a value is text or infinite, or shapes do not match.

    Notes
    -----
    Missing scores are conditional means under a normal distribution fitted by expectation-maximisation, from all
    schools with something published. With fewer than 30 such schools nothing is estimated. When not to use it: with
    schools of different phases in one landscape, or with figures missing because they are bad news.

    Source
    ------
    Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM
    algorithm. Journal of the Royal Statistical Society B, 39(1), 1-38. doi:10.1111/j.2517-6161.1977.tb01600.x.

    Examples
    --------
    >>> size, meals = Characteristic("pupils", "number of pupils", log=True), Characteristic("fsm", "free meals")
    >>> found = landscape([101, 102, 103], [size, meals], [[210, 12.0], [420, 30.0], [215, None]], version="2024/25")
    >>> found.ids.tolist(), found.left_out.tolist()
    ([101, 102], [103])
    """
    chosen = _checked(characteristics)
    names, figures = ids(schools, "schools"), numbers(values, "values", dimensions=2, missing_allowed=True)
    same_length(schools=names, values=figures)
    if figures.shape[1] != len(chosen):
        raise ValueError(f"values: a column for each of the {len(chosen)} characteristics is wanted.")
    share_known = between(share_known, "share_known", 0.01, 1.0, kind=float)
    order = np.argsort(names, kind="stable")
    names, figures = names[order], _by_ratio(figures[order], chosen)
    published = (~np.isnan(figures)).sum(axis=1)
    needed = ceil(share_known * len(chosen) - 1e-9)
    enough = published >= needed
    if enough.sum() < 2:
        return CannotSay(
            because=f"Fewer than two schools have {needed} of the {len(chosen)} characteristics published.",
            status=Status.NOT_COLLECTED,
        )
    scale = standard or _standard(version, chosen, figures)
    if (scale.keys, scale.logs) != (tuple(c.key for c in chosen), tuple(c.log for c in chosen)):
        raise ValueError("standard: it was made for other characteristics.")
    scores = _scores(figures, scale)
    if (published > 0).sum() >= FEWEST_TO_ESTIMATE:
        scores[published > 0] = filled(scores[published > 0])
    placed = enough & ~np.isnan(scores).any(axis=1)
    if placed.sum() < 2:
        return CannotSay(
            because="Fewer than two schools have every characteristic published, and there are too few to estimate from."
        )
    return Landscape(
        standard=scale,
        characteristics=chosen,
        ids=frozen(names[placed]),
        scores=frozen(scores[placed].T),
        estimated=frozen(np.isnan(figures[placed]).T),
        left_out=frozen(names[~placed]),
        known=frozen(published[~placed]),
        needed=needed if (published > 0).sum() >= FEWEST_TO_ESTIMATE else len(chosen),
    )


def _checked(characteristics: Sequence[Characteristic]) -> tuple[Characteristic, ...]:
    chosen = tuple(characteristics)
    if not chosen:
        raise ValueError("characteristics: at least one is wanted.")
    for each in chosen:
        if not isinstance(each, Characteristic):
            raise ValueError(f"characteristics: a Characteristic is wanted, not {each!r}.")
        if each.outcome:
            raise ValueError(
                f"characteristics: {each.words} is an outcome. Similar schools are never chosen on outcomes."
            )
    if len({each.key for each in chosen}) != len(chosen):
        raise ValueError("characteristics: one of them stands there more than once.")
    return chosen


def _by_ratio(figures: Floats, characteristics: tuple[Characteristic, ...]) -> Floats:
    figures = figures.copy()
    for column, each in enumerate(characteristics):
        if each.log:
            if (figures[:, column] < 0).any():
                raise ValueError(f"values: {each.words} is compared by ratio and cannot be negative.")
            figures[:, column] = np.log1p(figures[:, column])
    return figures


def _standard(version: str, characteristics: tuple[Characteristic, ...], figures: Floats) -> Standard:
    known = ~np.isnan(figures)
    n = np.maximum(known.sum(axis=0), 1)
    # Summed exactly, so that neither the order of the schools nor one without figures can change the last digit.
    means = np.array([fsum(column) for column in np.where(known, figures, 0.0).T]) / n
    spreads = np.sqrt(np.array([fsum(column) for column in np.where(known, figures - means, 0.0).T ** 2]) / n)
    spreads[spreads < 1e-12 * np.maximum(np.abs(means), 1.0)] = 0.0  # rounding, where all schools are alike
    return Standard(
        version=version,
        keys=tuple(each.key for each in characteristics),
        logs=tuple(each.log for each in characteristics),
        means=tuple(means.tolist()),
        spreads=tuple(spreads.tolist()),
        schools=int(known.any(axis=1).sum()),
    )


def _scores(figures: Floats, standard: Standard) -> Floats:
    """Return standard deviations from the mean; nought for all in a characteristic in which all are alike."""
    spreads = np.array(standard.spreads)
    scores: Floats = (figures - np.array(standard.means)) / np.where(spreads > 0, spreads, 1.0)
    scores[:, spreads == 0] = np.where(np.isnan(scores[:, spreads == 0]), np.nan, 0.0)
    return scores
