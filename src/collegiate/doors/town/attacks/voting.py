"""A partnership that votes: five members, one of whom may not, an open vote, a secret one, and decisions with their outcome."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from collegiate.doors.town.attacks.scene import DAY, FOUNDING, NOW, SINCE, set_up
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import (
    AgendaItem,
    Choice,
    Decision,
    Eligibility,
    ItemPurpose,
    Method,
    Part,
)
from collegiate.partnership.members import commands as members
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import Person
from collegiate.values import Money, Role, Standing

MORE = ("Ola Weir", "Beth Lowe")


class Vote:
    """
    Amir, Grace and Ola may vote; Beth is head of the school that gains, and is out of the room.

    An open vote in which Amir has voted, a secret one in which he has too, and a decision that was made.
    """

    def __init__(self) -> None:
        self.scene = set_up()
        self.clerk = self.scene.by("clerk")
        self.people = {one.name.split()[0]: one for one in self.scene.voters}
        group = self.scene.meeting.group
        for name in MORE:
            person = members.add_person(name, email=f"{name[:3].lower()}@example.org", by=FOUNDING, at=NOW)
            self.people[name.split()[0]] = person
            seat = governance.make_seat(group, label=f"Seat of {name}", by=self.clerk, at=NOW)
            governance.seat(person, seat=seat, from_on=SINCE, by=self.clerk, at=NOW)
        beth = self.people["Beth"]
        members.appoint(
            beth, role=Role.HEAD_TEACHER, organisation=self.scene.school, from_on=SINCE, by=FOUNDING, at=NOW
        )
        governance.arrive(self.people["Ola"], meeting=self.scene.meeting, by=self.clerk, at=NOW)
        self.made = governance.decide(
            self._item("Coaching"), **self._facts(), money=Money(40_000), confidential="The other bid was £500.",
            by=self.clerk, at=NOW,
        )  # fmt: skip
        self.free = self._item("Nothing yet")
        self.open = self._voted(Method.VOTE)
        self.secret = self._voted(Method.SECRET)

    def _facts(self) -> dict[str, Any]:
        return {
            "text": "It is commissioned.",
            "reason": "They asked.",
            "equality_note": "None.",
            "purpose": self.scene.purpose,
        }

    def _item(self, title: str) -> AgendaItem:
        item = governance.add_item(self.scene.meeting, title=title, purpose=ItemPurpose.DECIDE, by=self.clerk, at=NOW)
        governance.name_party(item, organisation=self.scene.school, part=Part.BENEFICIARY, by=self.clerk, at=NOW)
        return item

    def _voted(self, method: Method) -> Decision:
        decision = governance.draft(self._item(method.label), **self._facts(), method=method, by=self.clerk, at=NOW)
        governance.open_vote(decision, by=self.clerk, at=NOW)
        amir = self.people["Amir"]
        governance.cast(decision, choice=Choice.FOR, voter=amir, by=self.standing("Amir"), at=self.later)
        decision.refresh_from_db()
        return decision

    def lost(self) -> Decision:
        """Let a vote be lost."""
        item = self._item("Nothing comes of it")
        votes: dict[str, Any] = {"method": Method.VOTE, "in_favour": 0, "against": 3, "may_fall": True}
        return governance.decide(item, **self._facts(), **votes, by=self.clerk, at=NOW)

    @property
    def later(self) -> datetime:
        """A minute after the votes were opened."""
        return NOW + timedelta(minutes=1)

    def standing(self, name: str) -> Standing:
        """Return somebody's standing on the day."""
        return queries.standing_of_person(self.people[name], DAY)

    def line(self, name: str, decision: Decision) -> Eligibility:
        """Return somebody's line in the list of those who may vote."""
        return Eligibility.objects.get(decision=decision, person=self.people[name])

    def browser(self, name: str | None) -> Client:
        """Return the browser of somebody who signed in; of nobody without a name."""
        scheme: dict[str, Any] = {"wsgi.url_scheme": "https"} if settings.SECURE_SSL_REDIRECT else {}
        browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, **scheme)
        if name is not None:
            person: Person = self.people[name] if name in self.people else self.scene.people[name]
            account = members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=NOW)
            browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser
