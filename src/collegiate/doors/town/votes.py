"""One meeting of the Strategic Group this autumn at which every way of deciding, and every kind of interest, comes up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from collegiate.doors.town import paying, threads
from collegiate.doors.town.groups import STRATEGIC
from collegiate.doors.town.making import Town, at
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.commands import Sealed
from collegiate.partnership.governance.models import (
    AgendaItem,
    Choice,
    Decision,
    Does,
    ItemPurpose,
    Meeting,
    Method,
    Nearness,
    Paper,
    PaperVersion,
    Part,
    Power,
    WhyBack,
)
from collegiate.partnership.governance.queries import room_for, schools_of
from collegiate.partnership.members.models import Organisation, Phase, Purpose
from collegiate.values import Money, Standing

BEFORE = timedelta(days=12)


@dataclass
class Sitting:
    """A meeting while it sits: what comes to be decided, and by whose hand."""

    town: Town
    meeting: Meeting
    clerk: Standing
    now: datetime

    def item(self, title: str, *, minutes: int = 5, paper: Paper | None = None) -> AgendaItem:
        """Put an item to decide on the agenda, when the meeting is called."""
        sent = self.now - BEFORE
        by = self.town.as_("clerk", sent.date())
        return governance.add_item(
            self.meeting, title=title, purpose=ItemPurpose.DECIDE, minutes=minutes, paper=paper, by=by, at=sent
        )

    def later(self, minutes: int = 3) -> datetime:
        """Return the time some minutes on, which it then is."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def decide(self, item: AgendaItem, text: str, *, refer: bool = False, **facts: Any) -> Decision:
        """Let those with an interest leave, decide by consensus, perhaps by the reserve panel, and call them back."""
        leaving = threads.let_leave(item, by=self.clerk, at=self.later())
        if refer:
            governance.refer(item, by=self.clerk, at=self.later())
        decision = governance.decide(item, **_why(text), **facts, by=self.clerk, at=self.later())
        for person in leaving:
            governance.arrive(person, meeting=self.meeting, by=self.clerk, at=self.later(1))
        return decision

    def vote(self, item: AgendaItem, text: str, method: Method) -> Decision:
        """Let everybody in the room vote, one of them against."""
        draft = governance.draft(item, **_why(text), method=method, by=self.clerk, at=self.later())
        draft = governance.open_vote(draft, by=self.clerk, at=self.later())
        for place, one in enumerate(room_for(item, at=self.now).able):
            by = self.town.who(one.person, self.now.date())
            choice = Choice.AGAINST if place == 0 else Choice.FOR
            governance.cast(draft, choice=choice, voter=one.person, by=by, at=self.later(1))
        return governance.close_vote(draft, by=self.clerk, at=self.later())


def _why(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "reason": "Members asked for it, and nobody who was heard spoke against it.",
        "equality_note": "Schools that take no part now are asked again next year; no child loses by it.",
        "purpose": Purpose.objects.get(code="teaching"),
    }


def hold(town: Town) -> None:
    """Hold the meeting a fortnight before the day the town stands on; the next day an interest comes to light."""
    on = town.today - timedelta(days=14)
    vote = _meet(town, by=town.as_("clerk", on), at=at(on, 16))
    after = on + timedelta(days=1)
    governance.find_interest(
        vote,
        person=town.people["health"],
        because="Her sister is employed by one of the clubs.",
        by=town.as_("clerk", after),
        at=at(after, 10),
    )
    matter = governance.propose(
        town.groups[STRATEGIC], title="One uniform for the whole town", why="It would cost families less.",
        purpose=ItemPurpose.DECIDE, by=town.as_("area_manager", after), at=at(after, 9),
    )  # fmt: skip
    governance.drop(
        matter, because="Each governing body decides on uniform.", by=town.as_("clerk", after), at=at(after, 10)
    )
    for part in ("university", "area_manager"):
        feed = governance.follow(by=town.as_(part, after), at=at(after, 11))
    governance.unfollow(feed, by=town.as_("area_manager", after), at=at(after, 12))


