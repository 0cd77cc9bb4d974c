"""One kernel and the table it works on: what is asked of an engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: NumPy arrays by column name, all of one length.
Arrays = dict[str, NDArray[Any]]
#: Takes one group's columns, sorted by id, and returns the columns of its answer. NumPy only; no engine, no state.
Kernel = Callable[[Arrays], Mapping[str, NDArray[Any]]]
Engine = Literal["local", "spark"]

#: What both engines carry without change.
CARRIED = (pl.Int32, pl.Int64, pl.Float32, pl.Float64, pl.String, pl.Boolean)


class GroupFailed(Exception):
    """A kernel failed on one group; the message names the group and the reason."""


@dataclass(frozen=True)
class Job:
    """
    A table, how it is grouped, and the kernel that works on each group.

    Attributes
    ----------
    table : polars.DataFrame, shape (rows, columns)
        The input; columns of whole numbers, numbers, text or yes and no.
    keys : tuple of str
        The columns that make a group, such as cohort and subject; one at least.
    order : str
        The id column. Within a group each id is there once, and rows are sorted by it before the kernel sees them:
        engines deliver rows in any order.
    kernel : callable
        From one group's columns (without the keys) to the columns of its answer. It must be importable by name.
    schema : dict of str to polars data type
        The columns of the answer, without the keys.
    """

    table: pl.DataFrame
    keys: tuple[str, ...]
    order: str
    kernel: Kernel
    schema: Mapping[str, Any]

    def __post_init__(self) -> None:
        names = [*self.keys, self.order]
        missing = [name for name in names if name not in self.table.columns]
        if missing or not self.keys:
            raise ValueError(
                f"The table has no column {missing[0]}." if missing else "A job groups by one key at least."
            )
        if len(set(names)) != len(names) or set(self.schema) & set(self.keys) or not self.schema:
            raise ValueError(
                "Keys, id and the columns of the answer are different columns, and an answer has one at least."
            )
        for name, kind in [*self.table.schema.items(), *self.schema.items()]:
            if kind not in CARRIED:
                raise ValueError(f"Column {name} is {kind}; engines carry whole numbers, numbers, text and yes or no.")
        for name in names:
            if self.table[name].null_count():
                raise ValueError(f"Column {name} has blanks; a key or an id has none.")

    @property
    def answer_schema(self) -> dict[str, Any]:
        """The columns of the whole answer: the keys, then the kernel's."""
        return {key: self.table.schema[key] for key in self.keys} | dict(self.schema)

    def sentence(self) -> str:
        """Say what is to be worked out."""
        return f"{self.table.height:,} rows, grouped by {' and '.join(self.keys)}."


@dataclass(frozen=True)
class Answer:
    """
    What a job came to.

    Attributes
    ----------
    frame : polars.DataFrame
        Keys and the kernel's columns, sorted by the keys and then as the kernel gave them. The same on both engines,
        to the last bit.
    engine : str
        Which one worked it out.
    rows, groups : int
        How much went in.
    """

    frame: pl.DataFrame
    engine: str
    rows: int
    groups: int

    def sentence(self) -> str:
        """Say how much was worked out, and where."""
        where = "on this machine" if self.engine == "local" else "by Apache Spark"
        groups = "1 group" if self.groups == 1 else f"{self.groups:,} groups"
        return f"{self.rows:,} rows in {groups}, worked out {where}."


def work(
    group: pl.DataFrame, keys: tuple[str, ...], order: str, kernel: Kernel, schema: Mapping[str, Any]
) -> pl.DataFrame:
    """
    Do one group: the one place where rows become arrays and arrays rows, on every engine.

    Raise GroupFailed where an id is there twice, the kernel raises, or its answer does not fit the schema.
    """
    key = {name: group[name][0] for name in keys}
    said = ", ".join(f"{name} {value}" for name, value in key.items())
    rows = group.drop(keys).sort(order)
    if rows[order].n_unique() != rows.height:
        twice = rows.filter(rows[order].is_duplicated())[order][0]
        raise GroupFailed(f"{said}: {order} {twice} is there twice.")
    try:
        with np.errstate(all="ignore"):
            answer = kernel({name: rows[name].to_numpy() for name in rows.columns})
    except Exception as fault:
        raise GroupFailed(f"{said}: {type(fault).__name__}: {fault}") from fault
    lengths = {len(column) for column in answer.values()}
    if set(answer) != set(schema) or len(lengths) != 1:
        raise GroupFailed(
            f"{said}: the kernel returned {', '.join(sorted(answer))}, not {', '.join(sorted(schema))} of one length."
        )
    columns = [pl.Series(name, answer[name]).cast(kind) for name, kind in schema.items()]
    place = pl.Series(PLACE, np.arange(lengths.pop(), dtype=np.int64))
    keyed = [
        pl.Series(name, [value], dtype=group.schema[name]).new_from_index(0, len(place)) for name, value in key.items()
    ]
    return pl.DataFrame([*keyed, *columns, place])


#: The row's place in its group's answer, while it is on its way.
PLACE = "__place"


def gathered(frame: pl.DataFrame, job: Job) -> pl.DataFrame:
    """Put answers that arrived in any order into the one order they have."""
    return frame.sort([*job.keys, PLACE]).select(list(job.answer_schema))
