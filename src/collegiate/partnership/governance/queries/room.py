"""Who is in the room for an item, who could vote on it, and who must leave."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localtime

from collegiate.partnership.governance.models import AgendaItem, Attendance, Capacity, Meeting, Tenure, VotingRule
from collegiate.partnership.governance.queries.interests import Why, interests_in
from collegiate.partnership.governance.queries.seats import sitting_on, terms_in_force
from collegiate.partnership.members.models import Person, RoleHeld
from collegiate.values import Role

COMES = [
    Role.COORDINATOR, Role.CLERK, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR, Role.ADVISER, Role.HEAD_TEACHER,
    Role.LA_OFFICER, Role.PROVIDER_CONTACT, Role.CONTACT, Role.CONSULTANT, Role.YOUNG_REPRESENTATIVE,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Somebody at an item: whether they are in the room, whether theirs is a voting seat, and why they must leave."""

    person: Person
    present: bool
    why: Why | None
    votes: bool = True

    @property
    def because(self) -> str:
        """Why they must leave, as others read it after the name; "" where they need not."""
        return self.why.they if self.why else ""


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody who might vote on an item, whoever else is there, and the quorum it needs."""

    people: list[InTheRoom]
    others: list[InTheRoom]
    quorum: int
    rule: VotingRule

    @property
    def able(self) -> list[InTheRoom]:
        """Those who can vote: present, and without an interest."""
        return [one for one in self.people if one.present and not one.why]

    @property
    def leaving(self) -> list[InTheRoom]:
        """Those who must leave, or stay away, because of an interest; with or without a vote."""
        return [one for one in [*self.people, *self.others] if one.why]

    @property
    def leave_first(self) -> str:
        """The sentence that names those who must leave and have not; "" where nobody has to."""
        staying = [one.person.name for one in self.leaving if one.present]
        return f"{' and '.join(staying)} must leave the room for this item first." if staying else ""

    @property
    def is_quorate(self) -> bool:
        """Whether enough people can vote."""
        return len(self.able) >= self.quorum


def room_for(item: AgendaItem, *, at: datetime) -> Room:
    """
    Return who might vote on an item at a moment, who is in the room, and who has an interest; six queries.

    A deputy stands in for a member who is away or must leave, and nobody stands in two places.

    :raises TermsOfReference.DoesNotExist: if the group has no terms of reference, which say its quorum
    """
    meeting, day = item.meeting, localtime(at).date()
    seats = _voting_seats(meeting, day)
    inside = {person.pk: person for person in _inside(meeting, at)}
    known = {tenure.person_id: tenure.person for tenures in seats for tenure in tenures} | inside
    whys = interests_in(item, person_ids=known, day=day)
    voting = _who_stands(seats, inside, whys)

    def shown(people: dict[int, Person], *, votes: bool) -> list[InTheRoom]:
        return [InTheRoom(person, pk in inside, whys.get(pk), votes) for pk, person in people.items()]

    others = {pk: person for pk, person in inside.items() if pk not in voting}
    terms = terms_in_force(meeting.group)
    return Room(shown(voting, votes=True), shown(others, votes=False), terms.quorum, VotingRule(terms.voting_rule))


def _voting_seats(meeting: Meeting, day: date) -> list[list[Tenure]]:
    """Return the tenures of each voting seat, the member first."""
    seats: dict[int, list[Tenure]] = {}
    for tenure in sitting_on(day).filter(seat__group=meeting.group_id, seat__voting=True).order_by(
        "seat__place", "seat", "-capacity", "pk"
    ):  # fmt: skip
        seats.setdefault(tenure.seat_id, []).append(tenure)
    return list(seats.values())


def _inside(meeting: Meeting, at: datetime) -> list[Person]:
    there = Q(left_at__isnull=True) | Q(left_at__gt=at)
    spells = Attendance.objects.filter(there, meeting=meeting, came_at__lte=at).select_related("person")
    return [spell.person for spell in spells.order_by("came_at", "pk")]


def _who_stands(seats: list[list[Tenure]], inside: dict[int, Person], whys: dict[int, Why]) -> dict[int, Person]:
    """Return members, and deputies where their member cannot vote, in the order of the seats."""
    members = {tenures[0].person_id for tenures in seats if tenures[0].capacity == Capacity.MEMBER}
    stands: dict[int, Person] = {}
    for tenures in seats:
        first, *rest = tenures
        if first.capacity == Capacity.MEMBER:
            stands[first.person_id] = first.person
            deputies = [] if first.person_id in inside and first.person_id not in whys else rest
        else:
            deputies = tenures
        able = (one for one in deputies if one.person_id in inside and one.person_id not in {*members, *stands, *whys})
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
