"""
Which schools are most like this one, and in what?

Schools are compared on published characteristics of intake and setting, never on outcomes: otherwise a school would
be told that it does as well as schools that do as well as it does. Each characteristic is put on one scale by the
national mean and spread, kept with a version, so that the same list can be drawn up again. A characteristic that was
not published is estimated from the others and flagged; a school with too few of its own is refused.

`landscape` sets the schools out, `similar_to` answers for one school, `similar_to_all` for every school at once.
"""

from collegiate.analytics.similarity.everyone import EveryonesNeighbours, similar_to_all
from collegiate.analytics.similarity.neighbours import Neighbour, Neighbours, Reason, similar_to
from collegiate.analytics.similarity.schools import Characteristic, Landscape, Standard, landscape

__all__ = [
    "Characteristic",
    "EveryonesNeighbours",
    "Landscape",
    "Neighbour",
    "Neighbours",
    "Reason",
    "Standard",
    "landscape",
    "similar_to",
    "similar_to_all",
]
