"""`collegiate numbers similar`: a file of schools to those most like one, or to everyone's."""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from collegiate.analytics.similarity import Characteristic, Landscape, Neighbours, landscape, similar_to, similar_to_all
from collegiate.doors.exchange.figures.outcome import ADVICE, Outcome, Rows, Tell, named_once, once_each, quiet
from collegiate.doors.exchange.tables.frames import read
from collegiate.values import CannotSay


def similar(
    file: Path,
    *,
    id_: str,
    on: Sequence[str],
    ratios: Collection[str] = (),
    school: str = "",
    k: int = 50,
    version: str = "",
    only: Sequence[tuple[str, str]] = (),
    without_totals: bool = False,
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Find the schools most like one school, with reasons, or those most like each.

    :raises TableRefused: if the file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    named_once([id_, *on], "the id and each characteristic")
    unknown = set(ratios) - set(on)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is compared by ratio but not among the characteristics.")
    tell("reading", 0, 0)
    wanted = Rows(only, without_totals)
    table, left_out = wanted.of(read(file, columns=[id_, *on, *wanted.columns], sheet=sheet), id_)
    ids = once_each(table, id_, to_do=ADVICE)
    if school and school not in set(ids):
        raise table.refuse(f"There is no school “{school}” among the rows.", to_do="Check its number.", column=id_)
    values = np.column_stack([table.numbers(name).values for name in on])
    characteristics = [Characteristic(name, name, log=name in ratios) for name in on]
    tell("comparing", 0, 0)
    among = landscape(ids.to_list(), characteristics, values, version=version or file.name)
    if isinstance(among, CannotSay):
        return Outcome(among.sentence(), said=False)
    if not school:
        return _everyone(among, id_, k, left_out)
    found = similar_to(among, school, k)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    return Outcome(found.sentence() + left_out, _explained(among, found), _of_one(found, id_))


def _explained(among: Landscape, found: Neighbours) -> tuple[str, ...]:
    nearest = tuple(f"{one.school}: {one.sentence()}" for one in found.neighbours[:10])
    return (among.sentence(), "Schools are never compared on outcomes.", *nearest)


def _of_one(found: Neighbours, id_: str) -> pl.DataFrame:
    rows = [(one.school, one.distance, one.sentence()) for one in found.neighbours]
    return pl.DataFrame(rows, schema=[id_, "distance", "reasons"], orient="row").with_row_index("place", offset=1)


def _everyone(among: Landscape, id_: str, k: int, left_out: str) -> Outcome:
    found = similar_to_all(among, k)
    schools, many = found.places.shape
    frame = pl.DataFrame(
        {
            id_: np.repeat(among.ids, many),
            "place": np.tile(np.arange(1, many + 1), schools),
            "neighbour": among.ids[found.places].reshape(-1),
            "distance": found.distances.reshape(-1),
        }
    )
    return Outcome(found.sentence() + left_out, (among.sentence(), "Schools are never compared on outcomes."), frame)
