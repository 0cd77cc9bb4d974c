"""A group's page and what the clerk does on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import Seat, Tenure, TermsOfReference
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def ruth(client, round):
    """The clerk, signed in."""
    return cast.sign_in(client, RoleHeld.objects.get(role=Role.CLERK).person)


def on(field, day):
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def send(client, deed, pk, **values):
    url = reverse(f"governance:{deed}", args=[pk] if pk else [])
    form = read(client.get(url).content).one("main").all("form")[0]
    given = {
        one["name"]: one.get("value")
        for one in form.all("input")
        if one.get("type") in ("hidden", "text") or "checked" in one.attributes
    }
    given |= {one["name"]: one.text for one in form.all("textarea")}
    return client.post(url, given | values, follow=True)


def main(response):
    return read(response.content).one("main")


@pytest.mark.usefixtures("ruth", "no_queries_while_rendering")
def test_a_clerk_makes_fills_and_ends_a_seat(client, round):
    group = round.forum
    made = send(
        client, "make_seat", group.pk, label="Nursery heads", appointer="the heads", term_months="12", voting="on"
    )
    assert "The seat “Nursery heads” is made. It is vacant." in main(made).text
    seat = Seat.objects.get(group=group)
    assert (seat.from_on, seat.term_months) == (TUESDAY, 12)

    cast.person("Sam Oak")
    filled = send(client, "fill_seat", seat.pk, who="sam oak")
    assert "Sam Oak sits in “Nursery heads” from Tuesday 6 October 2026." in main(filled).text
    tenure = Tenure.objects.get(seat=seat)
    assert tenure.until_on == date(2027, 10, 5)

    send(client, "take_the_chair", group.pk, who="Sam Oak")
    assert "Sam Oak chairs it." in main(client.get(reverse("governance:group", args=[group.pk]))).text

    send(client, "end_tenure", tenure.pk)
    clock.stop(TUESDAY + timedelta(days=1))
    page = main(client.get(reverse("governance:group", args=[group.pk])))
    assert "1 is vacant. Nobody chairs it." in page.text
    assert "Who sat here before" in page.text
    send(client, "end_seat", seat.pk)
    assert Seat.objects.get(pk=seat.pk).until_on == TUESDAY + timedelta(days=1)
    assert Entry.objects.filter(deed="governance.end_seat").count() == 1


@pytest.mark.usefixtures("ruth")
def test_new_terms_begin_with_those_in_force_and_both_stay_to_be_read(client, round):
    answer = send(client, "adopt_terms", round.strategic.pk, quorum="4", voting_rule="two_thirds")

    assert "works by its new terms from Tuesday 6 October 2026." in main(answer).text
    newest = TermsOfReference.objects.get(group=round.strategic, version=2)
    assert (newest.quorum, newest.voting_rule, newest.initials, newest.purpose) == (4, "two_thirds", "SG", "To decide.")
    first = main(client.get(reverse("governance:terms", args=[round.strategic.pk, 1])))
    assert "Agreed on Monday 1 September 2025. Version 2 is in force now." in first.text
    assert client.get(reverse("governance:terms", args=[round.strategic.pk, 9])).status_code == 404


@pytest.mark.usefixtures("ruth")
def test_terms_adopted_meanwhile_are_shown_beside_those_typed(client, round):
    commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=5, agreed_on=TUESDAY, by=round.clerk, at=MORNING
    )

    stale = send(client, "adopt_terms", round.strategic.pk, version="1", quorum="4")

    said = main(stale).text
    assert "This was changed while you were editing." in said
    assert TermsOfReference.objects.filter(group=round.strategic).count() == 2


@pytest.mark.usefixtures("ruth")
def test_a_form_with_errors_says_what_to_do_and_keeps_what_was_typed(client, round):
    cast.person("Sam Oak")
    cast.person("Sam Oak", email="other@example.org")
    url = reverse("governance:fill_seat", args=[round.seats["Beth"].pk])
    for who, words in (
        ("Nobody Atall", "Nobody in the partnership is called that."),
        ("Sam Oak", "2 people are called"),
    ):
        answer = client.post(url, {"who": who, "capacity": "member", **on("from_on", TUESDAY)})
        assert answer.status_code == 422
        assert words in main(answer).text
        assert main(answer).one("input", name="who")["value"] == who

    taken = send(client, "fill_seat", round.seats["Beth"].pk, who="other@example.org")
    assert "Beth Lowe sits in this seat on one of those days." in main(taken).text
    late = send(client, "make_seat", round.forum.pk, label="New", carry_over_days="30", term_months="")
    assert "only a seat with one carries over" in main(late).text


@pytest.mark.usefixtures("ruth")
def test_a_group_is_formed_and_says_what_it_lacks(client):
    send(client, "form_group", None, kind="panel", name="Reserve panel")

    panel = Group.objects.get(kind=GroupKind.PANEL)
    page = main(client.get(reverse("governance:group", args=[panel.pk])))
    assert "Reserve panel works without terms of reference. It cannot meet" in page.text
    assert "It has no seats on that day." in page.text
    gaps = main(client.get(reverse("governance:gaps")))
    assert "keep groups from meeting" in gaps.text
    assert "Nobody chairs Reserve panel." in gaps.text


@pytest.mark.parametrize("name", ["adopt_terms", "make_seat", "take_the_chair", "fill_seat", "end_seat", "end_tenure"])
def test_nobody_else_is_offered_a_form_or_may_send_one(client, round, name):
    amir = cast.sign_in(client, round.people["Amir"])
    pks = {
        "fill_seat": round.seats["Beth"].pk,
        "end_seat": round.seats["Beth"].pk,
        "end_tenure": Tenure.objects.first().pk,
    }
    url = reverse(f"governance:{name}", args=[pks.get(name, round.strategic.pk)])
    before = Entry.objects.count()

    page = main(client.get(url))
    assert "Only the clerk or the coordinator can change who sits on Strategic Group." in page.text
    client.post(url, {"who": amir.name, "label": "Mine", "capacity": "member", **on("from_on", TUESDAY)})

    assert Entry.objects.count() == before
    assert not main(client.get(reverse("governance:group", args=[round.strategic.pk]))).all("a", class_="govuk-button")


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_the_public_sees_who_sat_where_on_any_day_and_not_what_is_missing(client, round):
    tenure = Tenure.objects.get(seat=round.seats["Beth"])
    commands.unseat(tenure, until_on=date(2026, 3, 31), by=round.clerk, at=MORNING)
    url = reverse("governance:group", args=[round.strategic.pk])

    assert "Beth Lowe" in main(client.get(url, on("on", date(2026, 3, 31)))).all("table")[0].text
    today = main(client.get(url))
    assert "Beth Lowe" not in today.all("table")[0].text
    assert "5 seats; 1 is vacant" in today.text
    assert "What is missing" not in today.text
    assert client.get(reverse("governance:gaps")).status_code == 302


def test_a_team_and_an_unknown_group_have_no_such_page(client, hillside):
    team = members.form_group(
        "Reading team", kind=GroupKind.TEAM, organisation=hillside, starts_on=SINCE, by=cast.FOUNDING, at=MORNING
    )
    for pk in (team.pk, 999):
        assert client.get(reverse("governance:group", args=[pk])).status_code == 404


@pytest.mark.usefixtures("ruth", "no_queries_while_rendering")
@two_lengths
def test_a_groups_page_costs_the_same_however_many_seats(client, round, django_assert_num_queries, how_many):
    for number in range(how_many):
        made = commands.make_seat(round.forum, label=f"Seat {number}", by=round.clerk, at=MORNING)
        commands.seat(cast.person(f"Head {number}"), seat=made, from_on=SINCE, by=round.clerk, at=MORNING)
    cast.person("Somebody Else", Role.GROUP_MEMBER, on=round.forum)

    # session, account, person, roles, interests, partnership; group, terms, who sits or sat, seats, offices, what comes back
    with django_assert_num_queries(12):
        page = main(client.get(reverse("governance:group", args=[round.forum.pk])))

    assert len(page.all("table")[0].one("tbody").all("tr")) == how_many


@pytest.mark.usefixtures("ruth", "no_queries_while_rendering")
@two_lengths
def test_what_is_missing_costs_the_same_however_much_it_is(client, django_assert_num_queries, how_many):
    for number in range(how_many):
        cast.group(f"Task group {number}", GroupKind.TASK)

    # session, account, person, roles, interests, partnership; groups, terms, seats, who sits, offices
    with django_assert_num_queries(12):
        page = main(client.get(reverse("governance:gaps")))

    assert page.text.count("works without terms of reference") == how_many
