"""`collegiate numbers growth`: a file of pupils' scores to each pupil's growth percentile."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from collegiate.analytics.engines import Engine, GroupFailed, Job, SparkIsAbsent, run
from collegiate.analytics.engines.kernels import growth as kernel
from collegiate.analytics.growth import SMALLEST_COHORT, percentiles
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay

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
    tell("reading", 0, 0)
    table = read(file, columns=[id_, *group, score, *priors], sheet=sheet)
    groups = pl.DataFrame([filled(table, name).alias(name) for name in group])
    once_each(table, id_, within=groups if group else None)
    scores = {kernel.SCORE: table.numbers(score).values}
    scores |= {f"{kernel.PRIOR}{place}": table.numbers(name).values for place, name in enumerate(priors, start=1)}
    if not group and engine == "local":
        return _in_one(table, id_, scores, smallest, tell)
    tell("fitting", 0, 0)
    return _in_groups(table, id_, groups, scores, smallest, engine, master)


def _in_one(table: Table, id_: str, scores: dict[str, np.ndarray], smallest: int, tell: Tell) -> Outcome:
    """One cohort on this machine, with a bar that knows how far it is."""
    now, *before = scores.values()
    found = percentiles(now, before, tell=lambda done, of: tell("fitting", done, of), smallest=smallest)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    frame = pl.DataFrame([table.text(id_).alias(id_), pl.Series("sgp", found.sgp.astype(np.int64))])
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
    job = Job(
        asked, tuple(f"key_{k}" for k in range(len(keys))), "row", partial(kernel.growth, smallest=smallest), SCHEMA
    )
    try:
        answer = run(job, engine, master=master)
    except (GroupFailed, SparkIsAbsent) as fault:
        raise ValueError(str(fault)) from fault
    found = answer.frame.sort("row")
    known = found["order"] > 0
    frame = pl.DataFrame([table.text(id_).alias(id_), *groups.iter_columns(), found["sgp"].set(~known, None)])
    said = found.filter(pl.col("because") != "").select([*job.keys, "because"]).unique(maintain_order=True)
    reasons = tuple(f"{', '.join(str(part) for part in row[:-1])}: {row[-1]}" for row in said.iter_rows())
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
