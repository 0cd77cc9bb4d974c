"""`collegiate numbers value-added`: a file of pupils, read in pieces, to each school's value added."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import add
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl

from collegiate.analytics.engines import Engine, GroupFailed, Job, SparkIsAbsent, run
from collegiate.analytics.engines.kernels import sums as kernel
from collegiate.analytics.engines.spark import session
from collegiate.analytics.value_added import Coefficient, SchoolEffect, Sums, ValueAdded, estimate
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, named_once, quiet
from collegiate.doors.exchange.tables import TableRefused
from collegiate.doors.exchange.tables.frames import Table
from collegiate.doors.exchange.tables.marks import shortened
from collegiate.doors.exchange.tables.pieces import PIECE, in_pieces
from collegiate.values import CannotSay

#: A column of kinds with more different words is a slip.
MOST_WORDS = 30
#: Pieces that are held, and worked on side by side, at a time.
AT_ONCE = 4


@dataclass(frozen=True)
class Columns:
    """The columns that are asked of a file, and the words of those that hold words."""

    school: str
    outcome: str
    covariates: Sequence[str]
    kinds: Mapping[str, Sequence[str]]

    @property
    def names(self) -> list[str]:
        """What the model calls its covariates: of words, each but the first is a yes or no of its own."""
        return [*self.covariates, *(f"{kind} {word}" for kind, words in self.kinds.items() for word in words[1:])]

    @property
    def beside(self) -> list[str]:
        """What each of those words is held against: the first of its kind."""
        return [f"{kind} {words[0]}" for kind, words in self.kinds.items() for _ in words[1:]]

    def asked(self, table: Table) -> pl.DataFrame:
        """Return a piece of the file as the kernel wants it."""
        numbers = [table.numbers(self.outcome).values, *(_covariate(table, name) for name in self.covariates)]
        for kind, words in self.kinds.items():
            said = table.text(kind)
            numbers += [(said == word).cast(pl.Float64).fill_null(np.nan).to_numpy() for word in words[1:]]
        names = [kernel.OUTCOME, *(f"{kernel.COVARIATE}{place}" for place in range(len(numbers) - 1))]
        return pl.DataFrame(
            [
                pl.Series("row", table.lines, dtype=pl.Int64),
                filled(table, self.school).alias(kernel.SCHOOL),
                *(pl.Series(name, values) for name, values in zip(names, numbers, strict=True)),
            ]
        )


def _covariate(table: Table, name: str) -> np.ndarray:
    """
    Return a column of numbers.

    :raises TableRefused: as `Table.numbers`; where it holds words only, saying where words go
    """
    try:
        return table.numbers(name).values
    except TableRefused as refusal:
        words = table.text(name).drop_nulls().unique(maintain_order=True)
        if words.cast(pl.Float64, strict=False).is_not_null().any():
            raise
        raise TableRefused(
            refusal.file,
            f"It holds words, such as “{shortened(words[0])}”, and no numbers.",
            to_do="Name it under --kinds, not under --covariates.",
            line=refusal.line,
            column=name,
        ) from None


def value_added(
    file: Path,
    *,
    school: str,
    outcome: str,
    covariates: Sequence[str],
    kinds: Sequence[str] = (),
    method: Literal["REML", "ML"] = "REML",
    level: float = 0.95,
    smallest: int = 5,
    engine: Engine = "local",
    master: str = "local[2]",
    sheet: str | None = None,
    tell: Tell = quiet,
    piece: int = PIECE,
) -> Outcome:
    """
    Estimate value added from a file with a row a pupil, which may be larger than memory: it is read piece by piece.

    ``kinds`` are covariates in words, such as sex; each word but the first in the alphabet is a yes or no of its own.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    given = [school, outcome, *covariates, *kinds]
    named_once(given, "school, outcome and each covariate")
    tell("reading", 0, 0)
    asked = Columns(school, outcome, covariates, _words(file, kinds, sheet, piece))
    pieces = in_pieces(file, columns=given, sheet=sheet, rows=piece)
    try:
        with session(master) if engine == "spark" else nullcontext() as spark:
            sums = _summed(map(asked.asked, pieces), asked.names, engine, spark, _teller(tell, pieces.about))
    except (GroupFailed, SparkIsAbsent) as fault:
        raise ValueError(str(fault)) from fault
    tell("estimating", 0, 0)
    found = estimate(sums, method=method, level=level, smallest=smallest)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    where = f"{sums.sentence()} Worked out {'on this machine' if engine == 'local' else 'by Apache Spark'}."
    return Outcome(found.sentence(), (where, *_explained(found, asked)), _rows(found, school))


