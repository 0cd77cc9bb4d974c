"""Before people are invited: to which organisations, as what, and what a list of them would come to, line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from collegiate.partnership.members import policies
from collegiate.partnership.members.models import (
    Identifier,
    Organisation,
    Person,
    RoleHeld,
    Scheme,
    misplaced,
)
from collegiate.partnership.members.queries.directory import on_day, organisations
from collegiate.values import Role, Standing

LINKS = (Role.LINK_ADULT, Role.HEAD_TEACHER)
LONGEST_NAME = 150
OTHER_WORDS = {"head": Role.HEAD_TEACHER, "headteacher": Role.HEAD_TEACHER, "teacher": Role.STAFF}
ROLES = {words: role for role in Role for words in (role.value, role.words.replace("’", "'"), role.words)} | OTHER_WORDS


def may_invite_to(*, viewer: Standing, day: date) -> list[Organisation]:
    """Return the organisations somebody can invite people to, by name: all for the coordinator, their own for a head."""
    if viewer.holds(Role.COORDINATOR):
        return organisations(day=day)
    own = viewer.organisations(Role.HEAD_TEACHER)
    return list(Organisation.objects.filter(pk__in=own, closed_on__isnull=True).order_by("name", "pk"))


def roles_to_give(*, viewer: Standing) -> list[Role]:
    """Return the roles somebody can invite people to, those of groups left out."""
    if viewer.holds(Role.COORDINATOR):
        return [
            role
            for role in Role
            if not (misplaced(role, at_an_organisation=True) and misplaced(role, at_an_organisation=False))
        ]
    return [role for role in Role if role in policies.A_HEAD_APPOINTS]


def link_adults(organisations: Iterable[Organisation], *, day: date) -> list[Person]:
    """Return who can be the link adult of somebody under 18 at one of the organisations, by name."""
    held = RoleHeld.objects.filter(
        on_day(day), role__in=LINKS, organisation__in=[one.pk for one in organisations]
    )  # fmt: skip
    found = Person.objects.filter(pk__in=held.values("person"), is_under_18=False, erased_at__isnull=True)
    return list(found.order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of people, as it was typed."""

    line: int
    name: str
    email: str
    role: str
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Looked:
    """
    What would come of one line of a list.

    Attributes
    ----------
    faults : tuple of str
        Why nothing would, each a sentence; empty where it can be done.
    outcome : str
        What would happen, as a sentence; empty where there are faults.
    """

    row: Row
    name: str = ""
    role: Role | None = None
    organisation: Organisation | None = None
    faults: tuple[str, ...] = ()
    outcome: str = ""


def looked_at(rows: Sequence[Row], *, viewer: Standing, day: date) -> list[Looked]:
    """Say of each line what would happen if these people were invited; five queries at most, however many there are."""
    reader = _Reader(rows, viewer, day)
    return [reader.look(row) for row in rows]


class _Reader:
    """What must be known to judge the lines of one list."""

    def __init__(self, rows: Sequence[Row], viewer: Standing, day: date) -> None:
        self.viewer = viewer
        self.places = may_invite_to(viewer=viewer, day=day)
        self.by_urn = dict(
            Identifier.objects.filter(scheme=Scheme.URN, organisation__in=self.places).values_list(
                "value", "organisation_id"
            )
        )
        self.by_pk = {place.pk: place for place in self.places}
        self.by_name: dict[str, list[Organisation]] = {}
        for place in self.places:
            self.by_name.setdefault(_plain(place.name), []).append(place)
        emails = {row.email.strip().lower() for row in rows} - {""}
        known = Person.objects.filter(email__in=emails, erased_at__isnull=True).order_by("account", "pk")
        self.people: dict[str, list[Person]] = {}
        for person in known:
            self.people.setdefault(person.email, []).append(person)
        self.held = set(
            RoleHeld.objects.filter(
                on_day(day), person__in=[one.pk for found in self.people.values() for one in found]
            ).values_list("person_id", "role", "organisation_id")
        )
        self.seen: dict[tuple[str, str, Role | None, int | None], int] = {}

    def look(self, row: Row) -> Looked:
        """Judge one line."""
        faults = list(_plain_faults(row))
        role = ROLES.get(_plain(row.role).replace("’", "'"))
        if role is None:
            faults.append(f"There is no role called “{row.role[:40]}”." if row.role.strip() else "The role is missing.")
        organisation = self._place(row.place, faults)
        if role is not None and not faults and (wrong := misplaced(role, at_an_organisation=organisation is not None)):
            faults.append(wrong)
        if role is not None and not faults:
            faults += filter(None, [policies.may_appoint(self.viewer, role, organisation).refusal])
        key = (_plain(row.name), row.email.strip().lower(), role, organisation.pk if organisation else None)
        if not faults and (first := self.seen.setdefault(key, row.line)) != row.line:
            faults.append(f"It says the same as line {first}.")
        name = " ".join(row.name.split())
        if faults or role is None:
            return Looked(row, name, faults=tuple(faults))
        return Looked(row, name, role, organisation, outcome=self._outcome(row, name, role, organisation))

    def _place(self, typed: str, faults: list[str]) -> Organisation | None:
        """Return the organisation a cell names; for a head with one school, that one where the cell is empty."""
        place = typed.strip()
        if not place:
            is_a_heads = not self.viewer.holds(Role.COORDINATOR) and len(self.places) == 1
            return self.places[0] if is_a_heads else None
        if place in self.by_urn:
            return self.by_pk[self.by_urn[place]]
        named = self.by_name.get(_plain(place), [])
        if len(named) == 1:
            return named[0]
        if named:
            faults.append(f"{len(named)} of your organisations are called {place[:60]}: give the URN instead.")
        else:
            faults.append(f"None of your organisations has the name or the URN “{place[:60]}”.")
        return None

    def _outcome(self, row: Row, name: str, role: Role, organisation: Organisation | None) -> str:
        where = f"{role.words} at {organisation}" if organisation else role.words
        found = self.people.get(row.email.strip().lower(), [])
        person = found[0] if len(found) == 1 or (found and found[0].account_id) else None
        if person is None:
            return f"{name} will be {where}" + (
                " and gets a link to sign in." if row.email.strip() else ", without a sign-in."
            )
        link = "" if person.account_id else " and gets a link to sign in"
        if (person.pk, role.value, organisation.pk if organisation else None) in self.held:
            return f"{person} is {where} already{link}." if link else f"{person} is {where} already: nothing changes."
        return f"{person}, who is known already, will also be {where}{link}."


def _plain_faults(row: Row) -> Iterable[str]:
    if not row.name.strip():
        yield "The name is missing."
    if len(row.name) > LONGEST_NAME:
        yield f"The name is longer than {LONGEST_NAME} letters."
    if row.email.strip():
        try:
            validate_email(row.email.strip())
        except ValidationError:
            yield f"“{row.email.strip()[:60]}” is not an e-mail address."


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