@deed
def _meet(town: Town, *, by: Standing, at: datetime) -> Decision:
    """
    Hold the meeting, and return the decision that was made by open vote.

    :raises NotAllowed: if they may not
    """
    called = (at - BEFORE).date()
    sits = Sitting(town, threads.hold(town, STRATEGIC, on=at.date(), called_on=called), by, at)
    clubs = sits.item("Friday clubs in the holidays", minutes=15)
    speaks = sits.item("Who speaks for us at the county’s conference", minutes=10)
    alike, courses = _van(sits), _courses(sits)
    crowded, lease = _crowded(sits), sits.item("A lease in the old library")
    post, again, visits = _post(sits), _again(sits), sits.item(paying.VISITS)
    threads.gather(town, sits.meeting, clubs, on=at.date())
    vote = sits.vote(clubs, "Clubs are opened on Fridays in the holidays, in turn.", Method.VOTE)
    sits.vote(speaks, "The secondary head teachers’ member speaks for us.", Method.SECRET)
    sits.decide(alike, "Every nursery school gives one pound for each child towards the reading van.")
    granted = sits.decide(courses, "Samuel Adeyemi may read what is written about the university’s courses.")
    university = town.others["University of Mereside"]
    governance.dispense(
        granted, person=town.people["university"], organisation=university, powers=frozenset({Power.SEE}),
        until_on=at.date() + timedelta(days=365), by=by, at=sits.later(),
    )  # fmt: skip
    sits.decide(crowded, "Coaching goes to all six schools in turn, two in each half-term.", refer=True)
    _declare(sits, lease)
    sits.decide(lease, "We do not take the lease.")
    sits.decide(
        post, "The two schools may share a head teacher for a year.",
        public_text="Two schools may share a head teacher for a year.",
        confidential="The governors of one of them told us why the post is empty; it is not to be repeated.",
    )  # fmt: skip
    sits.decide(again, "It stays as it is; every school’s page says its own rule.", does=Does.KEEPS)
    town.made["visits"] = sits.decide(
        visits, "Schools whose teachers visit another have their supply cover paid.", money=paying.SET_ASIDE
    )
    threads.adjourn(town, sits.meeting, on=at.date())
    note(
        "town.meet",
        subject=sits.meeting,
        data={"decisions": Decision.objects.filter(item__meeting=sits.meeting).count()},
    )
    return vote


def _van(sits: Sitting) -> AgendaItem:
    """Ask every nursery school for the same by the child: frozen first, then worked out."""
    group, sent = sits.meeting.group, sits.now - BEFORE
    by = sits.town.as_("clerk", sent.date())
    formula = governance.freeze_formula(
        group, name="Towards the reading van", phase=Phase.NURSERY, for_each_unit=Money(100), unit="child on the roll",
        by=by, at=sent,
    )  # fmt: skip
    children = {school.pk: 40 + 6 * place for place, school in enumerate(schools_of(formula, day=sent.date()))}
    governance.show_shares(formula, units=children, by=by, at=sent + timedelta(hours=1))
    item = sits.item("Who pays for the reading van")
    governance.name_class(item, formula=formula, by=by, at=sent + timedelta(hours=2))
    return item


def _courses(sits: Sitting) -> AgendaItem:
    item = sits.item("What our member from the university may read")
    _party(sits, item, sits.town.others["University of Mereside"])
    return item


def _crowded(sits: Sitting) -> AgendaItem:
    """Bring an item that touches so many who sit on the group that too few are left to decide it."""
    item = sits.item("Coaching for six schools")
    group = sits.meeting.group_id
    touched = [urn for urn, head in sits.town.heads.items() if group in sits.town.who(head, sits.now.date()).groups()]
    for urn in touched:
        _party(sits, item, sits.town.schools[urn])
    return item


def _party(sits: Sitting, item: AgendaItem, organisation: Organisation) -> None:
    sent = sits.now - BEFORE
    by = sits.town.as_("clerk", sent.date())
    governance.name_party(item, organisation=organisation, part=Part.BENEFICIARY, by=by, at=sent)


def _declare(sits: Sitting, item: AgendaItem) -> None:
    person = sits.town.people["area_manager"]
    by = sits.town.who(person, sits.now.date())
    governance.declare_for_item(
        item, person=person, nearness=Nearness.NEAR, because="Her brother owns the building next door.", by=by,
        at=sits.later(),
    )  # fmt: skip


def _post(sits: Sitting) -> AgendaItem:
    """Bring a paper of which a part is for those on the group alone, and let one of them open it."""
    sent = sits.now - BEFORE
    by = sits.town.as_("clerk", sent.date())
    paper = governance.write_paper(
        "A head teacher for two schools", summary="Two small schools ask to share a head teacher for a year.",
        text="Each has fewer than ninety pupils. Both governing bodies agree.", group=sits.meeting.group,
        sealed=Sealed("One of the posts is empty for a reason that concerns one person.", "It concerns one person."),
        by=by, at=sent,
    )  # fmt: skip
    reader, read = sits.town.people["university"], sent + timedelta(days=3)
    version = PaperVersion.objects.get(paper=paper, number=1)
    governance.open_paper(version, by=sits.town.who(reader, read.date()), at=read)
    return sits.item("A head teacher for two schools", paper=paper)


def _again(sits: Sitting) -> AgendaItem:
    """Bring an old decision back, to be looked at again."""
    sent = sits.now - BEFORE
    old = Decision.objects.filter(title__startswith="Mobile telephones").order_by("-decided_at")[0]
    by = sits.town.as_("clerk", sent.date())
    return governance.bring_back(old, meeting=sits.meeting, why=WhyBack.REVIEW, by=by, at=sent)
