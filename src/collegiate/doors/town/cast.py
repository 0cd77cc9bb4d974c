"""Who is who in the imaginary town: one person for each desk."""

from dataclasses import dataclass
from datetime import date

from collegiate.foundation.accounts.models import Account
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay
from collegiate.partnership.members.models import GroupKind, RoleHeld
from collegiate.partnership.members.queries import people
from collegiate.values import Role

DESKS = (  # role, what their desk is about
    (Role.COORDINATOR, "Keeps everything going: what waits, who is due, what was not done."),
    (Role.HEAD_TEACHER, "Who is coming and why, what we asked for, what was promised, what we paid."),
    (Role.ADVISER, "My schools by next visit, and notes to write."),
    (Role.STAFF, "My team’s cycle, my training day, my workshops."),
    (Role.GOVERNOR, "My school’s level, figures and support."),
    (Role.GROUP_MEMBER, "What the Strategic Group decides next, and where I must leave."),
    (Role.CLERK, "Agendas, papers, minutes, vacancies."),
    (Role.BOOKKEEPER, "Contributions due, payments to make."),
    (Role.AUTHORISER, "Payments that wait for a second person."),
    (Role.LA_OFFICER, "The town’s schools, their levels and outcomes."),
    (Role.PROVIDER_CONTACT, "My agreements, days and what schools said."),
    (Role.CONTACT, "What was asked of us, and what we offered."),
    (Role.CONSULTANT, "What is decided and what changed."),
)
SEVERAL = {Role.HEAD_TEACHER: 3, Role.ADVISER: 2}


@dataclass(frozen=True, slots=True)
class Player:
    """One person of the cast, with the account that one click signs in."""

    account_id: int
    name: str
    role: Role
    place: str
    words: str


def cast(*, day: date) -> list[Player]:
    """Return one person for each desk, of some desks several; those of Hillside and those who visit next come first."""
    found = []
    visits = DevelopmentDay.objects.filter(stage=DayStage.AGREED, on__gte=day)
    expected = set(visits.values_list("adviser_id", flat=True))
    for role, words in DESKS:
        held = [one for one in people(day=day, role=role) if one.person.account_id is not None and _fits(one)]
        newsworthy = sorted(
            held,
            key=lambda one: (_place(one) != "Hillside Primary School", one.person_id not in expected, one.person_id),
        )
        for one in newsworthy[: SEVERAL.get(role, 1)]:
            found.append(Player(one.person.account_id, one.person.name, role, _place(one), words))  # type: ignore[arg-type]
    return found


def _fits(held: RoleHeld) -> bool:
    return held.role != Role.GROUP_MEMBER or (held.group is not None and held.group.kind == GroupKind.STRATEGIC)


def _place(held: RoleHeld) -> str:
    return str(held.organisation or held.group or "")


def account(pk: int) -> Account:
    """
    Return the account of one of the cast.

    :raises Account.DoesNotExist: if there is none
    """
    return Account.objects.get(pk=pk)
