"""The town's organisations and people, made through the commands of members and governance."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from collegiate.doors.town import names
from collegiate.doors.town.plan import AGES, School, schools
from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import (
    Basis,
    Group,
    GroupKind,
    InterestKind,
    Kind,
    Organisation,
    Partnership,
    Person,
    Phase,
    Scheme,
)
from collegiate.partnership.members.queries import standing_of_person
from collegiate.values import AcademicYear, Role, Standing, job

TOWN = "Ashmere"
SIGN_IN = 5  # of a school’s staff; the others are known and have no sign-in yet
MESSAGE = "Sharing responsibility for learning in Ashmere"
PURPOSES = (
    ("attainment", "Raise what every child and young person achieves"),
    ("gap", "Close the gap for those who have least"),
    ("teaching", "Share the best teaching and leadership between schools"),
    ("families", "Join up health, care and family support around schools"),
)
OTHERS = (  # name, kind, basis
    ("Ashmere Council: school improvement", Kind.LA_TEAM, Basis.MATCHED),
    ("Ashmere Council: social care", Kind.LA_TEAM, Basis.IN_KIND),
    ("Ashmere Council: inclusion", Kind.LA_TEAM, Basis.IN_KIND),
    ("Ashmere Council: area management", Kind.LA_TEAM, Basis.IN_KIND),
    ("Ashmere College", Kind.COLLEGE, Basis.SUBSCRIPTION),
    ("University of Mereside", Kind.UNIVERSITY, Basis.IN_KIND),
    ("Mereside Health: school nursing", Kind.HEALTH, Basis.IN_KIND),
    ("Mereside Health: children’s therapies", Kind.HEALTH, Basis.IN_KIND),
    ("Ashmere Museum and Libraries", Kind.CULTURE, Basis.IN_KIND),
    ("Ashmere Town Football Club", Kind.CLUB, Basis.IN_KIND),
    ("Hartwell Engineering", Kind.BUSINESS, Basis.IN_KIND),
    ("Ashmere Families Together", Kind.VOLUNTARY, Basis.IN_KIND),
)
PROVIDER = "Brightwell Learning"
TASK_GROUPS = (
    "Improving the quality of teaching and learning",
    "Leadership of learning",
    "Extended services",
)
FORUMS = (
    ("Nursery head-teacher group", Phase.NURSERY),
    ("Primary head-teacher group", Phase.PRIMARY),
    ("Secondary head-teacher group", Phase.SECONDARY),
)


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
        """The day the partnership began."""
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


def found(town: Town) -> None:
    """Begin the partnership, its charter and its coordinator."""
    founder = job("begin", day=town.began)
    when = at(town.began, 9)
    town.partnership = members.begin(
        f"{TOWN} Area Improvement Partnership",
        town=TOWN,
        starts_on=town.began,
        authority_code="999",
        predecessor="Ashmere Excellence Cluster",
        is_imaginary=True,
        by=founder,
        at=when,
    )
    members.adopt_charter(MESSAGE, purposes=PURPOSES, agreed_on=town.began, by=founder, at=when)
    coordinator = members.add_person("Noor Rahman", by=founder, at=when)
    members.appoint(coordinator, role=Role.COORDINATOR, from_on=town.began, by=founder, at=when)
    town.people["coordinator"] = coordinator
    members.invite(coordinator, email="noor.rahman@ashmere.example", role=Role.COORDINATOR, by=founder, at=when)


@deed
def register(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Add every organisation and make it a member.

    :raises NotAllowed: if they may not keep the register
    """
    for school in town.plan:
        town.schools[school.urn] = add_school(town, school, joined_on=town.began, by=by, at=at)
    for name, kind, basis in OTHERS:
        town.others[name] = members.add_organisation(name, kind=kind, facts={"town": TOWN}, by=by, at=at)
        members.join(town.others[name], basis=basis, voting=kind != Kind.BUSINESS, joined_on=town.began, by=by, at=at)
    numbers: dict[str, str] = {Scheme.COMPANY: "09999999"}
    provider = members.add_organisation(PROVIDER, kind=Kind.PROVIDER, identifiers=numbers, by=by, at=at)
    members.join(provider, basis=Basis.MATCHED, voting=False, joined_on=town.began, by=by, at=at)
    town.others[PROVIDER] = provider
    note("town.register", subject=provider, data={"schools": len(town.schools)})


