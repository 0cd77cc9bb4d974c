"""Weeks before the room: for which items will interests leave too few to decide, and who must hand on the chair?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import (
    AgendaItem,
    Chairing,
    DecisionStage,
    ItemPurpose,
    Meeting,
    Tenure,
    TermsOfReference,
    VotingRule,
    Why,
)
from collegiate.partnership.governance.queries.interests import interests_of
from collegiate.partnership.governance.queries.room import Room, chairs_of, seen, voting_seats_of
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


def _bodies(groups: list[Group], terms: TermsOfReference, day: date) -> list[_Body]:
    """Return a group, whose terms are given, and perhaps its reserve panel; three queries. A panel without terms is none."""
    seats = voting_seats_of(groups, day)
    chairs = chairs_of(groups, day=day)
    rules = [terms, *filter(None, (newest_terms(one) for one in groups[1:]))]
    return [
        _Body(one, seats.get(one.pk, []), rule, chairs.get(one.pk)) for one, rule in zip(groups, rules, strict=False)
    ]


def lookahead(meeting: Meeting, *, day: date) -> list[Ahead]:
    """Return what interests will do to each item a meeting is to decide, on a day; at most a dozen queries."""
    undecided = Q(decision__isnull=True) | Q(decision__stage=DecisionStage.DRAFTED)
    asked = AgendaItem.objects.filter(undecided, meeting=meeting, purpose=ItemPurpose.DECIDE)
    items = list(asked.select_related("referral").order_by("place"))
    terms = newest_terms(meeting.group) if items else None
    if terms is None:
        return []
    known = _bodies([meeting.group, *([terms.reserve_panel] if terms.reserve_panel else [])], terms, day)
    body, panel = known[0], known[1] if len(known) > 1 else None
    people = {pk for one in known for pk in one.people} | {one.chair.pk for one in known if one.chair}
    whys = interests_of(asked, person_ids=people, day=day)
    handed = {
        one.item_id: one.person
        for one in Chairing.objects.filter(item__in=items).select_related("person").order_by("pk")
    }
    return [
        Ahead(
            item,
            body.room(mine, handed.get(item.pk)),
            panel.room(mine, None) if panel else None,
            hasattr(item, "referral"),
        )
        for item in items
        for mine in [{person: why for (one, person), why in whys.items() if one == item}]
    ]
