"""Who is in the room for an item, who could vote on it, and who must leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localtime

from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Capacity,
    Chairing,
    Meeting,
    Power,
    Referral,
    Tenure,
    VotingRule,
    Why,
)
from collegiate.partnership.governance.queries.interests import interests_in
from collegiate.partnership.governance.queries.seats import sitting_on, terms_in_force
from collegiate.partnership.members.models import Group, Person, RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Role

COMES = [
    Role.COORDINATOR, Role.CLERK, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR, Role.ADVISER, Role.HEAD_TEACHER,
    Role.LA_OFFICER, Role.PROVIDER_CONTACT, Role.CONTACT, Role.CONSULTANT, Role.YOUNG_REPRESENTATIVE,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Somebody at an item: whether they are in the room, whether theirs is a voting seat, and what interest they have."""

    person: Person
    present: bool
    why: Why | None
    votes: bool = True

    @property
    def leaves(self) -> bool:
        """Whether their interest keeps them out of the room."""
        return self.why is not None and self.why.leaves

    @property
    def can_vote(self) -> bool:
        """Whether their interest, if any, lets them vote."""
        return self.may(Power.VOTE)

    @property
    def because(self) -> str:
        """What their interest is, as others read it after the name; "" where they have none."""
        return self.why.they if self.why else ""

    def may(self, power: Power) -> bool:
        """Say whether their interest, if any, lets them do a thing."""
        return self.why is None or self.why.allows(power)


@dataclass(frozen=True, slots=True)
class Room:
    """
    Everybody who might vote on an item, whoever else is there, and the quorum it needs.

    `group` decides: the meeting's own, or the reserve panel to which the item moved. `chair` chairs the item: whoever
    it was handed to, else the group's chair; None where it has none. `reader` is the interest of whoever looks.
    """

    group: Group
    people: list[InTheRoom]
    others: list[InTheRoom]
    quorum: int
    rule: VotingRule
    chair: InTheRoom | None = None
    reader: Why | None = None

    @property
    def able(self) -> list[InTheRoom]:
        """Those who can vote: present, and without an interest that keeps them from it."""
        return [one for one in self.people if one.present and one.may(Power.VOTE)]

    @property
    def counting(self) -> list[InTheRoom]:
        """Those who count to the quorum: present, and without an interest that keeps them out."""
        return [one for one in self.people if one.present and one.may(Power.COUNT)]

    @property
    def leaving(self) -> list[InTheRoom]:
        """Those who must leave, or stay away, because of an interest; with or without a vote."""
        return [one for one in [*self.people, *self.others] if one.leaves]

    @property
    def noted(self) -> list[InTheRoom]:
        """Those with an interest that does not keep them out: class-wide or dispensed."""
        return [one for one in [*self.people, *self.others] if one.why and not one.leaves]

    @property
    def leave_first(self) -> str:
        """The sentence that names those who must leave and have not; "" where nobody has to."""
        staying = [one.person.name for one in self.leaving if one.present]
        return f"{' and '.join(staying)} must leave the room for this item first." if staying else ""

    @property
    def hand_first(self) -> str:
        """The sentence that says the chair has to be handed on for this item; "" where it has not."""
        if self.chair is None or self.chair.may(Power.CHAIR):
            return ""
        name = self.chair.person.name
        return f"{name} chairs {self.group.name} and has an interest in this item: say who chairs it instead."

    @property
    def too_few(self) -> str:
        """How far interests thin out the room, for the minutes: "5 of 8 have an interest, and 3 of the 4 needed are left."."""
        out, left = sum(one.leaves for one in self.people), len(self.counting)
        return (
            f"{out} of {len(self.people)} {'has' if out == 1 else 'have'} an interest, and {left} of the {self.quorum} "
            f"needed {'is' if left == 1 else 'are'} left."
        )

    @property
    def is_quorate(self) -> bool:
        """Whether enough people are there who count."""
        return len(self.counting) >= self.quorum

    @property
    def broken_by_interests(self) -> bool:
        """Whether enough people are there, or sit in its seats, but for those whom an interest keeps out."""
        there = [one for one in self.people if one.present]
        seated_left = sum(one.may(Power.COUNT) for one in self.people)
        return seated_left < self.quorum or (len(there) >= self.quorum > len(self.counting))


