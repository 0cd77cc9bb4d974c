"""The pages of evidence: what a reader sees, what it costs, who may."""

import pytest
from django.urls import reverse

from collegiate.improvement.evidence import commands
from collegiate.partnership.members import commands as members
from collegiate.values import Role, Status
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(client):
    """The coordinator, signed in."""
    return cast.sign_in(client, cast.person("Noor Haddad", Role.COORDINATOR))


def words(client, name, *args, **query):
    response = client.get(reverse(f"evidence:{name}", args=args), query)
    assert response.status_code == 200
    return read(response.content).one("main").text


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
def test_a_schools_page_shows_each_figure_with_year_pupils_and_source_beside_schools_like_it(client, dozen):
    response = client.get(reverse("evidence:school", args=["100001"]))

    main = read(response.content).one("main")
    assert [figure.text for figure in main.all(class_="c-figure")] == [
        "Overall absence 4.0% of sessions 2018/19 · pupils not published · performance tables",
        "Free school meals 10.0% of pupils 2018/19 · 200 pupils · school census",
        "Key stage 2 expected standard 60% of pupils 2018/19 · 30 pupils · performance tables",
    ]
    charts = main.all("figure")
    assert len(charts) == 3
    assert [cell.text for cell in charts[2].one("tbody").all("tr")[0].inside] == [
        "2016/17",
        "60%",
        "63% to 68%",
        "30 pupils",
    ]
    assert "Results play no part" in main.text
    like = [one.text for one in main.all("ul")[-1].all("li")]
    assert [words.partition(" Most alike")[0] for words in like] == [school.name for school in dozen[1:11]]
    assert like[0].endswith("least alike in the number of pupils: 200 here, 201 there.")
    assert "Read from 2016-2017_ks2final.csv, 2017-2018_ks2final.csv, 2018-2019_ks2final.csv." in main.text


@pytest.mark.usefixtures("noor")
def test_what_cannot_be_said_is_said_in_words_and_never_as_nought_or_a_dash(client, hillside, load):
    load("ks2final", "ks2_rwm_expected", 2018, (hillside, Status.SUPPRESSED, 4))

    text = words(client, "school", "100001")

    assert "Cannot say: the publisher keeps it back, so that no pupil can be told from it." in text
    assert "fewer than 5 pupils" in text
    assert "Cannot say: no school census with a figure about this school has been loaded." in text


@pytest.mark.usefixtures("noor")
def test_an_academy_leads_to_the_figures_of_the_school_it_was(client, hillside, member, load):
    load("ks2final", "ks2_rwm_expected", 2018, (hillside, 60, 30))
    academy = member("Hillside Academy", "100002")
    members.succeed(hillside, successor=academy, on=SINCE, by=FOUNDING, at=MORNING)

    main = read(client.get(reverse("evidence:school", args=["100002"])).content).one("main")

    assert "It came after Hillside Primary on Monday 1 September 2025." in main.text
    link = next(one for one in main.all("a") if one.text == "Figures of Hillside Primary")
    assert "60% of pupils" in read(client.get(link["href"]).content).one("main").text


@pytest.mark.usefixtures("noor", "hillside")
def test_a_page_without_figures_says_when_there_will_be(client):
    assert "No published figures have been loaded yet." in words(client, "school", "100001")


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_a_schools_page_costs_the_same_however_many_years_there_are(
    client, django_assert_num_queries, hillside, load, how_many
):
    for year in range(2015, 2015 + how_many):
        load("ks2final", "ks2_rwm_expected", year, (hillside, 60, 30))

    # session, account, person, roles, interests, partnership; school, identifiers, census, figures, years loaded,
    # what it came after
    with django_assert_num_queries(12):
        response = client.get(reverse("evidence:school", args=["100001"]))

    assert read(response.content).one("tbody").text.count("30 pupils") == how_many


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_the_list_of_schools_costs_the_same_however_many_there_are(client, django_assert_num_queries, member, how_many):
    for place in range(how_many):
        member(f"School {place}", f"10010{place}")

    # session, account, person, roles, interests, partnership; newest years, schools, identifiers
    with django_assert_num_queries(9):
        response = client.get(reverse("evidence:schools"))

    assert response.content.count(b"Cannot say: no file with this school has been loaded.") == how_many
    assert len(read(response.content).one("tbody").all("tr")) == how_many


