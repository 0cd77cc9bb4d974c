"""A school's page: each part for whoever may see it, and a sentence where they may not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Contribution
from collegiate.improvement.needs import commands as needs
from collegiate.improvement.needs.models import LevelReason
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, GroupKind, Kind, Organisation, Person, Phase, Scheme
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
WITHHELD = [
    "What a school says of itself is seen by the school and by those who agree help with it.",
    "What a development day found is seen by the school and by those who agree help with it.",
    "What a member pays in is seen by that member and by those who keep the books.",
]


@pytest.fixture
def hillside():
    """A member school of which nothing else is known."""
    clock.stop(TUESDAY)
    made = members.add_organisation(
        "Hillside Primary",
        kind=Kind.SCHOOL,
        phase=Phase.PRIMARY,
        identifiers={Scheme.URN: "100001"},
        by=FOUNDING,
        at=MORNING,
    )
    members.join(made, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return made


@pytest.fixture
def noor(client):
    """The coordinator, signed in."""
    return cast.sign_in(client, cast.person("Noor Haddad", Role.COORDINATOR))


def main(client, urn="100001"):
    response = client.get(reverse("school", args=[urn]))
    assert response.status_code == 200
    return read(response.content).one("main")


def headings(found):
    return [one.text for one in found.all("h2")]


@pytest.mark.usefixtures("noor", "hillside", "no_queries_while_rendering")
def test_a_school_with_nothing_yet_says_what_will_stand_in_each_place(client):
    found = main(client)

    assert found.one(class_="c-summary").text == "A member since Monday 1 September 2025."
    assert [one.text.partition(".")[0] for one in found.all(class_="c-empty")] == [
        "No published figures have been loaded yet",
        "No level of support has been proposed yet",
        "No need has been raised yet",
        "Nobody has visited under an agreement yet",
        "Nothing has been planned for it yet",
        "No help has been agreed for it yet",
        "No Achievement Team works here yet",
        "It has not shared an account of its practice yet",
        "Nobody here has a part in the partnership yet",
    ]
    assert "Nothing is asked of it, and nothing was paid in." in found.text
    assert "What is not shown to you" not in headings(found)


@pytest.mark.usefixtures("town", "no_queries_while_rendering")
def test_the_coordinator_sees_a_school_whole(client):
    cast.sign_in(client, Person.objects.get(name="Noor Rahman"))

    found = main(client, "990001")

    assert headings(found) == [
        "How it is going",
        "Needs and support",
        "Who comes, and who came",
        "What should be different",
        "Help and money",
        "Achievement Teams",
        "What it shares",
        "People with a part in the partnership",
        "In the register",
    ]
    assert len(found.all(class_="c-multiples__panel")) == 3
    assert "The grey band is where the middle half of 10 schools like it lie." in found.text
    assert "Intensive support is agreed from Monday 20 October 2025." in found.one(class_="c-summary").text
    (reason, *_) = LevelReason.objects.filter(level__organisation__name="Hillside Primary School").order_by("pk")
    assert reason.sentence in found.text
    tables = {one.one("caption").text: one for one in found.all("table")}
    assert len(tables["Visits so far, the latest first"].one("tbody").all("tr")) == 2
    assert "£42,000 for 5 schools" in tables["Help agreed"].text
    paid_in = Contribution.objects.get(organisation__name="Hillside Primary School")
    assert str(Money(paid_in.pence)) in tables["What it pays in"].text
    assert "Its Achievement Teams" not in tables
    assert "1 Achievement Team works here; 1 cycle is closed. A team’s counts stay with the team" in found.text
    assert "Beth Hughes" in tables["People with a part in the partnership"].text
    assert "Head teacher; Member of the Strategic Group" in tables["People with a part in the partnership"].text


@pytest.mark.usefixtures("town")
def test_a_teams_counts_are_seen_by_its_head_teacher_and_by_no_other(client):
    beth = cast.sign_in(client, Person.objects.get(name="Beth Hughes"))
    own = {one.one("caption").text: one.text for one in main(client, "990001").all("table")}
    assert "8 beginning, 12 progressing" in own["Its Achievement Teams"]  # the cycle that is going on

    elsewhere = Cycle.objects.exclude(team__organisation__in=cast.standing(beth).organisations())
    other = elsewhere.select_related("team__organisation").order_by("pk").first().team.organisation
    urn = other.identifiers.get(scheme=Scheme.URN).value
    found = main(client, urn)
    assert "beginning" not in found.text
    assert "A team’s counts stay with the team and its head teacher" in found.text


@pytest.mark.usefixtures("hillside")
def test_another_schools_head_is_told_in_one_place_what_they_do_not_see(client):
    needs.raise_need(
        Organisation.objects.get(name="Hillside Primary"),
        strand="teaching",
        title="Boys stop reading in Year 5",
        text="They told us so.",
        by=cast.standing(cast.person("Noor Haddad", Role.COORDINATOR)),
        at=MORNING,
    )
    cast.sign_in(client, cast.person("Tom Fell", Role.HEAD_TEACHER, at=cast.school("The Ashmere School")))

    found = main(client)

    assert headings(found)[-1] == "What is not shown to you"
    assert [one.text for one in found.all("ul")[-1].all("li")] == WITHHELD
    assert "Boys stop reading" not in found.text
    assert "Needs and support" not in headings(found)


@pytest.mark.usefixtures("hillside", "no_queries_while_rendering")
def test_the_public_sees_what_is_published_and_where_to_sign_in(client, django_assert_num_queries):
    cast.person("Beth Okoro", Role.HEAD_TEACHER, at=Organisation.objects.get(name="Hillside Primary"))

    with django_assert_num_queries(5):  # partnership; school, what came before and after, membership; practice
        found = main(client)

    assert headings(found) == ["What it shares", "In the register"]
    assert "Beth Okoro" not in found.text
    assert "shown to members of the partnership. Sign in to see them." in found.text


@pytest.mark.usefixtures("town")
def test_a_closed_school_says_so_and_leads_to_the_one_that_came_after(client):
    cast.sign_in(client, Person.objects.get(name="Noor Rahman"))
    closed = Organisation.objects.get(name="St Hilda’s Primary School")
    after = Organisation.objects.get(name="St Hilda’s Primary Academy")

    found = main(client, closed.identifiers.get(scheme=Scheme.URN).value)
    assert found.one(class_="c-summary").text.startswith("It closed on ")
    assert any(link["href"] == reverse("school-known-by", args=[after.pk]) for link in found.all("a"))

    young = main(client, after.identifiers.get(scheme=Scheme.URN).value)
    assert f"It came after {closed.name} on" in young.text


@pytest.mark.usefixtures("noor")
def test_a_school_that_left_says_when_and_its_last_day_still_counts(client, hillside):
    members.leave(hillside, left_on=TUESDAY, by=FOUNDING, at=MORNING)
    assert "A member since Monday 1 September 2025, until Tuesday 6 October 2026." in main(client).text

    clock.stop(TUESDAY + timedelta(days=1))
    assert "It left the partnership on Tuesday 6 October 2026." in main(client).text


def test_an_unknown_urn_is_not_found(client):
    for urn in ("100009", "x", "of"):
        assert client.get(f"/schools/{urn}/").status_code == 404
    assert client.get(reverse("school-known-by", args=[999])).status_code == 404


@pytest.mark.usefixtures("noor")
def test_our_key_shows_the_same_page_and_says_which_address_is_its_own(client, hillside):
    page = client.get(hillside.get_absolute_url())

    assert read(page.content).one("h1").text == "Hillside Primary"
    assert [link["href"] for link in read(page.content).all("link", rel="canonical")] == ["/schools/100001/"]


@pytest.mark.usefixtures("noor")
def test_a_school_whose_urn_was_not_published_has_a_page_and_a_club_has_its_record(client):
    barn, club = cast.school("The Barn"), cast.organisation("Ashmere Rowing Club", Kind.CLUB)

    page = read(client.get(barn.get_absolute_url()).content)
    assert page.one("h1").text == "The Barn"
    assert "URN" not in page.one("main").text
    assert club.get_absolute_url() == f"/members/{club.pk}/"
    assert client.get(reverse("school-known-by", args=[club.pk])).status_code == 404


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_a_schools_page_costs_the_same_however_much_is_known(client, django_assert_num_queries, hillside, how_many):
    ruth = cast.standing(cast.person("Ruth Hale", Role.COORDINATOR, Role.BOOKKEEPER))
    beth = cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))
    members.adopt_charter("We pool", purposes=[("lead", "Leaders")], agreed_on=SINCE, by=FOUNDING, at=MORNING)
    pot = fund.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=ruth, at=MORNING)
    for number in range(how_many):
        needs.raise_need(hillside, strand="teaching", title=f"Need {number}", text="Why.", by=ruth, at=MORNING)
        needs.offer_help(
            hillside,
            strand="teaching",
            title=f"Offer {number}",
            what="A visit.",
            days_a_term=1,
            offered_on=SINCE,
            by=beth,
            at=MORNING,
        )
        fund.expect_contribution(
            hillside,
            fund=pot,
            amount=Money(1000),
            year=f"202{number}/2{number + 1}",
            due_on=date(2026, 10, 1),
            by=ruth,
            at=MORNING,
        )
        members.form_group(
            f"Team {number}",
            kind=GroupKind.TEAM,
            organisation=hillside,
            starts_on=SINCE,
            by=FOUNDING,
            at=MORNING,
        )
        cast.person(f"Governor {number}", Role.GOVERNOR, at=hillside)

    # A page that gathers is held to a desk's 25, not to a list's 12.
    # session, account, person, roles, interests, partnership; school, what came before and after, membership, practice,
    # census, figures, years loaded, levels, needs, visits, objectives, agreements, contributions, teams, cycles, offers, people
    with django_assert_num_queries(23):
        response = client.get(reverse("school", args=["100001"]))

    assert response.content.count(b"/needs/need/") + response.content.count(b"Governor ") >= how_many
    found = read(response.content).one("main")
    assert found.text.count("A visit.") == how_many
    assert f"{how_many} Achievement Team" in found.text


@pytest.mark.usefixtures("noor")
def test_pages_that_name_a_school_lead_to_its_page(client, hillside):
    noor = cast.standing(Person.objects.get(name="Noor Haddad"))
    needs.raise_need(hillside, strand="teaching", title="Reading", text="Why.", by=noor, at=MORNING)
    address = hillside.get_absolute_url()
    for page in (reverse("members:members"), reverse("needs:needs"), reverse("search") + "?q=hillside"):
        links = [link["href"] for link in read(client.get(page).content).one("main").all("a")]
        assert address in links, page
