"""
Made-up rows and facts to try a ruling on, so that the permission page is what the rulings say and nobody's memory.

Nothing here is saved or read from the database: a ruling must not ask it either.
"""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from random import Random
from typing import Any

from django.db import models

from collegiate.values import NOBODY, Standing

DAY = date(2026, 10, 6)
MOMENT = datetime(2026, 10, 6, 10, 0, tzinfo=UTC)
DEPTH = 3  # how far keys are followed: a claim, its agreement, its provider


def example(wanted: Any, chance: Random, *, words: list[str], depth: int = 0) -> Any:
    """
    Return a value of a type: one of many, chosen by `chance`; words are taken from the list.

    :raises TypeError: for a type that no example is known of
    """
    origin, inside = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return example(chance.choice(inside), chance, words=words, depth=depth)
    if origin in (list, tuple, set, frozenset):
        known = [kind for kind in inside if kind is not Ellipsis][:1]
        return origin(example(kind, chance, words=words, depth=depth) for kind in known if chance.random() < 0.5)
    if origin is not None:
        wanted = origin
    if isinstance(wanted, type) and issubclass(wanted, models.Model):
        return row(wanted, chance, words=words, depth=depth)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return chance.choice(list(wanted))
    return _plain(wanted, chance, words=words, depth=depth)


def _plain(wanted: Any, chance: Random, *, words: list[str], depth: int) -> Any:
    simple: dict[Any, list[Any]] = {
        bool: [True, False],
        int: [0, 1, 5],
        float: [0.0, 1.0],
        str: words,
        date: [DAY],
        datetime: [MOMENT],
        dict: [{}],
        types.NoneType: [None],
        Standing: [NOBODY],
    }
    if wanted in simple:
        return chance.choice(simple[wanted])
    if is_dataclass(wanted) and isinstance(wanted, type):
        hints = typing.get_type_hints(wanted)
        values = {
            part.name: example(hints[part.name], chance, words=words, depth=depth + 1)
            for part in fields(wanted)
            if part.init
        }
        return wanted(**values)
    raise TypeError(f"No example is known of {wanted!r}.")


def row(model: type[models.Model], chance: Random, *, words: list[str], depth: int = 0) -> models.Model:
    """Return an unsaved row with the key 1, its keys pointing to other rows with the key 1 or, where they may, to none."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        may_be_empty = field.null and chance.random() < 0.5
        if field.primary_key:
            values[field.attname] = 1
        elif may_be_empty:
            values[field.attname] = None
        elif field.related_model and depth < DEPTH:
            values[field.name] = row(field.related_model, chance, words=words, depth=depth + 1)
        elif field.related_model:
            values[field.attname] = 1
        else:
            values[field.attname] = _column(field, chance)
    return model(**values)


def _column(field: models.Field[Any, Any], chance: Random) -> Any:
    choices = [value for value, _ in field.flatchoices if value != ""]
    if choices:
        return chance.choice(choices)
    kinds: list[tuple[type[models.Field[Any, Any]], list[Any]]] = [
        (models.BooleanField, [True, False]),
        (models.DateTimeField, [MOMENT]),
        (models.DateField, [DAY]),
        (models.IntegerField, [0, 1, 5]),
        (models.FloatField, [0.0, 1.0]),
        (models.CharField, [f"a {field.verbose_name}"]),
        (models.TextField, [f"some {field.verbose_name}"]),
    ]
    for kind, values in kinds:
        if isinstance(field, kind):
            return chance.choice(values)
    return field.get_default()
