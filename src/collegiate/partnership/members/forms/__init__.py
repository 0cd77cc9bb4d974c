"""The forms of members' pages."""

from collegiate.partnership.members.forms.organisations import (
    AddMember,
    EditOrganisation,
    LeavePartnership,
    WhichMembers,
)
from collegiate.partnership.members.forms.people import (
    Confirm,
    DeclareInterest,
    EndInterest,
    Invite,
    InviteAgain,
    InviteList,
    LeaveOrganisation,
)

__all__ = [
    "AddMember",
    "Confirm",
    "DeclareInterest",
    "EditOrganisation",
    "EndInterest",
    "Invite",
    "InviteAgain",
    "InviteList",
    "LeaveOrganisation",
    "LeavePartnership",
    "WhichMembers",
]
