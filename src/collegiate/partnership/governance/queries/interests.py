"""Who has an interest in an item, and why, in a sentence they will read."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from collegiate.partnership.governance.models import AgendaItem, ItemParty, Part
from collegiate.partnership.members.models import Interest, RoleHeld
from collegiate.values import Role

LASTS = timedelta(days=365)  # a role that ended within a year still counts


def interests_in(item: AgendaItem, *, person_ids: Iterable[int], day: date) -> dict[int, str]:
    """Return, for each of the people who has an interest in an item on a day, why; three queries however many."""
    parties = {
        party.organisation_id: party for party in ItemParty.objects.filter(item=item).select_related("organisation")
    }
    wanted = {"person_id__in": list(person_ids), "organisation_id__in": list(parties), "from_on__lte": day}
    recent = Q(until_on__isnull=True) | Q(until_on__gte=day - LASTS)
    found: dict[int, str] = {}
    for interest in Interest.objects.filter(recent, **wanted).order_by("from_on", "pk"):
        party = parties[interest.organisation_id]
        found[interest.person_id] = (
            f"You have declared an interest in {party.organisation}, which {Part(party.part).label} by this item."
        )
    for held in RoleHeld.objects.filter(recent, **wanted).order_by("from_on", "pk"):
        party = parties[held.organisation_id]  # type: ignore[index]  # filtered to these above
        are = "were" if held.until_on and held.until_on < day else "are"
        found[held.person_id] = (
            f"You {are} {_office(Role(held.role))} of {party.organisation}, which {Part(party.part).label} by this item."
        )
    return found


def _office(role: Role) -> str:
    words = {Role.STAFF: "on the staff", Role.CONTACT: "the contact", Role.PROVIDER_CONTACT: "the contact"}
    return words.get(role, f"{'an' if role.words[0] in 'aeiou' else 'a'} {role.words}")
