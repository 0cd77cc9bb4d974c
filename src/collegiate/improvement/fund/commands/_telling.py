"""Telling head teachers what their schools get; only the deeds beside this file do it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from collegiate.improvement.fund.models import Allocation, AllocationRound
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.members import queries as members
from collegiate.values import Role, Standing


def tell_heads(round: AllocationRound, allocations: Sequence[Allocation], *, by: Standing, at: datetime) -> None:
    """Tell the head teachers of a round’s schools that its pot is shared; where one gets less than last time, on a kind day."""
    schools, day = [one.organisation_id for one in allocations], localdate(at)
    notify(
        f"{round.name}: what does your school get, and why?",
        text=f"{round.pot.pounds} was shared between {round.whom}, by a formula that a decision fixed before anybody loaded a "
        "school’s figures. You can read each step of your school’s share, and every other school’s. If a figure is wrong, "
        "please tell the coordinator: only a decision changes a share.",
        people=[held.person for held in members.people(day=day, organisations=schools, role=Role.HEAD_TEACHER)],
        topic=Topic.MONEY,
        about=round,
        url=f"/fund/rounds/{round.pk}/",
        bad_news=any((one.pence or 0) < one.last_pence for one in allocations),
        by=by,
        at=at,
    )
