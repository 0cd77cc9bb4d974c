"""What ties people to organisations on a day: roles they hold and interests they declared, each in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from collegiate.partnership.governance.models import Nearness, Source
from collegiate.partnership.members.models import Interest, InterestKind, RoleHeld
from collegiate.values import Role

LASTS = timedelta(days=365)  # what ended within a year still counts
OFFICES = {
    Role.HEAD_TEACHER: "head teacher of",
    Role.STAFF: "on the staff of",
    Role.CONTACT: "the contact of",
    Role.PROVIDER_CONTACT: "the contact of",
    Role.LA_OFFICER: "an officer of",
    Role.CONSULTANT: "an external consultant to",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """
    What ties a person to an organisation; `you` and `they` say it with @ where the organisation's name stands.

    Those held now weigh less (come first) than those that ended, roles less than declarations.
    """

    person_id: int
    organisation_id: int
    nearness: Nearness
    source: Source
    weight: int
    you: str
    they: str


def ties(organisation_ids: Iterable[int], person_ids: Iterable[int], day: date) -> list[Tie]:
    """Return the ties of some people to some organisations on a day, the weightiest first; two queries."""
    wanted = {"person_id__in": list(person_ids), "organisation_id__in": list(organisation_ids), "from_on__lte": day}
    recent = Q(until_on__isnull=True) | Q(until_on__gte=day - LASTS)
    found = [_of_role(one, day) for one in RoleHeld.objects.filter(recent, **wanted).order_by("-from_on", "pk")]
    found += [_of_interest(one, day) for one in Interest.objects.filter(recent, **wanted).order_by("-from_on", "pk")]
    return sorted(found, key=lambda tie: tie.weight)


def _of_role(held: RoleHeld, day: date) -> Tie:
    assert held.organisation_id is not None  # noqa: S101 - filtered to organisations
    role, who = Role(held.role), (held.person_id, held.organisation_id)
    office = OFFICES.get(role, f"{'an' if role.words[0] in 'aeiou' else 'a'} {role.words} of")
    if held.until_on is None or held.until_on >= day:
        return Tie(*who, Nearness.DIRECT, Source.ROLE, 0, f"are {office} @", f"is {office} @")
    until = f"{office} @ until {_day(held.until_on)}"
    return Tie(*who, Nearness.NEAR, Source.ROLE, 2, f"were {until}", f"was {until}")


def _of_interest(interest: Interest, day: date) -> Tie:
    who = (interest.person_id, interest.organisation_id)
    if interest.until_on is None or interest.until_on >= day:
        near = Nearness.NEAR if interest.kind == InterestKind.FAMILY else Nearness.DIRECT
        words, weight = "declared an interest in @", 1
    else:
        near, words, weight = Nearness.NEAR, f"declared an interest in @ that ended on {_day(interest.until_on)}", 3
    return Tie(*who, near, Source.REGISTER, weight, f"have {words}", f"has {words}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
