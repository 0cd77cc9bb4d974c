"""A card borrowed from the neighbour."""

from collegiate.doors.public_site import news
