"""The few people and the pot of money that the attacks are about, made by the product's own deeds."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from collegiate.foundation.clock import LONDON
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Contribution, Fund
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import Decision, ItemPurpose, Meeting
from collegiate.partnership.members import commands as members
from collegiate.partnership.members import queries
from collegiate.partnership.members.models import GroupKind, Kind, Organisation, Person, Phase, Purpose
from collegiate.values import Money, Role, Standing, job

SINCE, DAY = date(2025, 9, 1), date(2026, 10, 6)
NOW = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)
ALONE_UP_TO = Money(16_000)
FOUNDING = job("begin", day=SINCE)
OFFICES = {
    "clerk": ("Ruth Abbott", Role.CLERK),
    "bookkeeper": ("Graham Porter", Role.BOOKKEEPER),
    "authoriser": ("Meera Banerjee", Role.AUTHORISER),
    "other authoriser": ("Omar Aziz", Role.AUTHORISER),
    "coordinator": ("Noor Rahman", Role.COORDINATOR),
}


@dataclass
class Scene:
    """Five officers, a Strategic Group that decides whatever it is asked, a school, a provider, and the pooled fund."""

    people: dict[str, Person]
    voters: list[Person]
    school: Organisation
    provider: Organisation
    purpose: Purpose
    meeting: Meeting
    pot: Fund | None = None

    def by(self, office: str) -> Standing:
        """Return an officer's standing on the day."""
        return queries.standing_of_person(self.people[office], DAY)

    @cached_property
    def keeper(self) -> Standing:
        """The bookkeeper's standing."""
        return self.by("bookkeeper")

    def decide(self, money: Money) -> Decision:
        """Let the group decide to spend so much."""
        item = governance.add_item(
            self.meeting, title="Coaching for new leaders", purpose=ItemPurpose.DECIDE, by=self.by("clerk"), at=NOW
        )
        return governance.decide(
            item,
            text="It is commissioned.",
            reason="Four schools asked for it.",
            equality_note="Others wait a year.",
            purpose=self.purpose,
            money=money,
            by=self.by("clerk"),
            at=NOW,
        )

    def open_fund(self, name: str, *, decision: Decision | None = None) -> Fund:
        """Open a fund from which one person authorises up to £160."""
        pot = fund.open_fund(
            name, purpose="For those who need it most.", opened_on=SINCE, decision=decision, by=self.keeper, at=NOW
        )
        fund.set_limit(pot, amount=ALONE_UP_TO, by=self.by("coordinator"), at=NOW)
        return pot

    def due(self, amount: Money, *, pot: Fund, year: str) -> Contribution:
        """Let the school owe so much for a year."""
        return fund.expect_contribution(
            self.school, fund=pot, amount=amount, year=year, due_on=DAY, by=self.keeper, at=NOW
        )

    def received(self, amount: Money, *, pot: Fund, year: str = "2026/27") -> Contribution:
        """Let the school pay so much in."""
        return fund.receive_contribution(self.due(amount, pot=pot, year=year), on=DAY, by=self.keeper, at=NOW)


def set_up() -> Scene:
    """Found a small partnership with everything that money needs."""
    members.begin(
        "Ashmere Learning Partnership", town="Ashmere", starts_on=SINCE, is_imaginary=True, by=FOUNDING, at=NOW
    )
    charter = members.adopt_charter(
        "Sharing responsibility", purposes=[("lead", "Grow leaders")], agreed_on=SINCE, by=FOUNDING, at=NOW
    )
    people = {office: _person(name, role) for office, (name, role) in OFFICES.items()}
    clerk = queries.standing_of_person(people["clerk"], DAY)
    voters = [_person(name) for name in ("Amir Khan", "Grace Hill")]
    school = members.add_organisation("Hillside Primary", kind=Kind.SCHOOL, phase=Phase.PRIMARY, by=FOUNDING, at=NOW)
    provider = members.add_organisation("Brightwell Learning", kind=Kind.PROVIDER, by=FOUNDING, at=NOW)
    meeting = _meeting(voters, clerk)
    return Scene(people, voters, school, provider, charter.purposes.get(), meeting)


def _person(name: str, *roles: Role) -> Person:
    made = members.add_person(name, email=f"{name.lower().replace(' ', '.')}@example.org", by=FOUNDING, at=NOW)
    for role in roles:
        members.appoint(made, role=role, from_on=SINCE, by=FOUNDING, at=NOW)
    return made


def _meeting(voters: list[Person], clerk: Standing) -> Meeting:
    group = members.form_group("Strategic Group", kind=GroupKind.STRATEGIC, starts_on=SINCE, by=FOUNDING, at=NOW)
    governance.adopt_terms(
        group, initials="SG", purpose="To decide.", quorum=len(voters), agreed_on=SINCE, by=clerk, at=NOW
    )
    for person in voters:
        seat = governance.make_seat(group, label=f"Seat of {person.name}", by=clerk, at=NOW)
        governance.seat(person, seat=seat, from_on=SINCE, by=clerk, at=NOW)
    meeting = governance.plan_meeting(group, starts_at=NOW, place="Town Hall", by=clerk, at=NOW)
    governance.call(meeting, because="The day is fixed.", by=clerk, at=NOW)
    meeting = governance.open_meeting(meeting, by=clerk, at=NOW)
    for person in voters:
        governance.arrive(person, meeting=meeting, by=clerk, at=NOW)
    return meeting
