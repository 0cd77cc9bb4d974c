"""
The people and places that tests are about, made by the product's own deeds so that no impossible state is reached.

Everybody is there from 1 September 2025; tests play on `TUESDAY`, a Tuesday in term.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from django.db import connection

from collegiate.foundation.clock import LONDON
from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.models import Group, GroupKind, Kind, Organisation, Person, Phase
from collegiate.values import Refused, Role, Standing, job

SINCE = date(2025, 9, 1)
TUESDAY = date(2026, 10, 6)
MORNING = datetime(2026, 10, 6, 10, 0, tzinfo=LONDON)
FOUNDING = job("begin", day=SINCE)


def school(name: str = "Hillside Primary", phase: Phase = Phase.PRIMARY) -> Organisation:
    """Add a school."""
    return commands.add_organisation(name, kind=Kind.SCHOOL, phase=phase, by=FOUNDING, at=MORNING)


def organisation(name: str, kind: Kind) -> Organisation:
    """Add an organisation that is not a school."""
    return commands.add_organisation(name, kind=kind, by=FOUNDING, at=MORNING)


def group(name: str = "Strategic Group", kind: GroupKind = GroupKind.STRATEGIC) -> Group:
    """Form a group."""
    return commands.form_group(name, kind=kind, starts_on=SINCE, by=FOUNDING, at=MORNING)


def person(
    name: str,
    *roles: Role,
    at: Organisation | None = None,
    on: Group | None = None,
    email: str | None = None,
    **facts: object,
) -> Person:
    """Add somebody who holds roles, at an organisation, on a group or in the partnership as a whole."""
    if email is None:
        email = f"{name.lower().replace(' ', '.')}@example.org"
    made = commands.add_person(name, email=email, by=FOUNDING, at=MORNING, **facts)
    for role in roles:
        commands.appoint(made, role=role, from_on=SINCE, organisation=at, group=on, by=FOUNDING, at=MORNING)
    return made


def people(how_many: int, *roles: Role, at: Organisation | None = None, called: str = "Teacher") -> list[Person]:
    """Add several people who hold the same roles."""
    return [person(f"{called} {number:03}", *roles, at=at) for number in range(1, how_many + 1)]


def standing(of: Person, day: date = TUESDAY) -> Standing:
    """Return somebody's standing on a day."""
    return queries.standing_of_person(of, day)


def sign_in(client, of: Person) -> Person:
    """Let a test's browser be somebody's."""
    of.refresh_from_db()
    account = of.account or commands.invite(of, email=of.email, role=Role.STAFF, by=FOUNDING, at=MORNING)
    client.force_login(account)
    return of


def all_at_once(deeds: list) -> list[object]:
    """
    Do deeds at the same time, each on a connection of its own; return what each returned, or its refusal.

    The test must be transactional, or nobody sees anybody else's rows.
    """

    def do(deed):
        try:
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return list(pool.map(do, deeds))
