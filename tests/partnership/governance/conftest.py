"""A Strategic Group of five with a clerk, a school and a provider it may decide about, and a meeting to do it at."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import (
    AgendaItem,
    Answer,
    Choice,
    Consideration,
    Decision,
    ItemPurpose,
    Meeting,
    Method,
    Paper,
    Part,
    Seat,
)
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Group, GroupKind, InterestKind, Kind, Person, Purpose
from collegiate.values import Role, Standing
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE
from tests.scenes import scene

FOUR = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)
NOON = datetime(2026, 10, 6, 12, 0, tzinfo=LONDON)
FIVE = ("Beth", "Tom", "Amir", "Grace", "Ola")
DECISION = {
    "text": "Coaching for new leaders is commissioned from Brightwell Learning.",
    "reason": "Four schools asked for it.",
    "equality_note": "Schools with settled leaders wait a year; the gap should narrow.",
}


@dataclass
class Round:
    """The table everybody sits round: who is who, and the deeds most tests begin with."""

    clerk: Standing
    strategic: Group
    forum: Group
    purpose: Purpose
    people: dict[str, Person] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def plan(self, group: Group | None = None, *, starts_at: datetime = FOUR) -> Meeting:
        return commands.plan_meeting(
            group or self.strategic, starts_at=starts_at, place="Town Hall", by=self.clerk, at=MORNING
        )

    def open(self, group: Group | None = None) -> Meeting:
        """A meeting that has begun, with nobody in the room yet."""
        meeting = self.plan(group)
        commands.call(meeting, because="The day is fixed.", by=self.clerk, at=MORNING)
        return commands.open_meeting(meeting, by=self.clerk, at=FOUR)

    def item(
        self, meeting: Meeting, title: str = "Coaching for new leaders", *, purpose=ItemPurpose.DECIDE, paper=None
    ) -> AgendaItem:
        return commands.add_item(meeting, title=title, purpose=purpose, paper=paper, by=self.clerk, at=MORNING)

    def party(self, item: AgendaItem, organisation, part: Part = Part.BENEFICIARY):
        return commands.name_party(item, organisation=organisation, part=part, by=self.clerk, at=MORNING)

    def paper(self, title: str = "Coaching") -> Paper:
        return commands.write_paper(
            title, summary="Help is sought.", text="At length.", group=self.strategic, by=self.clerk, at=MORNING
        )

    def answer(self, consideration: Consideration, text: str = "We begin small.", *, taken_up: bool = True) -> Answer:
        return commands.answer(consideration, taken_up=taken_up, text=text, by=self.clerk, at=FOUR)

    def come(self, meeting: Meeting, *names: str, at: datetime = FOUR) -> None:
        for name in names or FIVE:
            commands.arrive(self.people[name], meeting=meeting, by=self.clerk, at=at)

    def leave(self, meeting: Meeting, name: str, *, at: datetime = FOUR + timedelta(minutes=5)) -> None:
        commands.depart(self.people[name], meeting=meeting, by=self.clerk, at=at)

    def draft(self, item: AgendaItem, method: Method = Method.VOTE, **facts) -> Decision:
        given = {**DECISION, "purpose": self.purpose, "method": method, "by": self.clerk, "at": FOUR}
        return commands.draft(item, **(given | facts))

    def open_vote(self, item: AgendaItem, method: Method = Method.VOTE, *, minutes: int = 6, **facts) -> Decision:
        """A decision drafted on an item and open for votes in the room."""
        return commands.open_vote(
            self.draft(item, method, **facts), by=self.clerk, at=FOUR + timedelta(minutes=minutes)
        )

    def in_writing(self, item: AgendaItem, **facts) -> Decision:
        """A decision open for votes in writing until noon on its meeting's day, or as the facts say."""
        until = facts.pop("closes_at", NOON)
        return commands.open_vote(
            self.draft(item, Method.WRITTEN, at=MORNING, **facts), closes_at=until, by=self.clerk, at=MORNING
        )

    def vote(self, decision: Decision, *, minutes: int = 8, at: datetime | None = None, **choices: Choice) -> None:
        """Let people vote for themselves: ``vote(decision, Amir=FOR)``."""
        for name, choice in choices.items():
            person = self.people[name]
            commands.cast(
                decision,
                choice=choice,
                voter=person,
                by=cast.standing(person),
                at=at or FOUR + timedelta(minutes=minutes),
            )

    def close_vote(self, decision: Decision, *, minutes: int = 10, at: datetime | None = None) -> Decision:
        return commands.close_vote(decision, by=self.clerk, at=at or FOUR + timedelta(minutes=minutes))

    def chairs(self, name: str) -> Standing:
        """Let somebody chair the Strategic Group, and return their standing."""
        person = self.people[name]
        members.appoint(person, role=Role.CHAIR, group=self.strategic, from_on=SINCE, by=FOUNDING, at=MORNING)
        return cast.standing(person)

    def decide(self, item: AgendaItem, *, minutes: int = 10, **facts) -> Decision:
        given = {**DECISION, "purpose": self.purpose, "by": self.clerk, "at": FOUR + timedelta(minutes=minutes)}
        return commands.decide(item, **(given | facts))


@scene
def hillside():
    return cast.school()


@scene
def brightwell():
    return cast.organisation("Brightwell Learning", Kind.PROVIDER)


@scene
def round(hillside, brightwell):
    """
    Five voting members and a quorum of three.

    Beth is head of Hillside; Tom has shares in Brightwell; Amir, Grace and Ola have no interest in anything.
    """
    clerk = cast.standing(cast.person("Ruth Abbott", Role.CLERK))
    strategic = cast.group()
    forum = cast.group("Primary head-teacher group", GroupKind.HEAD_FORUM)
    charter = members.adopt_charter(
        "Sharing responsibility",
        purposes=[("lead", "Grow leaders for every school")],
        agreed_on=SINCE,
        by=FOUNDING,
        at=MORNING,
    )
    here = Round(clerk, strategic, forum, charter.purposes.get())
    for group, initials, quorum in ((strategic, "SG", 3), (forum, "PH", 2)):
        commands.adopt_terms(
            group, initials=initials, purpose="To decide.", quorum=quorum, agreed_on=SINCE, by=clerk, at=MORNING
        )
    for name in ("Beth Lowe", "Tom Price", "Amir Khan", "Grace Hill", "Ola Weir"):
        short = name.split()[0]
        roles = (Role.HEAD_TEACHER,) if short == "Beth" else ()
        here.people[short] = cast.person(name, *roles, at=hillside if roles else None)
        here.seats[short] = commands.make_seat(strategic, label=f"Seat of {short}", by=clerk, at=MORNING)
        commands.seat(here.people[short], seat=here.seats[short], from_on=SINCE, by=clerk, at=MORNING)
    tom = here.people["Tom"]
    members.declare_interest(
        tom,
        organisation=brightwell,
        kind=InterestKind.FINANCIAL,
        nature="Owns shares",
        from_on=SINCE,
        by=cast.standing(tom),
        at=MORNING,
    )
    return here


@pytest.fixture
def sitting(round):
    """A meeting in progress with all five members in the room."""
    meeting = round.open()
    round.come(meeting)
    return meeting
