"""The thread's page, the list of threads, and `collegiate thread`."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.members.models import RoleHeld
from tests.cast import TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


def check(*arguments):
    """Run `collegiate thread`: its lines and its exit code."""
    out = StringIO()
    try:
        call_command("thread", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue().splitlines(), ended.code
    return out.getvalue().splitlines(), 0


def test_a_member_reads_each_hop_and_who_owes_what_is_missing(as_, table, schools, ida):
    agreement = table.agreed(schools)
    clock.stop(TUESDAY + timedelta(days=1))

    page = main(as_(ida).get(reverse("thread", args=[agreement.slug])))

    assert "2 steps should be here and are not." in page.text
    assert "Missing The school owes this It was due on Tuesday 6 October 2026." in page.text
    assert "2 needs Raised by Hillside Primary, The Ashmere School." in page.text
    assert "reads too little" not in page.text
    assert len(page.all("li", class_="c-hop")) == 15


def test_a_head_reads_the_need_in_the_schools_own_words(as_, table, schools, beth):
    agreement = table.agreed(schools)

    page = main(as_(beth).get(reverse("thread", args=[agreement.slug])))

    assert "Hillside Primary reads too little" in [link.text for link in page.all("a")]


def test_a_thread_that_is_not_there_is_not_found_and_a_stranger_signs_in_first(client, as_, table, schools, ida):
    agreement = table.agreed(schools)
    assert client.get(reverse("thread", args=[agreement.slug])).status_code == 302
    assert client.get(reverse("threads")).status_code == 302
    assert as_(ida).get("/thread/A-99-01/").status_code == 404


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_threads_costs_the_same_however_many_there_are(
    as_, table, schools, ida, django_assert_num_queries, how_many
):
    meeting = table.sit()
    for number in range(how_many):
        table.agreed(schools, meeting=meeting, title=f"Support {number}", pounds=100)
    client = as_(ida)

    # session, account, person, roles, interests, partnership; agreements
    with django_assert_num_queries(7):
        response = client.get(reverse("threads"))

    assert len(main(response).one("tbody").all("tr")) == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 2])
def test_a_thread_costs_the_same_however_many_schools_it_is_for(
    as_, table, schools, ida, django_assert_num_queries, how_many
):
    agreement = table.agreed(schools[:how_many])
    client = as_(ida)

    # session, account, person, roles, interests, partnership; the agreement with schools and milestones, its study,
    # needs, evidence, considerations, days, cycles, forms
    with django_assert_num_queries(17):
        response = client.get(reverse("thread", args=[agreement.slug]))

    assert f"{how_many} need" in main(response).text


def test_without_a_thread_the_list_and_the_command_say_so(as_, ida):
    assert "There is no thread yet." in main(as_(ida).get(reverse("threads"))).text
    assert check("--check-all") == (["complete 0, open 0, missing 0"], 0)


def test_a_missing_hop_ends_with_one_and_an_open_thread_does_not(table, schools):
    agreement = table.agreed(schools)
    waiting = table.proposed(schools, title="Coaching")
    assert check("--check-all") == ([f"{agreement.reference} open", "complete 0, open 1, missing 0"], 0)

    clock.stop(TUESDAY + timedelta(days=1))

    assert check("--check-all") == (
        [
            f"{agreement.reference} missing: evidence, consideration",
            f"{waiting.reference} missing: evidence",
            "complete 0, open 0, missing 2",
        ],
        1,
    )


def test_one_thread_is_printed_hop_by_hop(table, schools):
    agreement = table.agreed(schools)

    lines, code = check("--ref", agreement.reference)

    assert (len(lines), code) == (15, 0)
    assert lines[0] == "evidence: not due before 2026-10-06, owed by the school"
    assert lines[5] == "commitment: Money set aside in the pooled fund"
    with pytest.raises(CommandError, match="There is no agreement A/99/01"):
        check("--ref", "A/99/01")


def test_the_towns_three_finished_threads_are_complete_and_one_is_open(town):
    lines, code = check("--check-all")

    assert (lines[-1], code) == ("complete 3, open 1, missing 0", 0)
    assert [line.split(" ", 1)[1] for line in lines[:-1]] == ["complete"] * 3 + ["open"]


def test_every_member_of_the_town_reads_a_complete_thread_and_links_only_to_what_opens(client, town):
    agreement = Agreement.objects.filter(stage="complete").order_by("reference").first()
    for role in ("governor", "contact", "head_teacher", "provider_contact", "coordinator"):
        person = RoleHeld.objects.filter(role=role, person__account__isnull=False).order_by("-pk").first().person
        client.force_login(person.account)
        page = main(client.get(reverse("thread", args=[agreement.slug])))

        assert "Every step is here, from the evidence to the report." in page.text
        links = [link["href"] for link in page.all("a") if link["href"].startswith("/")]
        assert {client.get(url).status_code for url in links} == {200}, role
