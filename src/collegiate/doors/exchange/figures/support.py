"""`collegiate numbers allocate support`: a file of needs and one of offers to the best pairings."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from collegiate.analytics.allocation import Choices, Need, Offer, Proposal, propose, top_offers, weigh
from collegiate.doors.exchange.figures.outcome import Outcome, Tell, filled, once_each, quiet
from collegiate.doors.exchange.tables.frames import Table, read
from collegiate.values import CannotSay

#: The ten best offers are listed for each need.
LISTED = 10


def support(
    needs: Path,
    offers: Path,
    *,
    budget: int,
    most_per_school: int = 2,
    furthest_miles: float = 15.0,
    keep: Sequence[tuple[str, str]] = (),
    sheet: str | None = None,
    tell: Tell = quiet,
) -> Outcome:
    """
    Propose which offer meets which need, within a budget in pence.

    Needs have the columns need, school, theme and seriousness (0 to 100); offers offer, provider, theme, capacity, price
    (in pounds) and evidence (0 to 1). Both may have easting and northing.

    :raises TableRefused: if a file cannot be read so
    :raises ValueError: if a setting makes no sense
    """
    tell("reading", 0, 0)
    asked, offered = _needs(needs, sheet), _offers(offers, sheet)
    choices = weigh(asked, offered, furthest_miles=furthest_miles)
    for need, offer in keep:
        if choices.pairing(need, offer) is None:
            pair = next(one for one in asked if one.id == need), next(one for one in offered if one.id == offer)
            raise ValueError(_why_not(*pair, furthest_miles))
    tell("searching", 0, 0)
    found = propose(choices, budget=budget, most_per_school=most_per_school, keep=keep)
    if isinstance(found, CannotSay):
        return Outcome(found.sentence(), said=False)
    frame = pl.DataFrame(
        [
            (match.need, match.school, match.offer, match.value, match.price / 100, _best(choices, found, match.need))
            for match in found.matches
        ]
        + [
            (
                need,
                choices.school[choices.place(need, choices.need_ids, "need")],
                None,
                None,
                None,
                _best(choices, found, need),
            )
            for need in found.unmet
        ],
        schema={
            "need": pl.String,
            "school": pl.String,
            "offer": pl.String,
            "worth": pl.Int64,
            "price": pl.Float64,
            "best_offers": pl.String,
        },
        orient="row",
    ).sort("need")
    return Outcome(found.sentence(), _explained(choices, found), frame)


def _why_not(need: Need, offer: Offer, furthest_miles: float) -> str:
    """Return why a need and an offer may not be paired."""
    if need.theme != offer.theme:
        why = f"the need is {need.theme}, the offer {offer.theme}"
    elif need.school == offer.provider:
        why = "a school does not buy from itself"
    else:
        why = f"they lie more than {furthest_miles:g} miles apart, or it is worth less than the way there"
    return f"{offer.id} may not be paired with {need.id}: {why}."


def _best(choices: Choices, found: Proposal, need: str) -> str:
    top = top_offers(choices, need, proposal=found, most=LISTED)
    return "; ".join(f"{one.offer} ({one.value})" for one in top.candidates)


def _explained(choices: Choices, found: Proposal) -> tuple[str, ...]:
    return (
        choices.sentence(),
        "Worth is 10 × seriousness × (half + half the likeness of the schools) × evidence, less 5 points a mile.",
        f"{found.searched:,} of {found.pairings:,} pairings had to be searched; the others cannot be part of a better set.",
        "It is a proposal: a broker decides, and --keep NEED=OFFER shows what a decision costs.",
    )


def _needs(file: Path, sheet: str | None) -> list[Need]:
    table = read(file, required=["need", "school", "theme", "seriousness"], sheet=sheet)
    seriousness = _numbers(table, "seriousness", 0, 100)
    rows = zip(
        once_each(table, "need"),
        filled(table, "school"),
        filled(table, "theme"),
        seriousness,
        _places(table),
        strict=True,
    )
    return [Need(*row) for row in rows]


def _offers(file: Path, sheet: str | None) -> list[Offer]:
    table = read(file, required=["offer", "provider", "theme", "capacity", "price", "evidence"], sheet=sheet)
    capacity = [int(number) for number in _numbers(table, "capacity", 0, 1e6)]
    price = [round(100 * number) for number in _numbers(table, "price", 0, 1e9)]
    rows = zip(
        once_each(table, "offer"),
        filled(table, "provider"),
        filled(table, "theme"),
        capacity,
        price,
        _numbers(table, "evidence", 0, 1),
        _places(table),
        strict=True,
    )
    return [Offer(*row) for row in rows]


def _numbers(table: Table, column: str, low: float, high: float) -> list[float]:
    found = table.whole_numbers(column) if column == "capacity" else table.numbers(column)
    for row, value in enumerate(found.values):
        if not low <= value <= high:
            raise table.refuse(
                f"Give a number from {low:g} to {high:,.0f}.", to_do="Mend the cell.", row=row, column=column
            )
    return [float(value) for value in found.values]


def _places(table: Table) -> list[tuple[float, float] | None]:
    if not {"easting", "northing"} <= {name.casefold() for name in table.header}:
        return [None] * table.typed.height
    east, north = table.numbers("easting"), table.numbers("northing")
    return [
        None if missing is not None or lacking is not None else (float(x), float(y))
        for x, y, missing, lacking in zip(east.values, north.values, east.status, north.status, strict=True)
    ]
