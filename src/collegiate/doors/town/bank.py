"""What the bank showed of the finished year, matched line by line, and the day on which both agreed."""

from datetime import date

from collegiate.doors.town.making import Town, at
from collegiate.foundation.files import store
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries
from collegiate.improvement.fund.models import Leg
from collegiate.values import Money


def reconcile(town: Town, *, on: date) -> None:
    """Load the year's statement, match what is sure, and let the authoriser say that ledger and bank agree."""
    loads, agrees = town.as_("bookkeeper", on), town.as_("authoriser", on)
    legs = queries.unmatched(town.began, on)
    lines = [fund.BankLine(place, leg.entry.on, leg.amount, _words(leg)) for place, leg in enumerate(legs, 2)]
    text = "Date,Description,Amount\n" + "".join(f"{one.on:%d/%m/%Y},{one.words},{one.amount}\n" for one in lines)
    file = store.keep(f"statement-{on:%Y-%m}.csv", [text.encode()], kind="text/csv", at=at(on, 9))
    statement = fund.load_statement(
        file, lines=lines, closing=Money.total(one.amount for one in lines), by=loads, at=at(on, 9)
    )
    fund.match_sure(statement, by=loads, at=at(on, 10))
    fund.reconcile(statement, by=agrees, at=at(on, 11))


def _words(leg: Leg) -> str:
    """Return what the bank writes: the invoice where the member named it, else its own few letters of the name."""
    contribution = getattr(leg.entry, "contribution", None)
    if contribution is not None and contribution.pk % 2:
        return f"FPI {contribution.invoice_number}"
    return f"BACS {leg.party.name[:18].upper()}" if leg.party else "TRANSFER"
