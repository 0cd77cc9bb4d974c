"""Beginning a partnership of real schools from the national register, and bringing it up to date from a newer one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.core.management import call_command

from collegiate.doors.exchange.register import Reading, Wanted, opened, read
from collegiate.foundation.accounts.links import first_sign_in
from collegiate.partnership.members import commands, queries
from collegiate.partnership.members.models import Partnership, Person
from collegiate.values import Refused, Role, job

JOINT_MESSAGE = "Sharing responsibility for learning in {town}"
PURPOSES = (
    ("every_learner", "Every child and young person learns well and is well, whatever they start with."),
    ("shared_responsibility", "Schools answer for one another’s pupils as well as their own, and none is left to manage alone."),
    ("evidence", "Help goes where evidence says it is needed, and we keep to what is shown to work."),
    ("best_value", "What we pay for together gives pupils more than any of us could buy alone."),
)  # fmt: skip


class ServesAnother(Refused):
    """The installation has a partnership, and it is not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Begun:
    """
    What came of beginning.

    Attributes
    ----------
    coordinator : str
        A sentence about the coordinator's sign-in.
    link : str
        The path of their one-use link; empty where they have used one.
    """

    partnership: Partnership
    is_new: bool
    reading: Reading
    taken: commands.Taken
    coordinator: str
    link: str


def read_register(path: Path, wanted: Wanted) -> tuple[Reading, Partnership | None]:
    """
    Read the register for this installation, which is made ready first if it is not.

    :raises TableRefused: if it is not the register, is damaged, or holds nothing of what is wanted
    :raises ServesAnother: if this installation serves another partnership
    """
    table = opened(path)
    call_command("migrate", verbosity=0, interactive=False)
    partnership = queries.partnership()
    _insist_on_the_same(partnership, wanted)
    return read(table, replace(wanted, known=frozenset(queries.urns()))), partnership


def begin(
    path: Path, reading: Reading, *, wanted: Wanted, name: str, coordinator: tuple[str, str], at: datetime
) -> Begun:
    """
    Begin the partnership with the schools that were read; where it has begun, bring its schools up to date.

    :raises Refused: if the coordinator's address belongs to somebody else's sign-in
    """
    by = job("begin", day=at.date())
    digest = _digest(path)
    partnership = queries.partnership()
    if partnership is not None:
        taken = commands.take_register(
            reading.schools, file_digest=digest, joined_on=at.date(), by=by, at=at
        )  # fmt: skip
        return Begun(partnership, False, reading, taken, *_coordinator(coordinator[1], at))
    taken, invitation = commands.found(
        name or f"{reading.town} Area Improvement Partnership",
        town=reading.town,
        authority_code=wanted.authority,
        starts_on=at.date(),
        joint_message=JOINT_MESSAGE.format(town=reading.town),
        purposes=PURPOSES,
        coordinator=coordinator,
        schools=reading.schools,
        file_digest=digest,
        by=by,
        at=at,
    )
    return Begun(_begun(), True, reading, taken, *_sign_in(invitation.person))


def _begun() -> Partnership:
    partnership = queries.partnership()
    if partnership is None:
        raise LookupError("The partnership was founded, and is not there.")
    return partnership


def _insist_on_the_same(partnership: Partnership | None, wanted: Wanted) -> None:
    if partnership is None:
        return
    same_town = partnership.town.casefold() == wanted.town.casefold()
    if partnership.is_imaginary or partnership.authority_code != wanted.authority or not same_town:
        of = "the imaginary town of " if partnership.is_imaginary else ""
        raise ServesAnother(
            f"This installation already serves {partnership.name}, of {of}{partnership.town}. One installation serves "
            "one partnership: name another database in DATABASE_URL, or begin with an empty one."
        )


def _coordinator(email: str, at: datetime) -> tuple[str, str]:
    """Return what to say of whoever was named as coordinator when the partnership had begun already."""
    person = queries.person_with(email)
    held: Sequence[object] = [
        held for held in queries.people(day=at.date(), role=Role.COORDINATOR) if person and held.person_id == person.pk
    ]
    if person is None or not held:
        return f"{email} is not made a coordinator: those there are can appoint one on the members’ pages.", ""
    return _sign_in(person)


def _sign_in(person: Person) -> tuple[str, str]:
    account = person.account
    if account is None or account.last_login is not None:
        return f"{person.name} is the coordinator, and has signed in before.", ""
    return f"{person.name} is the coordinator, and signs in first with this link, which works once and for a week:", (
        first_sign_in(account)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
