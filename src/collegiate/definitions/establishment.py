"""The kinds of establishment in the national register: who pays for them, and what their type says of their phase."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from collegiate.definitions.reading import Checked

INDEPENDENT = "independent"

_WORD = re.compile(r"[a-z0-9]+")


class Funding(StrEnum):
    """Who pays for a kind of establishment, as far as a partnership of state-funded schools cares."""

    STATE = "state"
    INDEPENDENT = "independent"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentGroup:
    """
    A type group of the register.

    Attributes
    ----------
    what : str
        What its members are, as they are counted: "colleges".
    academy_books : bool
        Whether their financial year begins in September.
    """

    name: str
    what: str
    funding: Funding
    academy_books: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentType:
    """
    A type of the register.

    Attributes
    ----------
    spellings : tuple of str
        What other publications, and older registers, call it.
    group : str
        The name of its type group, for rows in which the group is blank.
    phase : str
        The phase that the type decides, whatever the register's says: special or pupil_referral_unit.
    else_phase : str
        The phase where the register's is blank.
    """

    name: str
    group: str
    spellings: tuple[str, ...] = ()
    phase: str = ""
    else_phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPhase:
    """What one of our phases is called in the register, in each of its spellings."""

    phase: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Establishments(Checked):
    """The file: groups, types and phases of the national register."""

    groups: tuple[EstablishmentGroup, ...]
    types: tuple[EstablishmentType, ...]
    phases: tuple[RegisterPhase, ...]

    def __post_init__(self) -> None:
        """
        Refuse a spelling that stands for two things, and a type of no group.

        :raises ValueError: saying which
        """
        super().__post_init__()
        spellings = [plain(one) for kind in self.types for one in (kind.name, *kind.spellings)]
        spellings += [f"phase {plain(one)}" for phase in self.phases for one in phase.names]
        spellings += [f"group {plain(group.name)}" for group in self.groups]
        twice = sorted({one for one in spellings if spellings.count(one) > 1})
        if twice:
            raise ValueError(f"these stand for two things: {', '.join(twice)}")
        lost = sorted({kind.group for kind in self.types} - {group.name for group in self.groups})
        if lost:
            raise ValueError(f"no group is called {', '.join(lost)}")

    @cached_property
    def _groups(self) -> dict[str, EstablishmentGroup]:
        return {plain(group.name): group for group in self.groups}

    @cached_property
    def _types(self) -> dict[str, EstablishmentType]:
        return {plain(one): kind for kind in self.types for one in (kind.name, *kind.spellings)}

    @cached_property
    def _phases(self) -> dict[str, str]:
        return {plain(one): phase.phase for phase in self.phases for one in phase.names}

    def type_called(self, name: str) -> EstablishmentType | None:
        """Return the type of a name, in any of its spellings."""
        return self._types.get(plain(name))

    def group_of(self, group_name: str, type_name: str) -> EstablishmentGroup | None:
        """Return the type group of a row; where the row names none, that of its type."""
        if plain(group_name):
            return self._groups.get(plain(group_name))
        kind = self.type_called(type_name)
        return self._groups[plain(kind.group)] if kind else None

    def is_independent(self, group_name: str, type_name: str) -> bool:
        """Say whether a row is about an independent school: its type or its group calls it so."""
        group = self.group_of(group_name, type_name)
        named = f"{plain(type_name)} {plain(group_name)}".split()
        return INDEPENDENT in named or (group is not None and group.funding is Funding.INDEPENDENT)

    def phase_of(self, register_phase: str, type_name: str) -> str:
        """Return the phase: the type decides special and pupil referral unit, the register the rest; "" if neither can."""
        kind = self.type_called(type_name)
        decided = kind.phase if kind else ""
        return decided or self._phases.get(plain(register_phase), "") or (kind.else_phase if kind else "")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name without capitals, hyphens, apostrophes and doubled spaces, which publications do not agree on."""
    return " ".join(_WORD.findall(name.casefold().replace("'", "").replace("’", "")))
