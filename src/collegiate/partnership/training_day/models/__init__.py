"""The nouns of the training day: the day with its slots, rooms and sessions; wishes; places."""

from collegiate.partnership.training_day.models.day import MOVES, Day, Room, Session, Slot, Stage
from collegiate.partnership.training_day.models.place import RANKS, Booking, Wish

__all__ = ["MOVES", "RANKS", "Booking", "Day", "Room", "Session", "Slot", "Stage", "Wish"]
