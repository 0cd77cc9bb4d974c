"""Organisations and groups: adding them, joining, leaving, closing, one after another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.partnership.members import policies
from collegiate.partnership.members.models import (
    Basis,
    Group,
    GroupKind,
    Identifier,
    Kind,
    Membership,
    Organisation,
    RoleHeld,
    Succession,
)
from collegiate.values import Refused, Standing


class NotAMember(Refused):
    """The organisation is not a member now."""


class HasClosed(Refused):
    """The organisation closed before."""


@deed
def add_organisation(
    name: str,
    *,
    kind: Kind,
    phase: str = "",
    identifiers: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    by: Standing,
    at: datetime,
) -> Organisation:
    """
    Add an organisation; `identifiers` are scheme to number, `facts` further columns such as town or age_from.

    :raises NotAllowed: if they may not keep the register
    """
    policies.may_keep_the_register(by).insist()
    organisation = Organisation.objects.create(name=name, kind=kind, phase=phase, **(facts or {}))
    Identifier.objects.bulk_create(
        Identifier(organisation=organisation, scheme=scheme, value=value)
        for scheme, value in (identifiers or {}).items()
        if value
    )
    note("members.add_organisation", subject=organisation, data={"kind": kind, "identifiers": dict(identifiers or {})})
    return organisation


@deed
def admit(
    name: str,
    *,
    kind: Kind,
    basis: Basis,
    joined_on: date,
    phase: str = "",
    voting: bool = True,
    identifiers: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
    by: Standing,
    at: datetime,
) -> Organisation:
    """
    Add an organisation and make it a member at once, as a person does on a page.

    :raises NotAllowed: if they may not keep the register
    :raises ValidationError: if the database would refuse it, in the words of what it would break
    """
    policies.may_keep_the_register(by).insist()
    Organisation(name=name, kind=kind, phase=phase, **(facts or {})).full_clean()
    for scheme, value in (identifiers or {}).items():
        if value:
            Identifier(scheme=scheme, value=value).full_clean(exclude={"organisation"})
    organisation = add_organisation(
        name, kind=kind, phase=phase, identifiers=identifiers, facts=facts, by=by, at=at
    )  # fmt: skip
    join(organisation, basis=basis, joined_on=joined_on, voting=voting, by=by, at=at)
    note("members.admit", subject=organisation, data={"basis": basis})
    return organisation


@deed
def edit(
    organisation: Organisation, *, version: int, facts: Mapping[str, Any], by: Standing, at: datetime
) -> Organisation:
    """
    Change an organisation's details; `facts` are columns such as name or telephone.

    :raises NotAllowed: if they may not change it
    :raises Stale: if somebody else changed it first
    :raises ValidationError: if the database would refuse it, in the words of what it would break
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    policies.may_edit(by, organisation).insist()
    must_match(organisation, version)
    changed = sorted(name for name, value in facts.items() if getattr(organisation, name) != value)
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, facts[name])
    organisation.full_clean()
    organisation.save(update_fields=[*changed, "version"])
    note("members.edit", subject=organisation, data={"changed": changed})
    return organisation


@deed
def join(
    organisation: Organisation, *, basis: Basis, joined_on: date, voting: bool = True, by: Standing, at: datetime
) -> Membership:
    """
    Make an organisation a member.

    :raises NotAllowed: if they may not keep the register
    """
    policies.may_keep_the_register(by).insist()
    membership = Membership.objects.create(organisation=organisation, basis=basis, joined_on=joined_on, voting=voting)
    note("members.join", subject=organisation, data={"basis": basis, "joined_on": joined_on, "voting": voting})
    return membership


@deed
def leave(organisation: Organisation, *, left_on: date, by: Standing, at: datetime) -> Membership:
    """
    End an organisation's membership.

    :raises NotAllowed: if they may not keep the register
    :raises NotAMember: if it is not a member
    :raises ValidationError: if it would leave before it joined
    """
    policies.may_keep_the_register(by).insist()
    membership = Membership.objects.select_for_update().filter(organisation=organisation, left_on__isnull=True).first()
    if membership is None:
        raise NotAMember(f"{organisation} is not a member.")
    membership.left_on = left_on
    membership.validate_constraints()
    membership.save(update_fields=["left_on"])
    note("members.leave", subject=organisation, data={"left_on": left_on})
    return membership


@deed
def close_organisation(organisation: Organisation, *, closed_on: date, by: Standing, at: datetime) -> Organisation:
    """
    Record that an organisation closed: its membership, its teams and every role held there end that day.

    :raises NotAllowed: if they may not keep the register
    :raises HasClosed: if it closed before
    """
    policies.may_keep_the_register(by).insist()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on is not None:
        raise HasClosed(f"{organisation} closed on {organisation.closed_on:%-d %B %Y}.")
    organisation.closed_on = closed_on
    organisation.version += 1
    organisation.save(update_fields=["closed_on", "version"])
    _end(Membership.objects.filter(organisation=organisation), "joined_on", "left_on", closed_on)
    _end(Group.objects.filter(organisation=organisation), "starts_on", "ends_on", closed_on)
    there = Q(organisation=organisation) | Q(group__organisation=organisation)
    _end(RoleHeld.objects.filter(there), "from_on", "until_on", closed_on)
    note("members.close_organisation", subject=organisation, data={"closed_on": closed_on})
    return organisation


def _end(rows: QuerySet[Any], begins: str, ends: str, on: date) -> None:
    """End what would go on after a day; what begins only later ends as it begins, since nothing ends before it begins."""
    later = Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": on})
    rows.filter(later).update(**{ends: Greatest(F(begins), Value(on, output_field=DateField()))})


@deed
def succeed(predecessor: Organisation, *, successor: Organisation, on: date, by: Standing, at: datetime) -> Succession:
    """
    Record that one school came after another, so that its history can be followed.

    :raises NotAllowed: if they may not keep the register
    """
    policies.may_keep_the_register(by).insist()
    succession = Succession.objects.create(predecessor=predecessor, successor=successor, on=on)
    note("members.succeed", subject=successor, because=predecessor, data={"on": on})
    return succession


@deed
def form_group(
    name: str,
    *,
    kind: GroupKind,
    starts_on: date,
    purpose: str = "",
    organisation: Organisation | None = None,
    by: Standing,
    at: datetime,
) -> Group:
    """
    Form a group; people join it by roles held on it.

    :raises NotAllowed: if they may not form such a group
    """
    policies.may_form_group(by, kind, organisation).insist()
    group = Group.objects.create(name=name, kind=kind, purpose=purpose, starts_on=starts_on, organisation=organisation)
    note("members.form_group", subject=group, data={"kind": kind, "starts_on": starts_on})
    return group
