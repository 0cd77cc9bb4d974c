"""
A partnership in which there is something for every desk, made by its own deeds.

It is decided on Tuesday 6 October 2026 and looked at a fortnight later. Everything a desk lists is there
`how_many` times, so that a desk that asks the database once a row is found out.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from collegiate.foundation.clock import LONDON
from collegiate.improvement.achievement_teams import commands as teams
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Agreement, WhyChosen
from collegiate.improvement.delivery import commands as delivery
from collegiate.improvement.delivery.models import Element
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.needs import commands as needs
from collegiate.improvement.practice import commands as practice
from collegiate.improvement.practice.models import EvidenceLevel, Origin
from collegiate.partnership.childrens_services.commands import add_service
from collegiate.partnership.communications import commands as communications
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.feedback.commands import make_form
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import ItemPurpose, Meeting, Part
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Kind, Organisation, Person, Phase
from collegiate.partnership.training_day import commands as training_day
from collegiate.values import AcademicYear, Money, Role, Standing
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE

FOUR = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)
LATER = FOUR + timedelta(hours=2)
LOOKED_AT = date(2026, 10, 20)
SOON = LOOKED_AT + timedelta(days=2)
PRICE = Money(100_000)


@dataclass
class Scene:
    """Who and what is there; `people` by the role whose desk is looked at."""

    how_many: int
    people: dict[Role, Person] = field(default_factory=dict)
    schools: list[Organisation] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    def by(self, role: Role) -> Standing:
        return cast.standing(self.people[role])

    @property
    def rows(self) -> range:
        return range(1, self.how_many + 1)

    def build(self) -> "Scene":
        """Make it all, in the order in which a partnership does it."""
        self._people()
        self._groups()
        self._needs()
        self._decide()
        self._deliver()
        self._ask()
        return self

    def _people(self) -> None:
        self.schools = [self._member(f"Hillside {n}") for n in self.rows]
        self.brightwell = cast.organisation("Brightwell Learning", Kind.PROVIDER)
        self.nurses = cast.organisation("School nursing", Kind.HEALTH)
        at = {
            Role.LA_OFFICER: cast.organisation("School improvement", Kind.LA_TEAM),
            Role.PROVIDER_CONTACT: self.brightwell,
            Role.ADVISER: self.brightwell,
            Role.CONTACT: self.nurses,
        }
        for role in (
            Role.COORDINATOR, Role.CLERK, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR, Role.CONSULTANT,
            Role.LA_OFFICER, Role.PROVIDER_CONTACT, Role.ADVISER, Role.CONTACT,
        ):  # fmt: skip
            self.people[role] = cast.person(f"The {role.words}", role, at=at.get(role))
        for role in (Role.HEAD_TEACHER, Role.GOVERNOR, Role.STAFF):
            self.people[role] = cast.person(f"The {role.words}")
            for school in self.schools:
                members.appoint(
                    self.people[role], role=role, from_on=SINCE, organisation=school, by=FOUNDING, at=MORNING
                )
        self.others = [self._member(f"Ashmere {n}") for n in self.rows]
        self.other_heads = [
            cast.person(f"Head {n}", Role.HEAD_TEACHER, at=school) for n, school in enumerate(self.others, 1)
        ]

    def _member(self, name: str) -> Organisation:
        school = members.add_organisation(
            name,
            kind=Kind.SCHOOL,
            phase=Phase.PRIMARY,
            facts={"type_name": "Community school"},
            by=FOUNDING,
            at=MORNING,
        )
        members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        return school

    def _groups(self) -> None:
        clerk, self.strategic = self.by(Role.CLERK), cast.group()
        charter = members.adopt_charter(
            "Sharing responsibility", purposes=[("lead", "Grow leaders")], agreed_on=SINCE, by=FOUNDING, at=MORNING
        )
        self.purpose = charter.purposes.get()
        governance.adopt_terms(
            self.strategic, initials="SG", purpose="To decide.", quorum=2, agreed_on=SINCE, by=clerk, at=MORNING
        )
        self.voters = [cast.person(name) for name in ("Amir Khan", "Grace Hill", "Ola Weir")]
        for place, person in enumerate([*self.voters, self.people[Role.HEAD_TEACHER]], 1):
            seat = governance.make_seat(self.strategic, label=f"Seat {place}", by=clerk, at=MORNING)
            governance.seat(person, seat=seat, from_on=SINCE, by=clerk, at=MORNING)
        self.people[Role.GROUP_MEMBER] = self.people[Role.HEAD_TEACHER]
        for n in self.rows:
            governance.make_seat(self.strategic, label=f"Vacant {n}", by=clerk, at=MORNING)
        keeper = self.by(Role.BOOKKEEPER)
        self.pot = fund.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=keeper, at=MORNING)
        for school in self.schools:
            for year, received in (("2025/26", True), ("2026/27", False)):
                due = fund.expect_contribution(
                    school, fund=self.pot, amount=PRICE, year=year, due_on=MORNING.date(), by=keeper, at=MORNING
                )
                if received:
                    fund.receive_contribution(due, on=MORNING.date(), by=keeper, at=MORNING)

    def _needs(self) -> None:
        noor, beth = self.by(Role.COORDINATOR), self.by(Role.HEAD_TEACHER)
        self.round = needs.open_round(
            "Autumn 2026", year=AcademicYear(2026), opens_on=date(2026, 9, 30), closes_on=date(2026, 10, 30),
            by=noor, at=MORNING,
        )  # fmt: skip
        for school, other, head in zip(self.schools, self.others, self.other_heads, strict=True):
            self._level(school)
            contested = self._level(other)
            needs.contest_level(contested, text="We see it otherwise.", by=cast.standing(head), at=MORNING)
            needs.offer_help(
                self.nurses, strand="support", title=f"A morning at {school}", what="Advice.", days_a_term=2,
                offered_on=MORNING.date(), by=self.by(Role.CONTACT), at=MORNING,
            )  # fmt: skip
            needs.give_step(
                other, kind="warning", given_on=SINCE, asks="Fill the empty seats.", due_on=LOOKED_AT,
                by=self.by(Role.LA_OFFICER), at=MORNING,
            )  # fmt: skip
        self.needs = [
            needs.raise_need(
                school, strand="leadership", title=f"New leaders {n}", text="They are new.", by=beth, at=MORNING
            )
            for n, school in enumerate(self.schools * 2, 1)
        ]

    def _level(self, school: Organisation):
        return needs.propose_level(
            school, level="focused", reasons=(needs.Reason("Absence rose twice."),), end_test="Absence below 5%.",
            from_on=SOON, review_on=date(2027, 7, 1), by=self.by(Role.COORDINATOR), at=MORNING,
        )  # fmt: skip

    def _brief(self, title: str, need) -> Agreement:
        noor = self.by(Role.COORDINATOR)
        brief = commissioning.write_brief(
            title, strand="leadership", purpose_code="lead", outcomes="Leaders lead.", looked_at_first="Nothing free.",
            ceiling=PRICE, needs=[need], by=noor, at=MORNING,
        )  # fmt: skip
        brief = commissioning.take_to_groups(brief, group=self.strategic, by=noor, at=MORNING)
        return commissioning.propose_agreement(
            title, brief=brief, provider=self.brightwell, schools=[need.organisation], price=PRICE,
            milestones=[("First days", date(2026, 12, 1), Money(40_000)), ("Last days", date(2027, 6, 1), Money(60_000))],
            starts_on=date(2026, 10, 7), ends_on=date(2027, 7, 1), indicator="ks2_rwm_expected",
            change_worth_paying=Decimal("2.00"), why_chosen=WhyChosen.ASKED, why_these_schools="They asked.",
            by=noor, at=MORNING,
        )  # fmt: skip

    def _meeting(self, starts_at: datetime) -> Meeting:
        clerk = self.by(Role.CLERK)
        meeting = governance.plan_meeting(self.strategic, starts_at=starts_at, place="Town Hall", by=clerk, at=MORNING)
        return governance.call(meeting, because="The day is fixed.", by=clerk, at=MORNING)

    def _decide(self) -> None:
        clerk, noor = self.by(Role.CLERK), self.by(Role.COORDINATOR)
        meeting, items = self._meeting(FOUR), []
        for n in self.rows:
            agreement = self._brief(f"Coaching {n}", self.needs[n - 1])
            self._brief(f"Waiting {n}", self.needs[self.how_many + n - 1])
            item = governance.add_item(
                meeting,
                title=agreement.title,
                purpose=ItemPurpose.DECIDE,
                paper=agreement.brief.paper,
                by=clerk,
                at=MORNING,
            )
            items.append((agreement, item))
        governance.open_meeting(meeting, by=clerk, at=FOUR)
        for person in self.voters:
            governance.arrive(person, meeting=meeting, by=clerk, at=FOUR)
        for n, (agreement, item) in enumerate(items):
            decision = governance.decide(
                item, text="It is commissioned.", reason="Schools asked.", equality_note="Others wait.",
                purpose=self.purpose, money=PRICE, by=clerk, at=FOUR + timedelta(minutes=n + 1),
            )  # fmt: skip
            made = commissioning.agree(agreement, decision=decision, fund=self.pot, by=noor, at=LATER)
            milestone = made.milestones.order_by("due_on").first()
            commissioning.accept_milestone(milestone, evidence="They were there.", by=noor, at=LATER)
            self.agreements.append(made)
        for n in self.rows:  # meetings that are coming, at which the head has an interest
            ahead = self._meeting(datetime.combine(SOON, time(9 + n), LONDON))
            item = governance.add_item(ahead, title=f"More {n}", purpose=ItemPurpose.DECIDE, by=clerk, at=LATER)
            governance.name_party(item, organisation=self.schools[n - 1], part=Part.BENEFICIARY, by=clerk, at=LATER)
            governance.plan_meeting(
                self.strategic,
                starts_at=datetime.combine(SOON, time(13 + n), LONDON),
                place="Town Hall",
                by=clerk,
                at=LATER,
            )

    def _deliver(self) -> None:
        provider, adviser = self.by(Role.PROVIDER_CONTACT), self.people[Role.ADVISER]
        beth, al = self.people[Role.HEAD_TEACHER], self.people[Role.STAFF]
        aims = dict.fromkeys(Element, "Try one step")
        for n, (agreement, school) in enumerate(zip(self.agreements, self.schools, strict=True)):
            for on in (date(2026, 10, 7 + n), SOON - timedelta(days=n)):
                delivery.agree_day(
                    agreement, organisation=school, adviser=adviser, on=on, strand="leadership", why="To try it.",
                    aims=aims, by=provider, at=LATER,
                )  # fmt: skip
            programme = delivery.plan_programme(
                agreement,
                name=agreement.title,
                starts_on=agreement.starts_on,
                ends_on=agreement.ends_on,
                aims={"leadership": "Leaders lead."},
                by=provider,
                at=LATER,
            )
            workshop = delivery.add_workshop(
                programme, strand="leadership", title=f"Workshop: {agreement.title}", place="The college", places=9,
                starts_at=datetime.combine(SOON, time(15), LONDON), by=provider, at=LATER,
            )  # fmt: skip
            for person in (beth, al):
                delivery.take_place(workshop, person=person, organisation=school, by=cast.standing(person), at=LATER)
            team = teams.form_team(
                f"Year 4 at {school}", organisation=school, facilitator=al, members=[al], starts_on=SINCE,
                by=cast.standing(beth), at=LATER,
            )  # fmt: skip
            work = cast.standing(al)
            cycle = teams.start_cycle(
                team, strand="teaching", question="Who stopped moving on?", instrument="Ten sums", before=[5, 5, 5, 5],
                started_on=SINCE, by=work, at=LATER,
            )  # fmt: skip
            teams.state_evidence(cycle, statement="Five of twenty.", by=work, at=LATER)
            teams.set_goal(cycle, goal="Ten.", strategy="Talk first", retest_on=SOON, by=work, at=LATER)
            for title, agreed in ((f"Draft at {school}", False), (f"Consented at {school}", True)):
                account = practice.draft(
                    title, strand="teaching", origin=Origin.OURS, problem="P", what_we_did="W", what_went_wrong="N",
                    cost_and_time="Little", evidence_level=EvidenceLevel.TRIED, organisation=school, by=work, at=LATER,
                )  # fmt: skip
                if agreed:
                    practice.consent(account, by=cast.standing(beth), at=LATER)

    def _ask(self) -> None:
        noor, everybody = self.by(Role.COORDINATOR), list(self.people.values())
        for n, school in enumerate(self.schools, 1):
            communications.ask(f"How is it {n}?", organisation=school, by=self.by(Role.GOVERNOR), at=MORNING)
            communications.ask(f"What changed {n}?", by=self.by(Role.CONSULTANT), at=MORNING)
        for n in self.rows:
            notify(f"Notice {n}", text="Why.", people=everybody, topic="money", by=noor, at=LATER)
            make_form(
                f"Form {n}", purpose="To know.", questions=[("Was it of use?", "scale5")], people=everybody,
                opens_on=LATER.date(), closes_on=SOON, by=noor, at=LATER,
            )  # fmt: skip
            add_service(
                f"Nurse {n}", organisation=self.nurses, kind="health", description="Helps.", age_from=0, age_to=16,
                area="The town", how_to_reach="Ring.", by=self.by(Role.CONTACT), at=MORNING - timedelta(days=200),
            )  # fmt: skip
            day = training_day.set_day(
                f"Training day {n}", on=date(2027, 1, 28 - n), place="College", by=noor, at=LATER
            )
            slot = training_day.add_slot(day, starts=time(9), ends=time(10), by=noor, at=LATER)
            room = training_day.add_room(day, name="Hall", capacity=40, step_free=True, by=noor, at=LATER)
            training_day.add_session(
                day, slot=slot, room=room, title="Talk", leader="Al", strand="teaching", capacity=9, by=noor, at=LATER
            )
            training_day.open_wishes(day, by=noor, at=LATER)
