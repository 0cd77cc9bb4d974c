"""What a desk is made of, and what several cards ask for, fetched once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from collegiate.foundation.ui.components import Figure
from collegiate.improvement.achievement_teams import queries as teams
from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import Fund
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.needs.models import Level
from collegiate.improvement.practice import queries as practice
from collegiate.improvement.practice.models import Practice
from collegiate.partnership.communications import queries as communications
from collegiate.partnership.communications.models import Enquiry, Notice
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.governance.models import Meeting
from collegiate.partnership.governance.models import Stage as MeetingStage
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import Role, Standing

SOON = timedelta(days=14)
RECENTLY = timedelta(days=28)
FEW = 6
OF_A_SCHOOL = (Role.HEAD_TEACHER, Role.DEPUTY, Role.GOVERNOR, Role.PARENT_GOVERNOR)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on a desk; `kind` mine where it is this person's turn."""

    title: str
    text: str = ""
    url: str = ""
    meta: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk: three columns and the figures below."""

    needs_me: list[Card]
    coming: list[Card]
    changed: list[Card]
    figures: list[Figure]


class About:
    """Whose desk it is and when, with what more than one card asks for: each is asked for once, and only if it is wanted."""

    def __init__(self, standing: Standing, *, now: datetime, day: date) -> None:
        self.standing = standing
        self.now = now
        self.day = day

    @cached_property
    def schools(self) -> list[Organisation]:
        """The schools they lead or govern, by name."""
        return members.named(self.standing.organisations(*OF_A_SCHOOL))

    @property
    def headed(self) -> list[Organisation]:
        """The schools whose head teacher they are."""
        heads = self.standing.organisations(Role.HEAD_TEACHER)
        return [one for one in self.schools if one.pk in heads]

    @cached_property
    def levels(self) -> list[Level]:
        """The levels of support that stand for those schools."""
        return needs.levels(viewer=self.standing, organisation_ids=[one.pk for one in self.schools])

    @cached_property
    def enquiries(self) -> list[Enquiry]:
        """The questions they asked, or may answer, those that wait first."""
        return communications.enquiries(viewer=self.standing)

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Every agreement, the latest first."""
        return commissioning.agreements(viewer=self.standing)

    @cached_property
    def pots(self) -> list[Fund]:
        """The pooled funds, by name."""
        return fund.funds()

    @cached_property
    def drafts(self) -> list[Practice]:
        """The accounts of practice in the making that they may read."""
        return practice.unpublished(viewer=self.standing)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings of four weeks past and all to come that were not called off, soonest first."""
        found = governance.meetings(viewer=self.standing, since=self.day - RECENTLY)
        return [one for one in reversed(found) if one.stage != MeetingStage.CANCELLED]

    @cached_property
    def days(self) -> list[DevelopmentDay]:
        """The development days of eight weeks past and two to come, soonest first."""
        return delivery.days(viewer=self.standing, since=self.day - 2 * RECENTLY, until=self.day + SOON)

    @property
    def visits(self) -> list[DevelopmentDay]:
        """Those of the days that wait."""
        return [one for one in self.days if one.stage == DayStage.AGREED]

    @cached_property
    def told(self) -> list[Notice]:
        """What they were told in four weeks past, newest first."""
        return communications.notices_for(self.standing.person_id, since=self.now - RECENTLY, day=self.day)

    @cached_property
    def cycles(self) -> list[Cycle]:
        """The cycles that run in their own teams."""
        return teams.running_of(viewer=self.standing)


Cards = Callable[[About], Iterable[Card]]
Figures = Callable[[About], Iterable[Figure]]
