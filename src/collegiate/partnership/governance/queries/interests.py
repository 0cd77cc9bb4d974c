"""Who has an interest in an item, and why, in a sentence: one for them to read, one for everybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from collegiate.partnership.governance.models import AgendaItem, ItemParty, Meeting, Part
from collegiate.partnership.members.models import Interest, RoleHeld
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
PARTS = {
    Part.PAYEE: "which this item would pay",
    Part.BENEFICIARY: "which this item would support",
    Part.BIDDER: "which has made a proposal",
}


@dataclass(frozen=True, slots=True)
class Why:
    """
    Why somebody must leave the room.

    Attributes
    ----------
    you : str
        The sentence they read: "You are head teacher of Hillside Primary, which this item would support."
    they : str
        The same for others, to stand after the name: "is head teacher of Hillside Primary, which this item would support."
    """

    you: str
    they: str


@dataclass(frozen=True, slots=True)
class _Tie:
    """What ties a person to an organisation. Those held now weigh more than those that ended, roles more than declarations."""

    person_id: int
    organisation_id: int
    weight: int
    you: str
    they: str


def interests_in(item: AgendaItem, *, person_ids: Iterable[int], day: date) -> dict[int, Why]:
    """Return, for each of the people who has an interest in an item on a day, why; three queries however many."""
    parties = ItemParty.objects.filter(item=item).select_related("organisation")
    return {person: why for (_, person), why in _found(parties, person_ids, day).items()}


def interests_at(meeting: Meeting, *, person_id: int, day: date) -> dict[int, Why]:
    """Return, by item, why a person must leave the room at a meeting on a day; three queries."""
    parties = ItemParty.objects.filter(item__meeting=meeting).select_related("organisation")
    return {item: why for (item, _), why in _found(parties, [person_id], day).items()}


def interests_ahead(meetings: Iterable[Meeting], *, person_id: int, day: date) -> list[tuple[AgendaItem, Why]]:
    """Return the items of some meetings for which a person must leave the room, and why; three queries however many."""
    parties = list(ItemParty.objects.filter(item__meeting__in=list(meetings)).select_related("organisation", "item"))
    items = {party.item_id: party.item for party in parties}
    found = _found(parties, [person_id], day) if parties else {}
    return sorted(
        ((items[item], why) for (item, _), why in found.items()),
        key=lambda pair: (pair[0].meeting_id, pair[0].place),
    )


def _found(parties: Iterable[ItemParty], person_ids: Iterable[int], day: date) -> dict[tuple[int, int], Why]:
    """Return by item and person the weightiest reason, the item's payees first."""
    parties = sorted(parties, key=lambda party: (list(PARTS).index(Part(party.part)), party.pk))
    ties = _ties({party.organisation_id for party in parties}, person_ids, day)
    found: dict[tuple[int, int], tuple[int, Why]] = {}
    for party in parties:
        for tie in ties:
            key = (party.item_id, tie.person_id)
            if tie.organisation_id == party.organisation_id and (key not in found or tie.weight < found[key][0]):
                found[key] = (tie.weight, _why(tie, party))
    return {key: why for key, (_, why) in found.items()}


def _why(tie: _Tie, party: ItemParty) -> Why:
    # Where the tie has ended its words end with the day, so the organisation's name stands inside them.
    name, clause = str(party.organisation), PARTS[Part(party.part)]
    return Why(*(f"{words.replace('@', name)}, {clause}." for words in (f"You {tie.you}", tie.they)))


def _ties(organisation_ids: Iterable[int], person_ids: Iterable[int], day: date) -> list[_Tie]:
    wanted = {"person_id__in": list(person_ids), "organisation_id__in": list(organisation_ids), "from_on__lte": day}
    recent = Q(until_on__isnull=True) | Q(until_on__gte=day - LASTS)
    ties = [_of_role(one, day) for one in RoleHeld.objects.filter(recent, **wanted).order_by("-from_on", "pk")]
    ties += [_of_interest(one, day) for one in Interest.objects.filter(recent, **wanted).order_by("-from_on", "pk")]
    return sorted(ties, key=lambda tie: tie.weight)


def _of_role(held: RoleHeld, day: date) -> _Tie:
    assert held.organisation_id is not None  # noqa: S101 - filtered to organisations
    role = Role(held.role)
    office = OFFICES.get(role, f"{'an' if role.words[0] in 'aeiou' else 'a'} {role.words} of")
    if held.until_on is None or held.until_on >= day:
        return _Tie(held.person_id, held.organisation_id, 0, f"are {office} @", f"is {office} @")
    until = f"{office} @ until {_day(held.until_on)}"
    return _Tie(held.person_id, held.organisation_id, 2, f"were {until}", f"was {until}")


def _of_interest(interest: Interest, day: date) -> _Tie:
    if interest.until_on is None or interest.until_on >= day:
        words, weight = "declared an interest in @", 1
    else:
        words, weight = f"declared an interest in @ that ended on {_day(interest.until_on)}", 3
    return _Tie(interest.person_id, interest.organisation_id, weight, f"have {words}", f"has {words}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
