"""Deeds of membership."""

from collegiate.partnership.members.commands.inviting import (
    HasAnAccount,
    HasSignedIn,
    Newcomer,
    Welcomed,
    invite,
    invite_again,
    mailed,
    welcome,
    welcome_all,
)
from collegiate.partnership.members.commands.organisations import (
    add_organisation,
    admit,
    close_organisation,
    edit,
    form_group,
    join,
    leave,
    succeed,
)
from collegiate.partnership.members.commands.partnership import adopt_charter, begin
from collegiate.partnership.members.commands.people import (
    HoldsNothing,
    add_person,
    appoint,
    confirm_interests,
    declare_interest,
    end_interest,
    end_role,
    leaver,
)
from collegiate.partnership.members.commands.register import Taken, found, take_register

__all__ = [
    "HasAnAccount",
    "HasSignedIn",
    "HoldsNothing",
    "Newcomer",
    "Taken",
    "Welcomed",
    "add_organisation",
    "add_person",
    "admit",
    "adopt_charter",
    "appoint",
    "begin",
    "close_organisation",
    "confirm_interests",
    "declare_interest",
    "edit",
    "end_interest",
    "end_role",
    "form_group",
    "found",
    "invite",
    "invite_again",
    "join",
    "leave",
    "leaver",
    "mailed",
    "succeed",
    "take_register",
    "welcome",
    "welcome_all",
]
