"""What paper can show, as JSON: words ready to print, and marks of what a value is where that matters."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from collegiate.foundation.ui.charts import Bar, Chart, Line, SmallMultiples
from collegiate.foundation.ui.components import Link, Table, Tag
from collegiate.foundation.ui.showing import words_of
from collegiate.values import AcademicYear, CannotSay, FinancialYear, Money

WIDE = 720


def plain(value: Any) -> Any:
    """
    Return a value as JSON can hold it.

    Money, days, moments, years, links and tags become words. ``CannotSay`` becomes ``{"cannot_say": sentence}``, a
    table ``{"table": …}``, a chart ``{"chart": …}`` with its picture, its description and its table. Other frozen
    things become objects by their fields. Numbers stay numbers.

    :raises TypeError: if it is none of these
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case CannotSay():
            return {"cannot_say": value.sentence()}
        case Table():
            return {"table": _table(value)}
        case Bar() | Line() | SmallMultiples():
            return {"chart": _chart(value)}
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case _:
            return _other(value)


def _other(value: Any) -> Any:
    if isinstance(value, Link | Tag | Money | AcademicYear | FinancialYear) or hasattr(value, "isoformat"):
        return words_of(value)
    if isinstance(value, Sequence | set | frozenset):
        return [plain(inner) for inner in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"Paper cannot show {type(value).__name__}: hand over words, numbers or records of them.")


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [{"text": column.text, "numeric": column.numeric} for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total": [_cell(cell) for cell in table.total],
        "note": table.note,
    }


def _cell(cell: Any) -> Any:
    return plain(cell) if isinstance(cell, CannotSay) else words_of(cell)


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "svg": chart.svg(width=WIDE),
        "description": chart.description,
        "source": chart.source,
        "table": _table(chart.table()),
    }
