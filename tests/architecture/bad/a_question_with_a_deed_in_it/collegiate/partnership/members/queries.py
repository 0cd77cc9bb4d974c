"""Changes while it answers."""

from collegiate.partnership.members import commands
