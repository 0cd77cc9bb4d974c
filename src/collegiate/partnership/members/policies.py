"""Rulings on membership: who may add, invite, appoint and declare."""

from collegiate.partnership.members.models import Group, GroupKind, Organisation, Partnership, Person
from collegiate.values import YES, Role, Ruling, Standing, no

FOUNDING = "job:begin"
POSTMAN = "job:send_invitations"
A_HEAD_APPOINTS = frozenset(
    {Role.STAFF, Role.GOVERNOR, Role.PARENT_GOVERNOR, Role.YOUNG_REPRESENTATIVE, Role.LINK_ADULT}
)
A_HEAD_APPOINTS_TO_A_TEAM = frozenset({Role.FACILITATOR, Role.TEAM_MEMBER})


def may_begin(standing: Standing, existing: Partnership | None) -> Ruling:
    """Rule on beginning a partnership: once, from the command line."""
    if existing is not None:
        return no(f"This installation already serves {existing.name}.")
    if standing.mark != FOUNDING:
        return no("A partnership is begun from the command line, with `collegiate begin`.")
    return YES


def may_keep_the_register(standing: Standing) -> Ruling:
    """Rule on adding and changing organisations, groups and memberships."""
    if standing.mark == FOUNDING or standing.holds(Role.COORDINATOR):
        return YES
    return no("Only the partnership’s coordinator can change the register of members.")


def may_edit(standing: Standing, organisation: Organisation) -> Ruling:
    """Rule on changing an organisation's name, address and ways to reach it."""
    if standing.holds(Role.COORDINATOR) or standing.holds(
        Role.HEAD_TEACHER, Role.CONTACT, Role.PROVIDER_CONTACT, at=organisation.pk
    ):
        return YES
    return no("Only the coordinator, or the organisation’s own head teacher or contact, can change its details.")


def may_adopt_charter(standing: Standing) -> Ruling:
    """Rule on recording what members agreed the partnership is for."""
    if standing.mark == FOUNDING or standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no("Only the coordinator or the clerk can record what members have agreed.")


def may_form_group(standing: Standing, kind: str, organisation: Organisation | None) -> Ruling:
    """Rule on forming a group: the coordinator's and the clerk's, and a head's own teams."""
    if standing.mark == FOUNDING or standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    if kind == GroupKind.TEAM and organisation and standing.holds(Role.HEAD_TEACHER, at=organisation.pk):
        return YES
    return no("Only the coordinator, the clerk or, for a school’s own team, its head teacher can form a group.")


def may_appoint(
    standing: Standing, role: Role, organisation: Organisation | None = None, group: Group | None = None
) -> Ruling:
    """Rule on giving and ending a role, which is also a ruling on inviting somebody to it."""
    if standing.mark == FOUNDING or standing.holds(Role.COORDINATOR):
        return YES
    if group is not None and group.organisation_id is None and standing.holds(Role.CLERK):
        return YES
    if organisation is not None and standing.holds(Role.HEAD_TEACHER, at=organisation.pk):
        if role in A_HEAD_APPOINTS:
            return YES
        return no(
            "A head teacher can invite staff and governors of their own school; ask the coordinator for the rest."
        )
    team_school = group.organisation_id if group is not None and group.kind == GroupKind.TEAM else None
    if team_school and role in A_HEAD_APPOINTS_TO_A_TEAM and standing.holds(Role.HEAD_TEACHER, at=team_school):
        return YES
    return no("Only the coordinator, or the head teacher for their own school, can do this.")


def may_invite_people(standing: Standing) -> Ruling:
    """Rule on inviting people at all: the coordinator, and head teachers to their own schools."""
    if standing.holds(Role.COORDINATOR, Role.HEAD_TEACHER):
        return YES
    return no("The coordinator invites heads and others; a head teacher invites staff and governors of their school.")


def may_invite(standing: Standing, person: Person, role: Role, organisation: Organisation | None = None) -> Ruling:
    """Rule on giving somebody a sign-in: whoever may appoint them, and nobody where they are under 18."""
    if person.is_under_18:
        return no("People under 18 have no sign-in of their own; their link adult speaks for them.")
    return may_appoint(standing, role, organisation)


def may_send_invitations(standing: Standing) -> Ruling:
    """Rule on sending links by e-mail: the task that does it, and nobody else."""
    if standing.mark == POSTMAN:
        return YES
    return no("Invitations are sent by the task that is there for it.")


def may_add_person(standing: Standing) -> Ruling:
    """Rule on adding somebody to the people the partnership knows."""
    if standing.mark == FOUNDING or standing.holds(Role.COORDINATOR, Role.CLERK, Role.HEAD_TEACHER):
        return YES
    return no("Only the coordinator, the clerk or a head teacher can add people.")


def may_declare(standing: Standing, person: Person) -> Ruling:
    """Rule on declaring an interest: one's own, or for somebody without a sign-in."""
    if standing.person_id is not None and standing.person_id == person.pk:
        return YES
    if person.account_id is None and standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no("People declare their own interests; the clerk does it for those without a sign-in.")


def may_see_people(standing: Standing) -> Ruling:
    """Rule on seeing who holds which role at an organisation."""
    if standing.person_id is None:
        return no("Members of the partnership can see who works and governs here, once they have signed in.")
    return YES


def may_see_addresses(standing: Standing) -> Ruling:
    """Rule on seeing people's e-mail addresses."""
    if standing.person_id is None:
        return no("Only members of the partnership can see how to reach people.")
    return YES
