"""Says whether a model's constraints refuse a row of which only some columns are known."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CheckConstraint, F, Model, Q

Truth = bool | None
"""Yes, no, or None: it depends on columns that are not known."""


def refused(model: type[Model], known: Mapping[str, Any]) -> bool:
    """
    Say whether some constraint refuses every row with these values, whatever the other columns hold.

    A value of None is an empty column; True stands for any value at all.
    """
    return any(
        isinstance(constraint, CheckConstraint) and holds(constraint.condition, known) is False
        for constraint in model._meta.constraints
    )


def holds(condition: Any, known: Mapping[str, Any]) -> Truth:
    """Say whether a condition holds, by Kleene's three values."""
    if isinstance(condition, tuple):
        return _lookup(*condition, known)
    if not isinstance(condition, Q):
        return None
    each = [holds(child, known) for child in condition.children]
    truth: Truth
    if condition.connector == Q.XOR:
        truth = None
    elif condition.connector == Q.OR:
        truth = True if True in each else None if None in each else False
    else:
        truth = False if False in each else None if None in each else True
    return truth if truth is None or not condition.negated else not truth


def _lookup(path: str, against: Any, known: Mapping[str, Any]) -> Truth:
    name, _, kind = path.partition("__")
    if name not in known:
        return None
    value = known[name]
    if kind == "isnull":
        return (value is None) == against
    # A comparison with an empty column is SQL's own "unknown", which a CHECK lets pass.
    if value is not None and value is not True and not isinstance(against, F):
        if kind in ("", "exact"):
            return value == against
        if kind == "in":
            return value in against
    return None
