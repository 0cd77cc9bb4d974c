"""
What may come in: arrays checked once, at the door, with errors that a person can read.

Every function here either returns a clean array or raises ``ValueError`` naming the argument and what is
wrong with it. Missing values are NaN, and only where ``missing_allowed``; infinity is never a figure.
"""

from collections.abc import Callable, Sized
from decimal import Decimal
from fractions import Fraction
from math import isfinite, prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LARGEST_COUNT = 500_000_000
"""No table of pupils adds up to more; above it a sum of sums would no longer fit the flow routines' 32 bits."""

LARGEST_FIGURE = 1e100
"""No figure of any unit is larger; the square of one that is could no longer be told from endless."""

MOST_NUMBERS = 100_000_000
"""More at once is a slip, or a file to be worked in pieces; refused before any memory is taken."""

_Number = TypeVar("_Number", int, float)


def _refuse_too_many(values: ArrayLike, name: str, what: str) -> None:
    shape = getattr(values, "shape", None) or (len(values) if isinstance(values, Sized) else 1,)
    if (claimed := prod(shape)) > MOST_NUMBERS:
        raise ValueError(f"{name}: {claimed:,} {what} are too many at once; at most {MOST_NUMBERS:,} can be taken.")


def _array(values: ArrayLike, name: str) -> NDArray[Any]:
    _refuse_too_many(values, name, "numbers")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name}: the rows have different lengths.") from None
    if array.dtype == object:
        array = _plain_objects(array, name)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name}: numbers are wanted, not {array.dtype.name}. Turn text into numbers first.")
    return array


def _plain_objects(array: NDArray[Any], name: str) -> NDArray[Any]:
    """Turn lists with None in them into floats; None is a missing value."""
    try:
        if any(isinstance(value, str | bytes) for value in array.flat):
            raise TypeError
        return np.array([np.nan if value is None else float(value) for value in array.flat]).reshape(array.shape)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: numbers are wanted. Turn text into numbers first.") from None


def numbers(values: ArrayLike, name: str, *, dimensions: int = 1, missing_allowed: bool = False) -> Floats:
    """Return the values as floats of so many dimensions; refuse text, infinity and, unless allowed, NaN."""
    array = _array(values, name).astype(np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{name}: {_shape_words(dimensions)} is wanted, not {_shape_words(array.ndim)}.")
    if max(-np.fmin.reduce(array, axis=None, initial=0), np.fmax.reduce(array, axis=None, initial=0)) > LARGEST_FIGURE:
        endless = np.isinf(array).any()
        raise ValueError(
            f"{name}: {'infinity is not a figure' if endless else 'a number is far too large to be a figure'}."
        )
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(array.sum()):  # one pass over the many files in which all is well
            return array
    if not missing_allowed and np.isnan(array).any():
        raise ValueError(f"{name}: a value is missing (NaN). Leave the row out, or say why it cannot be given.")
    return array


def counts(values: ArrayLike, name: str, *, dimensions: int = 1) -> Ints:
    """Return the values as whole numbers from 0; refuse text, parts, negatives and impossible sizes."""
    array = numbers(values, name, dimensions=dimensions)
    if (array < 0).any():
        raise ValueError(f"{name}: a count cannot be negative.")
    if (array != np.floor(array)).any():
        raise ValueError(f"{name}: a count is a whole number.")
    if array.sum() > LARGEST_COUNT:
        raise ValueError(f"{name}: adds up to more than {LARGEST_COUNT:,}; that is not a count of people in schools.")
    return array.astype(np.int64)


def marks(values: ArrayLike, name: str, *, dimensions: int = 1) -> Bools:
    """Return the values as yes and no; refuse anything but True, False, 1 and 0."""
    array = numbers(values, name, dimensions=dimensions)
    if not np.isin(array, (0.0, 1.0)).all():
        raise ValueError(f"{name}: only yes and no (True and False, or 1 and 0) are wanted.")
    return array.astype(np.bool_)


def ids(values: ArrayLike, name: str, *, may_repeat: bool = False) -> NDArray[Any]:
    """Return one id a row, whole numbers or text; refuse blanks, mixtures and, unless they may, repeats."""
    _refuse_too_many(values, name, "ids")
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name}: a list of ids is wanted.")
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind == "O" and all(isinstance(value, str) for value in array):
        array = array.astype(np.str_)
    if array.dtype.kind not in "iuU":
        raise ValueError(f"{name}: ids are all whole numbers or all text, and none is missing.")
    if array.dtype.kind == "U" and (np.char.strip(array) == "").any():
        raise ValueError(f"{name}: an id is blank.")
    if not may_repeat and np.unique(array).size != array.size:
        values_found, times = np.unique(array, return_counts=True)
        raise ValueError(f"{name}: {values_found[times > 1][0]} stands there more than once.")
    return array


def same_length(**arrays: NDArray[Any]) -> None:
    """Refuse arrays whose numbers of rows differ, naming them."""
    lengths = {name: array.shape[0] for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError("Rows do not match: " + ", ".join(f"{name} has {n}" for name, n in lengths.items()) + ".")


def between(value: _Number, name: str, low: float, high: float, *, kind: Callable[[Any], _Number]) -> _Number:
    """Return one number of the kind (``int`` or ``float``) from low to high, both allowed."""
    wanted = "a whole number" if kind is int else "a number"
    message = f"{name}: {wanted} from {low:,g} to {high:,g} is wanted, not {value!r}."
    if isinstance(value, bool | np.bool_ | str | bytes):
        raise ValueError(message)
    try:
        number = kind(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(message) from None
    if number != value or not low <= number <= high:
        raise ValueError(message)
    return number


def is_number(value: Any) -> bool:
    """Tell whether a value is one finite number of any kind; text, yes and no, nothing and lists are not."""
    if isinstance(value, bool | np.bool_) or not isinstance(
        value, int | float | Fraction | Decimal | np.integer | np.floating
    ):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # a whole number beyond any figure
        return False


def is_whole(value: Any) -> bool:
    """Tell whether a value is one whole number."""
    return is_number(value) and isinstance(value, int | np.integer)


def level_of(level: float) -> float:
    """Return an interval's level, such as 0.95, from a half to nearly one."""
    return between(level, "level", 0.5, 0.9999, kind=float)


def frozen(array: NDArray[Any]) -> Any:
    """Return the array as its own copy that nobody can write to, fit for a frozen result."""
    copy = np.array(array)
    copy.setflags(write=False)
    return copy


def _shape_words(dimensions: int) -> str:
    return {0: "one number", 1: "a list of numbers", 2: "a table of numbers"}.get(
        dimensions, f"{dimensions} dimensions"
    )
