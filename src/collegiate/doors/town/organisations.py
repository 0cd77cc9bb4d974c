"""The town's partnership and its organisations, and what happens to two schools in the summer."""

from datetime import date, datetime, timedelta

from collegiate.doors.town.making import Town, at
from collegiate.doors.town.plan import AGES, School
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Kind, Organisation, Phase, Scheme
from collegiate.values import Role, Standing, job

TOWN = "Ashmere"
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
COORDINATOR = "Noor Rahman"


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
    coordinator = members.add_person(COORDINATOR, by=founder, at=when)
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
