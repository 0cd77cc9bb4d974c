"""What people have still to do for their groups; and in random histories never something that they have done."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import Choice, Nearness
from collegiate.partnership.members import commands as members
from collegiate.values import Money, Refused, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.partnership.governance.conftest import DECISION, FIVE, FOUR
from tests.scenes import scene

pytestmark = pytest.mark.django_db
NAMES = (*FIVE, "Ruth")
IN_A_WEEK = FOUR + timedelta(days=7)


@scene
def signed_in(round):
    """All five can sign in; the clerk prepares their meetings."""
    for name in FIVE:
        person = round.people[name]
        members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=MORNING)
    return round


def owed(round, about, *, at=MORNING):
    """The first names of those who owe something whose sentence begins so, or holds the words."""
    names = {person.pk: name for name, person in round.people.items()} | {round.clerk.person_id: "Ruth"}
    return sorted(names[one.person_id] for one in queries.owed(at=at) if about in one.sentence)


def called(round, *, starts_at=IN_A_WEEK, papers=1):
    meeting = round.plan(starts_at=starts_at)
    made = [round.paper(f"Paper {number}") for number in range(papers)]
    for paper in made:
        round.item(meeting, paper.title, paper=paper)
    commands.call(meeting, by=round.clerk, at=MORNING)
    return meeting, made


def opens(round, name, paper):
    newest = paper.versions.order_by("-number")[0]
    commands.open_paper(newest, by=cast.standing(round.people[name]), at=MORNING)


def test_papers_are_to_be_read_by_those_who_sit_there_until_they_opened_the_newest_version(signed_in):
    _, (paper,) = called(signed_in)
    assert owed(signed_in, "Read what Strategic Group has") == sorted(FIVE)

    opens(signed_in, "Beth", paper)
    assert "Beth" not in owed(signed_in, "Read what")

    commands.rewrite_paper(
        paper, text="Otherwise.", changed_since="All of it.", group=signed_in.strategic, after=1, by=signed_in.clerk, at=MORNING
    )  # fmt: skip
    assert "Beth" in owed(signed_in, "Read what")


def test_nobody_reads_for_a_meeting_that_is_not_called_or_is_more_than_a_week_away(signed_in):
    called(signed_in, starts_at=IN_A_WEEK + timedelta(days=1))
    signed_in.item(signed_in.plan(starts_at=IN_A_WEEK), paper=signed_in.paper())

    assert owed(signed_in, "Read what") == []


def test_a_vote_in_writing_waits_for_those_who_may_and_have_not(signed_in, hillside):
    item = signed_in.item(signed_in.plan(starts_at=IN_A_WEEK))
    signed_in.party(item, hillside)
    decision = signed_in.in_writing(item)
    signed_in.vote(decision, Amir=Choice.FOR, at=MORNING)

    assert owed(signed_in, "Vote in writing on “Coaching") == ["Grace", "Ola", "Tom"]
    grace = signed_in.people["Grace"]
    commands.declare_for_item(
        item, person=grace, nearness=Nearness.NEAR, because="A tie", by=cast.standing(grace), at=MORNING
    )
    assert owed(signed_in, "Vote in writing") == ["Ola", "Tom"]
    assert owed(signed_in, "Vote in writing", at=decision.closes_at) == []


def test_a_vote_on_a_confidential_item_is_not_named(signed_in):
    meeting = signed_in.plan(starts_at=IN_A_WEEK)
    item = commands.add_item(meeting, title="An absence", purpose="decide", confidential=True, by=signed_in.clerk, at=MORNING)  # fmt: skip
    signed_in.in_writing(item)

    assert "absence" not in " ".join(one.sentence for one in queries.owed(at=MORNING))
    assert owed(signed_in, "Vote in writing on “A confidential item”") == sorted(FIVE)


def test_minutes_wait_for_those_who_prepare_the_meeting_that_could_agree_them(signed_in, sitting):
    signed_in.chairs("Grace")
    commands.close(sitting, by=signed_in.clerk, at=FOUR)
    assert owed(signed_in, "Have the minutes") == []

    signed_in.plan(starts_at=IN_A_WEEK)
    assert owed(signed_in, "Have the minutes of Strategic Group of Tuesday 6 October 2026 ready") == ["Grace", "Ruth"]


def test_a_chairs_action_waits_to_be_ratified_and_a_review_for_an_agenda(signed_in, sitting):
    commands.adopt_terms(
        signed_in.strategic, initials="SG", purpose="To decide.", quorum=3, agreed_on=SINCE,
        chairs_action=Money(200_000), by=signed_in.clerk, at=MORNING,
    )  # fmt: skip
    chair = signed_in.chairs("Grace")
    item = signed_in.item(signed_in.plan(starts_at=IN_A_WEEK))
    commands.take_chairs_action(item, **DECISION, purpose=signed_in.purpose, by=chair, at=MORNING)
    assert owed(signed_in, "SG/26/01, a chair’s action, waits to be ratified") == ["Grace", "Ruth"]

    reviewed = signed_in.decide(signed_in.item(sitting), review_on=TUESDAY + timedelta(days=14))
    assert owed(signed_in, "SG/26/02, Coaching for new leaders, is to be looked at again") == ["Grace", "Ruth"]
    commands.bring_back(reviewed, meeting=item.meeting, why="review", by=signed_in.clerk, at=FOUR)
    assert owed(signed_in, "SG/26/02") == []


def test_a_term_that_ends_waits_until_somebody_is_appointed(signed_in):
    seat = commands.make_seat(signed_in.forum, label="Governors", term_months=1, by=signed_in.clerk, at=MORNING)
    commands.seat(signed_in.people["Ola"], seat=seat, from_on=TUESDAY, by=signed_in.clerk, at=MORNING)
    assert owed(signed_in, "Your term in “Governors” of Primary head-teacher group ends on Thursday 5 November") == [
        "Ola"
    ]
    assert owed(signed_in, "somebody is to be appointed") == ["Ruth"]

    nov = TUESDAY.replace(month=11, day=6)
    commands.seat(signed_in.people["Amir"], seat=seat, from_on=nov, by=signed_in.clerk, at=MORNING)
    assert owed(signed_in, "“Governors”") == []


# Random histories


class History:
    """What happened so far, kept by hand: who opened which version of which paper, who voted, who left for an interest."""

    def __init__(self, round, number):
        self.round, self.chance = round, Random(f"owed:{number}")
        self.meeting, self.papers = called(round, papers=2)
        self.newest = dict.fromkeys(self.papers, 1)
        self.opened: set = set()
        self.decision = round.in_writing(
            self.meeting.items.get(title="Paper 0"), closes_at=IN_A_WEEK - timedelta(hours=4)
        )
        self.voted: set = set()
        self.interested: set = set()
        self.counted = False

    def step(self):
        name = self.chance.choice(FIVE)
        self.chance.choice([self.read, self.read, self.vote, self.vote, self.rewrite, self.declare, self.count])(name)

    def read(self, name):
        paper = self.chance.choice(self.papers)
        opens(self.round, name, paper)
        self.opened.add((name, paper, self.newest[paper]))

    def rewrite(self, name):
        paper = self.papers[1]
        commands.rewrite_paper(
            paper, text=f"By {name}.", changed_since="A word.", group=self.round.strategic, after=self.newest[paper],
            by=self.round.clerk, at=MORNING,
        )  # fmt: skip
        self.newest[paper] += 1

    def vote(self, name):
        try:
            self.round.vote(self.decision, **{name: self.chance.choice(list(Choice))}, at=MORNING)
        except Refused:
            assert self.counted or name in self.voted | self.interested
        else:
            self.voted.add(name)

    def declare(self, name):
        if self.chance.random() < 0.3 and not self.counted and name not in self.interested:
            person = self.round.people[name]
            commands.declare_for_item(
                self.decision.item, person=person, nearness=Nearness.NEAR, because="A tie", by=cast.standing(person), at=MORNING
            )  # fmt: skip
            self.interested.add(name)

    def count(self, name):
        if self.chance.random() < 0.2 and not self.counted:
            self.round.close_vote(self.decision, at=IN_A_WEEK - timedelta(hours=3))
            self.counted = True

    def still_to_read(self):
        papers = self.papers[1:] if self.counted else self.papers  # what was voted on is dealt with
        return sorted(
            name for name in FIVE if any((name, paper, self.newest[paper]) not in self.opened for paper in papers)
        )

    def still_to_vote(self):
        return [] if self.counted else sorted(set(FIVE) - self.voted - self.interested)


@pytest.mark.parametrize("number", range(6))
def test_in_a_random_history_nobody_owes_what_they_have_done(signed_in, number):
    history, seen = History(signed_in, number), Counter()
    for _ in range(20):
        history.step()
        assert owed(signed_in, "Read what") == history.still_to_read()
        assert owed(signed_in, "Vote in writing") == history.still_to_vote()
        seen[len(history.still_to_read()) + len(history.still_to_vote())] += 1
    assert len(seen) > 2, "things were done, or this shows nothing"
