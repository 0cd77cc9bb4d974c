"""
What is on a desk: what needs the person, what is coming, what changed, and what they steer by.

`whose` says which cards lie on which role's desk; the other files hold the cards, by what they are about.
"""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.doors.desks.cards.calendar import coming
from collegiate.doors.desks.cards.desk import About, Card, Desk
from collegiate.doors.desks.cards.news import changed
from collegiate.doors.desks.cards.whose import ANYBODY, NEEDS, STEERS
from collegiate.values import Role, Standing

__all__ = ["Card", "Desk", "desk_for"]


def desk_for(standing: Standing, role: Role, *, now: datetime) -> Desk:
    """Return the desk of a role that somebody holds; with who they are and the frame at most 25 queries."""
    about = About(standing, now=now, day=localtime(now).date())
    needs_me = [card for gather in NEEDS.get(role, ANYBODY) for card in gather(about)]
    return Desk(
        needs_me=sorted(
            needs_me, key=lambda card: card.kind != "mine"
        ),  # whose turn it is comes before what waits for others
        coming=coming(about),
        changed=changed(about),
        figures=[figure for gather in STEERS.get(role, ()) for figure in gather(about)],
    )
