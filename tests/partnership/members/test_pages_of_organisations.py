"""The pages of organisations: what a reader sees, what it costs, who may, and what a bad form does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.partnership.members import commands
from collegiate.partnership.members.models import GroupKind, Kind, Membership, Organisation
from collegiate.partnership.members.views import organisations
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


def main(response):
    return read(response.content).one("main")


def url(name, *args):
    return reverse(f"members:{name}", args=args)


@two_lengths
@pytest.mark.usefixtures("beth", "no_queries_while_rendering")
def test_the_list_costs_the_same_however_long_it_is(client, member, django_assert_num_queries, how_many):
    for number in range(how_many):
        member(f"School {number}", urn=str(200001 + number))

    with django_assert_num_queries(8):  # session, account, person, roles, interests; frame; members, counts
        response = client.get(url("members"))

    assert len(main(response).one("tbody").all("tr")) == how_many + 1


@pytest.mark.usefixtures("beth")
def test_the_list_begins_with_a_sentence_about_who_belongs(client, member):
    member("Nene College", Kind.COLLEGE)
    member("Ironsides", Kind.CLUB)
    member("Aces", Kind.CLUB)

    page = main(client.get(url("members")))

    assert page.one(class_="c-summary").text == (
        "1 school or setting, 1 college and 2 sports clubs belong to the partnership."
    )
    assert [row.all("th")[0].text for row in page.one("tbody").all("tr")] == [
        "Aces",
        "Hillside Primary",
        "Ironsides",
        "Nene College",
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"words": "hill"}, ["Hillside Primary"]),
        ({"words": "primary duston"}, ["Hillside Primary"]),
        ({"words": "100001"}, ["Hillside Primary"]),
        ({"kind": "college"}, ["Nene College"]),
        ({"phase": "primary"}, ["Hillside Primary"]),
        ({"kind": "college", "words": "hill"}, []),
        ({"kind": "nonsense"}, ["Hillside Primary", "Nene College"]),
    ],
)
@pytest.mark.usefixtures("beth")
def test_the_list_is_narrowed_by_words_kind_and_phase(client, member, query, names):
    member("Nene College", Kind.COLLEGE)

    page = main(client.get(url("members"), query))

    assert (
        [row.all("th")[0].text for row in page.all("tbody")[0].all("tr")] == names
        if names
        else page.one(class_="c-empty")
    )


@pytest.mark.usefixtures("noor")
def test_where_nobody_belongs_yet_the_page_says_how_they_will(client):
    assert "Nobody is a member yet." in main(client.get(url("members"))).one(class_="c-empty").text


@pytest.mark.usefixtures("beth")
def test_a_long_list_is_shown_in_pages(client, member, monkeypatch):
    monkeypatch.setattr(organisations, "ON_A_PAGE", 2)
    for number in range(4):
        member(f"School {number}")

    first = main(client.get(url("members"), {"words": "school"}))
    second = main(client.get(url("members"), {"words": "school", "page": "2"}))

    assert [row.all("th")[0].text for row in second.one("tbody").all("tr")] == ["School 2", "School 3"]
    assert "?words=school&page=2" in [link["href"] for link in first.all("a", class_="govuk-pagination__link")]


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_a_record_shows_all_that_is_known_of_an_organisation(client, hillside, django_assert_num_queries, how_many):
    for number in range(how_many):
        cast.person(f"Teacher {number}", Role.STAFF, at=hillside)
    cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)
    team = commands.form_group(
        "Fractions", kind=GroupKind.TEAM, starts_on=SINCE, organisation=hillside, by=FOUNDING, at=MORNING
    )
    cast.person("Sam Hill", Role.FACILITATOR, Role.TEAM_MEMBER, on=team)
    infants = cast.school("Hillside Infants")
    commands.succeed(infants, successor=hillside, on=SINCE, by=FOUNDING, at=MORNING)

    # session, account, person, roles, interests; frame; organisation, people, numbers, memberships, groups, before and after
    with django_assert_num_queries(12):
        page = main(client.get(url("organisation", hillside.pk)))

    assert page.one("h1").text == "Hillside Primary"
    rows = {line.one("dt").text: line.one("dd").text for line in page.all(class_="govuk-summary-list__row")}
    assert (rows["URN"], rows["UKPRN"], rows["DfE number"]) == ("100001", "not published", "not published")
    assert (rows["Address"], rows["Telephone"]) == ("Duston, Northampton", "not published")
    assert page.one("tbody").all("tr")[0].one("th").text == "Beth Okoro"
    assert "Fractions (Achievement Team, 1 person)" in page.text
    assert "Subscription from Monday 1 September 2025, with a vote" in page.text
    assert "It came after Hillside Infants on Monday 1 September 2025" in page.text
    assert f"{how_many + 1} people hold a role here." in page.text


@pytest.mark.usefixtures("noor")
def test_a_website_is_a_link_only_where_it_is_an_address(client, member):
    safe = member("Safe", Kind.CLUB, website="https://safe.example")
    odd = member("Odd", Kind.CLUB, website="javascript:alert(1)")

    assert main(client.get(url("organisation", safe.pk))).all("a", href="https://safe.example")
    page = main(client.get(url("organisation", odd.pk)))
    assert "javascript:alert(1)" in page.text
    assert not page.all("a", href="javascript:alert(1)")


@pytest.mark.usefixtures("beth")
def test_where_a_deed_is_refused_its_sentence_stands_in_place_of_the_button(client, hillside, member):
    own, other = (
        main(client.get(url("organisation", hillside.pk))),
        main(client.get(url("organisation", member("Ashmere").pk))),
    )

    assert own.all("a", href=url("edit", hillside.pk))
    assert [one.text for one in other.all(class_="c-refusal")] == [
        "Only the coordinator, or the organisation’s own head teacher or contact, can change its details.",
        "Only the coordinator, or the head teacher for their own school, can do this.",
        "Only the partnership’s coordinator can change the register of members.",
    ]


def test_the_public_sees_who_belongs_and_none_of_the_people(client, hillside):
    cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)
    commands.form_group(
        "Fractions", kind=GroupKind.TEAM, starts_on=SINCE, organisation=hillside, by=FOUNDING, at=MORNING
    )

    listed, record = main(client.get(url("members"))), main(client.get(url("organisation", hillside.pk)))

    assert "Hillside Primary" in listed.one("tbody").text
    assert "URN 100001" in record.text
    assert "Members of the partnership can see who works and governs here, once they have signed in." in record.text
    for words in ("Beth", "Okoro", "Fractions", "holds a role"):
        assert words not in record.text
    assert not record.all(class_="govuk-button")
    assert not listed.all(class_="govuk-button", role="button")


def test_people_are_for_those_who_have_signed_in(client, hillside):
    person = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)
    for name, args in (("person", [person.pk]), ("edit", [hillside.pk]), ("groups", []), ("interests", [])):
        response = client.get(url(name, *args))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("beth")
def test_an_unknown_id_is_a_page_not_found_that_says_nothing(client):
    known, unknown = client.get(url("organisation", 999_999)), client.get("/members/no-such-page/")

    assert (known.status_code, unknown.status_code) == (404, 404)
    assert read(known.content).one("main").text == read(unknown.content).one("main").text
    assert client.get(url("edit", 999_999)).status_code == 404


def sent(**fields):
    return {
        "once": "6f1d9a52-0000-4000-8000-000000000001",
        "version": "1",
        "name": "Hillside Primary",
        "town": "Northampton",
        "locality": "Duston",
        **fields,
    }


@pytest.mark.usefixtures("beth")
def test_a_head_changes_the_details_of_their_school(client, hillside):
    response = client.post(
        url("edit", hillside.pk), sent(telephone="01604 123456", age_from="4", age_to="11"), follow=True
    )

    hillside.refresh_from_db()
    assert (hillside.telephone, hillside.age_to, hillside.version) == ("01604 123456", 11, 2)
    assert "The details of Hillside Primary are kept." in main(response).text


@pytest.mark.usefixtures("beth")
def test_the_same_form_sent_twice_is_done_once_and_answers_the_same(client, hillside):
    form = sent(telephone="01604 123456")
    first, second = client.post(url("edit", hillside.pk), form), client.post(url("edit", hillside.pk), form)

    hillside.refresh_from_db()
    assert (first["Location"], hillside.version) == (second["Location"], 2)
    assert Entry.objects.filter(deed="members.edit").count() == 1


@pytest.mark.usefixtures("beth")
def test_a_stale_form_shows_both_and_the_second_sending_is_a_decision(client, hillside):
    commands.edit(hillside, version=1, facts={"telephone": "01604 999999"}, by=_coordinator(), at=MORNING)

    response = client.post(url("edit", hillside.pk), sent(telephone="01604 123456"))

    assert response.status_code == 422
    both = main(response).one(class_="c-both")
    assert [cell.text for cell in both.one("tbody").all("td")] == ["01604 999999", "01604 123456"]
    version = main(response).one("input", name="version")["value"]
    again = client.post(url("edit", hillside.pk), sent(telephone="01604 123456", version=version))
    hillside.refresh_from_db()
    assert (again.status_code, hillside.telephone) == (302, "01604 123456")


def _coordinator():
    return cast.standing(cast.person("Noor Haddad", Role.COORDINATOR))


@pytest.mark.usefixtures("beth")
def test_a_form_with_errors_keeps_what_was_typed(client, hillside):
    response = client.post(url("edit", hillside.pk), sent(name="", street="1 Hill Road", age_from="11", age_to="4"))

    page = main(response)
    assert response.status_code == 422
    assert page.one("input", name="street")["value"] == "1 Hill Road"
    assert [link.text for link in page.one(class_="govuk-error-summary__list").all("li")] == [
        "Enter the name.",
        "The oldest age cannot be below the youngest.",
    ]


@pytest.mark.usefixtures("beth")
def test_the_page_of_another_school_says_why_it_cannot_be_changed(client, member):
    ashmere = member("The Ashmere School")

    assert (
        "Only the coordinator, or the organisation’s own head teacher" in main(client.get(url("edit", ashmere.pk))).text
    )
    refused = client.post(url("edit", ashmere.pk), sent(name="Ours"))
    assert refused.status_code == 422
    ashmere.refresh_from_db()
    assert ashmere.name == "The Ashmere School"


def new(**fields):
    on = {"joined_on_day": "1", "joined_on_month": "10", "joined_on_year": "2026"}
    return {"once": "6f1d9a52-0000-4000-8000-000000000002", "basis": "in_kind", "voting": "on", **on, **fields}


@pytest.mark.usefixtures("noor")
def test_the_coordinator_adds_a_member_once(client):
    form = new(kind="club", name="Nene Rowers", charity="1234567")
    client.post(url("add"), form)
    response = client.post(url("add"), form, follow=True)

    club = Organisation.objects.get()
    assert (club.name, club.identifiers.get().value) == ("Nene Rowers", "1234567")
    assert Membership.objects.get().joined_on.isoformat() == "2026-10-01"
    assert "Nene Rowers" in main(response).one("tbody").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "school", "name": "Hillside"}, ["Choose the phase of the school.", "Enter the URN of the school."]),
        ({"kind": "club", "phase": "primary", "name": "Aces"}, ["Only a school has a phase."]),
        (
            {"kind": "school", "phase": "primary", "name": "Copy", "urn": "100001"},
            ["Another organisation has this URN."],
        ),
        ({"kind": "school", "phase": "primary", "name": "Copy", "urn": "1E5"}, ["Enter a URN of six figures."]),
        ({"kind": "spaceship", "name": "Enterprise"}, ["Choose one of those listed."]),
    ],
)
@pytest.mark.usefixtures("noor", "hillside")
def test_what_cannot_be_added_is_said_beside_its_box(client, fields, says):
    response = client.post(url("add"), new(**fields))

    assert response.status_code == 422
    assert [one.text for one in main(response).one(class_="govuk-error-summary__list").all("li")] == says
    assert Organisation.objects.count() == 1


@pytest.mark.usefixtures("noor")
def test_a_membership_ends_on_the_day_that_is_typed(client, hillside):
    day = TUESDAY + timedelta(30)
    typed = {"left_on_day": str(day.day), "left_on_month": str(day.month), "left_on_year": str(day.year)}
    response = client.post(
        url("leave", hillside.pk), {"once": "6f1d9a52-0000-4000-8000-000000000003", **typed}, follow=True
    )

    assert "Hillside Primary is a member until Thursday 5 November 2026." in main(response).text
    assert Membership.objects.get().left_on == day


@pytest.mark.usefixtures("noor")
def test_a_membership_does_not_end_before_it_began(client, hillside):
    typed = {"left_on_day": "1", "left_on_month": "1", "left_on_year": "2020"}
    response = client.post(url("leave", hillside.pk), {"once": "6f1d9a52-0000-4000-8000-000000000004", **typed})

    assert response.status_code == 422
    assert "A member cannot leave before it joined." in main(response).text


@pytest.mark.usefixtures("beth")
@pytest.mark.parametrize("name", ["add", "leave"])
def test_only_the_coordinator_opens_the_pages_that_keep_the_register(client, hillside, name):
    response = client.get(url(name, *([hillside.pk] if name == "leave" else [])))

    assert response.status_code == 403
    assert "Only the partnership’s coordinator can change the register of members." in main(response).text
