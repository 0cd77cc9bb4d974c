"""`collegiate numbers growth`: a file of pupils' scores to each pupil's growth percentile."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from collegiate.analytics.engines import Engine, GroupFailed, Job, SparkIsAbsent, run
from collegiate.analytics.engines.kernels import growth as kernel
from collegiate.analytics.growth import SMALLEST_COHORT, percentiles
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, named_once, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay

A_ROW_A_PUPIL = "Give every pupil one row (within a group), and each year's score a column of its own."
SCHEMA = {"row": pl.Int64, "sgp": pl.Int64, "order": pl.Int64, "because": pl.String}


def growth(
    file: Path,
    *,
    id_: str,
    score: str,
    priors: Sequence[str],
    group: Sequence[str] = (),
    smallest: int | None = None,
    engine: Engine = "local",
    master: str = "local[2]",
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Give each pupil a growth percentile from 1 to 99, beside pupils with the same earlier scores.

    A wide file takes its knots from every row of each prior's column; with groups, from every row of the group.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    smallest = SMALLEST_COHORT if smallest is None else smallest
    named_once([id_, *group, score, *priors], "the id, the score, each earlier score and each group")
    tell("reading", 0, 0)
    table = read(file, columns=[id_, *group, score, *priors], sheet=sheet)
    groups = pl.DataFrame([table.text(name).alias(name) for name in group])
    once_each(table, id_, within=groups if group else None, to_do=A_ROW_A_PUPIL)
    scores = {kernel.SCORE: table.numbers(score).values}
    scores |= {f"{kernel.PRIOR}{place}": table.numbers(name).values for place, name in enumerate(priors, start=1)}
    _refuse_scores_without_a_group(table, groups, scores[kernel.SCORE])
    if not group and engine == "local":
        return _in_one(table, id_, scores, smallest, tell)
    tell("fitting", 0, 0)
    return _in_groups(table, id_, groups, scores, smallest, engine, master)


def _ids(table: Table, id_: str) -> pl.Series:
    """Return the id column as the file has it: the numbers of a Parquet file stay numbers."""
    stored = table.stored(id_)
    return (table.text(id_) if stored.dtype == pl.String else stored).alias(id_)


def _refuse_scores_without_a_group(table: Table, groups: pl.DataFrame, now: np.ndarray) -> None:
    """Refuse a blank group where there is a score; where there is none, nobody asks in which group it would be."""
    for name in groups.columns:
        lost = np.flatnonzero(groups[name].is_null().to_numpy() & ~np.isnan(now))
        if lost.size:
            raise table.refuse(
                "The cell is blank, and this pupil has a score.",
                to_do="Fill it in, or take the row out.",
                row=int(lost[0]),
                column=name,
            )


def _in_one(table: Table, id_: str, scores: dict[str, np.ndarray], smallest: int, tell: Tell) -> Outcome:
    """One cohort on this machine, with a bar that knows how far it is."""
    now, *before = scores.values()
    found = percentiles(now, before, tell=lambda done, of: tell("fitting", done, of), smallest=smallest)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    frame = pl.DataFrame([_ids(table, id_), pl.Series("sgp", found.sgp.astype(np.int64))])
    frame = frame.with_columns(pl.when(pl.Series(found.known)).then("sgp").alias("sgp"))
    return Outcome(found.sentence(), (*(one.sentence() for one in found.planes), *_CAUTION), frame)


def _in_groups(
    table: Table,
    id_: str,
    groups: pl.DataFrame,
    scores: dict[str, np.ndarray],
    smallest: int,
    engine: Engine,
    master: str,
) -> Outcome:
    keys = groups.columns or ["__all"]
    given = groups if groups.columns else pl.DataFrame({"__all": ["all"] * table.typed.height})
    asked = given.rename({name: f"key_{place}" for place, name in enumerate(keys)}).with_columns(
        pl.Series("row", range(table.typed.height), dtype=pl.Int64),
        *(pl.Series(name, of) for name, of in scores.items()),
    )
    grouped = asked.drop_nulls([f"key_{place}" for place in range(len(keys))])
    job = Job(
        grouped,
        tuple(f"key_{k}" for k in range(len(keys))),
        "row",
        partial(kernel.growth, smallest=smallest),
        SCHEMA,
    )
    try:
        answer = run(job, engine, master=master)
    except (GroupFailed, SparkIsAbsent) as fault:
        raise ValueError(str(fault)) from fault
    found = asked.select("row").join(answer.frame, on="row", how="left").sort("row")
    known = (found["order"] > 0).fill_null(value=False)
    frame = pl.DataFrame([_ids(table, id_), *groups.iter_columns(), found["sgp"].set(~known, None)])
    said = found.filter(pl.col("because") != "").select([*job.keys, "because"]).unique(maintain_order=True)
    reasons = tuple(f"{', '.join(str(part) for part in row[:-1])}: {row[-1]}" for row in said.iter_rows())
    if without := asked.height - grouped.height:
        reasons += (f"{without:,} {'pupil is' if without == 1 else 'pupils are'} in no group, with no score.",)
    if not known.any():
        return Outcome(f"Cannot say: {reasons[0] if reasons else 'no pupil has the scores it takes.'}", said=False)
    sentence = (
        f"Growth is known for {int(known.sum()):,} of {len(known):,} pupils, each beside pupils with the same earlier "
        f"scores: 1 is the least growth, 50 the middle, 99 the most."
    )
    return Outcome(sentence, (answer.sentence(), *reasons, *_CAUTION), frame)


_CAUTION = (
    "A percentile says where a pupil ended among pupils who started alike, not whether they reached a standard.",
    "Half of the spread of one pupil's percentile is chance: read it over schools and groups, not child by child.",
)
