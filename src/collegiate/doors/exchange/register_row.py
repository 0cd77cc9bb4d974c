"""One row of the national register as a school, every cell checked."""

import re
from dataclasses import dataclass
from datetime import date
from sys import intern

from collegiate.definitions import establishments
from collegiate.doors.exchange.tables import Rows
from collegiate.partnership.members.models import Organisation, Phase, SchoolInRegister

#: What each column is called here, and in the register, in both of its layouts.
NAMES = {
    "urn": "URN",
    "authority": "LA (code)",
    "authority_name": "LA (name)",
    "number": "EstablishmentNumber",
    "name": "EstablishmentName",
    "type": "TypeOfEstablishment (name)",
    "group": "EstablishmentTypeGroup (name)",
    "status": "EstablishmentStatus (name)",
    "opened": "OpenDate",
    "closed": "CloseDate",
    "phase": "PhaseOfEducation (name)",
    "low": "StatutoryLowAge",
    "high": "StatutoryHighAge",
    "ukprn": "UKPRN",
    "street": "Street",
    "locality": "Locality",
    "town": "Town",
    "postcode": "Postcode",
    "website": "SchoolWebsite",
    "telephone": "TelephoneNum",
    "easting": "Easting",
    "northing": "Northing",
}
COLUMNS = tuple(NAMES.values())
UNKNOWN_DAY = date(1900, 1, 1)  # the register's own way of saying that nobody knows
URN = re.compile(r"[1-9]\d{4,6}", re.ASCII)
UKPRN = re.compile(r"1\d{7}", re.ASCII)
NUMBER = re.compile(r"\d{1,4}", re.ASCII)
WHOLE = re.compile(r"\d{1,7}", re.ASCII)
DAY = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
OLDEST = 99
NOT_SAID = {"", "not applicable"}


class Fault(Exception):
    """A cell cannot be read: in which column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Places:
    """Where each column stands in a row, from 0."""

    urn: int
    authority: int
    authority_name: int
    number: int
    name: int
    type: int
    group: int
    status: int
    opened: int
    closed: int
    phase: int
    low: int
    high: int
    ukprn: int
    street: int
    locality: int
    town: int
    postcode: int
    website: int
    telephone: int
    easting: int
    northing: int

    @classmethod
    def of(cls, table: Rows) -> "Places":
        """Find every column in a table's header."""
        return cls(**{name: table.where(column) for name, column in NAMES.items()})


def school_of(row: list[str], at: Places, urn: str) -> SchoolInRegister:
    """
    Return a row as a school.

    :raises Fault: naming the first cell that cannot be read
    """
    number = _code(row[at.number], NUMBER, "EstablishmentNumber", "up to four figures")
    low, high = _age(row[at.low], "StatutoryLowAge"), _age(row[at.high], "StatutoryHighAge")
    if low is not None and high is not None and high < low:
        raise Fault("StatutoryHighAge", f"The highest age, {high}, is below the lowest, {low}.")
    group_name, type_name = row[at.group], _text(row[at.type], "type_name", "TypeOfEstablishment (name)")
    group = establishments().group_of(group_name, type_name)
    opened_on, closed_on = _day(row[at.opened], "OpenDate"), _closed(row, at)
    if opened_on and closed_on and closed_on < opened_on:
        raise Fault("CloseDate", f"It closed on {closed_on}, before it opened on {opened_on}.")
    return SchoolInRegister(
        urn=urn,
        name=_text(row[at.name], "name", "EstablishmentName"),
        phase=_phase(row[at.phase], type_name, low, high),
        type_name=intern(type_name),
        keeps_academy_books=group is not None and group.academy_books,
        ukprn=_code(row[at.ukprn], UKPRN, "UKPRN", "eight figures that begin with 1"),
        laestab=f"{row[at.authority].strip()}{number:0>4}" if number else "",
        age_from=low,
        age_to=high,
        street=_text(row[at.street], "street", "Street"),
        locality=_text(row[at.locality], "locality", "Locality"),
        town=intern(_text(row[at.town], "town", "Town")),
        postcode=_text(row[at.postcode], "postcode", "Postcode"),
        easting=_whole(row[at.easting], "Easting"),
        northing=_whole(row[at.northing], "Northing"),
        website=_text(row[at.website], "website", "SchoolWebsite"),
        telephone=_text(row[at.telephone], "telephone", "TelephoneNum"),
        opened_on=opened_on,
        closed_on=closed_on,
    )


def urn_of(cell: str) -> str:
    """
    Return a unique reference number.

    :raises Fault: if it is none
    """
    urn = _code(cell, URN, "URN", "five to seven figures")
    if not urn:
        raise Fault("URN", "There is no URN here.")
    return urn


def _code(cell: str, shape: re.Pattern[str], column: str, words: str) -> str:
    code = cell.strip()
    if code and not shape.fullmatch(code):
        raise Fault(column, f"“{code[:40]}” must be {words}.")
    return code


LONGEST = {
    field.name: field.max_length or 0
    for field in Organisation._meta.concrete_fields
    if field.name in ("name", "type_name", "street", "locality", "town", "postcode", "website", "telephone")
}


def _text(cell: str, name: str, column: str) -> str:
    text = cell.strip()
    if not text.isprintable() or "  " in text:
        text = " ".join(text.split())
    if len(text) > LONGEST[name]:
        raise Fault(column, f"The text is longer than {LONGEST[name]} letters: “{text[:40]}…”.")
    return text


def _whole(cell: str, column: str) -> int | None:
    text = cell.strip()
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise Fault(column, f"“{text[:40]}” is not a whole number.")
    return int(text)


def _age(cell: str, column: str) -> int | None:
    age = _whole(cell, column)
    if age is not None and age > OLDEST:
        raise Fault(column, f"{age} is no age.")
    return age


def _day(cell: str, column: str) -> date | None:
    text = cell.strip()
    if not text:
        return None
    found = DAY.fullmatch(text)
    if found is None:
        raise Fault(column, f"“{text[:40]}” is not a date like 01-09-2011 or 01/09/2011.")
    day, _, month, year = found.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise Fault(column, f"There is no such day as {text}.") from None
    return None if on == UNKNOWN_DAY else on


def _closed(row: list[str], at: Places) -> date | None:
    """Return the day a closed school closed; of one that is to close, nothing yet."""
    on = _day(row[at.closed], "CloseDate")
    if row[at.status].strip().casefold() != "closed":
        return None
    if on is None:
        raise Fault("CloseDate", "It has closed, and no day is given.")
    return on


def _phase(cell: str, type_name: str, low: int | None, high: int | None) -> str:
    """Return the phase: by type or register, and where neither says one, by the ages it teaches."""
    column, said = NAMES["phase"], " ".join(cell.split())
    phase = establishments().phase_of(said, type_name)
    if phase:
        return phase
    if said.casefold() not in NOT_SAID:
        raise Fault(column, f"“{said[:40]}” is not a phase the register uses.")
    if low is None or high is None:
        raise Fault(column, "Neither phase nor type nor ages say which phase it is.")
    return by_ages(low, high).value


def by_ages(low: int, high: int) -> Phase:
    """Return the phase of a school that teaches from one age to another."""
    for fits, phase in (
        (low >= 16, Phase.SIXTEEN_PLUS),
        (high <= 5, Phase.NURSERY),
        (high <= 13, Phase.PRIMARY),  # middle schools that are deemed primary end at 12 or 13
        (low <= 7 and high >= 16, Phase.ALL_THROUGH),
    ):
        if fits:
            return phase
    return Phase.SECONDARY
