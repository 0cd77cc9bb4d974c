"""Every role's desk costs the same few questions however much lies on it, and shows first what its person needs."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.doors.desks.cards import desk_for
from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import Meeting
from collegiate.values import Held, Role, Standing
from tests import cast
from tests.doors.desks.scene import LOOKED_AT, Scene
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db

NOON = datetime.combine(LOOKED_AT, time(12), LONDON)
QUERIES = {  # of which session, account, person, roles, interests and the partnership in the frame are six
    Role.COORDINATOR: 24,
    Role.HEAD_TEACHER: 25,
    Role.ADVISER: 20,
    Role.STAFF: 18,
    Role.GOVERNOR: 22,
    Role.GROUP_MEMBER: 23,
    Role.CLERK: 24,
    Role.BOOKKEEPER: 23,
    Role.AUTHORISER: 21,
    Role.AUDITOR: 19,
    Role.LA_OFFICER: 24,
    Role.PROVIDER_CONTACT: 21,
    Role.CONTACT: 18,
    Role.CONSULTANT: 18,
}
FIRST = {
    Role.COORDINATOR: [
        "Ashmere 1 disagrees with its level",
        "Publish: Consented at Hillside 1",
        "Answer a question: What changed 1?",
        "Answer a question: How is it 1?",
        "Say what you think: Form 1",
        "Waiting 1",
        "No note yet: Hillside 1",
    ],
    Role.HEAD_TEACHER: [
        "Agree or contest a level of support",
        "Answer for Hillside 1",
        "May this be shared? Draft at Hillside 1",
        "Answer a question: How is it 1?",
        "Say what you think: Form 1",
        "Wish for your sessions: Training day 1",
    ],
    Role.ADVISER: [
        "Write up your day at Hillside 1",
        "Publish: Consented at Hillside 1",
        "Say what you think: Form 1",
        "Wish for your sessions: Training day 1",
        "Before you visit Hillside 1",
    ],
    Role.STAFF: [
        "Re-test: Who stopped moving on?",
        "Say what you think: Form 1",
        "Wish for your sessions: Training day 1",
    ],
    Role.GOVERNOR: ["Say what you think: Form 1", "You asked: How is it 1?"],
    Role.GROUP_MEMBER: ["Say what you think: Form 1", "You will be asked to leave for: More 1", "Waiting 1"],
    Role.CLERK: [
        "Close the meeting: Strategic Group",
        "Chase papers: Strategic Group",
        "Build the agenda: Strategic Group",
        "1 vacant seat: Strategic Group",
        "Say what you think: Form 1",
        "Waiting 1",
    ],
    Role.BOOKKEEPER: [
        "Check £400.00 to Brightwell Learning",
        "Say what you think: Form 1",
        "1 contribution still to come",
        "Load a bank statement",
        "Hand the books to an auditor",
    ],
    Role.AUTHORISER: ["Say what you think: Form 1", "Check £400.00 to Brightwell Learning"],
    Role.AUDITOR: ["Say what you think: Form 1"],
    Role.LA_OFFICER: [
        "Ashmere 1: warning notice",
        "Ashmere 1 disagrees with its level",
        "Say what you think: Form 1",
        "Is it still right? Nurse 1",
    ],
    Role.PROVIDER_CONTACT: ["Say what you think: Form 1", "Coaching 1: Last days", "Help is sought: Waiting 1"],
    Role.CONTACT: [
        "Is it still right? Nurse 1",
        "Say what you think: Form 1",
        "You offer: A morning at Hillside 1",
    ],
    Role.CONSULTANT: ["Say what you think: Form 1", "You asked: What changed 1?"],
}
STEERED_BY = {
    Role.COORDINATOR: {"Free to promise": "£0", "Promised and not paid yet": "£1,000", "The pot runs dry": "Tuesday 1 June 2027",
                       "Schools that have answered": "0 of 2", "Agreements running": 1},
    Role.HEAD_TEACHER: {"Level of support: Hillside 1": "Focused", "What we asked for": "2 needs",
                        "Hillside 1 paid in": "£1,000", "Came back to Hillside 1": "£0"},
    Role.ADVISER: {},
    Role.STAFF: {},
    Role.GOVERNOR: {"Level of support: Hillside 1": "Focused", "Objectives that run now": 1, "Questions you asked": 1, "Hillside 1 paid in": "£1,000",
                    "Came back to Hillside 1": "£0"},
    Role.GROUP_MEMBER: {"Free to promise": "£0", "Promised and not paid yet": "£1,000", "The pot runs dry": "Tuesday 1 June 2027",
                        "On its way to a decision": "1 brief", "Agreements running": 1},
    Role.CLERK: {"Agreements running": 1},
    Role.BOOKKEEPER: {"Free to promise": "£0", "Promised and not paid yet": "£1,000", "The pot runs dry": "Tuesday 1 June 2027"},
    Role.AUTHORISER: {"Free to promise": "£0", "Promised and not paid yet": "£1,000", "The pot runs dry": "Tuesday 1 June 2027"},
    Role.AUDITOR: {"Free to promise": "£0", "Promised and not paid yet": "£1,000", "The pot runs dry": "Tuesday 1 June 2027", "Agreements running": 1},
    Role.LA_OFFICER: {"Schools we maintain": 2, "Academies and others": 0, "More help than before": "0 schools",
                      "Overall absence": "0 up, 0 down", "Key stage 2 expected standard": "0 up, 0 down",
                      "Schools that have answered": "0 of 2", "Agreements running": 1},
    Role.PROVIDER_CONTACT: {"Development days delivered": 0},
    Role.CONTACT: {},
    Role.CONSULTANT: {"Agreements running": 1, "Questions you asked": 1},
}  # fmt: skip
DAYS = ["Development day at Hillside 1"]
MEETINGS = ["Strategic Group", "Strategic Group"]
WORKSHOP = ["Workshop: Coaching 1"]
COMING = {
    Role.COORDINATOR: MEETINGS + DAYS,
    Role.HEAD_TEACHER: MEETINGS + DAYS + WORKSHOP,
    Role.ADVISER: DAYS,
    Role.STAFF: DAYS + WORKSHOP,
    Role.GOVERNOR: DAYS,
    Role.GROUP_MEMBER: MEETINGS + DAYS + WORKSHOP,
    Role.CLERK: MEETINGS,
    Role.BOOKKEEPER: [],
    Role.AUTHORISER: [],
    Role.AUDITOR: [],
    Role.LA_OFFICER: DAYS,
    Role.PROVIDER_CONTACT: DAYS,
    Role.CONTACT: [],
    Role.CONSULTANT: [],
}


def desk(scene: Scene, role: Role):
    """Return what lies on somebody's desk."""
    return desk_for(cast.standing(scene.people[role], LOOKED_AT), role, now=NOON)


