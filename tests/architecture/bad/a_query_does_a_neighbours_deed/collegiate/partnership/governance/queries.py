"""Changes something while answering."""

from collegiate.partnership.members.commands import invite
