"""What everybody may read: who sits where, and what was decided, by whom and without whom."""

from datetime import date

import pytest
from django.urls import reverse

from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import Capacity, Part
from collegiate.values import Money, Role
from tests import cast
from tests.cast import MORNING, SINCE
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def main(client, name, *args, **query):
    response = client.get(reverse(f"governance:{name}", args=args), query)
    assert response.status_code == 200
    return read(response.content).one("main")


def rows(page):
    """Return the words in each row of a page's one table."""
    return [[cell.text for cell in row.inside] for row in page.one("tbody").all("tr")]


@pytest.fixture
def made(round, sitting, hillside, brightwell):
    item = round.item(sitting)
    round.party(item, hillside)
    round.party(item, brightwell, Part.PAYEE)
    round.leave(sitting, "Beth")
    round.leave(sitting, "Tom")
    return round.decide(item, money=Money(1_200_000), review_on=date(2027, 10, 6), alternatives="Visits alone.")


# Who sits where


@pytest.mark.usefixtures("round", "no_queries_while_rendering")
def test_everybody_can_read_who_sits_where_and_which_seat_is_vacant(client, round):
    commands.make_seat(round.strategic, label="Community", by=round.clerk, at=MORNING)

    page = main(client, "who_sits_where", on="2026-10-06")

    assert "On Tuesday 6 October 2026 the partnership’s groups have 6 seats; 1 is vacant." in page.text
    found = rows(page)
    assert found[0] == ["Seat of Beth", "Beth Lowe"]
    assert found[-1] == ["Community", "Vacant"]


def test_on_another_day_others_sat_there(client, round):
    tenure = round.seats["Beth"].tenures.get()
    commands.unseat(tenure, until_on=date(2026, 3, 31), by=round.clerk, at=MORNING)
    sam = cast.person("Sam Oak")
    commands.seat(sam, seat=round.seats["Beth"], from_on=date(2026, 4, 1), by=round.clerk, at=MORNING)

    last_day = rows(main(client, "who_sits_where", on="2026-03-31"))
    assert last_day[0] == ["Seat of Beth", "Beth Lowe", "Tuesday 31 March 2026"]
    later = main(client, "who_sits_where", on="2026-04-01").text
    assert "Sam Oak" in later
    assert "Beth Lowe" not in later


def test_deputies_and_seats_without_a_vote_are_told_apart(client, round):
    dee = cast.person("Dee Ash")
    commands.seat(dee, seat=round.seats["Beth"], capacity=Capacity.DEPUTY, from_on=SINCE, by=round.clerk, at=MORNING)
    commands.make_seat(round.strategic, label="Observer", voting=False, by=round.clerk, at=MORNING)

    page = main(client, "who_sits_where", on="2026-10-06")

    assert [cell.text for cell in page.one("thead").all("th")] == ["Seat", "Who sits in it", "Deputy", "Votes"]
    found = rows(page)
    assert found[0] == ["Seat of Beth", "Beth Lowe", "Dee Ash", "Yes"]
    assert found[-1] == ["Observer", "Vacant", "Nobody", "No"]


def test_of_a_young_member_the_public_reads_the_first_name_only(client, round):
    young = cast.person("Zara Finch", is_under_18=True, link_adult=round.people["Amir"])
    seat = commands.make_seat(round.strategic, label="Young people", by=round.clerk, at=MORNING)
    commands.seat(young, seat=seat, from_on=SINCE, by=round.clerk, at=MORNING)

    text = main(client, "who_sits_where", on="2026-10-06").text

    assert "Zara" in text
    assert "Finch" not in text


def test_a_day_that_is_none_is_said_to_be_none(client, round):
    response = client.get(reverse("governance:who_sits_where"), {"on_day": "31", "on_month": "2", "on_year": "2026"})

    text = read(response.content).one("main").text
    assert "On this day must be a real date, like 3 3 2026." in text
    assert "Beth Lowe" in text


def test_before_anybody_sat_anywhere_the_page_says_when_seats_appear(client, db):
    assert "Seats appear here when a group is given them" in main(client, "who_sits_where").text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_who_sits_where_costs_the_same_however_many_seats_there_are(client, django_assert_num_queries, round, how_many):
    for number in range(how_many):
        seat = commands.make_seat(round.forum, label=f"Seat {number}", by=round.clerk, at=MORNING)
        commands.seat(cast.person(f"Head {number}"), seat=seat, from_on=SINCE, by=round.clerk, at=MORNING)

    # partnership; seats, tenures
    with django_assert_num_queries(3):
        page = main(client, "who_sits_where", on="2026-10-06")

    assert page.text.count("Head ") == how_many


