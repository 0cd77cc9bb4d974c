"""A Strategic Group that decides whatever it is asked, so that tests about money have decisions to act on."""

from datetime import datetime
from functools import cached_property

from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import Decision, Meeting, Paper
from collegiate.partnership.members import commands as members
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE

FOUR = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)


class Table:
    """Two members with a vote, a clerk, and a meeting in progress."""

    def __init__(self) -> None:
        self.clerk_person = cast.person("Ruth Abbott", Role.CLERK)
        self.clerk = cast.standing(self.clerk_person)
        self.strategic = cast.group()
        commands.adopt_terms(
            self.strategic, initials="SG", purpose="To decide.", quorum=2, agreed_on=SINCE, by=self.clerk, at=MORNING
        )
        charter = members.adopt_charter(
            "Sharing responsibility",
            purposes=[("lead", "Grow leaders for every school")],
            agreed_on=SINCE,
            by=FOUNDING,
            at=MORNING,
        )
        self.purpose = charter.purposes.get()
        self.members = [cast.person(name) for name in ("Amir Khan", "Grace Hill")]
        for person in self.members:
            seat = commands.make_seat(self.strategic, label=f"Seat of {person.name}", by=self.clerk, at=MORNING)
            commands.seat(person, seat=seat, from_on=SINCE, by=self.clerk, at=MORNING)

    @cached_property
    def meeting(self) -> Meeting:
        meeting = commands.plan_meeting(self.strategic, starts_at=FOUR, place="Town Hall", by=self.clerk, at=MORNING)
        commands.call(meeting, because="The day is fixed.", by=self.clerk, at=MORNING)
        meeting = commands.open_meeting(meeting, by=self.clerk, at=FOUR)
        for person in self.members:
            commands.arrive(person, meeting=meeting, by=self.clerk, at=FOUR)
        return meeting

    def decide(self, money: Money, *, paper: Paper | None = None, title: str = "Coaching for new leaders") -> Decision:
        """Decide to spend money, on the strength of a paper if there is one."""
        item = commands.add_item(self.meeting, title=title, purpose="decide", paper=paper, by=self.clerk, at=MORNING)
        return commands.decide(
            item,
            text="It is commissioned.",
            reason="Four schools asked for it.",
            equality_note="Others wait a year.",
            purpose=self.purpose,
            money=money,
            by=self.clerk,
            at=FOUR,
        )
