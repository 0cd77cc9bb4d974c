"""What members read and what the clerk records: meetings, items, papers."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    ItemParty,
    ItemPurpose,
    Meeting,
    Paper,
    Stage,
)
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Person
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 10, 6, tzinfo=LONDON)
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@pytest.fixture(autouse=True)
def _tuesday():
    """Stand on the Tuesday; the time of day goes on, so whoever is in the room came at its first minute."""
    clock.stop(TUESDAY)


@pytest.fixture
def sitting(round):
    """A meeting in progress with all five members in the room."""
    meeting = round.open()
    round.come(meeting, at=MIDNIGHT)
    return meeting


@pytest.fixture
def clerk(client, round):
    """The clerk, signed in."""
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def main(client, name, *args, status=200):
    response = client.get(url(name, *args))
    assert response.status_code == status
    return read(response.content).one("main")


def post(client, name, *args, status=302, **sent):
    response = client.post(url(name, *args), {"once": KEY, **sent})
    assert response.status_code == status
    return response


def told(response):
    """Return the words of a page that was shown again, with its error summary."""
    return read(response.content).one("main").text


# Meetings


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_meetings_costs_the_same_however_many_there_are(
    client, clerk, django_assert_num_queries, round, how_many
):
    for number in range(how_many):
        meeting = round.plan(starts_at=FOUR + timedelta(days=number + 1))
        round.item(meeting)

    # session, account, person, roles, interests, partnership; meetings; groups, roles on them
    with django_assert_num_queries(9):
        page = main(client, "meetings")

    assert len(page.one("tbody").all("tr")) == how_many
    assert page.text.count("Town Hall1Planned") == how_many


def test_before_any_meeting_the_list_says_when_they_appear(client, clerk):
    assert "Nothing is planned. Meetings appear here when" in main(client, "meetings").text


def test_the_clerk_plans_a_meeting_once_however_often_the_form_is_sent(client, clerk, round):
    sent = {
        "group": round.strategic.pk,
        "on_day": "3",
        "on_month": "11",
        "on_year": "2026",
        "starts": "16:00",
        "place": "Town Hall",
    }
    post(client, "plan", **sent)
    post(client, "plan", **sent)

    assert Meeting.objects.get().starts_at == datetime(2026, 11, 3, 16, tzinfo=LONDON)


def test_a_form_with_errors_keeps_what_was_typed(client, clerk):
    response = post(client, "plan", status=422, place="The old library", starts="teatime")

    page = read(response.content).one("main")
    assert page.one("input", name="place")["value"] == "The old library"
    assert page.one("input", name="starts")["value"] == "teatime"
    assert "Enter a time, like 15:30." in page.text
    assert not Meeting.objects.exists()


def test_a_member_reads_why_they_cannot_plan(client, round):
    cast.sign_in(client, round.people["Amir"])

    text = main(client, "plan").text

    assert "Only the clerk, the coordinator or a group’s chair can plan its meetings." in text
    post(client, "plan", status=422, group=round.strategic.pk, place="Town Hall")
    assert not Meeting.objects.exists()


def test_a_meeting_is_called_with_its_reason(client, clerk, round):
    meeting = round.plan()

    response = post(client, "call", meeting.pk, status=422)
    assert "gives 7 days’ notice. Say why" in told(response)

    post(client, "call", meeting.pk, because="The offer ends on Friday.")
    assert Meeting.objects.get().short_notice_because == "The offer ends on Friday."


def test_a_meeting_is_opened_and_closed(client, clerk, round):
    meeting = round.plan()
    commands.call(meeting, because="Agreed.", by=round.clerk, at=MORNING)

    client.post(url("open", meeting.pk), {"once": KEY})
    assert Meeting.objects.get().stage == Stage.IN_PROGRESS
    client.post(url("close", meeting.pk), {"once": KEY.replace("6", "7")})
    assert Meeting.objects.get().stage == Stage.CLOSED

    assert "A meeting that is closed cannot become cancelled." in main(client, "cancel", meeting.pk).text


def test_a_member_reads_why_they_cannot_open_a_meeting_and_does_not(client, round):
    meeting = round.plan()
    cast.sign_in(client, round.people["Amir"])

    assert "can prepare a meeting of Strategic Group" in main(client, "open", meeting.pk).text
    post(client, "open", meeting.pk, status=422)
    assert Meeting.objects.get().stage == Stage.PLANNED


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_meeting_shows_its_agenda_with_times_and_costs_the_same(
    client, clerk, django_assert_num_queries, round, sitting, hillside, how_many
):
    for number in range(how_many):
        round.party(round.item(sitting, f"Item {number}"), hillside)

    # session, account, person, roles, interests, partnership; meeting; agenda, parties; who sits, who came; ties
    with django_assert_num_queries(12):
        page = main(client, "meeting", sitting.pk)

    rows = page.all("tbody")[0].all("tr")
    assert [row.all("td")[0].text for row in rows] == ["16:00, 10 minutes", "16:10, 10 minutes", "16:20, 10 minutes"][:how_many]  # fmt: skip
    assert "5 people are in the room." in page.text


def test_a_head_sees_on_the_agenda_for_which_item_they_leave_and_why(client, round, hillside):
    meeting = round.plan()
    round.party(round.item(meeting), hillside)
    round.item(meeting, "Reading")
    cast.sign_in(client, round.people["Beth"])

    coaching, reading = main(client, "meeting", meeting.pk).all("tbody")[0].all("tr")

    assert "You leave for this item You are head teacher of Hillside Primary" in coaching.text
    assert "You leave" not in reading.text


def test_a_press_beside_a_name_records_who_came_and_who_left(client, clerk, round):
    meeting = round.open()
    amir = round.people["Amir"]

    post(client, "room", meeting.pk, person=amir.pk, deed="arrive")
    assert "1 person is in the room." in main(client, "meeting", meeting.pk).text

    client.post(url("room", meeting.pk), {"once": KEY.replace("6", "7"), "person": amir.pk, "deed": "depart"})
    assert Attendance.objects.get().left_at is not None


def test_a_double_press_records_one_arrival(client, clerk, round):
    meeting = round.open()

    for _ in range(2):
        post(client, "room", meeting.pk, person=round.people["Amir"].pk, deed="arrive")

    assert Attendance.objects.count() == 1


def test_every_button_says_whose_it_is(client, clerk, sitting):
    buttons = [one.text for one in main(client, "meeting", sitting.pk).all("button")]

    assert "Has left: Beth Lowe" in buttons
    assert len(set(buttons)) == len(buttons)


def test_a_press_that_cannot_be_is_refused_with_its_sentence(client, clerk, round, sitting):
    response = post(client, "room", sitting.pk, status=422, person=round.people["Amir"].pk, deed="arrive")

    assert "Amir Khan is in the room already." in told(response)


def test_somebody_without_a_seat_comes_in(client, clerk, sitting):
    noor = cast.person("Noor Haddad", Role.COORDINATOR)

    post(client, "come_in", sitting.pk, person=noor.pk)

    assert "Noor Haddad In attendance since" in main(client, "meeting", sitting.pk).text


def test_a_member_presses_nothing(client, round, sitting):
    cast.sign_in(client, round.people["Amir"])

    assert "Has left: Beth Lowe" not in [one.text for one in main(client, "meeting", sitting.pk).all("button")]
    response = post(client, "room", sitting.pk, status=422, person=round.people["Beth"].pk, deed="depart")
    assert "Only the clerk, the coordinator or the chair can record" in told(response)
    assert Attendance.objects.filter(left_at__isnull=True).count() == 5


# Items


def test_an_item_is_put_on_the_agenda(client, clerk, round):
    meeting = round.plan()

    response = post(client, "add_item", meeting.pk, status=422, title="Coaching", minutes="0")
    assert "Enter 1 or more." in told(response)
    post(client, "add_item", meeting.pk, title="Coaching", purpose="decide", minutes="25")

    assert list(AgendaItem.objects.values_list("title", "purpose", "minutes")) == [("Coaching", "decide", 25)]


def test_a_refused_item_says_why_and_keeps_what_was_typed(client, clerk, round):
    meeting = round.plan(round.forum)

    response = post(client, "add_item", meeting.pk, status=422, title="Coaching", purpose="decide", minutes="25")

    page = read(response.content).one("main")
    assert "Primary head-teacher group advises; the Strategic Group decides." in page.text
    assert page.one("input", name="title")["value"] == "Coaching"


def test_who_gains_is_named_and_who_must_leave_follows(client, clerk, round, hillside):
    item = round.item(round.plan())
    hillside_joined(hillside)

    post(client, "name_party", item.pk, organisation=hillside.pk, part="beneficiary")

    assert ItemParty.objects.get().organisation == hillside
    text = main(client, "item", item.pk).text
    assert "Beth Lowe is head teacher of Hillside Primary, which this item would support." in text


def hillside_joined(hillside):
    """Make Hillside a member, so that it is offered."""
    members.join(hillside, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_an_item_says_who_must_leave_and_why_and_costs_the_same(
    client, clerk, django_assert_num_queries, round, sitting, hillside, how_many
):
    paper = round.paper()
    round.item(round.plan(round.forum), purpose=ItemPurpose.ADVISE, paper=paper)
    item = round.item(sitting, paper=paper)
    for organisation in [hillside, cast.school("Eastfield"), cast.school("Fairhaven")][:how_many]:
        round.party(item, organisation)

    # session, account, person, roles, interests, partnership; item, parties; who sits, who is there; ties; who is still to be heard
    with django_assert_num_queries(12):
        page = main(client, "item", item.pk)

    assert [one.text for one in page.all("ul")[0].all("li")] == [
        "Beth Lowe is head teacher of Hillside Primary, which this item would support. Still in the room"
    ]
    assert "4 people in the room can vote; 3 are needed to decide." in page.text
    assert "Primary head-teacher group was asked and has not said yet what it thinks." in page.text
    assert not page.all("a", href=url("decide", item.pk))


def test_somebody_with_an_interest_is_told_to_their_face(client, round, hillside):
    item = round.item(round.plan())
    round.party(item, hillside)
    cast.sign_in(client, round.people["Beth"])

    text = main(client, "item", item.pk).text

    assert "You leave the room for this item. You are head teacher of Hillside Primary" in text


def test_a_button_on_an_item_leads_back_to_it(client, clerk, round, sitting):
    item = round.item(sitting)

    response = post(client, "room", sitting.pk, person=round.people["Beth"].pk, deed="depart", item=item.pk)

    assert response["Location"] == url("item", item.pk)


# Deciding


@pytest.fixture
def sent(round):
    """A decision as it is filled in."""
    return {
        "text": "Coaching is commissioned.",
        "reason": "Four schools asked for it.",
        "equality_note": "Others wait a year.",
        "purpose": round.purpose.pk,
        "method": "consensus",
        "money": "12,000",
    }


def test_a_decision_is_recorded_once_however_often_it_is_sent(client, clerk, round, sitting, sent):
    item = round.item(sitting)
    for _ in range(2):
        response = post(client, "decide", item.pk, **sent)

    made = Decision.objects.get()
    assert (made.in_favour, made.money_pence, made.text) == (5, 1_200_000, "Coaching is commissioned.")
    page = read(client.get(response["Location"]).content).one("main")
    assert "Decided: SG/26/01" in page.text


def test_an_open_vote_is_recorded_as_it_was_counted(client, clerk, round, sitting, sent):
    vote = sent | {"method": "vote", "in_favour": "3", "against": "1", "abstained": "1"}

    post(client, "decide", round.item(sitting).pk, **vote)

    made = Decision.objects.get()
    assert (made.method, made.in_favour, made.against, made.abstained) == ("vote", 3, 1, 1)


def test_a_decision_without_its_reason_is_sent_back_with_what_was_typed(client, clerk, round, sitting, sent):
    response = post(client, "decide", round.item(sitting).pk, status=422, **(sent | {"reason": ""}))

    page = read(response.content).one("main")
    assert "Enter the reason." in page.text
    assert page.one("textarea", name="text").text == "Coaching is commissioned."
    assert page.one("input", name="money")["value"] == "12,000"
    assert not Decision.objects.exists()


def test_a_count_that_is_wrong_is_refused_with_its_sentence(client, clerk, round, sitting, sent):
    vote = sent | {"method": "vote", "in_favour": "9"}

    response = post(client, "decide", round.item(sitting).pk, status=422, **vote)

    page = read(response.content).one("main")
    assert "5 people can vote on this item, and 9 votes are given. Count again." in page.text
    assert page.one("textarea", name="reason").text == "Four schools asked for it."


def test_nothing_is_decided_by_the_page_while_somebody_must_leave(client, clerk, round, sitting, sent, hillside):
    item = round.item(sitting)
    round.party(item, hillside)

    response = post(client, "decide", item.pk, status=422, **sent)

    assert "Beth Lowe must leave the room for this item first." in told(response)
    assert not Decision.objects.exists()


def test_too_few_in_the_room_stands_in_place_of_the_button(client, clerk, round):
    item = round.item(round.open())

    page = main(client, "item", item.pk)

    assert "Too few to decide" in page.text
    assert "0 of the 3 people needed are in the room without an interest: the item cannot be decided." in page.text
    assert not page.all("a", href=url("decide", item.pk))


def test_a_member_decides_nothing(client, round, sitting, sent):
    item = round.item(sitting)
    cast.sign_in(client, round.people["Amir"])

    page = main(client, "decide", item.pk)
    assert "can record what a meeting does" in page.text
    assert [one.text for one in page.all("a", href=url("item", item.pk))] == ["Back to the item"]
    post(client, "decide", item.pk, status=422, **sent)
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("clerk")
def test_every_form_has_a_way_back(client, round, sitting):
    item = round.item(sitting)
    advice = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=round.paper()).consideration
    meeting, back = round.plan(), "Leave it as it is"
    ways = {
        ("plan",): url("meetings"),
        ("write_paper",): url("meetings"),
        ("call", meeting.pk): url("meeting", meeting.pk),
        ("cancel", meeting.pk): url("meeting", meeting.pk),
        ("add_item", meeting.pk): url("meeting", meeting.pk),
        ("come_in", sitting.pk): url("meeting", sitting.pk),
        ("name_party", item.pk): url("item", item.pk),
        ("decide", item.pk): url("item", item.pk),
        ("respond", advice.pk): url("paper", advice.paper_id),
    }

    for page, way in ways.items():
        assert [one["href"] for one in main(client, *page).all("a") if one.text == back] == [way]


# Papers


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_what_each_group_said_stands_side_by_side_with_the_word_that_binds(client, clerk, round, sitting):
    paper = round.paper()
    advice = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=paper).consideration
    commands.respond(advice, response="We support it.", in_favour=5, against=1, by=round.clerk, at=FOUR)
    item = round.item(sitting, paper=paper)
    round.answer(advice, "We begin with two schools.")
    round.decide(item)

    forum, strategic = (one.one("li") for one in main(client, "paper", paper.pk).all("ul"))

    assert forum.text == "Primary head-teacher group Advises Tuesday 6 October 2026: Primary head-teacher group We support it. 5 for, 1 against We did We begin with two schools."  # fmt: skip
    assert "Strategic Group Decides: its word binds" in strategic.text
    assert "Coaching for new leaders is commissioned from Brightwell Learning. Decision SG/26/01" in strategic.text
    assert strategic.text.endswith("5 for, 0 against, 0 abstained")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_paper_costs_the_same_however_many_groups_consider_it(
    client, clerk, django_assert_num_queries, round, how_many
):
    paper = round.paper()
    for number in range(how_many):
        meeting = round.plan(cast.group(f"Task group {number}", "task"))
        round.item(meeting, purpose=ItemPurpose.ADVISE, paper=paper)

    main(client, "paper", paper.pk)  # opened once, which is kept
    # session, account, person, roles, interests, partnership; paper, versions, opened; considerations, confidential
    with django_assert_num_queries(11):
        page = main(client, "paper", paper.pk)

    assert page.text.count("Has not said yet what it thinks.") == how_many


def test_what_a_group_said_is_recorded_once_however_often_it_is_sent(client, clerk, round):
    advice = round.item(round.open(round.forum), purpose=ItemPurpose.ADVISE, paper=round.paper()).consideration

    response = post(client, "respond", advice.pk, status=422, response="We support it.", in_favour="5")
    page = read(response.content).one("main")
    assert "Give both numbers, or neither where nobody counted." in page.text
    assert page.one("textarea", name="response").text == "We support it."

    for _ in range(2):
        post(client, "respond", advice.pk, response="We support it.", in_favour="5", against="1")
    found = Consideration.objects.get()
    assert (found.response, found.in_favour, found.against) == ("We support it.", 5, 1)


def test_a_paper_is_written(client, clerk, round):
    sent = {"group": round.strategic.pk, "title": "Coaching", "summary": "Help is sought.", "text": "At length."}

    response = post(client, "write_paper", **sent)

    paper = Paper.objects.get()
    assert response["Location"] == url("paper", paper.pk)
    assert "No group considers this paper yet." in main(client, "paper", paper.pk).text


def test_for_the_public_there_is_no_paper(client, round):
    paper = round.paper("Nobody else’s business")

    response = client.get(url("paper", paper.pk))

    assert response.status_code == 404
    assert "business" not in response.content.decode()
    assert client.get(url("paper", paper.pk + 1)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, round):
    meeting = round.plan()
    item = round.item(meeting)

    for address in (url("meetings"), url("meeting", meeting.pk), url("item", item.pk), url("decide", item.pk)):
        response = client.get(address)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize(
    "name",
    ["meeting", "call", "open", "close", "cancel", "add_item", "come_in", "item", "name_party", "decide", "paper", "respond"],
)  # fmt: skip
def test_what_is_not_there_is_a_404(client, clerk, name):
    assert client.get(url(name, 999)).status_code == 404
