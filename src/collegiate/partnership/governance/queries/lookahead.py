"""Weeks before the room: for which items will interests leave too few to decide, and who must hand on the chair?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from collegiate.partnership.governance.models import (
    AgendaItem,
    Chairing,
    ItemPurpose,
    Meeting,
    Referral,
    Tenure,
    TermsOfReference,
    VotingRule,
    Why,
)
from collegiate.partnership.governance.queries.interests import interests_of
from collegiate.partnership.governance.queries.room import Room, chair_of, seen, voting_seats
from collegiate.partnership.governance.queries.seats import newest_terms
from collegiate.partnership.members.models import Group, Person


@dataclass(frozen=True, slots=True)
class Ahead:
    """
    What interests do to an item if everybody comes.

    Attributes
    ----------
    room : Room
        Everybody who sits on the group, in the room.
    panel : Room or None
        The same of the reserve panel its terms of reference name; None where they name none.
    moved : bool
        Whether the item has moved to the panel.
    """

    item: AgendaItem
    room: Room
    panel: Room | None
    moved: bool

    @property
    def inquorate(self) -> bool:
        """Whether too few will be left to decide."""
        return not self.moved and not self.room.is_quorate

    @property
    def words(self) -> str:
        """What the clerk should know; "" where interests change nothing."""
        if self.moved and self.panel is not None:
            return f"It moved to {self.panel.group.name}: {_left(self.panel)}."
        if self.inquorate:
            words = f"It will be inquorate: {self.room.too_few}"
            if self.panel is None:
                return f"{words} The terms of reference name no reserve panel."
            return f"{words} {self.panel.group.name} would have {_left(self.panel)}."
        return self.room.hand_first


def _left(panel: Room) -> str:
    return f"{len(panel.counting)} of its {len(panel.people)}, and needs {panel.quorum}"


@dataclass(frozen=True, slots=True)
class _Body:
    """A group as it would be if everybody who sits on it came."""

    group: Group
    seats: list[list[Tenure]]
    terms: TermsOfReference
    chair: Person | None

    @property
    def people(self) -> dict[int, Person]:
        return {tenure.person_id: tenure.person for tenures in self.seats for tenure in tenures}

    def room(self, whys: Mapping[int, Why], handed_to: Person | None) -> Room:
        rule = VotingRule(self.terms.voting_rule)
        chair = handed_to or self.chair
        return seen(self.group, self.seats, self.people, whys, quorum=self.terms.quorum, rule=rule, chair=chair)


def _body(group: Group, day: date) -> _Body | None:
    terms = newest_terms(group)
    return _Body(group, voting_seats(group, day), terms, chair_of(group, day=day)) if terms else None


def lookahead(meeting: Meeting, *, day: date) -> list[Ahead]:
    """Return what interests will do to each item a meeting is to decide, on a day; at most fifteen queries."""
    asked = AgendaItem.objects.filter(meeting=meeting, purpose=ItemPurpose.DECIDE, decision__isnull=True)
    items = list(asked.order_by("place"))
    body = _body(meeting.group, day) if items else None
    if body is None:
        return []
    reserve = body.terms.reserve_panel
    panel = _body(reserve, day) if reserve else None
    known = [one for one in (body, panel) if one]
    people = {pk for one in known for pk in one.people} | {one.chair.pk for one in known if one.chair}
    whys = interests_of(asked, person_ids=people, day=day)
    moved = set(Referral.objects.filter(item__in=items).values_list("item_id", flat=True))
    handed = {
        one.item_id: one.person
        for one in Chairing.objects.filter(item__in=items).select_related("person").order_by("pk")
    }
    return [
        Ahead(item, body.room(mine, handed.get(item.pk)), panel.room(mine, None) if panel else None, item.pk in moved)
        for item in items
        for mine in [{person: why for (one, person), why in whys.items() if one == item}]
    ]
