"""A clerk plans a meeting of eight, finds in time that two must leave for an item, and records it to its minutes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from collegiate.partnership.governance.models import Decision, Meeting
from collegiate.partnership.members.models import Person

COME = (
    "Grace Harvey", "Beth Hughes", "Susan Chaudhry", "Deborah Bennett", "Yusuf Morgan", "Patricia Walsh",
    "Samuel Adeyemi", "Niamh Kelly",
)  # fmt: skip
LEAVE = {"Beth Hughes": "Hillside Primary School", "Susan Chaudhry": "Marsh Lane Primary School"}
TITLE, MEETING = "Coaching for two schools", "Strategic Group, Tuesday 8 December 2026"


@dataclass
class Clerk:
    """Somebody with a meeting to prepare, at a browser."""

    page: Page
    see: Callable[[str], None]

    def press(self, name: str, then: str = "") -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        if then:
            self.see(then)

    def note(self, what: str, name: str, *, instead: str) -> None:
        """Press the button beside a name, and wait for the one that takes its place."""
        self.page.get_by_role("button", name=re.compile(rf"{what}\s*:\s*{name}")).click()
        expect(self.page.get_by_role("button", name=re.compile(rf"{instead}\s*:\s*{name}"))).to_be_visible()

    def follow(self, name: str, then: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()
        self.see(then)

    def fill(self, **fields: str) -> None:
        for label, value in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(value)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def reads(self) -> str:
        return self.page.inner_text("main")

    def plan(self) -> None:
        self.press("Plan a meeting", then="Plan a meeting")
        self.choose("Group", "Strategic Group")
        self.fill(Day="8", Month="12", Year="2026", Time_it_starts="16:00", Place="Ashmere Town Hall, room 2")
        self.press("Plan this meeting", then=MEETING)

    def add_the_item(self) -> None:
        self.press("Add an item", then="What else is on the agenda?")
        self.fill(Title=TITLE, Minutes_set_aside="15")
        self.page.get_by_label("To decide").check()
        self.press("Put it on the agenda", then=MEETING)

    def name(self, school: str) -> None:
        self.press("Name an organisation", then="Who gains or loses by it?")
        self.choose("Organisation", school)
        self.page.get_by_label("would receive the support").check()
        self.press("Name this organisation", then=TITLE)

    def decide(self) -> None:
        self.press("Record the decision", then="What is decided?")
        self.fill(
            What_is_decided="Both schools are coached for two terms.",
            Reason="Both asked, and the task group would begin there.",
        )
        self.choose("Purpose it serves", "Close the gap for those who have least")
        self.page.get_by_label("Whom it leaves out").fill("Schools that did not ask; they are asked in the summer.")
        self.press("Record this decision")


@pytest.fixture
def clerk(page, see, sign_in, live_server, town):
    """Ruth Abbott, at the list of meetings."""
    sign_in(Person.objects.get(name="Ruth Abbott"))
    page.goto(f"{live_server.url}/meetings/")
    see("When do our groups meet?")
    return Clerk(page, see)


def test_a_clerk_prepares_a_meeting_of_eight_with_two_interests_and_records_it(clerk, page, live_server, shot):
    clerk.plan()
    meeting = Meeting.objects.get(starts_at__date="2026-12-08")
    clerk.add_the_item()
    clerk.follow(TITLE, then=TITLE)
    for school in LEAVE.values():
        clerk.name(school)
    for name, school in LEAVE.items():
        assert f"{name} is head teacher of {school}, which this item would support." in clerk.reads()
    shot("clerk-1-who-must-leave")

    clerk.follow("Strategic Group", then=MEETING)
    clerk.press("Call this meeting", then="Call this meeting?")
    clerk.press("Call this meeting", then=MEETING)
    shot("clerk-2-agenda")

    clerk.press("Open this meeting", then="Open this meeting?")
    clerk.press("Open this meeting", then=MEETING)
    for name in COME:
        clerk.note("Has come in", name, instead="Has left")
    assert "8 people are in the room." in clerk.reads()

    clerk.follow(TITLE, then=TITLE)
    assert "must leave the room for this item first" in clerk.reads()
    for name in LEAVE:
        clerk.note("Has left", name, instead="Has come in")
    clerk.see(TITLE)
    shot("clerk-3-the-room")
    clerk.decide()
    decision = Decision.objects.get(item__meeting=meeting)
    assert (decision.in_favour, decision.against, decision.recused) == (6, 0, 2)

    page.goto(f"{live_server.url}/meetings/{meeting.pk}/")
    clerk.press("Close this meeting", then="Close this meeting?")
    clerk.press("Close this meeting", then=MEETING)
    clerk.follow("Draft minutes", then="Minutes of Tuesday 8 December 2026")
    for words in (*COME, "Both schools are coached for two terms.", decision.reference):
        assert words in clerk.reads()
    shot("clerk-4-minutes")
