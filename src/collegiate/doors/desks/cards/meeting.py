"""Groups that decide: seats, agendas, minutes, and where somebody must leave the room."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.doors.desks.cards.desk import SOON, About, Card
from collegiate.foundation.ui.showing import day as in_words
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.governance.models import Stage
from collegiate.values import counted

TERM_ENDS = 6 * SOON  # long enough to find and elect somebody
MOST = 3  # decisions that come back, on a desk


def before_i_sit_down(about: About) -> Iterable[Card]:
    """Say, for the meetings of the next two weeks, what is still to read, and for which items they leave and why."""
    mine = about.standing.groups()
    soon = [
        one
        for one in about.meetings
        if one.group_id in mine and about.day <= localtime(one.starts_at).date() <= about.day + SOON
    ]
    for ready in governance.before_you_sit_down(soon, viewer=about.standing, day=about.day):
        url, when = reverse("governance:meeting", args=[ready.meeting.pk]), in_words(ready.meeting.starts_at)
        if ready.unopened:
            unopened = counted(len(ready.unopened), "paper")
            changed = f" {ready.changed} changed since you read {'it' if ready.changed == 1 else 'them'}." * bool(
                ready.changed
            )
            text = f"{unopened} you have not opened, {counted(ready.minutes, 'minute')} of reading.{changed}"
            yield Card(f"Before you sit down: {ready.meeting.group.name}", text, url, when, "mine")
        for item, because in ready.leaves:
            yield Card(
                f"You will be asked to leave for: {item.title}",
                because.you,
                reverse("governance:item", args=[item.pk]),
                when,
            )


def to_vote(about: About) -> Iterable[Card]:
    """Ask for the person's vote, in writing and where a ballot is open in the room; for each meeting the first to close."""
    for one in about.meetings:
        until = getattr(one, "my_vote_until", None)
        if one.my_vote and (until is None or until > about.now):  # type: ignore[attr-defined]  # annotated by the query
            when = f"Until {moment(until)}" if until else "The vote is open now"
            url = reverse("governance:vote", args=[one.my_vote])  # type: ignore[attr-defined]
            yield Card(f"Vote: {one.my_vote_on}", one.group.name, url, when, "mine")  # type: ignore[attr-defined]


def seats(about: About) -> Iterable[Card]:
    """Say which groups have vacant seats, and whose terms end within twelve weeks."""
    url = reverse("governance:who_sits_where")
    for group in governance.who_sits_where(day=about.day):
        if group.vacancies:
            yield Card(f"{counted(group.vacancies, 'vacant seat')}: {group.group.name}", "", url, "Your turn", "mine")
        ending = [one.until_on for one in group.seats if one.until_on and one.until_on <= about.day + TERM_ENDS]
        if ending:
            yield Card(
                f"{counted(len(ending), 'term ends', 'terms end')}: {group.group.name}",
                "Somebody has to be elected or appointed.",
                url,
                f"The first on {in_words(min(ending))}",
            )


def agendas(about: About) -> Iterable[Card]:
    """Say what is next to do for each meeting: answer proposals, build the agenda, chase papers, call it, minute it."""
    next_to_do = governance.next_to_do([one for one in about.meetings if one.stage != Stage.AGREED], day=about.day)
    for one in next_to_do:
        url, when = reverse("governance:meeting", args=[one.meeting.pk]), moment(one.meeting.starts_at)
        yield Card(f"{one.words}: {one.meeting.group.name}", one.why, url, when, "mine" if one.mine else "")
    for group, how_many in governance.proposals_waiting():
        url = reverse("governance:backlog", args=[group.pk])
        yield Card(f"{counted(how_many, 'proposal')} to answer: {group.name}", "", url, "Your turn", "mine")


def decisions(about: About) -> Iterable[Card]:
    """Say which votes in writing are over and not counted, and which decisions must come back to a group."""
    for one in governance.not_counted(at=about.now):
        yield Card(
            f"Count the votes: {one.title}", one.group.name, reverse("governance:vote", args=[one.pk]), "", "mine"
        )
    back = governance.must_come_back(day=about.day)
    for one, why in back[:MOST]:
        url = reverse("governance:bring_back", args=[one.slug])
        yield Card(f"{why.label}: {one.reference}", one.title, url, f"Decided on {in_words(one.settled_at)}", "mine")
    if len(back) > MOST:
        yield Card(f"{len(back) - MOST} more decisions must come back", "", reverse("governance:gaps"), "", "mine")
