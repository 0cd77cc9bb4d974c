"""
Made-up rows and facts to try a ruling on, so that the permission page is what the rulings say and nobody's memory.

Nothing here is saved or read from the database: a ruling must not ask it either.
"""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from random import Random
from typing import Any

from django.db import models

from collegiate.values import NOBODY, Standing

DAY = date(2026, 10, 6)
MOMENT = datetime(2026, 10, 6, 10, 0, tzinfo=UTC)


def example(wanted: Any, chance: Random, *, words: list[str]) -> Any:
    """
    Return a value of a type: one of many, chosen by `chance`; words are taken from the list.

    :raises TypeError: for a type that no example is known of
    """
    origin, inside = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return example(chance.choice(inside), chance, words=words)
    if origin in (list, tuple, set, frozenset):
        known = [kind for kind in inside if kind is not Ellipsis][:1]
        return origin(example(kind, chance, words=words) for kind in known if chance.random() < 0.5)
    if origin is not None:
        wanted = origin
    if isinstance(wanted, type) and issubclass(wanted, models.Model):
        return row(wanted, chance, words=words)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return chance.choice(list(wanted))
    return _plain(wanted, chance, words=words)


def _plain(wanted: Any, chance: Random, *, words: list[str]) -> Any:
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
        values = {part.name: example(hints[part.name], chance, words=words) for part in fields(wanted) if part.init}
        return wanted(**values)
    raise TypeError(f"No example is known of {wanted!r}.")


class Related(dict[str, Any]):
    """The rows that a made-up row points to, each made when a ruling looks at it: most look at few."""

    def __init__(self, keys: dict[str, type[models.Model]], chance: Random, words: list[str]) -> None:
        super().__init__()
        self.keys_of, self.chance, self.words = keys, chance, words

    def __missing__(self, name: str) -> models.Model:
        """Make the row that a key points to, once."""
        made = self[name] = row(self.keys_of[name], self.chance, words=self.words)
        return made


def row(model: type[models.Model], chance: Random, *, words: list[str]) -> models.Model:
    """Return an unsaved row with the key 1, its keys pointing to other rows with the key 1 or, where they may, to none."""
    made = model(**{column: chance.choice(values) for column, values in _columns(model)})
    keys = {name: related for name, column, related in _keys(model) if getattr(made, column) is not None}
    made._state.fields_cache = Related(keys, chance, words)  # where Django looks before it asks the database
    return made


@cache
def _keys(model: type[models.Model]) -> list[tuple[str, str, type[models.Model]]]:
    """Return each key of a model: its name, its column, and what it points to."""
    found = [field for field in model._meta.concrete_fields if field.related_model]
    return [(field.name, field.attname, field.related_model) for field in found]  # type: ignore[misc]


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, list[Any]]]:
    """Return what may stand in each column of a model; one that may be empty is so in half of the rows."""
    found = []
    for field in model._meta.concrete_fields:
        values = [1] if field.primary_key or field.related_model else _values(field)
        found.append((field.attname, [*values, *[None] * len(values)] if field.null else values))
    return found


def _values(field: models.Field[Any, Any]) -> list[Any]:
    choices = [value for value, _ in field.flatchoices if value != ""]
    if choices:
        return choices
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
            return values
    return [field.get_default()]
