"""Who is in the room for an item, who could vote on it, and who must leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Capacity,
    Chairing,
    FlagStage,
    InterestFlag,
    Meeting,
    Power,
    Referral,
    Stage,
    Tenure,
    TermsOfReference,
    VotingRule,
    Why,
)
from collegiate.partnership.governance.queries.interests import flags_on, interests_among, with_interests
from collegiate.partnership.governance.queries.seats import chairs_on, seated_on
from collegiate.partnership.members.models import Group, Person

BEFORE = (Stage.PLANNED, Stage.CALLED)  # nobody is in the room yet


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
    it was handed to, else the group's chair; None where it has none. `reader` is the interest of whoever looks, `raised`
    are the interests that another member raised and on which the chair has not ruled.
    """

    group: Group
    people: list[InTheRoom]
    others: list[InTheRoom]
    quorum: int
    rule: VotingRule
    chair: InTheRoom | None = None
    reader: Why | None = None
    raised: list[InterestFlag] = field(default_factory=list)

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
    Return who might vote on an item at a moment, who is in the room, and what interests there are; half a dozen queries.

    :raises TermsOfReference.DoesNotExist: if the group has no terms of reference, which say its quorum
    """
    found = with_rooms(AgendaItem.objects.filter(pk=item.pk)).select_related("meeting__group").get()
    return room_of(found, at=at, reader=reader, everybody=everybody)


def with_rooms(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """
    Return items with what their rooms follow from: the interests, and of the group that decides its newest terms.

    `handed_to` is the key of whoever the chair was handed to.
    """
    newest = TermsOfReference.objects.filter(group=OuterRef("decides")).order_by("-version")
    handed = Chairing.objects.filter(item=OuterRef("pk")).order_by("-pk")
    return (
        with_interests(items)
        .select_related("referral__panel")
        .annotate(
            decides=Coalesce("referral__panel", "meeting__group"),
            quorum=Subquery(newest.values("quorum")[:1]),
            voting_rule=Subquery(newest.values("voting_rule")[:1]),
            handed_to=Subquery(handed.values("person")[:1]),
        )
    )


def room_of(item: Any, *, at: datetime, reader: int | None = None, everybody: bool = False) -> Room:
    """
    Return the room of an item that comes from `with_rooms`, with its meeting and group; two or three queries.

    A deputy stands in for a member who is away or must leave, and nobody stands in two places. `reader` is the id of
    whoever looks, whose own interest is found too. `everybody`: as if all who sit in the seats were there, as in writing.

    :raises TermsOfReference.DoesNotExist: if the group has no terms of reference, which say its quorum
    """
    if item.quorum is None:
        raise TermsOfReference.DoesNotExist
    meeting, day = item.meeting, localtime(at).date()
    group = item.referral.panel if hasattr(item, "referral") else meeting.group
    seated = seated_on([group], day)
    seats = voting_seats(seated)
    everyone = {tenure.person_id: tenure.person for tenure in seated}
    if everybody:
        there = {tenure.person_id: tenure.person for tenures in seats for tenure in tenures}
    else:
        there = inside(meeting, at=at) if meeting.stage not in BEFORE else {}
    chair = who_chairs(group, seated, {**everyone, **there}, day, handed_to=item.handed_to)
    known = {tenure.person_id for tenures in seats for tenure in tenures} | set(there)
    known |= {pk for pk in (chair.pk if chair else None, reader) if pk}
    flags = flags_on([item])
    whys = {person: why for (_, person), why in interests_among([item], flags, person_ids=known, day=day).items()}
    room = seen(group, seats, there, whys, quorum=item.quorum, rule=VotingRule(item.voting_rule), chair=chair)
    raised = [flag for flag in flags if flag.stage == FlagStage.RAISED]
    return replace(room, reader=whys.get(reader) if reader else None, raised=raised)


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


def who_chairs(
    group: Group, seated: Sequence[Tenure], people: Mapping[int, Person], day: date, *, handed_to: int | None
) -> Person | None:
    """
    Return who chairs an item: whoever it was handed to, else the group's chair on a day; None where it has none.

    `seated` comes from `seated_on`. No query where they sit there or came; nobody need sit on a group to chair it.
    """
    if handed_to is None and not seated:
        held = chairs_on(day).filter(group=group).select_related("person").order_by("-from_on", "-pk").first()
        return held.person if held else None
    pk = handed_to or seated[0].chair  # type: ignore[attr-defined]  # annotated
    return (people.get(pk) or Person.objects.get(pk=pk)) if pk else None


def voting_seats(seated: Iterable[Tenure]) -> list[list[Tenure]]:
    """Return the tenures in each seat that votes, the member first, of those who sit on a group, in the order of its seats."""
    seats: dict[int, list[Tenure]] = {}
    for tenure in seated:
        if tenure.seat.voting:
            seats.setdefault(tenure.seat_id, []).append(tenure)
    return list(seats.values())


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
