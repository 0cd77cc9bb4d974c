"""The indicators, as people who know schools review them."""

from collegiate.config.docs.markdown import page, table
from collegiate.definitions import Indicator, indicators

INTRODUCTION = """\
Each indicator is a file in `src/collegiate/definitions/indicators/`. What is published for nobody in some year is said with
its reason, and never shown as 0."""


def reference() -> str:
    """Return the page."""
    return page("Indicators", INTRODUCTION, *map(_indicator, indicators().values()))


def _indicator(one: Indicator) -> str:
    published = ", ".join(
        part
        for part in (
            f"`{one.column.value}`",
            f"out of `{one.column.out_of}`" if one.column.out_of else "",
            f"n from `{one.column.n}`" if one.column.n else "n not published",
        )
        if part
    )
    facts = [
        ["code", f"`{one.code}`"],
        ["unit", f"{one.unit}, {one.direction.value.replace('_', ' ')}"],
        ["counted", one.numerator],
        ["out of", one.denominator],
        ["read from", f"{one.publication}, the file `{one.column.file}`: {published}"],
        ["phases", ", ".join(one.phases).replace("_", " ") or "all"],
        ["counts in need", f"up to {one.need.most:g}. {one.need.because}" if one.need else "no"],
        ["source", one.source],
        ["checked", f"{one.checker} {one.checked_on:%-d %B %Y}; to be looked at again by {one.review_on:%-d %B %Y}"],
    ]
    gaps = [f"- {_years(gap.from_year, gap.to_year)}: {gap.because}" for gap in one.gaps]
    breaks = [f"- From {_years(change.year, change.year)}: {change.sentence}" for change in one.breaks]
    return "\n\n".join(
        part
        for part in (
            f"## {one.title}",
            one.why_it_matters,
            table(["", ""], facts),
            "\n".join([*gaps, *breaks]),
        )
        if part
    )


def _years(first: int, last: int) -> str:
    """Write school years, given the calendar years in which they start."""
    begin = f"{first}/{(first + 1) % 100:02}"
    return begin if first == last else f"{begin} to {last}/{(last + 1) % 100:02}"
