"""The lines of a statement in CSV: which column is which, and how its days and amounts are written."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from collegiate.doors.exchange.statements.amounts import Amounts
from collegiate.doors.exchange.statements.days import order_of_days, read_day
from collegiate.doors.exchange.statements.said import SaidLine
from collegiate.doors.exchange.tables import TableRefused
from collegiate.values import Money

NAMES = {
    "on": ("date", "transaction date", "posting date", "posted date", "booking date", "entry date", "value date", "datum"),
    "amount": ("amount", "value", "transaction amount", "amount gbp", "amount £", "amount (gbp)", "net amount"),
    "out": ("debit", "debit amount", "paid out", "money out", "withdrawal", "withdrawals", "payments", "debits", "out"),
    "in": ("credit", "credit amount", "paid in", "money in", "deposit", "deposits", "receipts", "credits", "in"),
    "balance": ("balance", "running balance", "account balance", "balance gbp", "balance £", "balance (gbp)", "closing balance"),
    "kind": ("type", "transaction type", "dr/cr", "debit/credit", "credit/debit", "cr/dr", "d/c"),
    "words": (
        "description", "narrative", "details", "transaction description", "memo", "particulars", "payee", "counter party",
        "counterparty", "name", "transaction details", "merchant name",
    ),
    "reference": ("reference", "ref", "payment reference", "your reference", "customer reference", "bank reference"),
}  # fmt: skip
DELIMITERS = ",;\t|"
LOOKED_AT = 30  # rows above the column names: the bank's own heading
MONEY_OUT = ("dr", "d", "debit", "out", "withdrawal")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, by what it is; the names as the file writes them."""

    header: list[str]
    place: dict[str, int]
    also: list[int]  # further columns of words

    def name(self, thing: str) -> str:
        """Return what the file calls a thing."""
        return self.header[self.place[thing]]


def read(text: str, *, name: str) -> list[SaidLine]:
    """
    Return every line of a statement, in the order of the file.

    :raises TableRefused: with line, column and what to do, if any of it cannot be read
    """
    rows = list(_rows(text, name))
    start, columns = _columns(rows, name)
    body = [(place, cells) for place, cells in rows[start + 1 :] if any(cell.strip() for cell in cells)]
    body = _without_a_foot(body, columns)
    for place, cells in body:
        if len(cells) < max(columns.place.values()) + 1:
            raise TableRefused(
                name, f"The row has {len(cells)} cells; the columns are {len(columns.header)}.", line=place,
                to_do="The file is cut short or was changed. Export it again.",
            )  # fmt: skip
    order = order_of_days([(place, cells[columns.place["on"]]) for place, cells in body], name, columns.name("on"))
    amounts = Amounts.as_in(
        [cells for _, cells in body], [columns.place[one] for one in columns.place if one in OF_MONEY]
    )
    return [_line(place, cells, columns, order, amounts, name) for place, cells in body]


OF_MONEY = ("amount", "out", "in", "balance")


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    delimiter = _delimiter(text)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise TableRefused(
            name, "A quote mark is opened and never closed, or stands in the middle of a cell.", line=line,
            to_do="The file is cut short or was changed. Export it again.",
        ) from None  # fmt: skip


def _delimiter(text: str) -> str:
    """Return the mark that parts most known names in one of the first rows."""
    best = max(
        (sum(_thing(cell) is not None for cell in row.split(mark)), -DELIMITERS.index(mark), mark)
        for row in text.splitlines()[:LOOKED_AT] or [""]
        for mark in DELIMITERS
    )
    return best[2]


def _plain(name: str) -> str:
    return " ".join(name.replace('"', "").replace("_", " ").split()).casefold()


def _thing(name: str) -> str | None:
    return next((thing for thing, names in NAMES.items() if _plain(name) in names), None)


def _columns(rows: Sequence[tuple[int, list[str]]], name: str) -> tuple[int, Columns]:
    for start, (_, cells) in enumerate(rows[:LOOKED_AT]):
        found: dict[str, int] = {}
        also: list[int] = []
        for place, cell in enumerate(cells):
            thing = _thing(cell)
            if thing is None:
                continue
            if thing not in found:
                found[thing] = place
            elif thing in ("words", "reference"):
                also.append(place)
        if "on" in found and ("amount" in found or {"in", "out"} <= found.keys()):
            return start, Columns([cell.strip() for cell in cells], found, also)
    raise TableRefused(
        name, "No row names a day and an amount.", line=1,
        to_do="The column names must be there: Date, and Amount or Paid out and Paid in. Export it with them.",
    )  # fmt: skip


def _without_a_foot(body: list[tuple[int, list[str]]], columns: Columns) -> list[tuple[int, list[str]]]:
    """Leave out a closing row that has no day, such as a total or “end of statement”."""
    while body and (
        len(body[-1][1]) <= columns.place["on"] or not body[-1][1][columns.place["on"]].strip()[:1].isdigit()
    ):
        if len(body) > 1 and any(cell.strip()[:1].isdigit() for cell in body[-1][1][:1]):
            break
        body = body[:-1]
    return body


def _line(place: int, cells: list[str], columns: Columns, order: str, amounts: Amounts, name: str) -> SaidLine:
    def money(thing: str) -> Money | None:
        if thing not in columns.place or not cells[columns.place[thing]].strip():
            return None
        try:
            return amounts.read(cells[columns.place[thing]])
        except ValueError as wrong:
            raise TableRefused(
                name,
                str(wrong),
                line=place,
                column=columns.name(thing),
                to_do="Write it like 1,234.50, or export it again.",
            ) from None

    on: date = read_day(cells[columns.place["on"]], order)
    signed, out, into = money("amount"), money("out"), money("in")
    if out and into:
        raise TableRefused(
            name, "Money goes out and comes in on one line.", line=place, column=columns.name("out"),
            to_do="Part it into two lines, or export it again.",
        )  # fmt: skip
    if signed is None:
        signed = -max(out, -out) if out else into
    elif "kind" in columns.place and _plain(cells[columns.place["kind"]]) in MONEY_OUT:
        signed = -max(signed, -signed)
    if not signed:
        raise TableRefused(
            name, "There is no amount.", line=place, column=columns.name("amount" if "amount" in columns.place else "out"),
            to_do="Take the line out, or export the statement again.",
        )  # fmt: skip
    said = [cells[columns.place["words"]]] if "words" in columns.place else []
    said += [cells[one] for one in columns.also]
    reference = cells[columns.place["reference"]].strip() if "reference" in columns.place else ""
    words = " ".join(" ".join(said).split())
    return SaidLine(place, on, signed, words or reference, reference, money("balance"))
