"""Borrows a form from next door."""

from collegiate.partnership.members.forms import Invite
