"""Rulings on membership, each tried on people of every standing that matters; no database."""

from datetime import date

import pytest

from collegiate.partnership.members import policies
from collegiate.partnership.members.models import Group, GroupKind, Organisation, Partnership, Person
from collegiate.values import Held, Role, Standing, job

DAY = date(2026, 10, 6)
HILLSIDE, BRIGHTWELL = Organisation(pk=1, name="Hillside Primary"), Organisation(pk=2, name="Brightwell Learning")
STRATEGIC = Group(pk=1, kind=GroupKind.STRATEGIC, name="Strategic Group")
TEAM = Group(pk=2, kind=GroupKind.TEAM, name="Fractions", organisation=HILLSIDE)
FOUNDING = job("begin", day=DAY)
NOBODY = Standing(mark="nobody", day=DAY)


def who(role, **place):
    return Standing(mark="person:9", day=DAY, person_id=9, signed_in=True, held=(Held(role, **place),))


NOOR = who(Role.COORDINATOR)
CLERK = who(Role.CLERK)
BETH = who(Role.HEAD_TEACHER, organisation_id=1, organisation_name="Hillside Primary")
SAM = who(Role.STAFF, organisation_id=1)
TOM = who(Role.PROVIDER_CONTACT, organisation_id=2)

ONLY_THE_REGISTER = "Only the partnership’s coordinator can change the register of members."
ONLY_OWN = "Only the coordinator, or the head teacher for their own school, can do this."
ASK = "A head teacher can invite staff and governors of their own school; ask the coordinator for the rest."


@pytest.mark.parametrize(
    ("standing", "existing", "refusal"),
    [
        (FOUNDING, None, ""),
        (FOUNDING, Partnership(name="Nene Valley"), "This installation already serves Nene Valley."),
        (NOOR, None, "A partnership is begun from the command line, with `collegiate begin`."),
    ],
)
def test_may_begin(standing, existing, refusal):
    assert policies.may_begin(standing, existing).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [(FOUNDING, ""), (NOOR, ""), (CLERK, ONLY_THE_REGISTER), (BETH, ONLY_THE_REGISTER), (NOBODY, ONLY_THE_REGISTER)],
)
def test_may_keep_the_register(standing, refusal):
    assert policies.may_keep_the_register(standing).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "organisation", "allowed"),
    [
        (NOOR, HILLSIDE, True),
        (BETH, HILLSIDE, True),
        (BETH, BRIGHTWELL, False),
        (TOM, BRIGHTWELL, True),
        (TOM, HILLSIDE, False),
        (SAM, HILLSIDE, False),
        (NOBODY, HILLSIDE, False),
    ],
)
def test_may_edit(standing, organisation, allowed):
    refusal = "Only the coordinator, or the organisation’s own head teacher or contact, can change its details."
    assert policies.may_edit(standing, organisation).refusal == ("" if allowed else refusal)


@pytest.mark.parametrize(
    ("standing", "role", "organisation", "group", "refusal"),
    [
        (FOUNDING, Role.COORDINATOR, None, None, ""),
        (NOOR, Role.HEAD_TEACHER, HILLSIDE, None, ""),
        (NOOR, Role.COORDINATOR, None, None, ""),
        (BETH, Role.STAFF, HILLSIDE, None, ""),
        (BETH, Role.GOVERNOR, HILLSIDE, None, ""),
        (BETH, Role.LINK_ADULT, HILLSIDE, None, ""),
        (BETH, Role.HEAD_TEACHER, HILLSIDE, None, ASK),
        (BETH, Role.COORDINATOR, HILLSIDE, None, ASK),
        (BETH, Role.COORDINATOR, None, None, ONLY_OWN),
        (BETH, Role.STAFF, BRIGHTWELL, None, ONLY_OWN),
        (BETH, Role.FACILITATOR, None, TEAM, ""),
        (BETH, Role.CHAIR, None, TEAM, ONLY_OWN),
        (BETH, Role.GROUP_MEMBER, None, STRATEGIC, ONLY_OWN),
        (CLERK, Role.GROUP_MEMBER, None, STRATEGIC, ""),
        (CLERK, Role.TEAM_MEMBER, None, TEAM, ONLY_OWN),
        (CLERK, Role.STAFF, HILLSIDE, None, ONLY_OWN),
        (SAM, Role.STAFF, HILLSIDE, None, ONLY_OWN),
        (NOBODY, Role.STAFF, HILLSIDE, None, ONLY_OWN),
    ],
)
def test_may_appoint(standing, role, organisation, group, refusal):
    assert policies.may_appoint(standing, role, organisation, group).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "person", "refusal"),
    [
        (BETH, Person(name="Sam"), ""),
        (BETH, Person(name="Ada", is_under_18=True),
         "People under 18 have no sign-in of their own; their link adult speaks for them."),
        (SAM, Person(name="Sam"), ONLY_OWN),
    ],
)  # fmt: skip
def test_may_invite(standing, person, refusal):
    assert policies.may_invite(standing, person, Role.STAFF, HILLSIDE).refusal == refusal


@pytest.mark.parametrize(
    ("standing", "allowed"), [(NOOR, True), (BETH, True), (CLERK, False), (SAM, False), (NOBODY, False)]
)
def test_may_invite_people(standing, allowed):
    assert bool(policies.may_invite_people(standing)) is allowed


@pytest.mark.parametrize(
    ("standing", "allowed"), [(job("send_invitations", day=DAY), True), (FOUNDING, False), (NOOR, False)]
)
def test_may_send_invitations(standing, allowed):
    assert bool(policies.may_send_invitations(standing)) is allowed


@pytest.mark.parametrize(
    ("standing", "person", "allowed"),
    [
        (BETH, Person(pk=9, account_id=1), True),
        (BETH, Person(pk=8, account_id=2), False),
        (NOOR, Person(pk=8, account_id=2), False),
        (NOOR, Person(pk=8), True),
        (CLERK, Person(pk=8), True),
        (BETH, Person(pk=8), False),
        (NOBODY, Person(pk=8), False),
    ],
)
def test_may_declare(standing, person, allowed):
    assert bool(policies.may_declare(standing, person)) is allowed


@pytest.mark.parametrize(
    ("standing", "kind", "organisation", "allowed"),
    [
        (NOOR, GroupKind.STRATEGIC, None, True),
        (CLERK, GroupKind.TASK, None, True),
        (BETH, GroupKind.TEAM, HILLSIDE, True),
        (BETH, GroupKind.TEAM, BRIGHTWELL, False),
        (BETH, GroupKind.TASK, None, False),
        (SAM, GroupKind.TEAM, HILLSIDE, False),
    ],
)
def test_may_form_group(standing, kind, organisation, allowed):
    assert bool(policies.may_form_group(standing, kind, organisation)) is allowed


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (policies.may_adopt_charter, {FOUNDING.mark, "coordinator", "clerk"}),
        (policies.may_add_person, {FOUNDING.mark, "coordinator", "clerk", "head_teacher"}),
    ],
)
def test_who_may_whatever_it_is_about(rule, allowed):
    for standing in (FOUNDING, NOOR, CLERK, BETH, SAM, TOM, NOBODY):
        names = {standing.mark, *(held.role.value for held in standing.held)}
        assert bool(rule(standing)) is bool(names & allowed), standing


def test_addresses_are_for_members():
    assert policies.may_see_addresses(SAM)
    assert policies.may_see_addresses(NOBODY).refusal == "Only members of the partnership can see how to reach people."
