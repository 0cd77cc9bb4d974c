"""The town's people: officers, head teachers, staff, governors, a young person; and an interest one of them declares."""

from datetime import date, datetime, timedelta
from random import Random

from collegiate.doors.town import names
from collegiate.doors.town.making import Town, at
from collegiate.doors.town.organisations import COORDINATOR, PROVIDER
from collegiate.doors.town.plan import schools
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import InterestKind, Person, Phase
from collegiate.values import AcademicYear, Role, Standing

FIRST_HEAD, YOUNG = "Beth Hughes", "Jasmine Cole"
SIGN_IN = 5  # of a school’s staff; the others are known and have no sign-in yet


def known(town: Town, name: str, *, email: bool = True, by: Standing, when: datetime) -> Person:
    """Add a person, with an address of an imaginary domain."""
    address = f"{name.lower().replace(' ', '.').replace('’', '')}@ashmere.example" if email else ""
    return members.add_person(name, email=address, by=by, at=when)


OFFICES = (  # part, name, role, at which organisation ("" for the partnership)
    ("clerk", "Ruth Abbott", Role.CLERK, ""),
    ("bookkeeper", "Graham Porter", Role.BOOKKEEPER, ""),
    ("authoriser", "Meera Banerjee", Role.AUTHORISER, ""),
    ("authoriser_two", "Hannah Silver", Role.AUTHORISER, ""),
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
        person = known(town, FIRST_HEAD if urn == town.plan[0].urn else next(town.names), by=by, when=at)
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
    young = members.add_person(YOUNG, is_under_18=True, link_adult=adult, by=by, at=at)
    members.appoint(
        young, role=Role.YOUNG_REPRESENTATIVE, organisation=town.schools[school.urn], from_on=town.began, by=by, at=at
    )
    town.people["young"] = young
    note("town.young_person", subject=young, because=adult)


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


def new_town(seed: int, how_many: int, today: date, support: AcademicYear) -> Town:
    """Return a town that is planned and not made yet."""
    random = Random(seed)
    # One school closes before the day the town stands on, so one more is planned.
    planned = schools(random, how_many + 1)
    taken = {COORDINATOR, FIRST_HEAD, YOUNG, *(name for _, name, _, _ in OFFICES)}
    return Town(random, today, support, planned, names.people(random, but=taken))
