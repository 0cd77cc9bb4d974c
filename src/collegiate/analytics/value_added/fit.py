"""From sums to the model: scale, find the one number, and turn everything back into the units given."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from collegiate.analytics._inputs import between, frozen, level_of
from collegiate.analytics.value_added import profile
from collegiate.analytics.value_added.answer import Coefficient, ValueAdded
from collegiate.analytics.value_added.sums import Sums
from collegiate.values import CannotSay, Status

Floats = NDArray[np.float64]

LEAST_SCHOOLS = 5
SMALLEST_SCHOOL = 5


def estimate(
    sums: Sums,
    *,
    method: Literal["REML", "ML"] = "REML",
    level: float = 0.95,
    smallest: int = SMALLEST_SCHOOL,
) -> ValueAdded | CannotSay:
    """
    Estimate each school's value added: outcome ~ covariates + (1 | school).

    When not to use it: to rank schools, or to judge one by a single year; where pupils chose their school for reasons that
    bear on the outcome and are not among the covariates, which then look like the school's doing; or where a covariate
    was itself changed by the school.

    Parameters
    ----------
    sums : Sums
        From `sums_of`, of one piece or of several added up.
    method : {"REML", "ML"}
        Restricted or full maximum likelihood. REML unless models with different covariates are to be compared.
    level : float
        Level of all intervals, from 0.5 to nearly 1.
    smallest : int
        Fewest pupils for a school's effect to be shown, 1 or more.

    Returns
    -------
    ValueAdded or CannotSay
        Coefficients, spread between schools and every school's effect; or why there is none.

    Raises
    ------
    ValueError
        If ``method``, ``level`` or ``smallest`` is not one of those.

    Source
    ------
    Bates, D., Maechler, M., Bolker, B. and Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of
    Statistical Software, 67(1), 1-48 (the profiled deviance; theta as there). Goldstein, H. et al. (1993). A multilevel
    analysis of school examination results. Oxford Review of Education, 19(4), 425-433.

    Examples
    --------
    >>> import numpy as np
    >>> from collegiate.analytics.value_added import estimate, sums_of
    >>> rng = np.random.default_rng(1)
    >>> school = np.repeat(np.arange(40), 50)
    >>> prior = rng.normal(size=2000)
    >>> outcome = 0.6 * prior + 0.3 * rng.normal(size=40)[school] + 0.75 * rng.normal(size=2000)
    >>> found = estimate(sums_of(school, outcome, {"prior": prior}))
    >>> found.sentence()
    'Schools account for 18% of the differences that remain between pupils who started alike (between 12% and 27%; 95 % interval); 2,000 pupils in 40 schools.'
    >>> found.school(7).sentence()
    'Pupils ended between 0.2 and 0.6 below, against pupils like them elsewhere; 50 pupils; 95 % interval.'
    """
    if method not in ("REML", "ML"):
        raise ValueError(f"method: “REML” or “ML” is wanted, not {method!r}.")
    level = level_of(level)
    smallest = between(smallest, "smallest", 1, 1_000_000, kind=int)
    cannot = _cannot(sums)
    if cannot:
        return cannot
    products, scale = _scaled(sums, restricted=method == "REML")
    try:
        phi = profile.best_phi(products)
        solution = profile.solve(products, phi)
    except profile.CovariatesRepeat:
        return CannotSay(because="The covariates repeat each other, so what each goes with cannot be told apart.")
    if solution.residual <= 1e-12 * products.pupils.sum():
        return CannotSay(because="The covariates tell the outcome exactly, so nothing is left to lie between schools.")
    sd = float(np.sqrt(solution.residual / products.df)) * scale[-1]
    w = phi / (1 + products.pupils * phi)
    left = (products.totals[:, -1] - products.totals[:, :-1] @ solution.coefficients) * scale[-1]
    low, high = profile.interval_of_phi(products, phi, level)
    return ValueAdded(
        coefficients=_coefficients(sums, scale, solution, sd, level),
        theta=float(np.sqrt(phi)),
        school_sd=float(np.sqrt(phi)) * sd,
        pupil_sd=sd,
        deviance=solution.deviance + 2 * products.df * float(np.log(scale[-1])),
        share=phi / (1 + phi),
        share_lower=low / (1 + low),
        share_upper=high / (1 + high),
        schools=sums.schools,
        pupils=sums.pupils,
        effect=frozen(w * left),
        se=frozen(sd * np.sqrt(w)),
        whole_se=frozen(sd * np.sqrt(w + w**2 * _from_coefficients(products, solution))),
        method=method,
        level=level,
        left_out=sums.left_out,
        smallest=smallest,
    )


def _cannot(sums: Sums) -> CannotSay | None:
    """Return why no model can be fitted, if none can."""
    n, schools = int(sums.pupils.sum()), sums.schools.size
    if schools < LEAST_SCHOOLS:
        return CannotSay(
            because=f"At least {LEAST_SCHOOLS} schools with pupils who have every number are needed; "
            f"there {'is' if schools == 1 else 'are'} {schools}."
        )
    if n <= len(sums.names) + 2 or int(sums.pupils.max()) < 2:
        return CannotSay(because="There are too few pupils to tell schools from pupils.")
    spread = np.sqrt(np.diag(sums.products) / n)
    flat = spread <= 1e-12 * np.abs(sums.mean)
    if flat[-1]:
        return CannotSay(because="Every pupil has the same outcome.", status=Status.NOT_APPLICABLE)
    if flat.any():
        name = sums.names[int(np.flatnonzero(flat)[0])]
        return CannotSay(because=f"Every pupil has the same {name}.", status=Status.NOT_APPLICABLE)
    return None


def _scaled(sums: Sums, *, restricted: bool) -> tuple[profile.Products, Floats]:
    """Return the sums with an intercept and all columns at standard deviation 1, and those deviations."""
    n = sums.pupils.astype(float)
    scale = np.sqrt(np.diag(sums.products) / n.sum())
    totals = np.column_stack([n, sums.totals / scale])
    squares = (totals[:, :, None] * totals[:, None, :]).reshape(n.size, -1)
    within = np.zeros((scale.size + 1, scale.size + 1))
    within[1:, 1:] = sums.products / np.outer(scale, scale) - (totals[:, 1:] / n[:, None]).T @ totals[:, 1:]
    log_scale = 2 * float(np.log(scale[:-1]).sum())
    return profile.Products(n, totals, squares, within, log_scale, restricted), scale


def _from_coefficients(products: profile.Products, solution: profile.Solution) -> Floats:
    """Return, for each school, what not knowing the coefficients adds to the variance of its residuals' sum."""
    t = products.totals[:, :-1]
    return np.asarray(((t @ solution.inverse) * t).sum(axis=1))


def _coefficients(
    sums: Sums, scale: Floats, solution: profile.Solution, sd: float, level: float
) -> tuple[Coefficient, ...]:
    """Return the coefficients in the units given: the intercept is moved from the means back to nought."""
    back = np.diag(np.append(1.0, 1 / scale[:-1]))
    back[0, 1:] = -sums.mean[:-1] / scale[:-1]
    values = back @ solution.coefficients * scale[-1]
    values[0] += sums.mean[-1]
    ses = sd * np.sqrt(np.diag(back @ solution.inverse @ back.T))
    half = float(special.ndtri((1 + level) / 2)) * ses
    return tuple(
        Coefficient(name, float(value), float(se), float(value - h), float(value + h), level)
        for name, value, se, h in zip(("intercept", *sums.names), values, ses, half, strict=True)
    )
