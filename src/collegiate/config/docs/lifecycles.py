"""The lifecycles, drawn from the tables of moves that the commands obey."""

import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from django.db import models

from collegiate.config.docs.chapters import chapters, tables
from collegiate.config.docs.markdown import page

Moves = Mapping[Enum, frozenset[Enum]]

INTRODUCTION = "What each kind of row can become. An arrow is a deed; where no arrow leads on, the row is final."


def lifecycles() -> str:
    """Return the page."""
    drawn = [
        f"## {str(model._meta.verbose_name).capitalize()}\n\n{draw(field, moves)}"
        for app in chapters()
        for model in tables(app)
        for field, moves in lifecycles_of(model)
    ]
    return page("Lifecycles", INTRODUCTION, *drawn)


def lifecycles_of(model: type[models.Model]) -> Iterator[tuple[models.Field[Any, Any], Moves]]:
    """Yield each of a model's fields that has a table of moves in its own ``models`` room, with the table."""
    room = ".".join(model.__module__.split(".")[:4])
    places = [module for name, module in sys.modules.items() if name == room or name.startswith(f"{room}.")]
    moves = [table for place in places for table in vars(place).values() if _is_moves(table)]
    for field in model._meta.fields:
        values = {value for value, _ in field.flatchoices or ()}
        for table in moves:
            if values == {stage.value for stage in type(next(iter(table)))}:
                yield field, table
                break


def _is_moves(table: object) -> bool:
    return (
        isinstance(table, dict)
        and bool(table)
        and all(isinstance(stage, Enum) for stage in table)
        and all(isinstance(onward, frozenset) for onward in table.values())
    )


def draw(field: models.Field[Any, Any], moves: Moves) -> str:
    """Draw a lifecycle as a Mermaid state diagram."""
    words = dict(field.flatchoices)
    first = field.get_default()
    lines = ["stateDiagram-v2"]
    lines += [f"    {stage.value} : {words.get(stage.value, stage.value)}" for stage in moves]
    lines += [f"    [*] --> {first}"] if first else []
    for stage, onward in moves.items():
        places = [each.value for each in moves if each in onward] or ["[*]"]
        lines += [f"    {stage.value} --> {place}" for place in places]
    return "\n".join(["```mermaid", *lines, "```"])