def room_for(item: AgendaItem, *, at: datetime, reader: int | None = None, everybody: bool = False) -> Room:
    """
    Return who might vote on an item at a moment, who is in the room, and what interests there are; a dozen queries.

    A deputy stands in for a member who is away or must leave, and nobody stands in two places. `reader` is the id of
    whoever looks, whose own interest is found too. `everybody`: as if all who sit in the seats were there, as in writing.

    :raises TermsOfReference.DoesNotExist: if the group has no terms of reference, which say its quorum
    """
    meeting, day = item.meeting, localtime(at).date()
    group = deciding_group(item)
    seats = voting_seats(group, day)
    there = (
        {tenure.person_id: tenure.person for tenures in seats for tenure in tenures}
        if everybody
        else inside(meeting, at=at)
    )
    chair = _chair(item, group, day)
    known = {tenure.person_id for tenures in seats for tenure in tenures} | set(there)
    known |= {pk for pk in (chair.pk if chair else None, reader) if pk}
    whys, terms = interests_in(item, person_ids=known, day=day), terms_in_force(group)
    room = seen(group, seats, there, whys, quorum=terms.quorum, rule=VotingRule(terms.voting_rule), chair=chair)
    return replace(room, reader=whys.get(reader) if reader else None)


def seen(
    group: Group,
    seats: Sequence[Sequence[Tenure]],
    inside: Mapping[int, Person],
    whys: Mapping[int, Why],
    *,
    quorum: int,
    rule: VotingRule,
    chair: Person | None = None,
) -> Room:
    """Work out a room from its seats (each with its tenures, the member first), who is inside, and who has an interest."""
    voting = _who_stands(seats, inside, {pk for pk, why in whys.items() if why.leaves})

    def shown(people: Mapping[int, Person], *, votes: bool) -> list[InTheRoom]:
        return [InTheRoom(person, pk in inside, whys.get(pk), votes) for pk, person in people.items()]

    others = {pk: person for pk, person in inside.items() if pk not in voting}
    chairs = InTheRoom(chair, chair.pk in inside, whys.get(chair.pk), chair.pk in voting) if chair else None
    return Room(group, shown(voting, votes=True), shown(others, votes=False), quorum, rule, chairs)


def deciding_group(item: AgendaItem) -> Group:
    """Return the group that decides on an item: its meeting's, or the reserve panel it moved to; one query."""
    referral = Referral.objects.filter(item=item).select_related("panel").first()
    return referral.panel if referral else item.meeting.group


def chair_of(group: Group, *, day: date) -> Person | None:
    """Return who chairs a group on a day; None where nobody does."""
    return chairs_of([group], day=day).get(group.pk)


def chairs_of(groups: Sequence[Group], *, day: date) -> dict[int, Person]:
    """Return who chairs each of some groups on a day, by the group's id; one query."""
    held = RoleHeld.objects.filter(on_day(day), group__in=groups, role=Role.CHAIR, person__erased_at__isnull=True)
    found = held.select_related("person").order_by("-from_on", "-pk")
    return {one.group_id: one.person for one in found if one.group_id is not None}


def _chair(item: AgendaItem, group: Group, day: date) -> Person | None:
    handed = Chairing.objects.filter(item=item).select_related("person").order_by("-pk").first()
    return handed.person if handed else chair_of(group, day=day)


def voting_seats(group: Group, day: date) -> list[list[Tenure]]:
    """Return the tenures of each voting seat of a group, the member first."""
    return voting_seats_of([group], day).get(group.pk, [])