def titles(cards) -> list[str]:
    return [card.title for card in cards]


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_every_desk_costs_the_same_however_much_lies_on_it(client, django_assert_num_queries, how_many):
    scene = Scene(how_many).build()
    clock.stop(LOOKED_AT)
    assert set(scene.people) == set(QUERIES)

    for role, person in scene.people.items():
        cast.sign_in(client, person)
        client.post(reverse("desk"), {"role": role.value, "once": uuid4()})

        with django_assert_num_queries(QUERIES[role], info=role):
            response = client.get(reverse("home"))

        lies = desk(scene, role)
        cards = len([*lies.needs_me, *lies.coming, *lies.changed])
        assert response.content.count(b"c-card__title") == cards, role
        assert len(lies.needs_me) >= (how_many if role not in {Role.BOOKKEEPER} else 1), role


def test_each_desk_shows_first_what_its_person_needs(one_of_each):
    desks = {role: desk(one_of_each, role) for role in one_of_each.people}

    assert {role: titles(one.needs_me) for role, one in desks.items()} == FIRST
    assert {role: {f.label: f.value for f in one.figures} for role, one in desks.items()} == STEERED_BY
    assert {role: sorted(titles(one.coming)) for role, one in desks.items()} == {
        role: sorted(found) for role, found in COMING.items()
    }
    for role, one in desks.items():
        assert titles(one.changed)[:2] == ["What do you think? Form 1", "Notice 1"], role


