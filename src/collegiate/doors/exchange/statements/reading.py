"""Which kind of statement a file is, and whether what it says adds up."""

from itertools import pairwise

from collegiate.doors.exchange.statements import csv_lines, ofx
from collegiate.doors.exchange.statements.said import Said, SaidLine
from collegiate.doors.exchange.tables import TableRefused
from collegiate.values import Money

NOT_TEXT = {
    b"%PDF": ("It is a PDF.", "Export the statement from online banking as CSV or OFX."),
    b"PK\x03\x04": ("It is a spreadsheet.", "Save it as CSV, or export it from online banking as CSV or OFX."),
    b"\xd0\xcf\x11\xe0": ("It is a spreadsheet of the old kind (.xls).", "Save it as CSV."),
}


def read_statement(content: bytes, *, name: str) -> Said:
    """
    Read a statement, whatever convention it keeps.

    :raises TableRefused: with line, column and what to do, if any of it cannot be read or does not add up
    """
    for magic, (what, to_do) in NOT_TEXT.items():
        if content.startswith(magic):
            raise TableRefused(name, what, to_do=to_do)
    text = _text(content, name)
    if not text.strip():
        raise TableRefused(name, "The file is empty.", to_do="Export it again.")
    if "<OFX>" in text.upper():
        return ofx.read(text, name=name)
    return in_order(name, csv_lines.read(text, name=name))


def _text(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    else:
        encoding = "utf-8"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8":
            line = content[: fault.start].count(b"\n") + 1
            raise TableRefused(
                name, "There is a letter that cannot be read.", line=line, to_do="Export it again as CSV UTF-8."
            ) from None
        return content.decode("cp1252", errors="replace")  # what Windows programs write without saying so


def in_order(name: str, lines: list[SaidLine]) -> Said:
    """
    Return lines as a statement, the oldest first, after adding up the balances the bank gives.

    :raises TableRefused: if the lines are in no order of days, or a balance does not follow from the one before it
    """
    if not lines:
        raise TableRefused(name, "It has column names and no lines.", to_do="Check the days you exported.")
    days = [line.on for line in lines]
    newest_first = days == sorted(days, reverse=True) and (days[0] != days[-1] or _adds_up(lines[::-1]))
    if newest_first and not (days[0] == days[-1] and _adds_up(lines)):
        lines = lines[::-1]
    elif days != sorted(days):
        late = next(after for before, after in pairwise(lines) if after.on < before.on)
        raise TableRefused(
            name, "This day is earlier than the one before it, though others are later.", line=late.place,
            to_do="Export the statement again, sorted by day.",
        )  # fmt: skip
    for before, after in pairwise(lines):
        if before.balance is not None and after.balance is not None and before.balance + after.amount != after.balance:
            raise TableRefused(
                name,
                f"The balance is {after.balance}, but {before.balance} and {after.amount} make {before.balance + after.amount}.",
                line=after.place,
                column="balance",
                to_do="A line is missing or was changed. Export the statement again.",
            )
    first, last = lines[0], lines[-1]
    opening: Money | None = first.balance - first.amount if first.balance is not None else None
    return Said(name, tuple(lines), opening, last.balance)


def _adds_up(lines: list[SaidLine]) -> bool:
    return all(
        before.balance is None or after.balance is None or before.balance + after.amount == after.balance
        for before, after in pairwise(lines)
    )
