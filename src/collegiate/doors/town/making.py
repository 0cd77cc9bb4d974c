"""The town while it is being made: what is there so far, and who does the next deed."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from collegiate.doors.town.plan import School
from collegiate.foundation.clock import LONDON
from collegiate.partnership.members.models import Group, Organisation, Partnership, Person
from collegiate.partnership.members.queries import standing_of_person
from collegiate.values import AcademicYear, Standing

YEARS_OF_MEETINGS = 5  # up to and with the supported year


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """Return a moment of a day in London."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


@dataclass
class Town:
    """What has been made so far, and who does the next deed."""

    random: Random
    today: date
    support: AcademicYear  # the school year in which the finished threads were supported
    plan: list[School]
    names: Any
    partnership: Partnership | None = None
    schools: dict[str, Organisation] = field(default_factory=dict)  # by URN
    others: dict[str, Organisation] = field(default_factory=dict)  # by name
    people: dict[str, Person] = field(default_factory=dict)  # by the part they play
    heads: dict[str, Person] = field(default_factory=dict)  # by URN
    staff: dict[str, list[Person]] = field(default_factory=dict)  # by URN
    governors: dict[str, list[Person]] = field(default_factory=dict)  # by URN
    groups: dict[str, Group] = field(default_factory=dict)  # by name
    standings: dict[tuple[int, date], Standing] = field(default_factory=dict)
    made: dict[Any, Any] = field(default_factory=dict)  # what later steps refer to

    @property
    def began(self) -> date:
        """The day the partnership began: four school years before the one that was supported."""
        return (self.support - YEARS_OF_MEETINGS + 1).first_on

    @property
    def supported_on(self) -> date:
        """The first day of the supported year."""
        return self.support.first_on

    def who(self, person: Person, day: date) -> Standing:
        """Return somebody's standing on a day."""
        known = self.standings.get((person.pk, day))
        if known is None:
            known = self.standings[person.pk, day] = standing_of_person(person, day)
        return known

    def as_(self, part: str, day: date) -> Standing:
        """Return the standing of whoever plays a part: coordinator, clerk, bookkeeper…"""
        return self.who(self.people[part], day)

    def head(self, urn: str, day: date) -> Standing:
        """Return a head teacher's standing."""
        return self.who(self.heads[urn], day)
