"""Funnels of shares, of rates and of means."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegiate.analytics._inputs import Bools, Floats, between, counts, ids, numbers, same_length
from collegiate.analytics.funnel._limits import Kind, between_schools, chance
from collegiate.analytics.funnel.chart import INNER, OUTER, Funnel, Point, limits, place_of
from collegiate.values import CannotSay, Status

FEWEST_SCHOOLS = 10
"""From fewer schools ordinary differences between schools cannot be measured."""

FEWEST_PUPILS = 5


def funnel_of_shares(
    schools: ArrayLike, yes: ArrayLike, of: ArrayLike, *, target: float | None = None, fewest: int = FEWEST_PUPILS
) -> Funnel | CannotSay:
    """
    Draw a funnel of shares.

    Parameters
    ----------
    schools : int or text array, shape (schools,)
        Ids; none twice.
    yes : int array, shape (schools,)
        Pupils who did, in each school.
    of : int array, shape (schools,)
        Pupils there are, in each school.
    target : float, optional
        The share to compare with, above 0 and below 1; otherwise that of all pupils together.
    fewest : int
        A school of fewer pupils has no point and counts for nothing.

    Returns
    -------
    found : Funnel or CannotSay
        Points and limits, from 0 to 1; or why there is no funnel.

    Raises
    ------
    ValueError
        If shapes do not match, an id comes twice, a count is not a count, or more did than there are.

    Notes
    -----
    Limits by chance are exact binomial ones, half of a count's probability below it. How much more schools differ is measured on scores whose outermost tenth
    at each end is drawn in, and widens the limits. When not to use it: with fewer than ten schools, to rank schools,
    or to say that a school inside the limits does well.

    Source
    ------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine, 24,
    1185-1202. doi:10.1002/sim.1970. Spiegelhalter, D. J. (2005). Handling over-dispersion of performance indicators.
    Quality and Safety in Health Care, 14, 347-351. doi:10.1136/qshc.2005.013755.

    Examples
    --------
    >>> schools = list(range(1, 13))
    >>> yes, of = [30, 25, 14, 40, 33, 20, 28, 36, 5, 22, 31, 27], [50, 40, 25, 62, 55, 33, 47, 60, 48, 37, 50, 45]
    >>> found = funnel_of_shares(schools, yes, of)
    >>> found.sentence()
    '1 of 12 schools lie outside what chance would give; of as many ordinary schools, about 0.02 would.'
    >>> found.outside[0].sentence()
    '10% (48 pupils): below the range that holds nearly every ordinary school of this size (34% to 78%).'
    """
    did, there = counts(yes, "yes"), counts(of, "of")
    names = _names(schools, yes=did, of=there)
    if (did > there).any():
        raise ValueError("yes: in a school more did than there are.")
    if target is not None:
        target = between(target, "target", 1e-6, 1 - 1e-6, kind=float)
    return _drawn("share", names, did.astype(np.float64), there.astype(np.float64), target, 0.0, fewest)


def funnel_of_rates(
    schools: ArrayLike, events: ArrayLike, of: ArrayLike, *, target: float | None = None, fewest: int = FEWEST_PUPILS
) -> Funnel | CannotSay:
    """
    Draw a funnel of rates: events that one pupil can meet more than once, such as suspensions.

    Parameters
    ----------
    schools : int or text array, shape (schools,)
        Ids; none twice.
    events : int array, shape (schools,)
        Events in each school.
    of : int array, shape (schools,)
        Pupils there are, in each school.
    target : float, optional
        The rate for each pupil to compare with, above 0; otherwise that of all pupils together.
    fewest : int
        A school of fewer pupils has no point and counts for nothing.

    Returns
    -------
    found : Funnel or CannotSay
        Points and limits, events for each pupil, from 0 up; or why there is no funnel.

    Raises
    ------
    ValueError
        If shapes do not match, an id comes twice, or a count is not a count.

    Notes
    -----
    As `funnel_of_shares`, with Poisson limits. When not to use it: for days of absence, which come in runs, unless
    the widened limits are what is looked at.

    Source
    ------
    As for `funnel_of_shares`.

    Examples
    --------
    >>> found = funnel_of_rates(list(range(12)), [3, 2, 4, 5, 2, 3, 40, 4, 3, 2, 5, 3], [200] * 12)
    >>> found.outside[0].school
    6
    """
    events_, there = counts(events, "events"), counts(of, "of")
    names = _names(schools, events=events_, of=there)
    if target is not None:
        target = between(target, "target", 1e-9, 1e6, kind=float)
    return _drawn("rate", names, events_.astype(np.float64), there.astype(np.float64), target, 0.0, fewest)


def funnel_of_means(
    schools: ArrayLike,
    means: ArrayLike,
    of: ArrayLike,
    *,
    spread: float,
    target: float | None = None,
    fewest: int = FEWEST_PUPILS,
) -> Funnel | CannotSay:
    """
    Draw a funnel of means.

    Parameters
    ----------
    schools : int or text array, shape (schools,)
        Ids; none twice.
    means : float array, shape (schools,)
        Mean of each school, in the unit; NaN where not published.
    of : int array, shape (schools,)
        Pupils behind each mean.
    spread : float
        Standard deviation of single pupils, in the unit, above 0.
    target : float, optional
        The mean to compare with; otherwise that of all pupils together.
    fewest : int
        A school of fewer pupils has no point and counts for nothing.

    Returns
    -------
    found : Funnel or CannotSay
        Points and limits in the unit; or why there is no funnel.

    Raises
    ------
    ValueError
        If shapes do not match, an id comes twice, a mean is text or infinite, or the spread is not above 0.

    Notes
    -----
    As `funnel_of_shares`, with normal limits. When not to use it: where the spread of pupils differs greatly between
    schools.

    Source
    ------
    As for `funnel_of_shares`.

    Examples
    --------
    >>> found = funnel_of_means(list(range(12)), [0.1, -0.1, 0, 0.2, -0.2, 0, 1.5, 0, 0.1, 0, -0.1, 0], [40] * 12, spread=1)
    >>> found.outside[0].sentence()
    '1.5 (40 pupils): above the range that holds nearly every ordinary school of this size (-0.4 to 0.7).'
    """
    values, there = numbers(means, "means", missing_allowed=True), counts(of, "of")
    names = _names(schools, means=values, of=there)
    spread = between(spread, "spread", 1e-9, 1e9, kind=float)
    if target is not None:
        target = between(target, "target", -1e12, 1e12, kind=float)
    return _drawn("mean", names, values * there, there.astype(np.float64), target, spread, fewest)


def _names(schools: ArrayLike, **arrays: NDArray[Any]) -> NDArray[Any]:
    names = ids(schools, "schools")
    same_length(schools=names, **arrays)
    return names


def _drawn(
    kind: Kind, names: NDArray[Any], totals: Floats, n: Floats, target: float | None, spread: float, fewest: int
) -> Funnel | CannotSay:
    fewest = between(fewest, "fewest", 1, 1000, kind=int)
    order = np.argsort(names, kind="stable")
    names, totals, n = names[order], totals[order], n[order]
    shown = (n >= fewest) & ~np.isnan(totals)
    if shown.sum() < FEWEST_SCHOOLS:
        return CannotSay(because=f"Fewer than {FEWEST_SCHOOLS} schools have {fewest} pupils or more.")
    pupils, values = n[shown], totals[shown] / n[shown]
    middle = float(totals[shown].sum() / pupils.sum()) if target is None else target
    if kind != "mean" and (middle <= 0 or (kind == "share" and middle >= 1)):
        return CannotSay(because="It is the same for every pupil, so that there is nothing to compare.")
    deviations = chance(kind, pupils, middle, spread)
    phi, tau = between_schools((values - middle) / deviations, deviations)
    ends = [limits(kind, pupils, middle, spread, tau, level) for level in (INNER, OUTER)]
    return Funnel(
        points=_points(kind, names[shown], pupils, values, ends),
        not_shown=_not_shown(names, n, shown, fewest),
        target=middle,
        phi=phi,
        tau=tau,
        kind=kind,
        spread=spread,
    )


def _points(
    kind: Kind, names: NDArray[Any], n: Floats, values: Floats, ends: list[tuple[Floats, Floats]]
) -> tuple[Point, ...]:
    inner, outer = (list(zip(low.tolist(), high.tolist(), strict=True)) for low, high in ends)
    return tuple(
        Point(school, int(pupils), value, near, far, place_of(value, near, far), kind)
        for school, pupils, value, near, far in zip(names.tolist(), n, values.tolist(), inner, outer, strict=True)
    )


def _not_shown(names: NDArray[Any], n: Floats, shown: Bools, fewest: int) -> tuple[tuple[Any, CannotSay], ...]:
    def why(pupils: float) -> CannotSay:
        if pupils == 0:
            return CannotSay(because="There are no pupils.", status=Status.NOT_APPLICABLE)
        if pupils < fewest:
            return CannotSay(because=f"There are fewer than {fewest} pupils.", status=Status.TOO_FEW)
        return CannotSay(because="No figure is published for this school.", status=Status.NOT_COLLECTED)

    return tuple((school, why(pupils)) for school, pupils in zip(names[~shown].tolist(), n[~shown], strict=True))
