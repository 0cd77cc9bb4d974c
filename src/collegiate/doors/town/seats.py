"""Who chairs, who deputises, whose term is over, and the rules the Strategic Group agreed after its first year."""

from datetime import date, datetime

from collegiate.doors.town.groups import FORUMS, STRATEGIC, TASK_GROUPS
from collegiate.doors.town.making import Town, at
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import Capacity, Publication, Tenure, VotingRule
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import GroupKind, Phase
from collegiate.values import Money, Standing

PANEL = "Reserve panel"


@deed
def begin(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Elect chairs, give the authority's member a deputy, let governors sit for a year, and form the reserve panel.

    :raises NotAllowed: if they may not
    """
    day, strategic = town.began, town.groups[STRATEGIC]
    primaries = [one.urn for one in town.plan if one.phase == Phase.PRIMARY]
    governors = governance.make_seat(
        strategic,
        label="Governors",
        constituency="Governors of every school",
        appointer="the governors’ forum",
        term_months=12,
        carry_over_days=330,
        by=by,
        at=at,
    )
    governance.seat(town.governors[primaries[3]][0], seat=governors, from_on=town.supported_on, by=by, at=at)
    authority = strategic.seats.get(label="Local authority")
    adviser = town.people["la_adviser"]
    governance.seat(adviser, seat=authority, capacity=Capacity.DEPUTY, from_on=day, by=by, at=at)
    for name in (*TASK_GROUPS, *(name for name, _ in FORUMS)):
        first = Tenure.objects.filter(seat__group=town.groups[name]).select_related("person").order_by("seat__place")[0]
        governance.take_the_chair(first.person, group=town.groups[name], from_on=day, by=by, at=at)
    panel = town.groups[PANEL] = members.form_group(
        PANEL,
        kind=GroupKind.PANEL,
        purpose="Decides where interests leave too few on the Strategic Group.",
        starts_on=day,
        by=by,
        at=at,
    )
    purpose = "To decide, with nobody who gains or loses, what interests keep the Strategic Group from deciding."
    governance.adopt_terms(panel, initials="RP", purpose=purpose, quorum=3, agreed_on=day, by=by, at=at)
    for label, part in (("Local authority", "area_manager"), ("Higher education", "university"), ("Health", "health")):
        seat = governance.make_seat(panel, label=label, by=by, at=at)
        governance.seat(town.people[part], seat=seat, from_on=day, by=by, at=at)
    governance.take_the_chair(town.people["health"], group=panel, from_on=day, by=by, at=at)
    note("town.begin_seats", subject=strategic, because=panel)


def think_again(town: Town, *, on: date) -> None:
    """Adopt the Strategic Group's second terms: a reserve panel, two thirds, and a little money for its chair."""
    governance.adopt_terms(
        town.groups[STRATEGIC],
        initials="SG",
        purpose="Decides, and brokers help without taking a side, having heard the task groups and the head teachers.",
        quorum=5,
        agreed_on=on,
        notice_days=7,
        voting_rule=VotingRule.TWO_THIRDS,
        publication=Publication.ALL,
        reserve_panel=town.groups[PANEL],
        chairs_action=Money(200_000),
        by=town.as_("clerk", on),
        at=at(on, 11),
    )
