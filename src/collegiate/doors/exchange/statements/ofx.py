"""A statement in OFX, the older kind (SGML, tags left open) and the newer (XML)."""

import html
import re
from datetime import date

from collegiate.doors.exchange.statements.said import Said, SaidLine
from collegiate.doors.exchange.tables import TableRefused
from collegiate.values import Money

TAG = re.compile(r"<(/?)([A-Za-z0-9.]+)>([^<\r\n]*)")
AGAIN = "Export the statement again as OFX, or as CSV."


def read(text: str, *, name: str) -> Said:
    """
    Return what an OFX file says of its one account.

    :raises TableRefused: if it is of several accounts or another currency, is cut short, or a line cannot be read
    """
    if "</OFX>" not in text.upper():
        raise TableRefused(name, "The file breaks off before its end.", line=text.count("\n") + 1, to_do=AGAIN)
    accounts = len(re.findall(r"<(?:CC)?STMTRS>", text, flags=re.IGNORECASE))
    if accounts != 1:
        what = "It says nothing of an account." if not accounts else f"It holds {accounts} accounts."
        raise TableRefused(name, what, to_do="Export the one account that is the fund’s.")
    lines: list[SaidLine] = []
    inside: dict[str, tuple[int, str]] | None = None
    facts: dict[str, tuple[int, str]] = {}
    block = ""
    for found in TAG.finditer(text):
        closing, tag, value = found[1], found[2].upper(), html.unescape(found[3]).strip()
        place = text.count("\n", 0, found.start()) + 1
        if tag == "STMTTRN":
            if closing and inside is not None:
                lines.append(_line(inside, place, name))
            inside = None if closing else {}
        elif tag in ("LEDGERBAL", "AVAILBAL"):
            block = "" if closing else tag
        elif not closing and value:
            if inside is not None:
                inside[tag] = place, value
            elif tag != "BALAMT" or block == "LEDGERBAL":
                facts.setdefault(tag, (place, value))
    place, currency = facts.get("CURDEF", (0, "GBP"))
    if currency.upper() != "GBP":
        raise TableRefused(
            name, f"The account is in {currency}, not in pounds.", line=place, to_do="Export the fund’s account."
        )
    if not lines:
        raise TableRefused(name, "It holds no lines.", to_do="Check the days you exported.")
    lines.sort(key=lambda line: line.on)  # stable: lines of a day stay as the bank put them
    closing_balance = _money(*facts["BALAMT"], "BALAMT", name) if "BALAMT" in facts else None
    opening = closing_balance - Money.total(line.amount for line in lines) if closing_balance is not None else None
    return Said(name, tuple(lines), opening, closing_balance)


def _line(inside: dict[str, tuple[int, str]], place: int, name: str) -> SaidLine:
    for tag in ("DTPOSTED", "TRNAMT"):
        if tag not in inside:
            raise TableRefused(name, f"The line that ends here has no {tag}.", line=place, column=tag, to_do=AGAIN)
    at, text = inside["DTPOSTED"]
    try:
        on = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise TableRefused(name, f"“{text}” is not a day.", line=at, column="DTPOSTED", to_do=AGAIN) from None
    amount = _money(*inside["TRNAMT"], "TRNAMT", name)
    if not amount:
        raise TableRefused(name, "There is no amount.", line=inside["TRNAMT"][0], column="TRNAMT", to_do=AGAIN)
    words = " ".join(inside[tag][1] for tag in ("NAME", "MEMO") if tag in inside)
    reference = inside.get("FITID", (0, ""))[1]
    return SaidLine(at, on, amount, words or reference, reference)


def _money(place: int, text: str, tag: str, name: str) -> Money:
    try:
        return Money.parse(text.replace(",", ".") if re.search(r",\d{1,2}$", text) else text)
    except ValueError:
        raise TableRefused(
            name, f"“{text}” is not an amount in whole pence.", line=place, column=tag, to_do=AGAIN
        ) from None