def _teller(tell: Tell, about: int) -> Callable[[int], None]:
    return lambda read: tell("reading", min(read, about), about)


def _words(file: Path, kinds: Sequence[str], sheet: str | None, piece: int) -> dict[str, list[str]]:
    """Go through the file once for the words of its kinds, in the order of the alphabet."""
    if not kinds:
        return {}
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for table in in_pieces(file, columns=kinds, sheet=sheet, rows=piece):
        for kind, words in found.items():
            words.update(table.text(kind).drop_nulls().unique())
            if len(words) > MOST_WORDS:
                raise table.refuse(
                    f"There are more than {MOST_WORDS} different words in it.",
                    to_do="Give kinds in words, such as sex; numbers go under --covariates.",
                    column=kind,
                )
    return {kind: sorted(words) for kind, words in found.items()}


def _summed(
    pieces: Iterator[pl.DataFrame], covariates: Sequence[str], engine: Engine, spark: Any, told: Callable[[int], None]
) -> Sums:
    """Sum each piece by itself, and then the pieces in their order: the same on both engines, to the last bit."""
    found: list[Sums] = []
    read = 0
    told(read)
    while some := list(islice(pieces, AT_ONCE)):
        found = [reduce(add, [*found, *_of_each(some, covariates, engine, spark)])]
        read += sum(piece.height for piece in some)
        told(read)
    return found[0]


def _of_each(some: Iterable[pl.DataFrame], covariates: Sequence[str], engine: Engine, spark: Any) -> list[Sums]:
    table = pl.concat(
        piece.with_columns(pl.lit(place, dtype=pl.Int64).alias("piece")) for place, piece in enumerate(some)
    )
    job = Job(table, ("piece",), "row", kernel.sums, kernel.sums_schema(len(covariates)))
    answer = run(job, engine, spark=spark).frame
    return [kernel.sums_from(piece, covariates) for piece in answer.partition_by("piece", maintain_order=True)]


def _explained(found: ValueAdded, asked: Columns) -> tuple[str, ...]:
    numbers = found.coefficients[1 : len(asked.covariates) + 1]
    kinds = found.coefficients[len(asked.covariates) + 1 :]
    return (
        f"A school's value added is how far its pupils end above or below pupils like them elsewhere, drawn towards "
        f"nought where few pupils leave room for chance ({found.method}).",
        *(one.sentence() for one in numbers),
        *(_of_kind(one, beside) for one, beside in zip(kinds, asked.beside, strict=True)),
        f"{found.left_out:,} pupils were left out because a number was missing.",
        f"Schools with fewer than {found.smallest} pupils are not shown.",
        found.caterpillar().sentence(),
        "It is no ranking: most schools' intervals overlap, and one year says little.",
    )


def _of_kind(one: Coefficient, beside: str) -> str:
    return (
        f"{one.name} goes with {one.value:+.3g} in the outcome, beside {beside} "
        f"(between {one.lower:+.3g} and {one.upper:+.3g}; {100 * one.level:.0f} % interval)."
    )


def _rows(found: ValueAdded, school: str) -> pl.DataFrame:
    schools = [found.school(name) for name in found.schools.tolist()]
    shown = [one if isinstance(one, SchoolEffect) else None for one in schools]
    numbers = {
        name: [getattr(one, name) if one else None for one in shown] for name in ("effect", "lower", "upper", "se")
    }
    pupils = [one.pupils if one else None for one in shown]
    why = [one.sentence() if isinstance(one, CannotSay) else None for one in schools]
    return pl.DataFrame({school: found.schools.tolist(), "pupils": pupils, **numbers, "because": why}, strict=False)
