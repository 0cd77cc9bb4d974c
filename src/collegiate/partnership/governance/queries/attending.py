"""Who sits on a group that meets, who came, and who might."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import Attendance, Capacity, Meeting, Tenure
from collegiate.partnership.governance.queries.seats import seated_on
from collegiate.partnership.members.models import Person, RoleHeld
from collegiate.values import Role

COMES = [
    Role.COORDINATOR, Role.CLERK, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR, Role.ADVISER, Role.HEAD_TEACHER,
    Role.LA_OFFICER, Role.PROVIDER_CONTACT, Role.CONTACT, Role.CONSULTANT, Role.YOUNG_REPRESENTATIVE,
]  # fmt: skip


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
    return who_came(seated_on([meeting.group], day), spells_at(meeting))


def who_came(seated: Iterable[Tenure], spells: Iterable[Attendance]) -> list[Attending]:
    """Return those who sit on a group, as `seated_on` found them, and then whoever else came."""
    found: dict[int, Attending] = {}
    for tenure in seated:
        deputy = tenure.capacity == Capacity.DEPUTY
        words = f"Deputy, {tenure.seat.label}" if deputy else tenure.seat.label
        found.setdefault(tenure.person_id, Attending(tenure.person, words, []))
    for spell in spells:
        found.setdefault(spell.person_id, Attending(spell.person, "In attendance", [])).spells.append(spell)
    return list(found.values())


def spells_at(meeting: Meeting) -> list[Attendance]:
    """Return when people came to a meeting and left it, with the people, in the order in which they came; one query."""
    return list(Attendance.objects.filter(meeting=meeting).select_related("person").order_by("came_at", "pk"))


def who_may_come(*, day: date) -> list[Person]:
    """Return those who may come to a meeting without a seat on its group: everybody with an office, by name."""
    held = RoleHeld.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day, role__in=COMES)
    people = Person.objects.filter(pk__in=held.values("person"), erased_at__isnull=True)
    return list(people.order_by("name", "pk"))


def who_may_present(meeting: Meeting, *, day: date) -> list[Person]:
    """Return those who may present an item: whoever sits on the group, then everybody else with an office, by name."""
    sits = [one.person for one in attending(meeting, day=day)]
    return list({one.pk: one for one in [*sits, *who_may_come(day=day)]}.values())