# Decisions


@pytest.mark.usefixtures("made", "no_queries_while_rendering")
def test_everybody_finds_the_decisions_with_purpose_and_money(client):
    page = main(client, "decisions")

    assert "1 decision, allowing £12,000 at most." in page.text
    assert [cell.text for cell in page.one("tbody").one("tr").inside] == [
        "SG/26/01 Coaching for new leaders",
        "Coaching for new leaders",
        "Strategic Group",
        "Tuesday 6 October 2026",
        "Grow leaders for every school",
        "£12,000.00",
    ]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("words", "found"), [("coaching LEADERS", 1), ("26/01", 1), ("swimming", 0), ("  ", 1)])
def test_decisions_are_found_by_their_words(client, words, found):
    page = main(client, "decisions", words=words)

    assert len(page.all("tbody")) == found
    if not found:
        assert "No decision has “swimming” in it." in page.text
        assert page.one("input", name="words")["value"] == "swimming"


def test_before_the_first_decision_the_page_says_when_they_appear(client, db):
    assert "Decisions appear here as soon as the Strategic Group makes them." in main(client, "decisions").text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_decisions_costs_the_same_however_many_there_are(
    client, django_assert_num_queries, round, sitting, how_many
):
    for number in range(how_many):
        round.decide(round.item(sitting, f"Item {number}"))

    # partnership; decisions
    with django_assert_num_queries(2):
        page = main(client, "decisions")

    assert len(page.one("tbody").all("tr")) == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_decision_says_what_why_for_whom_without_whom_and_for_how_much(client, made):
    text = main(client, "decision", made.slug).text

    for words in (
        "Decision SG/26/01 Coaching for new leaders",
        "Why Four schools asked for it.",
        "What else was considered Visits alone.",
        "gap Schools with settled leaders wait a year; the gap should narrow.",
        "Money it allows £12,000.00 at most",
        "Purpose it serves Grow leaders for every school",
        "To be looked at again Wednesday 6 October 2027",
        "For 3 Against 0 Abstained 0 Left because of an interest 2 Needed to decide 3",
        "Brightwell Learning (would be paid)",
    ):
        assert words in text


def test_who_left_is_said_in_words_about_them_and_never_to_them(client, made):
    page = main(client, "decision", made.slug)

    sentences = [one.text for one in page.all("li")]
    assert "Beth Lowe is head teacher of Hillside Primary, which this item would support." in sentences
    assert "Tom Price has declared an interest in Brightwell Learning, which this item would pay." in sentences
    assert "You" not in page.text.split()
    assert rows(page)[:3] == [
        ["Beth Lowe", "Out of the room: an interest"],
        ["Tom Price", "Out of the room: an interest"],
        ["Amir Khan", "Took part"],
    ]


def test_where_nobody_had_an_interest_the_page_says_so(client, round, sitting):
    round.leave(sitting, "Ola")
    made = round.decide(round.item(sitting))

    page = main(client, "decision", made.slug)

    assert "Nobody had an interest that kept them out." in page.text
    assert rows(page)[-1] == ["Ola Weir", "Was not there"]


def test_the_public_finds_no_way_to_the_paper_and_a_member_does(client, round, sitting):
    paper = round.paper()
    made = round.decide(round.item(sitting, paper=paper))
    way = reverse("governance:paper", args=[paper.pk])

    assert way not in client.get(reverse("governance:decision", args=[made.slug])).content.decode()
    cast.sign_in(client, cast.person("Sam Oak", Role.STAFF))
    assert way in client.get(reverse("governance:decision", args=[made.slug])).content.decode()


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_a_decision_costs_the_same_however_many_organisations_it_touches(
    client, django_assert_num_queries, round, sitting, how_many
):
    item = round.item(sitting)
    for number in range(how_many):
        round.party(item, cast.school(f"School {number}"))
    made = round.decide(item)

    # partnership; decision, who could take part, parties, corrections, answers
    with django_assert_num_queries(6):
        page = main(client, "decision", made.slug)

    assert page.text.count("(would receive the support)") == how_many


def test_a_decision_can_be_had_on_paper_the_same_each_time(client, made):
    url = reverse("governance:notice", args=[made.slug])
    response = client.get(url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="decision-SG-26-01.pdf"'
    assert response.content.startswith(b"%PDF")
    assert b"/MarkInfo" in response.content
    assert client.get(url).content == response.content


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", ["decision", "notice"])
def test_a_decision_that_was_never_made_is_a_404(client, name):
    response = client.get(reverse(f"governance:{name}", args=["SG-26-99"]))

    assert response.status_code == 404
    assert b"SG-26-99" not in response.content
