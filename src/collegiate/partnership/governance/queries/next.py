"""What is next to do for each meeting, for whoever prepares it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.timezone import localtime

from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance.models import (
    AgendaItem,
    ItemPurpose,
    Matter,
    MatterStage,
    Meeting,
    Outcome,
    Stage,
    TermsOfReference,
)
from collegiate.partnership.members.models import Group

BEFORE_THE_CALL = timedelta(days=14)  # an agenda is built this long before the last day for calling


@dataclass(frozen=True, slots=True)
class Next:
    """The next thing to do for a meeting, in words; `mine` where it is time."""

    meeting: Meeting
    words: str
    why: str
    mine: bool


def next_to_do(meetings: Iterable[Meeting], *, day: date) -> list[Next]:
    """Return what is next to do for each of some meetings, in their order; two queries, however many."""
    meetings = list(meetings)
    notice: dict[int, int] = {}
    for group, days in (
        TermsOfReference.objects.filter(group__in={one.group_id for one in meetings}, agreed_on__lte=day)
        .order_by("version")
        .values_list("group", "notice_days")
    ):
        notice[group] = days
    missing = Count("pk", filter=Q(purpose=ItemPurpose.DECIDE, paper__isnull=True))
    open_items = AgendaItem.objects.filter(meeting__in=meetings, outcome=Outcome.OPEN)
    counted = {pk: (items, bare) for pk, items, bare in open_items.values("meeting").annotate(n=Count("pk"), bare=missing).values_list("meeting", "n", "bare")}  # fmt: skip
    found = [_next(one, *counted.get(one.pk, (0, 0)), notice=notice.get(one.group_id, 0), day=day) for one in meetings]
    return [one for one in found if one]


def _next(meeting: Meeting, items: int, bare: int, *, notice: int, day: date) -> Next | None:
    on = localtime(meeting.starts_at).date()
    call_by = on - timedelta(days=notice)
    last = f"Call it by {in_words(call_by)}." if call_by > day else "The notice is short: say why when you call it."
    papers = f"{bare} {'item' if bare == 1 else 'items'} to decide without a paper."
    if meeting.stage == Stage.CLOSED:
        return Next(meeting, "Write the minutes", "The next meeting agrees them.", mine=False)
    if on < day or meeting.stage == Stage.IN_PROGRESS:
        return Next(meeting, "Close the meeting", "Its day has come.", mine=True)
    if meeting.stage == Stage.CALLED:
        return Next(meeting, "Chase papers", papers, mine=True) if bare else None
    if call_by - BEFORE_THE_CALL > day:
        return None
    if not items:
        return Next(meeting, "Build the agenda", f"Nothing is on it yet. {last}", mine=True)
    return Next(meeting, "Call the meeting", f"{papers} {last}" if bare else last, mine=True)


def proposals_waiting() -> list[tuple[Group, int]]:
    """Return the groups to which something was proposed that nobody has answered, with how many; two queries."""
    waiting = Matter.objects.filter(stage=MatterStage.PROPOSED).values_list("group").annotate(n=Count("pk"))
    how_many = dict(waiting.order_by("group"))
    return [(group, how_many[group.pk]) for group in Group.objects.filter(pk__in=how_many).order_by("name", "pk")]
