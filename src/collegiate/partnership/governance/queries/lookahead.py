"""Weeks before the room: for which items will interests leave too few to decide, and who must hand on the chair?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import (
    AgendaItem,
    DecisionStage,
    ItemPurpose,
    Tenure,
    TermsOfReference,
    VotingRule,
    Why,
)
from collegiate.partnership.governance.queries.room import Room, seen, voting_seats, who_chairs
from collegiate.partnership.members.models import Group


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


def terms_for(group: Group) -> list[TermsOfReference]:
    """Return the newest terms of reference of a group, and those of the reserve panel that they name; none where it has none; one query."""
    panels = TermsOfReference.objects.filter(group=group).values("reserve_panel")
    found = TermsOfReference.objects.filter(Q(group=group) | Q(group__in=panels)).select_related("group")
    newest = {one.group_id: one for one in found.order_by("version")}
    own = newest.get(group.pk)
    return [one for one in (own, newest.get(own.reserve_panel_id) if own and own.reserve_panel_id else None) if one]


def is_undecided(item: AgendaItem) -> bool:
    """Say whether an item, with its decision fetched, is to be decided and not open for votes yet."""
    decision = getattr(item, "decision", None)
    return item.purpose == ItemPurpose.DECIDE and (decision is None or decision.stage == DecisionStage.DRAFTED)


def looking_ahead(
    items: Iterable[AgendaItem],
    terms: Sequence[TermsOfReference],
    seated: Sequence[Tenure],
    whys: Mapping[tuple[AgendaItem, int], Why],
    *,
    day: date,
) -> list[Ahead]:
    """
    Return what interests will do to each of some items that is undecided, if everybody comes.

    The items come from `with_rooms`; `terms` from `terms_for`; `seated` are those who sit on these groups, and `whys`
    their interests.
    """
    own, *panels = terms
    return [
        Ahead(
            item,
            _full(own, seated, mine, day, handed_to=item.handed_to),  # type: ignore[attr-defined]  # annotated
            _full(panels[0], seated, mine, day) if panels else None,
            hasattr(item, "referral"),
        )
        for item in items
        if is_undecided(item)
        for mine in [{person: why for (one, person), why in whys.items() if one == item}]
    ]


def _full(
    terms: TermsOfReference,
    seated: Sequence[Tenure],
    whys: Mapping[int, Why],
    day: date,
    *,
    handed_to: int | None = None,
) -> Room:
    """Return the room of a group if everybody who sits on it comes."""
    sits = [one for one in seated if one.seat.group_id == terms.group_id]
    everybody = {one.person_id: one.person for one in sits}
    chair = who_chairs(terms.group, sits, everybody, day, handed_to=handed_to)
    seats, rule = voting_seats(sits), VotingRule(terms.voting_rule)
    there = {tenure.person_id: tenure.person for tenures in seats for tenure in tenures}
    return seen(terms.group, seats, there, whys, quorum=terms.quorum, rule=rule, chair=chair)


def people_of(seated: Iterable[Tenure]) -> set[int]:
    """Return the keys of those who sit on some groups, as `seated_on` found them, and of those who chair them."""
    return {pk for one in seated for pk in (one.person_id, one.chair) if pk}  # type: ignore[attr-defined]  # annotated
