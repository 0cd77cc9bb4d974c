"""Deeds of membership."""

from collegiate.partnership.members.commands.organisations import (
    add_organisation,
    close_organisation,
    form_group,
    join,
    leave,
    succeed,
)
from collegiate.partnership.members.commands.partnership import adopt_charter, begin
from collegiate.partnership.members.commands.people import (
    add_person,
    appoint,
    declare_interest,
    end_interest,
    end_role,
    invite,
    leaver,
)

__all__ = [
    "add_organisation",
    "add_person",
    "adopt_charter",
    "appoint",
    "begin",
    "close_organisation",
    "declare_interest",
    "end_interest",
    "end_role",
    "form_group",
    "invite",
    "join",
    "leave",
    "leaver",
    "succeed",
]
