"""A head sees why they must leave; a member of the public reads a decision and cannot reach what is confidential of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localtime
from pypdf import PdfReader

from collegiate.foundation import clock
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import AgendaItem, Method, Stage
from collegiate.partnership.governance.queries import room_for
from collegiate.partnership.members.models import Person, Purpose
from collegiate.partnership.members.queries import standing_of_person

TITLE = "Reading for understanding, second group"
SECRET = "The other proposal came to £9,417."
FACTS = {
    "text": "The second group is commissioned from Brightwell Learning, whose proposal was the lower of two.",
    "public_text": "The second group is commissioned from Brightwell Learning.",
    "reason": "The first group’s schools would recommend it.",
    "equality_note": "Schools that did not ask are asked again next year.",
    "confidential": SECRET,
}


@pytest.fixture
def item(town):
    """The item that the Strategic Group decides at its next meeting."""
    return AgendaItem.objects.select_related("meeting__group").get(title=TITLE)


@pytest.fixture
def clerk(town):
    return standing_of_person(Person.objects.get(name="Ruth Abbott"), town)


@pytest.fixture
def head(item):
    """A head teacher who sits on the group and whose school the item would support."""
    found = [one for one in room_for(item, at=item.meeting.starts_at).leaving if "head teacher" in one.because]
    return found[0]


@pytest.mark.postgres_too
def test_a_head_sees_why_they_must_leave(page, live_server, see, sign_in, item, head, clerk):
    why = head.why.you
    sign_in(head.person)
    page.goto(f"{live_server.url}/meetings/{item.meeting_id}/")
    see(f"Strategic Group, {localtime(item.meeting.starts_at):%A %-d %B %Y}")
    assert "You leave for this item" in page.inner_text("main")
    assert why in page.inner_text("main")

    page.locator("table").get_by_role("link", name=TITLE, exact=True).click()
    see(TITLE)
    assert f"You leave the room for this item. {why}" in page.inner_text("main")

    until = item.meeting.starts_at - timedelta(hours=2)
    facts = FACTS | {"purpose": Purpose.objects.order_by("pk")[0], "method": Method.WRITTEN}
    decision = commands.draft(item, **facts, by=clerk, at=clock.now())
    commands.open_vote(decision, closes_at=until, by=clerk, at=clock.now())
    page.reload()
    page.get_by_role("link", name="what is to be decided").click()
    see("What is voted on")
    assert head.because in page.inner_text("main")
    assert page.get_by_role("button", name="Vote", exact=True).count() == 0

    page.goto(f"{live_server.url}/items/{item.pk}/declare/")
    see("Who has an interest?")
    assert "Whoever has an interest leaves the room for this item." in page.inner_text("main")


@pytest.mark.postgres_too
def test_the_public_reads_the_decision_and_cannot_reach_the_confidential_part(
    page, live_server, see, context, item, clerk
):
    decision = _decided(item, clerk)

    page.goto(f"{live_server.url}/decisions/")
    see("What was decided?")
    page.get_by_role("link", name=decision.reference).click()
    see(TITLE)
    words = page.inner_text("main")
    assert FACTS["public_text"] in words
    assert "lower of two" not in words
    assert "confidential" not in words.lower()
    assert SECRET not in page.content()

    page.goto(f"{live_server.url}/decisions/{decision.slug}/confidential/")
    assert SECRET not in page.content()
    assert "/confidential/" not in page.url.split("?")[0], "they are asked who they are"
    notice = context.request.get(f"{live_server.url}/decisions/{decision.slug}/notice.pdf")
    printed = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(notice.body())).pages)
    assert FACTS["public_text"].split(".")[0] in " ".join(printed.split())
    assert "9,417" not in printed
    assert "lower of two" not in " ".join(printed.split())
    page.goto(f"{live_server.url}/decisions/?words=9,417")
    see("What was decided?")
    assert "No decision has" in page.inner_text("main")


def _decided(item, clerk):
    """Let the group hold its meeting and decide, with those who have an interest away."""
    meeting, at = item.meeting, clock.now()
    if meeting.stage == Stage.PLANNED:
        commands.call(meeting, because="The day is fixed.", by=clerk, at=at)
    commands.open_meeting(meeting, by=clerk, at=at)
    for one in room_for(item, at=at).people:
        if not one.leaves:
            commands.arrive(one.person, meeting=meeting, by=clerk, at=at)
    return commands.decide(item, **FACTS, purpose=Purpose.objects.order_by("pk")[0], by=clerk, at=at)
