"""What ties people to organisations on a day: roles they hold and interests they declared, each in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Value

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
    """Return the ties of some people to some organisations on a day, the weightiest first; one query."""
    wanted = {"person_id__in": list(person_ids), "organisation_id__in": list(organisation_ids), "from_on__lte": day}
    recent = Q(until_on__isnull=True) | Q(until_on__gte=day - LASTS)
    roles, declared = (model.objects.filter(recent, **wanted).order_by() for model in (RoleHeld, Interest))
    read = ("person_id", "organisation_id", "until_on", "from_on", "pk")
    found = roles.annotate(held=Value(True)).values_list("held", "role", *read)
    found = found.union(declared.annotate(held=Value(False)).values_list("held", "kind", *read), all=True)
    newest_first = sorted(found, key=lambda line: (-line[5].toordinal(), line[6]))
    as_ties = [
        _of_role((person, organisation), Role(word), until_on, day)
        if held
        else _of_interest((person, organisation), word, until_on, day)
        for held, word, person, organisation, until_on, _, _ in newest_first
    ]
    return sorted(as_ties, key=lambda tie: tie.weight)


def _of_role(who: tuple[int, int], role: Role, until_on: date | None, day: date) -> Tie:
    office = OFFICES.get(role, f"{'an' if role.words[0] in 'aeiou' else 'a'} {role.words} of")
    if until_on is None or until_on >= day:
        return Tie(*who, Nearness.DIRECT, Source.ROLE, 0, f"are {office} @", f"is {office} @")
    until = f"{office} @ until {_day(until_on)}"
    return Tie(*who, Nearness.NEAR, Source.ROLE, 2, f"were {until}", f"was {until}")


def _of_interest(who: tuple[int, int], kind: str, until_on: date | None, day: date) -> Tie:
    if until_on is None or until_on >= day:
        near = Nearness.NEAR if kind == InterestKind.FAMILY else Nearness.DIRECT
        words, weight = "declared an interest in @", 1
    else:
        near, words, weight = Nearness.NEAR, f"declared an interest in @ that ended on {_day(until_on)}", 3
    return Tie(*who, near, Source.REGISTER, weight, f"have {words}", f"has {words}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
