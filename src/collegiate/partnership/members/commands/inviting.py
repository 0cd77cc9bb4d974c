"""Inviting people: the sign-in they get, and how its one-use link reaches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.foundation.accounts.models import Account
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import policies, queries
from collegiate.partnership.members.commands.people import add_person, appoint
from collegiate.partnership.members.models import Invitation, Organisation, Person, RoleHeld
from collegiate.values import Refused, Role, Standing


class HasAnAccount(Refused):
    """The person, or somebody else with the address, has a sign-in."""


class HasSignedIn(Refused):
    """The person has used their link, or has none to use."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be welcomed: one line of a list. Without an e-mail address they get no sign-in."""

    name: str
    email: str
    role: Role
    organisation: Organisation | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Welcomed:
    """
    What came of welcoming somebody.

    Attributes
    ----------
    held : RoleHeld or None
        The role they have now; None where they had it before.
    invitation : Invitation or None
        None where they have a sign-in already, or are to have none.
    """

    person: Person
    held: RoleHeld | None
    invitation: Invitation | None


@deed
def invite(
    person: Person,
    *,
    email: str,
    role: Role,
    organisation: Organisation | None = None,
    by_mail: bool = False,
    by: Standing,
    at: datetime,
) -> Account:
    """
    Give a person a sign-in, which waits for its one-use link to be used (`accounts.links.first_sign_in`).

    :raises NotAllowed: if they may not invite somebody to that role, or the person is under 18
    :raises HasAnAccount: if the person, or somebody else with the address, has one
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    policies.may_invite(by, person, role, organisation).insist()
    if person.account_id is not None or Account.objects.filter(email=email.strip().lower()).exists():
        raise HasAnAccount("There is a sign-in with this e-mail address already.")
    person.account = Account.objects.create_user(email)
    person.email = person.account.email
    person.save(update_fields=["account", "email"])
    Invitation.objects.create(person=person, made_at=at, by_mail=by_mail)
    note("members.invite", subject=person, because=organisation, data={"role": role})
    return person.account


@deed
def invite_again(person: Person, *, by_mail: bool = False, by: Standing, at: datetime) -> Invitation:
    """
    Make somebody who has not signed in yet a new link; the one before stops working when this one is used.

    :raises NotAllowed: if they may not invite this person
    :raises HasSignedIn: if there is nothing to invite them to
    """
    held = RoleHeld.objects.filter(person=person, until_on__isnull=True).select_related("organisation", "group")
    rulings = [policies.may_appoint(by, Role(one.role), one.organisation, one.group) for one in held.order_by("pk")]
    next(filter(None, rulings), (rulings or [policies.may_keep_the_register(by)])[0]).insist()
    account = Account.objects.filter(person=person).first()
    if account is None or account.last_login is not None:
        raise HasSignedIn(f"{person.name} {'has signed in already' if account else 'has no sign-in'}.")
    invitation = Invitation.objects.create(person=person, made_at=at, by_mail=by_mail)
    note("members.invite_again", subject=person)
    return invitation


@deed
def welcome(
    name: str,
    *,
    email: str,
    role: Role,
    from_on: date,
    organisation: Organisation | None = None,
    title: str = "",
    is_under_18: bool = False,
    link_adult: Person | None = None,
    by_mail: bool = False,
    by: Standing,
    at: datetime,
) -> Welcomed:
    """
    Give somebody a role, adding them first and inviting them to sign in where they are not known yet.

    Who has a sign-in with this address is taken to be the same person, whatever name was typed.

    :raises NotAllowed: if they may not appoint to the role, or invite somebody under 18
    """
    policies.may_appoint(by, role, organisation).insist()
    person = queries.person_with(email) or add_person(
        name, email=email, is_under_18=is_under_18, link_adult=link_adult, by=by, at=at
    )
    open_role = RoleHeld.objects.filter(person=person, role=role, organisation=organisation, until_on__isnull=True)
    held = None
    if not open_role.exists():
        held = appoint(
            person, role=role, organisation=organisation, from_on=from_on, title=title, by=by, at=at
        )  # fmt: skip
    invitation = None
    if email and person.account_id is None:
        invite(person, email=email, role=role, organisation=organisation, by_mail=by_mail, by=by, at=at)
        invitation = Invitation.objects.filter(person=person).latest("made_at", "pk")
        person.refresh_from_db()
    note("members.welcome", subject=person, because=organisation, data={"role": role})
    return Welcomed(person, held, invitation)


@deed
def welcome_all(
    newcomers: Sequence[Newcomer], *, from_on: date, by_mail: bool = False, by: Standing, at: datetime
) -> list[Welcomed]:
    """
    Welcome everybody on a list, or nobody.

    :raises NotAllowed: if they may not do so for one of them
    """
    for newcomer in newcomers:
        policies.may_appoint(by, newcomer.role, newcomer.organisation).insist()
    done = [
        welcome(
            one.name,
            email=one.email,
            role=one.role,
            organisation=one.organisation,
            title=one.title,
            from_on=from_on,
            by_mail=by_mail,
            by=by,
            at=at,
        )
        for one in newcomers
    ]
    if done:
        note("members.welcome_all", subject=done[0].person, data={"people": len(done)})
    return done


@deed
def mailed(invitation: Invitation, *, fault: str = "", by: Standing, at: datetime) -> Invitation:
    """
    Record that a link went out by e-mail, or (a code of what went wrong) that it could not.

    :raises NotAllowed: if it is not the task that sends them
    """
    policies.may_send_invitations(by).insist()
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.fault = fault
    invitation.mailed_at = None if fault else at
    invitation.save(update_fields=["fault", "mailed_at"])
    note("members.mailed", subject=invitation, data={"fault": fault})
    return invitation
