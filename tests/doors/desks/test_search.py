"""The search in the header finds organisations, people and decisions by name, as far as whoever asks may know of them."""

import pytest
from django.urls import reverse

from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Identifier, Person, Scheme
from collegiate.values import Role
from tests import cast
from tests.doors.desks.scene import Scene
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def found(client, words):
    """Return the links that a search shows, by heading."""
    page = read(client.get(reverse("search"), {"q": words}).content).one("main")
    headings = [one.text for one in page.all("h2", class_="govuk-heading-m")]
    lists = [[link.text for link in one.all("a")] for one in page.all("ul", class_="govuk-list")]
    return dict(zip(headings, lists, strict=True))


def test_the_box_is_in_the_header_of_every_page_and_leads_to_the_search(client):
    header = read(client.get(reverse("home")).content).one("header")

    form = header.one("form", role="search")
    assert (form["action"], form["method"]) == (reverse("search"), "get")
    assert form.one("input", name="q")["type"] == "search"
    assert form.one("label")["for"] == form.one("input", name="q")["id"]


def test_a_member_finds_organisations_people_and_decisions_by_any_part_of_their_names(client, one_of_each):
    cast.sign_in(client, one_of_each.people[Role.STAFF])

    assert found(client, "hill") == {"Organisations": ["Hillside 1"], "People": ["Grace Hill"]}
    assert found(client, "coach 1") == {"Decisions": ["SG/26/01 Coaching 1"]}
    assert found(client, "SG/26/01") == {"Decisions": ["SG/26/01 Coaching 1"]}
    assert found(client, "KHAN amir") == {"People": ["Amir Khan"]}


def test_the_public_finds_organisations_and_decisions_and_nobody(client, one_of_each):
    assert found(client, "hill") == {"Organisations": ["Hillside 1"]}
    assert found(client, "coaching") == {"Decisions": ["SG/26/01 Coaching 1"]}
    assert found(client, "khan") == {}


def test_an_account_that_is_nobody_finds_what_the_public_finds(client, django_user_model):
    cast.person("Grace Hill")
    client.force_login(django_user_model.objects.create_user("nobody@example.org", "three unrelated words"))

    assert found(client, "grace") == {}


@pytest.mark.parametrize(
    "confidential",
    [
        "New leaders",
        "Absence rose",
        "We see it otherwise",
        "Waiting 1",
        "Draft at",
        "Notice 1",
        "Form 1",
        "Who stopped",
    ],
)
def test_what_is_between_a_school_and_those_who_help_it_is_not_found(client, one_of_each, confidential):
    cast.sign_in(client, one_of_each.people[Role.CONSULTANT])

    assert found(client, confidential) == {}


def test_somebody_who_was_erased_is_not_found(client, autumn):
    cast.sign_in(client, cast.person("Noor Haddad", Role.COORDINATOR))
    erased = cast.person("Grace Hill")
    Person.objects.filter(pk=erased.pk).update(erased_at=autumn)

    assert found(client, "grace") == {}


def test_a_school_is_found_by_its_urn_and_one_that_closed_says_so(client, autumn):
    school = cast.school("Hillside Primary")
    Identifier.objects.create(organisation=school, scheme=Scheme.URN, value="121000")
    members.close_organisation(school, closed_on=autumn.date(), by=cast.FOUNDING, at=autumn)

    assert found(client, "121000") == {"Organisations": ["Hillside Primary"]}
    assert "closed Tuesday 6 October 2026" in client.get(reverse("search"), {"q": "121000"}).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Type a name, a URN or a few words of a decision"),
        ("   ", "Type a name, a URN or a few words of a decision"),
        ("nothing has this name", "Nothing has that name."),
        ("%", "Nothing has that name."),
        ("' OR 1=1 --", "Nothing has that name."),
        ("<script>", "Found for “&lt;script&gt;”"),
    ],
)
def test_a_search_without_words_or_without_luck_says_what_to_do(client, words, said):
    cast.school("Hillside Primary")

    assert said in client.get(reverse("search"), {"q": words}).content.decode()


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_search_costs_the_same_however_much_it_finds(client, django_assert_num_queries, how_many):
    scene = Scene(how_many).build()
    cast.sign_in(client, scene.people[Role.STAFF])

    with django_assert_num_queries(9):  # session, account, person, roles, interests, partnership; one of each kind
        response = client.get(reverse("search"), {"q": "i"})

    assert response.content.count(b"SG/26/") == how_many


def test_no_more_than_ten_of_each_kind_are_shown(client):
    for number in range(11):
        cast.school(f"Hillside {number:02}")

    assert len(found(client, "Hillside")["Organisations"]) == 10