def voting_seats_of(groups: Sequence[Group], day: date) -> dict[int, list[list[Tenure]]]:
    """Return the voting seats of some groups by the group's id, each with its tenures, the member first; one query."""
    held = sitting_on(day).filter(seat__group__in=groups, seat__voting=True).select_related("seat")
    seats: dict[int, dict[int, list[Tenure]]] = {}
    for tenure in held.order_by("seat__place", "seat", "-capacity", "pk"):
        seats.setdefault(tenure.seat.group_id, {}).setdefault(tenure.seat_id, []).append(tenure)
    return {group: list(found.values()) for group, found in seats.items()}


def inside(meeting: Meeting, *, at: datetime) -> dict[int, Person]:
    """Return who is in the room at a moment, by id, in the order in which they came; one query."""
    there = Q(left_at__isnull=True) | Q(left_at__gt=at)
    spells = Attendance.objects.filter(there, meeting=meeting, came_at__lte=at).select_related("person")
    return {spell.person_id: spell.person for spell in spells.order_by("came_at", "pk")}


def alone(room: Room, person_id: int) -> Room:
    """Return a room in which one person decides for all: a chair's action."""
    return replace(room, people=[one for one in room.people if one.person.pk == person_id], others=[], quorum=1)


def _who_stands(seats: Sequence[Sequence[Tenure]], inside: Mapping[int, Person], barred: set[int]) -> dict[int, Person]:
    """Return members, and deputies where their member cannot vote, in the order of the seats."""
    members = {tenures[0].person_id for tenures in seats if tenures[0].capacity == Capacity.MEMBER}
    stands: dict[int, Person] = {}
    for tenures in seats:
        first, *rest = tenures
        if first.capacity == Capacity.MEMBER:
            stands[first.person_id] = first.person
            deputies = [] if first.person_id in inside and first.person_id not in barred else rest
        else:
            deputies = list(tenures)
        able = (
            one for one in deputies if one.person_id in inside and one.person_id not in {*members, *stands, *barred}
        )
        if deputy := next(able, None):
            stands[deputy.person_id] = deputy.person
    return stands


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody who sits on the group or came to its meeting: as what, when they were there, whether they are now."""

    person: Person
    seat: str
    spells: list[Attendance]

    @property
    def present(self) -> bool:
        """Whether they are in the room."""
        return any(spell.left_at is None for spell in self.spells)


def attending(meeting: Meeting, *, day: date) -> list[Attending]:
    """Return those who sit on a group on a day, in the order of the seats, and then whoever else came; two queries."""
    tenures = sitting_on(day).filter(seat__group=meeting.group_id).select_related("seat")
    found: dict[int, Attending] = {}
    for tenure in tenures.order_by("seat__place", "seat", "-capacity", "pk"):
        deputy = tenure.capacity == Capacity.DEPUTY
        words = f"Deputy, {tenure.seat.label}" if deputy else tenure.seat.label
        found.setdefault(tenure.person_id, Attending(tenure.person, words, []))
    spells = Attendance.objects.filter(meeting=meeting).select_related("person").order_by("came_at", "pk")
    for spell in spells:
        found.setdefault(spell.person_id, Attending(spell.person, "In attendance", [])).spells.append(spell)
    return list(found.values())


def who_may_come(*, day: date) -> list[Person]:
    """Return those who may come to a meeting without a seat on its group: everybody with an office, by name."""
    held = RoleHeld.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day, role__in=COMES)
    people = Person.objects.filter(pk__in=held.values("person"), erased_at__isnull=True)
    return list(people.order_by("name", "pk"))


def who_may_present(meeting: Meeting, *, day: date) -> list[Person]:
    """Return those who may present an item: whoever sits on the group, then everybody else with an office, by name."""
    sits = [one.person for one in attending(meeting, day=day)]
    return list({one.pk: one for one in [*sits, *who_may_come(day=day)]}.values())
