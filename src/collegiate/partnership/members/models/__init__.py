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
from collegiate.partnership.members.models.person import (
    AT_AN_ORGANISATION,
    EITHER,
    OF_THE_PARTNERSHIP,
    Confirmation,
    Interest,
    InterestKind,
    Invitation,
    Person,
    RoleHeld,
    misplaced,
)
from collegiate.partnership.members.models.register import FACTS, RegisterLine, SchoolInRegister

__all__ = [
    "AT_AN_ORGANISATION",
    "EITHER",
    "FACTS",
    "OF_THE_PARTNERSHIP",
    "Basis",
    "Charter",
    "Confirmation",
    "Group",
    "GroupKind",
    "Identifier",
    "Interest",
    "InterestKind",
    "Invitation",
    "Kind",
    "Membership",
    "Organisation",
    "Partnership",
    "Person",
    "Phase",
    "Purpose",
    "RegisterLine",
    "RoleHeld",
    "Scheme",
    "SchoolInRegister",
    "Succession",
    "misplaced",
]
