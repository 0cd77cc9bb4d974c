"""Everything that matters about a person on a day, so that a ruling asks nothing of the database."""

from dataclasses import dataclass, field
from datetime import date

from collegiate.values.role import Role


@dataclass(frozen=True, slots=True)
class Held:
    """A role held on the day, at an organisation, on a group, or in the partnership as a whole (both ids None)."""

    role: Role
    organisation_id: int | None = None
    group_id: int | None = None
    group_kind: str = ""
    organisation_name: str = ""
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """
    All of someone's roles and interests on a day.

    Attributes
    ----------
    mark : str
        Who this is, as the record writes it: ``person:12``, ``job:nightly_review`` or ``nobody``.
    interests : frozenset of int
        Ids of organisations in which an interest is declared or follows from a role held, now or in
        the last twelve months.
    acting_as : str
        The desk chosen to look at. It never widens or narrows what the person may do.
    """

    mark: str
    day: date
    person_id: int | None = None
    name: str = ""
    signed_in: bool = False
    held: tuple[Held, ...] = ()
    interests: frozenset[int] = field(default_factory=frozenset)
    acting_as: str = ""

    def holds(self, *roles: Role, at: int | None = None, on: int | None = None, on_kind: str | None = None) -> bool:
        """Say whether any of the roles is held: anywhere, ``at`` an organisation, ``on`` a group or a kind of group."""
        return any(
            held.role in roles
            and (at is None or held.organisation_id == at)
            and (on is None or held.group_id == on)
            and (on_kind is None or held.group_kind == on_kind)
            for held in self.held
        )

    def organisations(self, *roles: Role) -> frozenset[int]:
        """Return the ids of the organisations acted for, in the given roles or in any."""
        return frozenset(
            held.organisation_id
            for held in self.held
            if held.organisation_id is not None and (not roles or held.role in roles)
        )

    def groups(self, *roles: Role) -> frozenset[int]:
        """Return the ids of the groups sat on, in the given roles or in any."""
        return frozenset(
            held.group_id for held in self.held if held.group_id is not None and (not roles or held.role in roles)
        )

    @property
    def somebody(self) -> int:
        """The person's id, for deeds that a person must have done; a LookupError where it is a job or nobody."""
        if self.person_id is None:
            raise LookupError(f"{self.mark} is not a person, and this is done by people only.")
        return self.person_id

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held on the day, wherever."""
        return frozenset(held.role for held in self.held)


NOBODY = Standing(mark="nobody", day=date.min)


def job(name: str, *, day: date) -> Standing:
    """Return the standing a job acts under, so that no deed is done by nobody; ``name`` is a key such as nightly_review."""
    return Standing(mark=f"job:{name}", day=day, name=name.replace("_", " ").capitalize())
