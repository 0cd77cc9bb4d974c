"""Taking schools from the national register, and founding the partnership on them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from collegiate.foundation.record.bulk import pour, reserve
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import policies, queries
from collegiate.partnership.members.commands.inviting import HasAnAccount, welcome
from collegiate.partnership.members.commands.organisations import close_organisation
from collegiate.partnership.members.commands.partnership import adopt_charter, begin
from collegiate.partnership.members.models import (
    FACTS,
    Basis,
    Identifier,
    Invitation,
    Kind,
    Membership,
    Organisation,
    Partnership,
    RegisterLine,
    Scheme,
    SchoolInRegister,
)
from collegiate.values import Role, Standing

NUMBERS = {"ukprn": Scheme.UKPRN.value, "laestab": Scheme.LAESTAB.value}
COLUMNS = [name for name in FACTS if name not in NUMBERS]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a register's schools were new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@deed
def found(
    name: str,
    *,
    town: str,
    authority_code: str,
    starts_on: date,
    joint_message: str,
    purposes: Sequence[tuple[str, str]],
    coordinator: tuple[str, str],
    schools: Sequence[SchoolInRegister],
    file_digest: str,
    by: Standing,
    at: datetime,
) -> tuple[Taken, Invitation]:
    """
    Begin the partnership with all it needs: charter, schools, and a coordinator (name, e-mail address) to open it.

    :raises NotAllowed: if there is one already, or it is not done from the command line
    :raises HasAnAccount: if somebody has a sign-in with the coordinator's address
    """
    policies.may_begin(by, queries.partnership()).insist()
    partnership = begin(name, town=town, starts_on=starts_on, authority_code=authority_code, by=by, at=at)
    adopt_charter(joint_message, purposes=purposes, agreed_on=starts_on, by=by, at=at)
    taken = take_register(schools, joined_on=starts_on, file_digest=file_digest, by=by, at=at)
    person_name, email = coordinator
    welcomed = welcome(person_name, email=email, role=Role.COORDINATOR, from_on=starts_on, by=by, at=at)
    note("members.found", subject=partnership, because=welcomed.person, data={"schools": taken.new})
    if welcomed.invitation is None:
        raise HasAnAccount("There is a sign-in with this e-mail address already.")
    return taken, welcomed.invitation


@deed
def take_register(
    schools: Sequence[SchoolInRegister],
    *,
    file_digest: str,
    joined_on: date,
    basis: Basis = Basis.SUBSCRIPTION,
    by: Standing,
    at: datetime,
) -> Taken:
    """
    Make schools of the national register members, and bring those that are known up to date.

    A known school changes only where the register says something new of it; one that closed leaves. A register
    that says nothing new leaves no line in the record.

    :raises NotAllowed: if they may not keep the register
    """
    policies.may_keep_the_register(by).insist()
    partnership = Partnership.objects.select_for_update().get(pk=1)
    known = {
        urn: (pk, digest)
        for urn, pk, digest in Identifier.objects.filter(scheme=Scheme.URN).values_list(
            "value", "organisation_id", "organisation__register_line__digest"
        )
    }
    new = [school for school in schools if school.urn not in known]
    changed = [
        (known[school.urn][0], school)
        for school in schools
        if school.urn in known and known[school.urn][1] != school.line()[1]
    ]
    _add(new, joined_on=joined_on, basis=basis, at=at)
    for pk, school in changed:
        _bring_up_to_date(pk, school, by=by, at=at)
    taken = Taken(len(new), len(changed), len(schools) - len(new) - len(changed))
    if new or changed:
        data = {"file": file_digest, "new": taken.new, "changed": taken.changed, "unchanged": taken.unchanged}
        note("members.take_register", subject=partnership, data=data)
    return taken


def _add(schools: Sequence[SchoolInRegister], *, joined_on: date, basis: Basis, at: datetime) -> None:
    if not schools:
        return
    numbered = list(zip(reserve(Organisation, len(schools)), schools, strict=True))
    columns = [name for name in COLUMNS if name != "closed_on"]
    facts, kind = attrgetter(*columns), Kind.SCHOOL.value
    pour(Organisation, ["id", "kind", *columns], ([pk, kind, *facts(one)] for pk, one in numbered))
    for name, scheme in {"urn": Scheme.URN.value, **NUMBERS}.items():
        number = attrgetter(name)
        pour(
            Identifier,
            ["organisation", "scheme", "value"],
            ([pk, scheme, number(one)] for pk, one in numbered if number(one)),
        )
    terms = (basis.value, joined_on)
    pour(Membership, ["organisation", "basis", "joined_on"], ([pk, *terms] for pk, _ in numbered))
    pour(RegisterLine, ["organisation", "facts", "digest", "read_at"], ([pk, *one.line(), at] for pk, one in numbered))


def _bring_up_to_date(pk: int, school: SchoolInRegister, *, by: Standing, at: datetime) -> None:
    organisation = Organisation.objects.select_for_update().get(pk=pk)
    line = RegisterLine.objects.filter(organisation=organisation).first()
    text, digest = school.line()
    before, now = line.said() if line else {}, json.loads(text)
    told = {name for name in FACTS if name not in before or now[name] != before[name]}
    closed_on = school.closed_on if "closed_on" in told and organisation.closed_on is None else None
    fields = []
    apart = {*NUMBERS, *(["closed_on"] if closed_on else []), *([] if organisation.is_school else ["phase"])}
    for name in sorted(told - apart):
        value = getattr(school, name)
        put_right_by_hand = name not in before and getattr(organisation, name) not in ("", None)
        if not put_right_by_hand and getattr(organisation, name) != value:
            setattr(organisation, name, value)
            fields.append(name)
    if fields:
        organisation.version += 1
        organisation.save(update_fields=[*fields, "version"])
    numbers = sorted(
        name for name in told & NUMBERS.keys() if _number(organisation, NUMBERS[name], getattr(school, name))
    )
    RegisterLine.objects.update_or_create(
        organisation=organisation, defaults={"facts": text, "digest": digest, "read_at": at}
    )
    note("members.change_by_register", subject=organisation, data={"changed": [*fields, *numbers]})
    if closed_on is not None:
        close_organisation(organisation, closed_on=closed_on, by=by, at=at)


def _number(organisation: Organisation, scheme: str, value: Any) -> bool:
    """Keep the number the register gives, and say whether that is another than before; a blank takes none away."""
    if not value or Identifier.objects.filter(organisation=organisation, scheme=scheme, value=value).exists():
        return False
    Identifier.objects.update_or_create(organisation=organisation, scheme=scheme, defaults={"value": value})
    return True
