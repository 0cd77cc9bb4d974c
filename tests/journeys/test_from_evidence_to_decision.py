"""A coordinator goes from a school's evidence to a decision that answers its need."""

import re

import pytest

from collegiate.partnership.governance.models import AgendaItem, Decision, Meeting
from collegiate.partnership.governance.queries import room_for
from collegiate.partnership.members.models import Person


@pytest.fixture
def noor(town):
    """The coordinator."""
    return Person.objects.get(name="Noor Rahman")


@pytest.mark.postgres_too
def test_a_coordinator_goes_from_evidence_to_a_decision(page, live_server, see, shot, sign_in, noor, town):
    sign_in(noor)
    page.goto(live_server.url)
    see("My desk")

    page.goto(f"{live_server.url}/evidence/990001/")
    see("Hillside Primary School")
    assert "performance tables" in page.inner_text("main")

    page.goto(f"{live_server.url}/support/briefs/")
    see("Help that is sought")
    page.get_by_role("link", name="Reading for understanding, second group").click()
    see("Reading for understanding, second group")
    page.get_by_role("link", name="Children read aloud well and understand too little").first.click()
    see("Children read aloud well and understand too little")
    assert "Key stage 2 expected standard" in page.inner_text("main")

    page.goto(f"{live_server.url}/support/waiting/")
    see("Agreements waiting for a decision")
    assert "Reading for understanding, second group" in page.inner_text("main")

    item = AgendaItem.objects.get(title="Reading for understanding, second group")
    meeting = Meeting.objects.get(pk=item.meeting_id)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/")
    see(page.locator("h1").inner_text())
    page.get_by_role("button", name="Open this meeting").click()
    see("Open this meeting?")
    page.get_by_role("button", name="Open this meeting").click()

    leaving = {one.person.name for one in room_for(item, at=meeting.starts_at).leaving}
    assert leaving, "the item names schools whose head teachers sit on the group"
    able = [one.person.name for one in room_for(item, at=meeting.starts_at).people if one.person.name not in leaving]
    for name in able:
        page.get_by_role("button", name=re.compile(rf"Has come in\s*:\s*{name}")).click()

    page.goto(f"{live_server.url}/items/{item.pk}/")
    see("Reading for understanding, second group")
    assert all(name in page.inner_text("main") for name in leaving)
    page.get_by_role("button", name="Record the decision").click()
    see("What is decided?")
    page.get_by_role("button", name="Record this decision").click()
    see("What is decided?")
    assert "There is a problem" in page.inner_text("main")

    page.get_by_label("What is decided", exact=True).fill("The second group is commissioned from Brightwell Learning.")
    page.get_by_label("Reason").fill("The first group’s schools would recommend it.")
    page.get_by_label("Purpose it serves").select_option(label="Close the gap for those who have least")
    page.get_by_label("Whom it leaves out").fill("Schools that did not ask; they are asked again next year.")
    page.get_by_label("Money it allows").fill("20,000")
    page.get_by_role("button", name="Record this decision").click()

    decision = Decision.objects.get(item=item)
    page.goto(f"{live_server.url}/decisions/{decision.slug}/")
    see("Reading for understanding, second group")
    shot("decision")
    assert decision.recused == 0  # they never came in, so nobody had to leave
    assert decision.in_favour == len(able)