def add_school(town: Town, school: School, *, joined_on: date, by: Standing, at: datetime) -> Organisation:
    """Add a school with its numbers and make it a member."""
    youngest, oldest = AGES[school.phase]
    organisation = members.add_organisation(
        school.name,
        kind=Kind.SCHOOL,
        phase=school.phase,
        identifiers={Scheme.URN: school.urn, Scheme.UKPRN: school.ukprn, Scheme.LAESTAB: school.laestab},
        facts={
            "type_name": _type_name(school),
            "keeps_academy_books": school.academy,
            "age_from": youngest,
            "age_to": oldest,
            "street": school.street,
            "town": TOWN,
            "postcode": school.postcode,
            "opened_on": date(1975, 9, 1),
        },
        by=by,
        at=at,
    )
    members.join(organisation, basis=Basis.SUBSCRIPTION, joined_on=joined_on, by=by, at=at)
    return organisation


def _type_name(school: School) -> str:
    if school.phase == Phase.SPECIAL:
        return "Academy special converter" if school.academy else "Community special school"
    if school.phase == Phase.PUPIL_REFERRAL_UNIT:
        return "Pupil referral unit"
    return "Academy converter" if school.academy else "Community school"


def known(town: Town, name: str, *, email: bool = True, by: Standing, when: datetime) -> Person:
    """Add a person, with an address of an imaginary domain."""
    address = f"{name.lower().replace(' ', '.').replace('’', '')}@ashmere.example" if email else ""
    return members.add_person(name, email=address, by=by, at=when)


OFFICES = (  # part, name, role, at which organisation ("" for the partnership)
    ("clerk", "Ruth Abbott", Role.CLERK, ""),
    ("bookkeeper", "Graham Porter", Role.BOOKKEEPER, ""),
    ("authoriser", "Meera Banerjee", Role.AUTHORISER, ""),
    ("auditor", "Colin Marsh", Role.AUDITOR, ""),
    ("consultant", "Eleanor Vance", Role.CONSULTANT, ""),
    ("la_officer", "Stephen Okafor", Role.LA_OFFICER, "Ashmere Council: school improvement"),
    ("la_adviser", "Judith Lawson", Role.ADVISER, "Ashmere Council: school improvement"),
    ("provider", "Tom Fletcher", Role.PROVIDER_CONTACT, PROVIDER),
    ("adviser", "Kavita Mistry", Role.ADVISER, PROVIDER),
    ("adviser_two", "Rhys Griffiths", Role.ADVISER, PROVIDER),
    ("voluntary_adviser", "Grace Turner", Role.ADVISER, "Ashmere Families Together"),
    ("university_adviser", "Wei Chan", Role.ADVISER, "University of Mereside"),
    ("university_contact", "Anna Kowalski", Role.PROVIDER_CONTACT, "University of Mereside"),
    ("voluntary_contact", "Leila Farooq", Role.PROVIDER_CONTACT, "Ashmere Families Together"),
    ("college", "Angela Dixon", Role.CONTACT, "Ashmere College"),
    ("university", "Samuel Adeyemi", Role.CONTACT, "University of Mereside"),
    ("health", "Niamh Kelly", Role.CONTACT, "Mereside Health: school nursing"),
    ("therapies", "Sofia Popescu", Role.CONTACT, "Mereside Health: children’s therapies"),
    ("culture", "Ian Goddard", Role.CONTACT, "Ashmere Museum and Libraries"),
    ("club", "Kwame Nwosu", Role.CONTACT, "Ashmere Town Football Club"),
    ("business", "Helen Hartwell", Role.CONTACT, "Hartwell Engineering"),
    ("voluntary", "Farah Begum", Role.CONTACT, "Ashmere Families Together"),
    ("care", "Deborah Cole", Role.CONTACT, "Ashmere Council: social care"),
    ("inclusion", "Sanjay Bhatt", Role.CONTACT, "Ashmere Council: inclusion"),
    ("area_manager", "Patricia Walsh", Role.CONTACT, "Ashmere Council: area management"),
)


