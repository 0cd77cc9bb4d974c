"""Schools like a school among 24,000: one page, and all schools at once beside the tree alone."""

from collections.abc import Iterator

import numpy as np
from scipy.spatial import cKDTree

from collegiate.analytics.similarity import Characteristic, Landscape, landscape, similar_to, similar_to_all
from tests.bench import Bar, Line, timed, worked

SCHOOLS, NEIGHBOURS = 24_000, 50
ONE_SCHOOL_MS = 2.0
SHARE_OF_TREE = 1.2


def country() -> Landscape:
    """Return a landscape of as many schools as England has, one figure in twenty missing."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=(SCHOOLS, 3)) @ rng.normal(size=(3, 9)) + 0.7 * rng.normal(size=(SCHOOLS, 9))
    values[rng.random(values.shape) < 0.05] = np.nan
    characteristics = [Characteristic(f"c{number}", f"characteristic {number}") for number in range(9)]
    found = landscape(np.arange(SCHOOLS), characteristics, values, version="bench")
    assert isinstance(found, Landscape)
    return found


def measure() -> Iterator[Line | Bar]:
    """Yield the filling of gaps, one school with its reasons, and all schools."""
    among = country()
    yield Line("similarity, 24,000 x 9 set out, gaps filled", *timed(country, times=3))
    school = among.ids[SCHOOLS // 3].item()
    one = timed(lambda: similar_to(among, school, NEIGHBOURS), times=200)
    yield Line("similarity, one school, 50 neighbours with reasons", *one)
    yield Bar("similarity, one school, 50 neighbours with reasons", one[0], most=ONE_SCHOOL_MS, unit="ms")
    points = np.ascontiguousarray(among.scores.T)
    tree = worked(lambda: cKDTree(points).query(points, NEIGHBOURS + 1), times=3)
    everyone = worked(lambda: similar_to_all(among, NEIGHBOURS), times=3)
    yield Line("similarity, all 24,000 schools at once, processor", everyone, everyone)
    yield Line("similarity, SciPy's tree alone, processor", tree, tree)
    yield Bar("similarity, all schools, processor against the tree alone", everyone / tree, most=SHARE_OF_TREE)