@pytest.mark.usefixtures("noor", "dozen")
def test_schools_are_found_by_a_part_of_their_name_and_by_phase(client):
    assert "1 school like that; published figures about 1 of them" in words(client, "schools", words="hill")
    assert "No member school is like that" in words(client, "schools", phase="secondary")
    assert "12 schools; published figures about 12 of them" in words(client, "schools")


@pytest.mark.usefixtures("noor")
def test_before_anybody_joins_the_list_says_when_schools_appear(client):
    assert "No school is a member yet" in words(client, "schools")


@pytest.mark.usefixtures("noor")
def test_what_each_figure_means_is_said_with_its_source_and_who_checked_it(client):
    assert "We look at 3 published figures" in words(client, "indicators")
    text = words(client, "indicator", "ks2_rwm_expected")
    assert "There were no key stage 2 tests in the two summers of the pandemic" in text
    assert "More is better." in text
    assert "To be looked at again by" in text


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_the_list_of_what_figures_mean_costs_the_same_however_many_are_loaded(
    client, django_assert_num_queries, hillside, load, how_many
):
    for year in range(2015, 2015 + how_many):
        load("ks2final", "ks2_rwm_expected", year, (hillside, 60, 30))

    with django_assert_num_queries(6):  # session, account, person, roles, interests, partnership
        response = client.get(reverse("evidence:indicators"))

    assert "We look at 3 published figures" in read(response.content).text


@pytest.mark.usefixtures("noor", "no_queries_while_rendering")
@two_lengths
def test_the_list_of_loadings_says_what_was_taken_and_costs_the_same(
    client, django_assert_num_queries, hillside, load, how_many
):
    for year in range(2015, 2015 + how_many):
        load("ks2final", "ks2_rwm_expected", year, (hillside, 60, 30))

    # session, account, person, roles, interests, partnership; loadings
    with django_assert_num_queries(7):
        response = client.get(reverse("evidence:loadings"))

    rows = read(response.content).one("tbody").all("tr")
    assert len(rows) == how_many
    assert [cell.text for cell in rows[-1].inside][:-1] == [
        "2015-2016_ks2final.csv",
        "2015/16",
        "1",
        "1",
        "0",
        "Tuesday 6 October 2026 at 10:00am",
        "From the command line",
    ]


@pytest.mark.usefixtures("hillside")
def test_a_head_teacher_reads_why_they_cannot_load_a_file(client, hillside):
    cast.sign_in(client, cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))

    assert "Only the coordinator can load published figures." in words(client, "loadings")
    assert "Figures about fewer than 5 pupils are shown to your school only." in words(client, "school", "100001")


@pytest.mark.usefixtures("noor")
def test_a_finding_has_a_page_with_its_doubts(client, hillside):
    adviser = cast.standing(cast.person("Amos Bell", Role.ADVISER))
    finding = commands.record_finding(
        "Absence fell by half a point.",
        doubts="One year only.",
        indicator="absence_overall",
        year=2018,
        method="history",
        version="1",
        inputs_digest="ab" * 32,
        organisation=hillside,
        by=adviser,
        at=MORNING,
    )

    text = words(client, "finding", finding.pk)

    assert "A finding about Hillside Primary Absence fell by half a point." in text
    assert "What may be wrong with it One year only." in text
    assert "ab" * 32 in text


@pytest.mark.usefixtures("noor")
@pytest.mark.parametrize(("name", "arg"), [("school", "999999"), ("indicator", "happiness"), ("finding", 9)])
def test_what_is_not_there_is_a_404(client, name, arg):
    assert client.get(reverse(f"evidence:{name}", args=[arg])).status_code == 404


@pytest.mark.usefixtures("hillside")
@pytest.mark.parametrize(("name", "args"), [("schools", []), ("school", ["100001"]), ("loadings", [])])
def test_a_stranger_is_asked_to_sign_in(client, name, args):
    response = client.get(reverse(f"evidence:{name}", args=args))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]
