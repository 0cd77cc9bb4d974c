"""Asks the database through a neighbour."""

from collegiate.partnership.members import queries
