"""What the national register last said about a school."""

import json
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class SchoolInRegister:
    """
    A school as the national register gives it, read and checked.

    Attributes
    ----------
    name, ukprn, laestab : str
        Empty where the register publishes none.
    phase : str
        A `Phase`.
    opened_on, closed_on : date or None
        `closed_on` only where it has closed.
    """

    urn: str
    name: str
    phase: str
    type_name: str
    keeps_academy_books: bool
    ukprn: str
    laestab: str
    age_from: int | None
    age_to: int | None
    street: str
    locality: str
    town: str
    postcode: str
    easting: int | None
    northing: int | None
    website: str
    telephone: str
    opened_on: date | None
    closed_on: date | None

    def line(self) -> tuple[str, str]:
        """Return what is said as text, and the SHA-256 of that text, 64 hex digits."""
        text = _JSON.encode(dict(zip(FACTS, _facts(self), strict=True)))
        return text, sha256(text.encode()).hexdigest()


FACTS = tuple(sorted(field.name for field in fields(SchoolInRegister) if field.name != "urn"))
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
_facts = attrgetter(*FACTS)


class RegisterLine(models.Model):
    """
    What the register last said about a school.

    A new register changes only what it says anew, so that what was put right here by hand stays right.
    """

    organisation = models.OneToOneField("members.Organisation", on_delete=models.PROTECT, related_name="register_line")
    facts = models.TextField("what it said, as JSON")
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField()

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the organisation; it names no people."

    def __str__(self) -> str:
        return f"register line of {self.organisation_id}"

    def said(self) -> dict[str, Any]:
        """Return what it said by the name of each fact, days as text."""
        return dict(json.loads(self.facts))