def test_what_somebody_was_told_is_not_news_a_second_time(one_of_each):
    assert titles(desk(one_of_each, Role.HEAD_TEACHER).changed).count("Autumn 2026 is open until 30 October 2026.") <= 1
    told = titles(desk(one_of_each, Role.COORDINATOR).changed)
    assert len(told) == len(set(told))


def test_times_on_a_desk_are_londons_and_a_meeting_called_off_is_not_on_it(one_of_each):
    called_off = Meeting.objects.order_by("starts_at").last()
    governance.cancel(called_off, by=one_of_each.by(Role.CLERK), at=NOON)

    coming = desk(one_of_each, Role.CLERK).coming

    assert [card.meta for card in coming] == ["Thursday 22 October 2026 at 10:00am"]  # summer time: 9 in Greenwich


def test_a_head_of_two_schools_is_asked_for_each_and_sees_no_other():
    scene = Scene(2).build()

    lies = desk(scene, Role.HEAD_TEACHER)

    assert [card.title for card in lies.needs_me if card.title.startswith("Answer for")] == [
        "Answer for Hillside 1",
        "Answer for Hillside 2",
    ]
    assert not any("Ashmere" in str(card) for card in [*lies.needs_me, *lies.coming, *lies.changed, *lies.figures])


@pytest.mark.parametrize("role", list(Role))
def test_a_desk_on_the_first_day_says_in_each_column_that_there_is_nothing(role):
    newcomer = Standing("person:1", LOOKED_AT, person_id=0, name="Al", signed_in=True, held=(Held(role),))

    lies = desk_for(newcomer, role, now=NOON)

    assert (lies.needs_me, lies.coming, lies.changed) == ([], [], [])


def test_an_empty_desk_says_so_in_words(client):
    cast.sign_in(client, cast.person("Al Bose", Role.STAFF, at=cast.school()))

    page = read(client.get(reverse("home")).content)

    for sentence in (
        "Nothing needs you today.",
        "Nothing is in your calendar for two weeks.",
        "Nothing has changed for you.",
    ):
        assert sentence in page.text


def test_the_public_sees_what_the_partnership_is_for_and_what_it_decided(
    client, one_of_each, django_assert_num_queries
):
    # the partnership in the frame; the charter, its purposes, the decisions, the funds, what one has committed and what is due, the report
    with django_assert_num_queries(8):
        page = read(client.get(reverse("home")).content)

    assert "Sharing responsibility" in page.text
    assert "Grow leaders" in page.text
    assert "Coaching 1" in page.text
    assert "Notice 1" not in page.text


def test_somebody_without_a_role_is_told_whom_to_ask(client):
    cast.sign_in(client, cast.person("Al Bose"))

    assert "Ask the coordinator to add you." in read(client.get(reverse("home")).content).text


def test_a_note_is_late_after_five_working_days_and_not_before(one_of_each):
    person = cast.standing(one_of_each.people[Role.COORDINATOR], LOOKED_AT)

    def late(day):
        now = datetime.combine(day, time(12), LONDON)
        return [card.title for card in desk_for(person, Role.COORDINATOR, now=now).needs_me if "No note" in card.title]

    held_on = LOOKED_AT.replace(day=7)
    assert late(held_on + timedelta(days=7)) == []
    assert late(held_on + timedelta(days=8)) == ["No note yet: Hillside 1"]
