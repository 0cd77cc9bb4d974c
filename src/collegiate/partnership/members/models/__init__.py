"""The nouns of membership."""

from collegiate.partnership.members.models.group import Group, GroupKind
from collegiate.partnership.members.models.organisation import (
    Basis,
    Identifier,
    Kind,
    Membership,
    Organisation,
    Phase,
    Scheme,
    Succession,
)
from collegiate.partnership.members.models.partnership import Charter, Partnership, Purpose
from collegiate.partnership.members.models.person import Interest, InterestKind, Person, RoleHeld

__all__ = [
    "Basis",
    "Charter",
    "Group",
    "GroupKind",
    "Identifier",
    "Interest",
    "InterestKind",
    "Kind",
    "Membership",
    "Organisation",
    "Partnership",
    "Person",
    "Phase",
    "Purpose",
    "RoleHeld",
    "Scheme",
    "Succession",
]