@deed
def appoint_offices(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Appoint the partnership's officers and the contacts of its members.

    :raises NotAllowed: if they may not appoint
    """
    for part, name, role, place in OFFICES:
        person = known(town, name, by=by, when=at)
        organisation = town.others[place] if place else None
        members.appoint(person, role=role, organisation=organisation, from_on=town.began, by=by, at=at)
        members.invite(person, email=person.email, role=role, organisation=organisation, by=by, at=at)
        town.people[part] = person
    note("town.appoint_offices", subject=town.people["clerk"], data={"people": len(OFFICES)})


@deed
def appoint_heads(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Appoint and invite the head teacher of every school.

    :raises NotAllowed: if they may not appoint
    """
    for urn, organisation in town.schools.items():
        person = known(town, "Beth Hughes" if urn == town.plan[0].urn else next(town.names), by=by, when=at)
        town.heads[urn] = person
        members.appoint(person, role=Role.HEAD_TEACHER, organisation=organisation, from_on=town.began, by=by, at=at)
        members.invite(person, email=person.email, role=Role.HEAD_TEACHER, organisation=organisation, by=by, at=at)
    note("town.appoint_heads", subject=by_person(town), data={"people": len(town.heads)})


def by_person(town: Town) -> Person:
    """Return the coordinator, under whose name a whole step is noted."""
    return town.people["coordinator"]


@deed
def appoint_staff(town: Town, urn: str, *, by: Standing, at: datetime) -> None:
    """
    Add a school's staff and governors, as its head teacher does.

    :raises NotAllowed: if they are not its head teacher
    """
    organisation = town.schools[urn]
    school = next(one for one in town.plan if one.urn == urn)
    people = max(round(school.pupils / 21), 6)
    town.staff[urn], town.governors[urn] = [], []
    for number in range(people + 3):
        person = known(town, next(town.names), email=number <= people, by=by, when=at)
        if number < people:
            members.appoint(person, role=Role.STAFF, organisation=organisation, from_on=town.began, by=by, at=at)
            town.staff[urn].append(person)
            if number < SIGN_IN:
                members.invite(person, email=person.email, role=Role.STAFF, organisation=organisation, by=by, at=at)
        else:
            role = Role.PARENT_GOVERNOR if number == people + 2 else Role.GOVERNOR
            members.appoint(person, role=role, organisation=organisation, from_on=town.began, by=by, at=at)
            town.governors[urn].append(person)
            if number == people:
                members.invite(person, email=person.email, role=Role.GOVERNOR, organisation=organisation, by=by, at=at)
    note("town.appoint_staff", subject=organisation, data={"people": people})


@deed
def young_person(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Add a young people's representative, with a link adult and no sign-in.

    :raises NotAllowed: if they may not add people
    """
    school = next(one for one in town.plan if one.phase == Phase.SECONDARY)
    adult = town.staff[school.urn][0]
    young = members.add_person("Jasmine Cole", is_under_18=True, link_adult=adult, by=by, at=at)
    members.appoint(
        young, role=Role.YOUNG_REPRESENTATIVE, organisation=town.schools[school.urn], from_on=town.began, by=by, at=at
    )
    town.people["young"] = young
    note("town.young_person", subject=young, because=adult)


@deed
def form_groups(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Form the groups, their seats and terms of reference, and seat people in them.

    :raises NotAllowed: if they may not form groups
    """
    day = town.began
    strategic = _group(
        town,
        "Strategic Group",
        GroupKind.STRATEGIC,
        "SG",
        5,
        "Decides, and brokers help without taking a side.",
        by,
        at,
    )
    phases = {phase: [one.urn for one in town.plan if one.phase == phase] for phase in Phase}
    # The second primary head also governs the first secondary: an interest that decisions must see.
    seats = [
        ("Nursery head teachers", town.heads[phases[Phase.NURSERY][0]]),
        ("Primary head teachers, first seat", town.heads[phases[Phase.PRIMARY][0]]),
        ("Primary head teachers, second seat", town.heads[phases[Phase.PRIMARY][1]]),
        ("Secondary head teachers", town.heads[phases[Phase.SECONDARY][0]]),
        ("Special schools", town.heads[phases[Phase.SPECIAL][0]]),
        ("Local authority", town.people["area_manager"]),
        ("Further and higher education", town.people["university"]),
        ("Health and care", town.people["health"]),
        ("Governors", town.governors[phases[Phase.PRIMARY][3]][0]),
        ("Community and voluntary groups", None),
    ]
    for label, person in seats:
        _seat(strategic, label, person, day, by, at)
    members.appoint(town.people["university"], role=Role.CHAIR, group=strategic, from_on=day, by=by, at=at)
    for number, name in enumerate(TASK_GROUPS, 1):
        group = _group(
            town, name, GroupKind.TASK, f"TG{number}", 3, "Works on one theme and advises the Strategic Group.", by, at
        )
        chosen = [town.heads[urn] for urn in phases[Phase.PRIMARY][4 * number : 4 * number + 3]]
        for place, person in enumerate([*chosen, town.people["la_adviser"]], 1):
            _seat(group, f"Member {place}", person, day, by, at)
    for name, phase in FORUMS:
        initials = f"H{name[0]}"
        group = _group(
            town, name, GroupKind.HEAD_FORUM, initials, 3, "Speaks for the head teachers of its phase.", by, at
        )
        for urn in phases[phase]:
            _seat(group, town.schools[urn].name, town.heads[urn], day, by, at)
    advisers = _group(
        town, "Advisers’ meeting", GroupKind.ADVISERS, "AM", 2, "Everybody who advises schools, together.", by, at
    )
    for part in ("la_adviser", "adviser", "adviser_two"):
        _seat(advisers, town.people[part].name, town.people[part], day, by, at)
    governs = town.heads[phases[Phase.PRIMARY][1]]
    members.appoint(
        governs, role=Role.GOVERNOR, organisation=town.schools[phases[Phase.PRIMARY][2]], from_on=day, by=by, at=at
    )
    note("town.form_groups", subject=strategic, data={"groups": len(town.groups)})


def _group(
    town: Town, name: str, kind: GroupKind, initials: str, quorum: int, purpose: str, by: Standing, when: datetime
) -> Group:
    group = members.form_group(name, kind=kind, purpose=purpose, starts_on=town.began, by=by, at=when)
    governance.adopt_terms(
        group, initials=initials, purpose=purpose, quorum=quorum, agreed_on=town.began, by=by, at=when
    )
    town.groups[name] = group
    return group


def _seat(group: Group, label: str, person: Person | None, day: date, by: Standing, when: datetime) -> None:
    seat = governance.make_seat(group, label=label, constituency=label, by=by, at=when)
    if person is not None:
        governance.seat(person, seat=seat, from_on=day, by=by, at=when)


def declare_interests(town: Town) -> None:
    """Let the university's member declare that it trains teachers with the provider."""
    person = town.people["university"]
    day = town.began + timedelta(days=10)
    members.declare_interest(
        person,
        organisation=town.others["University of Mereside"],
        kind=InterestKind.FINANCIAL,
        nature="Employed by the university, which is paid for courses it runs for schools.",
        from_on=day,
        by=town.who(person, day),
        at=at(day),
    )


def changes_of_the_year(town: Town) -> None:
    """Close one school, and let one become an academy, in the summer after the supported year."""
    day = date(town.support.starts + 1, 8, 31)
    coordinator, when = town.as_("coordinator", day), at(day, 12)
    primaries = [one for one in town.plan if one.phase == Phase.PRIMARY]
    closing, converting = primaries[-1], next(one for one in reversed(primaries[:-1]) if not one.academy)
    members.close_organisation(town.schools[closing.urn], closed_on=day, by=coordinator, at=when)
    old = town.schools[converting.urn]
    members.close_organisation(old, closed_on=day, by=coordinator, at=when)
    successor = School(
        urn=str(int(town.plan[-1].urn) + 1),
        laestab=converting.laestab,
        ukprn=str(int("10990000") + len(town.plan) + 1),
        name=converting.name.replace("Primary School", "Primary Academy"),
        phase=converting.phase,
        academy=True,
        pupils=converting.pupils,
        free_meals=converting.free_meals,
        strength=converting.strength,
        postcode=converting.postcode,
        street=converting.street,
    )
    opened = day + timedelta(days=1)
    _convert(town, converting, successor, opened, by=town.as_("coordinator", opened), at=at(opened, 9))


@deed
def _convert(town: Town, old: School, new: School, opened: date, *, by: Standing, at: datetime) -> None:
    """Open the academy after the school it was, with the same people."""
    organisation = add_school(town, new, joined_on=opened, by=by, at=at)
    town.schools[new.urn] = organisation
    members.succeed(town.schools[old.urn], successor=organisation, on=opened, by=by, at=at)
    town.heads[new.urn], town.staff[new.urn] = town.heads[old.urn], town.staff[old.urn]
    town.governors[new.urn] = town.governors[old.urn]
    members.appoint(
        town.heads[new.urn], role=Role.HEAD_TEACHER, organisation=organisation, from_on=opened, by=by, at=at
    )
    for person in town.staff[new.urn]:
        members.appoint(person, role=Role.STAFF, organisation=organisation, from_on=opened, by=by, at=at)
    for person in town.governors[new.urn]:
        members.appoint(person, role=Role.GOVERNOR, organisation=organisation, from_on=opened, by=by, at=at)
    town.made["converted"], town.made["converted_from"] = new, old
    note("town.convert", subject=organisation, data={"opened_on": opened})


def new_town(seed: int, how_many: int, today: date, support: AcademicYear) -> Town:
    """Return a town that is planned and not made yet."""
    random = Random(seed)
    # One school closes before the day the town stands on, so one more is planned.
    return Town(random, today, support, schools(random, how_many + 1), names.people(random))
