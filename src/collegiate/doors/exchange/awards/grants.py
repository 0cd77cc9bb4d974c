"""Awards as a 360Giving package, and as its table."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.text import slugify

from collegiate.doors.exchange.awards.found import Award, Awards
from collegiate.doors.exchange.tables.cells import Cell, Sheet, csv_lines
from collegiate.foundation.clock import LONDON
from collegiate.values import Money

VERSION = "1.4"
COLUMNS = (
    *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Amount Disbursed", "Award Date"),
    *("Planned Dates:Start Date", "Planned Dates:End Date", "Recipient Org:Identifier", "Recipient Org:Name"),
    *("Recipient Org:Postal Code", "Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Code"),
    *("Grant Programme:Title", "Last Modified"),
)


def as_package(awards: Awards) -> dict[str, Any]:
    """Return the awards as a 360Giving package, ready for JSON."""
    return {
        "version": VERSION,
        "title": f"Awards to schools by {awards.funder}",
        "description": _about(awards),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {"name": awards.funder, "identifier": _funder(awards)},
        "grants": [_grant(one, awards) for one in awards.awards],
    }


def as_csv(awards: Awards) -> Iterator[str]:
    """Yield the awards as 360Giving's table, line by line."""
    return csv_lines(Sheet("grants", COLUMNS, (_row(one, awards) for one in awards.awards)))


def _about(awards: Awards) -> str:
    said = "What decisions set aside from the pooled fund for schools. Where people are named in words, the names are left out."
    if awards.confidential:
        said += f" Left out: {awards.confidential} by decisions that are confidential."
    if awards.without_urn:
        said += f" Left out: {awards.without_urn} to settings that have no URN."
    return said


def _grant(one: Award, awards: Awards) -> dict[str, Any]:
    recipient = {"id": f"GB-EDU-{one.urn}", "name": one.school.name, "postalCode": one.school.postcode}
    place = {"name": one.school.locality or one.school.town or awards.town, "countryCode": "GB"}
    grant = {
        "id": _key(one, awards),
        "title": one.title,
        "description": one.description,
        "currency": "GBP",
        "amountAwarded": _pounds(one.amount),
        "amountDisbursed": _pounds(one.paid),
        "awardDate": _moment(one.decided_at),
        "recipientOrganization": [{name: value for name, value in recipient.items() if value}],
        "fundingOrganization": [{"id": _funder(awards), "name": awards.funder}],
        "beneficiaryLocation": [{name: value for name, value in place.items() if value}],
        "grantProgramme": [{"code": one.fund[0], "title": one.fund[1]}],
        "classifications": [{"vocabulary": "Purposes of the charter", "code": one.purpose[0], "title": one.purpose[1]}],
        "dateModified": _moment(one.decided_at),
    }
    if one.starts_on and one.ends_on:
        grant["plannedDates"] = [{"startDate": _moment(one.starts_on), "endDate": _moment(one.ends_on)}]
    return grant


def _row(one: Award, awards: Awards) -> tuple[Cell, ...]:
    return (
        _key(one, awards), one.title, one.description, "GBP", one.amount, one.paid, _moment(one.decided_at),
        one.starts_on, one.ends_on, f"GB-EDU-{one.urn}", one.school.name, one.school.postcode, _funder(awards), awards.funder,
        one.fund[0], one.fund[1], _moment(one.decided_at),
    )  # fmt: skip


def _funder(awards: Awards) -> str:
    """Return a key of our own for the funder, which has no number in a national list."""
    return f"360G-{slugify(awards.funder) or 'partnership'}"


def _key(one: Award, awards: Awards) -> str:
    return f"{_funder(awards)}-{one.key}"


def _moment(when: date | datetime | None) -> str:
    """Return a moment in full: the standard takes a day too, but only where a checker knows moments from days."""
    if when is None:
        return ""
    at = when if isinstance(when, datetime) else datetime.combine(when, time(), LONDON)
    return at.astimezone(LONDON).isoformat(timespec="seconds")


def _pounds(amount: Money) -> int | float:
    whole, rest = divmod(amount.pence, 100)
    return amount.pence / 100 if rest else whole
